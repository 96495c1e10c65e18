"""What all import commands of small tables share: a file, `--dry-run`, `--undo`, and a report of what changed."""

from abc import abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.formats import date_format

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
        if options["undo"] and options["file"]:
            raise CommandError("Name a file or say --undo, not both.")
        if options["undo"]:
            self.undo(dry_run=options["dry_run"])
        elif options["file"] is None:
            raise CommandError("Name the file to import, or say --undo.")
        else:
            self.carry_out(options["file"], options)

    def carry_out(self, file: Path, options: dict[str, Any]) -> None:
        try:
            self.prepare(file, options)
            with one_import(dry_run=options["dry_run"]):
                done = self.bring_in(file, options)
        except (ImportRefused, OSError) as error:
            raise CommandError(str(error)) from error
        except OperationalError as error:
            raise busy(error) from error
        self.report(done, dry_run=options["dry_run"])

    def prepare(self, file: Path, options: dict[str, Any]) -> None:
        """What takes long and writes nothing, so that no lock is held meanwhile. May raise ImportRefused."""

    @abstractmethod
    def bring_in(self, file: Path, options: dict[str, Any]) -> DataImport:
        """Read the file and write what it says, in the transaction that this is called in. May raise ImportRefused."""

    def undo(self, *, dry_run: bool) -> None:
        try:
            with one_import(dry_run=dry_run):
                undone = changes.undo(self.kind)
        except changes.NothingToUndo as error:
            raise CommandError("There is no import of this kind to undo.") from error
        except changes.ChangedSince as error:
            raise CommandError(f"Nothing was undone: {error}.") from error
        except OperationalError as error:
            raise busy(error) from error
        day = date_format(timezone.localtime(undone.imported_at), "j F Y")
        rows = undone.added + undone.changed + undone.ended
        self.stdout.write(f"Undone: {undone} of {day}, {rows} rows put back.")
        self.close_with(dry_run=dry_run)

    def report(self, done: DataImport, *, dry_run: bool) -> None:
        for line in done.report["lines"]:
            self.stdout.write(f"  {line}")
        self.stdout.write(f"{done.rows} read; {done.added} added, {done.changed} changed, {done.ended} ended.")
        self.close_with(dry_run=dry_run)

    def close_with(self, *, dry_run: bool) -> None:
        if dry_run:
            self.stdout.write("This was a dry run: nothing was changed.")


def busy(error: OperationalError) -> CommandError:
    return CommandError(f"The database refused ({str(error).strip()}). Nothing was changed: try again.")


@contextmanager
def one_import(*, dry_run: bool) -> Iterator[None]:
    """A transaction that no other import runs beside, and that comes to nothing where it is dry."""
    with transaction.atomic():
        changes.one_at_a_time()
        yield
        transaction.set_rollback(dry_run)
