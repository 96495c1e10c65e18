"""`python -m tests.mail.alone`: the demonstration, a message of each kind and every job, while no socket may leave.

Says as JSON whom something tried to speak to, which jobs ran, and whether the guard would have noticed.
"""

import json
import socket
import sys
from contextlib import suppress

from tests import loopback

ELSEWHERE = "192.0.2.1"  # RFC 5737: nobody's


def main() -> None:
    with loopback.guarded() as refused:  # before anything of the site is read
        import django

        django.setup()
        ran = carry_on()
        tried = list(refused)
        with suppress(OSError):
            socket.create_connection((ELSEWHERE, 25), timeout=1)
        json.dump({"tried": tried, "ran": ran, "bites": refused[len(tried) :] == [ELSEWHERE]}, sys.stdout)


def carry_on() -> list[str]:
    from django.core.management import call_command

    from config.jobs import JOBS
    from mail import kinds
    from mail.services import deliveries
    from people.models import Address

    call_command("demo", stdout=sys.stderr)
    reader = Address.objects.order_by("pk")[0].pk
    for kind in kinds.registered():
        deliveries.queue_test(kind=kind, address_id=reader)
    due = [job for _ in range(2) for job in JOBS if job.is_due()]
    for job in due:
        job.do()
    return [job.name for job in due]


if __name__ == "__main__":
    main()
