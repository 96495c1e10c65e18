import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError

from places import progress
from places.enums import Scope
from places.imports import ImportRefused, reading
from places.management.importing import busy
from places.models import DataImport
from places.services import postcodes
from places.services.changes import NothingToUndo


class Command(BaseCommand):
    help = (
        "Replaces all postcodes by those of a list: the ONS Postcode Directory or the National Statistics Postcode "
        "Lookup of any edition, Code-Point Open (positions only, constituencies stay), or a short list with the "
        "columns pc, lat, lon and pcon; plain, .xz or .zip. The site goes on with the old ones until the new ones are "
        "checked and complete. A list is refused where a line is damaged, where its live postcodes don't lie in all "
        "constituencies of its scope (650, gb 632, ni 18), where they are too few, or where more than 0.5 % would "
        "change constituency. With --scope gb the postcodes of Northern Ireland stay as they are, with ni all others."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="the list, as it was published")
        parser.add_argument("--scope", choices=Scope.values, default=Scope.UK.value, help="what the list covers")
        parser.add_argument("--minimum", type=int, help="refuse a list with fewer live postcodes")
        parser.add_argument(
            "--accept-changes", action="store_true", help="take a list that changes many constituencies"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
        parser.add_argument("--undo", action="store_true", help="put back the table that the last import replaced")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["undo"] == bool(options["file"]):
            raise CommandError("Name the list to import, or say --undo.")
        try:
            self.undo(options) if options["undo"] else self.bring_in(options["file"], options)
        except (ImportRefused, OSError) as error:
            raise CommandError(str(error)) from error
        except OperationalError as error:
            raise busy(error) from error

    def bring_in(self, file: Path, options: dict[str, Any]) -> None:
        started = time.monotonic()
        scope = Scope(options["scope"])
        wanted = postcodes.Wanted(
            scope=scope,
            minimum=postcodes.MINIMUM[scope] if options["minimum"] is None else options["minimum"],
            accept_changes=options["accept_changes"],
            dry_run=options["dry_run"],
        )
        with reading.opened(file) as source, progress.bar(total=source.size, label=source.name, unit="B") as advance:
            done = postcodes.replace(source=source, wanted=wanted, advance=advance)
        self.report(done, time.monotonic() - started)
        self.close_with(options)

    def undo(self, options: dict[str, Any]) -> None:
        try:
            undone = postcodes.undo(dry_run=options["dry_run"])
        except NothingToUndo as error:
            raise CommandError("There is no import to undo: only the last one can be, and once.") from error
        self.stdout.write(f"Undone: {undone}.")
        self.close_with(options)

    def report(self, done: DataImport, seconds: float) -> None:
        for line in done.report["lines"]:
            self.stdout.write(f"  {line}")
        self.stdout.write(f"{done.rows:,} rows read in {seconds:.1f} s.")

    def close_with(self, options: dict[str, Any]) -> None:
        if options["dry_run"]:
            self.stdout.write("This was a dry run: nothing was changed.")
