"""What both syncs share: answers are fetched first, and written in one short transaction after."""

from abc import abstractmethod
from typing import Any, Generic, TypeVar

from django.core.management.base import CommandError, CommandParser
from django.db import OperationalError

from places.clients.errors import ServiceFailed
from places.clients.http import BadAddress, Manners
from places.imports import ImportRefused
from places.management.importing import ImportCommand, busy, one_import
from places.models import DataImport

Picture = TypeVar("Picture")


class SyncCommand(ImportCommand, Generic[Picture]):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="ask and say what would change, and change nothing")
        parser.add_argument("--undo", action="store_true", help="put back what the last import or sync changed")
        parser.add_argument("--interval", type=float, default=0.2, help="seconds between two requests (default 0.2)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["undo"]:
            self.undo(dry_run=options["dry_run"])
            return
        try:
            done = self.write(self.fetch(options), options)
        except (ServiceFailed, ImportRefused, BadAddress, OSError) as error:
            raise CommandError(f"Nothing was changed. {error}") from error
        except OperationalError as error:
            raise busy(error) from error
        self.report(done, dry_run=options["dry_run"])

    def write(self, picture: Picture, options: dict[str, Any]) -> DataImport:
        with one_import(dry_run=options["dry_run"]):
            return self.record(picture, options)

    def manners(self, options: dict[str, Any]) -> Manners:
        return Manners(interval=options["interval"])

    @abstractmethod
    def fetch(self, options: dict[str, Any]) -> Picture:
        """Ask the services. May raise ServiceFailed, ImportRefused or BadAddress."""

    @abstractmethod
    def record(self, picture: Picture, options: dict[str, Any]) -> DataImport:
        """Write it, in the transaction that this is called in. May raise ImportRefused."""
