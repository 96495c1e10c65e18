from pathlib import Path
from typing import Any

from places.enums import DataKind, Source
from places.imports import files
from places.imports import offices as reading
from places.management.importing import ImportCommand
from places.models import DataImport
from places.services import offices


class Command(ImportCommand):
    help = (
        "Add posts in government to write to, or change them, from a CSV table: one of addresses, or one of ministers "
        "with the posts that they hold. Its columns are found by their headings. A post that it leaves out stays. "
        "A post that several people hold names none of them, since letters go to the post."
    )
    kind = DataKind.OFFICES

    def bring_in(self, file: Path, options: dict[str, Any]) -> DataImport:
        listed, left_out = reading.read(file)
        for line in left_out:
            self.stdout.write(f"  {line}")
        return offices.record(offices=listed, source=Source.FILE, name=file.name, checksum=files.checksum(file))
