from typing import Any

from django.core.management.base import BaseCommand, CommandError

from campaigns.models import LogEntry, Petition
from campaigns.services import log_checking


class Command(BaseCommand):
    help = """Works the public log of each petition out again from its lines, and compares.

With what is compared: the count of confirmed signatures, each stored hash, and each head that was signed, with its
signature. It changes nothing, and can't put a log right: what was signed was signed. It takes about a minute for a
million lines. Fails where anything is wrong, and says what."""

    def handle(self, *args: Any, **options: Any) -> None:
        problems = []
        logs = LogEntry.objects.order_by("petition_id").values_list("petition_id", flat=True).distinct()
        for petition in Petition.objects.filter(pk__in=logs).order_by("pk"):
            found = [f"{petition.slug}: {problem}" for problem in log_checking.check(petition)]
            problems += found
            if not found:
                self.stdout.write(f"{petition.slug}: sound")
        if problems:
            raise CommandError("\n".join(problems))
