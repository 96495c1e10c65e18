import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error

from mail import inbound

NOBODY, TRY_AGAIN = 67, 75  # EX_NOUSER and EX_TEMPFAIL of sysexits.h
AT_A_TIME = 65_536  # octets


class Command(BaseCommand):
    help = (
        "Take one message that came to an address which is for one matter alone, such as answer-…@ for the answers to "
        "one letter, as a mail server's pipe hands it over on stdin. It is sorted into what came back, what a machine "
        "answered and what somebody did, and kept by whatever gave the address out; files that came with it are not. "
        "Bringing it again changes nothing. Ends with 0 when it is stored, with 67 when the address belongs to nothing "
        "we know, so that its sender hears of it, and with 75 when the database is away, so that the mail server tries "
        "again."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--recipient", default="", metavar="ADDRESS", help="whom the envelope named")

    def handle(self, *args: Any, **options: Any) -> None:
        raw = sys.stdin.buffer.read(inbound.MOST_READ)
        while sys.stdin.buffer.read(AT_A_TIME):  # else the mail server would take the broken pipe for a failure
            pass
        try:
            taken = inbound.receive(raw, options["recipient"])
        except Error as error:
            self.stderr.write("The database is away.")
            raise SystemExit(TRY_AGAIN) from error
        if not taken:
            self.stderr.write("Nothing we know has this address.")
            raise SystemExit(NOBODY)
