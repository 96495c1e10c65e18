from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from places.enums import DataKind, Scope
from places.imports import boundaries as documents
from places.imports import files, outlines, seats
from places.management.importing import ImportCommand
from places.models import DataImport, Position
from places.services import boundaries

ROUGHEST = 20.0


class Command(ImportCommand):
    kind = DataKind.BOUNDARIES
    help = (
        "Take over the boundaries of all constituencies of a scope from GeoJSON or TopoJSON in degrees (WGS84), such "
        "as those of the Office for National Statistics. They are drawn on our map and simplified until they are small "
        "enough for a page; shared borders stay shared, small islands are left out."
    )
    paths: dict[str, str]
    positions: dict[str, Position]

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--scope", choices=Scope.values, default=Scope.UK, help="what the file covers (default: uk)"
        )
        parser.add_argument(
            "--tolerance",
            type=tolerance,
            default=outlines.TOLERANCE,
            help=f"how much to simplify, from 0 to {ROUGHEST:g} units of 1.13 km (default: {outlines.TOLERANCE:g})",
        )
        parser.add_argument(
            "--centroids",
            action="store_true",
            help="take the middle of each constituency where we know it roughly only",
        )

    def prepare(self, file: Path, options: dict[str, Any]) -> None:
        areas = documents.read(file)
        seats.all_of(Scope(options["scope"]), areas)
        self.paths = outlines.paths(areas, tolerance=options["tolerance"])
        self.positions = outlines.positions(areas) if options["centroids"] else {}

    def bring_in(self, file: Path, options: dict[str, Any]) -> DataImport:
        return boundaries.bring_in(
            paths=self.paths,
            positions=self.positions,
            scope=Scope(options["scope"]),
            source=file.name,
            checksum=files.checksum(file),
        )


def tolerance(text: str) -> float:
    number = float(text)
    if not 0 <= number <= ROUGHEST:
        raise ArgumentTypeError(f"{text} is not between 0 and {ROUGHEST:g}")
    return number
