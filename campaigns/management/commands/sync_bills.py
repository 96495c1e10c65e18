from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from campaigns.models import Bill
from campaigns.services import bills
from places.clients.bills import BillsClient
from places.clients.errors import ServiceFailed
from places.clients.http import BadAddress, Manners


class Command(BaseCommand):
    help = (
        "Ask Parliament's Bills API how the bills that have a number there stand, and write what differs: stages, "
        "days, and how a bill ended. Titles, summaries and notes that staff wrote stay, and so does a stage or a day "
        "that Parliament doesn't name. A bill whose answer fails keeps everything, and the others go on. Bills that "
        "have ended are asked about with --all or --only. Run it once a day while Parliament sits; nothing on the site "
        "asks the service by itself."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="ask and say what would change, and change nothing")
        parser.add_argument("--all", action="store_true", help="bills that have ended as well")
        parser.add_argument("--only", metavar="SLUG", help="one bill, whether or not it has ended")
        parser.add_argument("--base-url", default=BillsClient.home, help=f"default {BillsClient.home}")
        parser.add_argument("--interval", type=float, default=0.2, help="seconds between two requests (default 0.2)")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = list(self.wanted(options))
        if not wanted:
            self.stdout.write("No bill with a number at Parliament goes on. Nothing was asked.")
            return
        failed: list[str] = []
        try:
            with BillsClient(options["base_url"], manners=Manners(interval=options["interval"])) as client:
                for bill in wanted:
                    self.sync(client, bill, failed, dry_run=options["dry_run"])
        except BadAddress as error:
            raise CommandError(str(error)) from error
        if options["dry_run"]:
            self.stdout.write("This was a dry run: nothing was changed.")
        if failed:
            raise CommandError(f"{len(failed)} of {len(wanted)} bills could not be asked about: {'; '.join(failed)}")

    def wanted(self, options: dict[str, Any]) -> Any:
        followed = Bill.objects.followed().order_by("pk")
        if options["only"]:
            found = followed.filter(slug=options["only"])
            if not found:
                raise CommandError(f'There is no bill "{options["only"]}" with a number at Parliament.')
            return found
        return followed if options["all"] else followed.current()

    def sync(self, client: BillsClient, bill: Bill, failed: list[str], *, dry_run: bool) -> None:
        try:
            told = client.bill(bill.parliament_id or 0)
            told_stages = client.stages(bill.parliament_id or 0)
        except (ServiceFailed, OSError) as error:
            failed.append(f"{bill}: {error}")
            self.stderr.write(f"{bill}: everything stays as it was. {error}")
            return
        with transaction.atomic():
            changes = bills.record(bill=bill, told=told, told_stages=told_stages)
            transaction.set_rollback(dry_run)
        self.stdout.write(f"{bill}: {'; '.join(changes.made) or 'nothing has changed'}.")
        for note in changes.notes:
            self.stdout.write(f"  {note}")
