"""What is killed amid its work: reminds, or sends in each quiz that is open, until nothing is left.

python -m tests.training.killed reminders
python -m tests.training.killed quizzes
"""

import sys

import django


def remind() -> None:
    from training.services import reminders

    reminders.SLICE = 5  # so that a kill finds some done and others not
    reminders.remind()


def send_in() -> None:
    from tests.training import quizzing
    from training.models import Attempt
    from training.services import attempts

    for attempt in Attempt.objects.filter(state="open").order_by("pk"):
        attempts.submit(token=attempt.token, chosen=quizzing.right_answers(attempt))


if __name__ == "__main__":
    django.setup()
    {"reminders": remind, "quizzes": send_in}[sys.argv[1]]()
