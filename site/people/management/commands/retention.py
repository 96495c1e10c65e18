from argparse import RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from people.retention import registered
from people.services import retention


class Command(BaseCommand):
    help = "Forgets what is older than the policy allows."

    def create_parser(self, prog_name: str, subcommand: str, **options: Any) -> CommandParser:
        """The help is the policy itself, as the rules of every app say it."""
        policy = "\n".join(f"  {rule.name}: {rule.sentence}" for rule in registered())
        parser = super().create_parser(prog_name, subcommand, **options)
        parser.description = f"{self.help} What a legal hold keeps is left. The policy:\n\n{policy}"
        parser.formatter_class = RawDescriptionHelpFormatter
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would go, and change nothing")
        parser.add_argument("--check", action="store_true", help="fail where anything is older than the policy allows")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dry_run"]:
            for rule in registered():
                self.stdout.write(f"{rule.due().count():>8} by {rule.name}, {rule.kept_by_a_hold()} held")
            return
        try:
            retention.check() if options["check"] else self.carry_out()
        except retention.NotClean as error:
            raise CommandError(str(error)) from error
        if options["check"]:
            self.stdout.write("Nothing is older than the policy allows.")

    def carry_out(self) -> None:
        run = retention.carry_out()
        for name, number in run.forgotten.items():
            self.stdout.write(f"{number:>8} by {name}, {run.held[name]} held")
