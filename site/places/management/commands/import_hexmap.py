from pathlib import Path
from typing import Any

from places.enums import DataKind
from places.imports import files
from places.imports import hexmap as layouts
from places.management.importing import ImportCommand
from places.models import DataImport
from places.services import hexmap


class Command(ImportCommand):
    kind = DataKind.HEXMAP
    help = (
        "Take over the layout of the hexagon map: HexJSON in rows (odd-r or even-r), with one cell for each "
        "constituency in force, under its code."
    )

    def bring_in(self, file: Path, options: dict[str, Any]) -> DataImport:
        return hexmap.bring_in(cells=layouts.read(file), source=file.name, checksum=files.checksum(file))
