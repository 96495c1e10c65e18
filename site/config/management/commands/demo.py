from typing import Any

from django.core.management.base import BaseCommand

from config.demo import loader


class Command(BaseCommand):
    help = (
        "Fills an empty database with the demonstration: pages, facts, a campaign with its petition, two accounts. "
        "Leaves a database that anybody has begun to use as it is."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if loader.is_empty():
            self.stdout.write("Loading the demonstration")
            loader.load()
