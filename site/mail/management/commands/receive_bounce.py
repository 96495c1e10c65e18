import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError

from mail import bounce_messages
from mail.services import events

TRY_AGAIN = 75  # EX_TEMPFAIL of sysexits.h: the mail server keeps the message and brings it again


class Command(BaseCommand):
    help = (
        "Store one message that came to a return address (bounces-…@), as a mail server's pipe hands it over on stdin. "
        "Delivery reports (RFC 3464) and complaints (RFC 5965) are read; whatever else is kept as something else and "
        "changes nothing. The worker draws what follows: an address that does not exist, or whose owner complained, is "
        "written to no more. Ends with 0 when it is stored, with 75 when the database is away, so that the mail server "
        "tries again."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--recipient", default="", metavar="ADDRESS", help="whom the envelope named")

    def handle(self, *args: Any, **options: Any) -> None:
        event = bounce_messages.as_row(sys.stdin.buffer.read(), recipient=options["recipient"])
        try:
            events.store([event])
        except (InterfaceError, OperationalError) as error:
            self.stderr.write("The database is away.")
            raise SystemExit(TRY_AGAIN) from error
