"""What all import commands of small tables share: a file, `--dry-run`, `--undo`, and a report of what changed."""

from abc import abstractmethod
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from places.enums import DataKind
from places.imports import ImportRefused
from places.models import DataImport
from places.services import changes


class ImportCommand(BaseCommand):
    kind: DataKind

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="the file to read")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
        parser.add_argument("--undo", action="store_true", help="put back what the last import of this kind changed")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["undo"]:
            self.undo()
        elif options["file"] is None:
            raise CommandError("Name the file to import, or say --undo.")
        else:
            self.carry_out(options["file"], options)

    def carry_out(self, file: Path, options: dict[str, Any]) -> None:
        try:
            with transaction.atomic():
                done = self.bring_in(file, options)
                transaction.set_rollback(options["dry_run"])
        except (ImportRefused, OSError) as error:
            raise CommandError(str(error)) from error
        self.report(done, dry_run=options["dry_run"])

    @abstractmethod
    def bring_in(self, file: Path, options: dict[str, Any]) -> DataImport:
        """Read the file and write what it says, in the transaction that this is called in. May raise ImportRefused."""

    def undo(self) -> None:
        try:
            undone = changes.undo(self.kind)
        except changes.NothingToUndo as error:
            raise CommandError("There is no import of this kind to undo.") from error
        except changes.ChangedSince as error:
            raise CommandError(f"Nothing was undone: {error}.") from error
        self.stdout.write(f"Undone: {undone}.")

    def report(self, done: DataImport, *, dry_run: bool) -> None:
        for line in done.report["lines"]:
            self.stdout.write(f"  {line}")
        self.stdout.write(f"{done.rows} read; {done.added} added, {done.changed} changed, {done.ended} ended.")
        if dry_run:
            self.stdout.write("This was a dry run: nothing was changed.")
