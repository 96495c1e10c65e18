from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from config import maintenance


class Command(BaseCommand):
    help = (
        "Closes the site for a while, or opens it again, at once and without a restart. While it is closed, readers "
        "and staff get a page with 999 and the helpline, and nothing is written; worker and scheduler are stopped "
        "apart from this. Needs no database."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("state", choices=["on", "off"])

    def handle(self, *args: Any, state: str, **options: Any) -> None:
        flag = maintenance.flag()
        if state == "on":
            flag.parent.mkdir(parents=True, exist_ok=True)
            flag.touch()
        else:
            flag.unlink(missing_ok=True)
        self.stdout.write("The site is closed for maintenance" if state == "on" else "The site is open")
