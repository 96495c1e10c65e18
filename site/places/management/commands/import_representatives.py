from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from places.enums import DataKind, Source
from places.imports import files
from places.imports import representatives as reading
from places.management import picture
from places.management.importing import ImportCommand
from places.models import DataImport
from places.services import representatives


class Command(ImportCommand):
    help = (
        "Compare the Members of Parliament with a file, and write what differs. The file is an answer of the Members "
        "API as it was saved (one, or a list of them; of constituencies or of members), or a CSV table with a row for "
        "each constituency, whose columns are found by their headings. Whoever no longer sits has their time ended and "
        "stays as history. A row without a member means a vacant seat. What the file leaves out stays as it was."
    )
    kind = DataKind.REPRESENTATIVES

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        picture.add_bounds(parser)
        parser.add_argument("--any-email", action="store_true", help="take addresses outside parliament.uk too")

    def bring_in(self, file: Path, options: dict[str, Any]) -> DataImport:
        return representatives.record(
            seats=reading.read(file, any_email=options["any_email"]),
            source=Source.FILE,
            name=file.name,
            checksum=files.checksum(file),
            minimum=options["minimum"],
            most_ended=picture.most_ended(options),
        )
