"""`python -m tests.campaigns.letter_worker` carries letters as the workers of the site do, until it is killed.

Nothing waits for office hours here, or for a second attempt.
"""

import django


def main() -> None:
    django.setup()
    from campaigns.services import letter_following, letter_telling, letter_turns
    from mail.models import Delivery
    from mail.services import drain

    while True:
        letter_turns.take_turn(seconds=1)
        Delivery.objects.waiting().update(due_at=django.utils.timezone.now())
        drain.send_due(seconds=1)
        letter_following.follow()
        letter_telling.tell()


if __name__ == "__main__":
    main()
