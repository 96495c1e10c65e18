from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from campaigns.services import checking, paper
from campaigns.services.checking import Difference


class Command(BaseCommand):
    help = (
        "Compares the totals of every petition, in all, by constituency, country, group and hour, with its confirmed "
        "signatures, its public log with both, and its total on paper with the approved batches. Fails with a table "
        "where any differs. People may sign meanwhile."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="set what differs to what the signatures say")
        parser.add_argument("--reason", default="", help="why it was repaired, which is kept with what each total was")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["repair"]:
            self.repair(options["reason"].strip())
        report, wrong = checking.check(), checking.complaints()
        self.stdout.write(
            f"{report.petitions} petitions checked, {report.signatures} signatures count, {report.waiting} changes "
            "wait to be folded."
        )
        if report.differences or wrong:
            raise CommandError("\n".join(["Not everything agrees.", *table(report.differences), *wrong]))
        self.stdout.write("Every total and every log agrees with the signatures.")

    def repair(self, reason: str) -> None:
        if not reason:
            raise CommandError("Say why, with --reason: it is kept beside what each total was.")
        for line in table(repaired := checking.repair(reason=reason)):
            self.stdout.write(line)
        on_paper = paper.repair(reason=reason)
        self.stdout.write(f"{len(repaired) + len(on_paper)} totals repaired.")


def table(found: list[Difference]) -> list[str]:
    head = f"{'petition':>8}  {'which total':<24}{'total':>12}{'signatures':>12}"
    rows = [f"{each.petition_id:>8}  {each.what:<24}{each.total:>12}{each.rows:>12}" for each in found]
    return [head, *rows] if rows else []
