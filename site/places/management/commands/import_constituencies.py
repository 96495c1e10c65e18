from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from places.enums import DataKind, Scope
from places.imports import constituencies as lists
from places.imports import files
from places.management.importing import ImportCommand
from places.models import DataImport
from places.services import constituencies


class Command(ImportCommand):
    kind = DataKind.CONSTITUENCIES
    help = (
        "Take over a list of constituencies: a CSV with a code and a name each and, where it has them, the Welsh name, "
        "country, region, latitude, longitude and valid_from, in columns of any order. The list is the whole of its "
        "scope: a code that isn't known is a new constituency from the day --from, and one that the list leaves out "
        "ended on the day before. Import new boundaries on the day on which they take effect, not sooner."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--from", dest="since", type=day, help="the first day of new boundaries")
        parser.add_argument("--scope", choices=Scope.values, default=Scope.UK, help="what the list is of (default: uk)")
        parser.add_argument(
            "--accept-changes",
            action="store_true",
            help="more than 0.5 %% new, ended and renamed constituencies are right",
        )

    def bring_in(self, file: Path, options: dict[str, Any]) -> DataImport:
        scope = Scope(options["scope"])
        return constituencies.bring_in(
            listed=lists.read(file, scope),
            scope=scope,
            since=options["since"],
            accept_changes=options["accept_changes"],
            source=file.name,
            checksum=files.checksum(file),
        )


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text} is no day, such as 2024-05-31") from error
