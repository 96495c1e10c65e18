import os
import socket
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from config import processes
from config.demo import loader

LETTING_GO = 4  # seconds
BANNER = """
  ACTFORJUSTICE       http://localhost:{port}/
  Editing             http://localhost:{port}/admin/
    {morgan}  edits and publishes pages, campaigns and facts
    {dele}    administers everything
  Leading a group     http://localhost:{port}/groups/leeds/lead/
    {charlie} leads the Leeds group
    password            {password}
  Mail it "sent"      http://localhost:{port}/dev/mail/
  Style guide         http://localhost:{port}/dev/style/

  Ctrl-C stops it. The data stays in var/.
"""


class Command(BaseCommand):
    help = (
        "Brings the database up to date, then runs web, two workers and scheduler. All stop together: "
        "on Ctrl-C, on SIGTERM, or as soon as one of them stops (exit code 1)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", help="fill an empty database with the demonstration")

    def handle(self, *args: Any, demo: bool, **options: Any) -> None:
        port = port_to_use()
        refuse_taken(port)
        self.migrate()
        if demo:
            call_command("demo", stdout=self.stdout)
            self.stdout.write(
                BANNER.format(
                    port=port,
                    morgan=loader.MORGAN,
                    dele=loader.DELE,
                    charlie=loader.CHARLIE,
                    password=loader.PASSWORD,
                )
            )
        connections.close_all()
        if stopped := processes.run_together(processes.parts(settings.TASKS_BACKEND)):
            self.stderr.write(f"The {stopped} process stopped, so everything was stopped.")
            sys.exit(1)

    def migrate(self) -> None:
        if connection.vendor == "sqlite":
            os.makedirs(os.path.dirname(str(settings.DATABASES["default"]["NAME"])) or ".", exist_ok=True)
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):  # a needless `migrate` costs a second
            self.stdout.write("Preparing the database")
            call_command("migrate", verbosity=0)
            call_command("wagtail_update_index", verbosity=0)  # what migrations make is not in the index by itself


def port_to_use() -> int:
    text = os.environ.get("PORT", "8000")
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise CommandError(f"PORT must be a number from 1 to 65535, not {text!r}")
    return int(text)


def refuse_taken(port: int) -> None:
    """gunicorn shares its port (reuse_port), so it would not notice another server there.

    A site that was killed a moment ago gets a few seconds to let go of it.
    """
    deadline = time.monotonic() + LETTING_GO
    while answers(port):
        if time.monotonic() > deadline:
            free = port + 1
            raise CommandError(f"Port {port} is in use. Stop what runs there, or choose another: make run PORT={free}")
        time.sleep(0.2)


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
