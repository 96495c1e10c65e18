import csv
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from places.enums import DataKind
from places.imports import ImportRefused
from places.imports.hexmap import Cell
from places.imports.seats import some
from places.management.importing import ImportCommand
from places.maps import layout
from places.maps.layout_board import NotWhole
from places.maps.layout_pairs import Seat
from places.maps.layout_quality import measure
from places.models import Constituency, DataImport
from places.services import hexmap

NO_FILE = Path()  # this one reads the constituencies that are there


class Command(ImportCommand):
    kind = DataKind.HEXMAP
    help = (
        "Give every constituency in force its cell of the hexagon map, worked out from where the constituencies lie: "
        "neighbours stay near each other, nations and regions hold together without holes. Takes half a minute; the "
        "same constituencies always get the same cells."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
        parser.add_argument("--undo", action="store_true", help="put back the layout before the last one")
        parser.add_argument("--csv", type=Path, metavar="FILE", help="write code, q and r to a file; change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["undo"] and options["csv"]:
            raise CommandError("Name a file or say --undo, not both.")
        if options["undo"]:
            self.undo(dry_run=options["dry_run"])
        else:
            self.carry_out(NO_FILE, {**options, "dry_run": options["dry_run"] or bool(options["csv"])})

    def prepare(self, file: Path, options: dict[str, Any]) -> None:
        seats = in_force()
        try:
            self.cells = layout.arrange(seats)
        except NotWhole as error:
            raise ImportRefused("No layout was found in which all nations and regions hold together.") from error
        if options["csv"]:
            write(options["csv"], self.cells)
        kept = measure(seats, self.cells).neighbours_kept
        self.stdout.write(f"Of each one's six nearest neighbours {kept:.0%} are within two cells.")

    def bring_in(self, file: Path, options: dict[str, Any]) -> DataImport:
        return hexmap.bring_in(cells=self.cells, source="arrange_hexmap", checksum="")


def in_force() -> list[Seat]:
    current = Constituency.objects.current().select_related("country", "region")
    if nowhere := [seat.name for seat in current if seat.position is None]:
        raise ImportRefused(f"Import where these lie first: {some(nowhere)}.")
    return [
        Seat(seat.code, seat.country.name, seat.place, seat.position) for seat in current if seat.position is not None
    ]


def write(file: Path, cells: dict[str, Cell]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        table = csv.writer(opened, lineterminator="\n")
        table.writerow(("code", "q", "r"))
        table.writerows((code, *cell) for code, cell in sorted(cells.items()))
