from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.demo import loader


class Command(BaseCommand):
    help = (
        "Fills an empty database with the demonstration: pages, facts, campaigns, petitions, accounts. "
        "Leaves a database that anybody has begun to use as it is."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not hasattr(settings, "INBOX"):
            raise CommandError("These are a public site's settings, and the password of the demonstration is known.")
        if loader.is_empty():
            self.stdout.write("Loading the demonstration")
            loader.load()
