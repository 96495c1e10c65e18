"""Web, workers, scheduler, a mail server and, on PostgreSQL, a durable database: each can be killed by itself."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import chain
from pathlib import Path
from typing import TypeAlias

import httpx
from django.conf import settings
from django.db import connection

from config import processes
from tests import cluster
from tests.journeys.site_in_processes import children
from tests.mail import smtp_sink

DURABLE = "-c fsync=on -c full_page_writes=on -c synchronous_commit=on -c max_connections=50"
Process: TypeAlias = "subprocess.Popen[bytes]"


class Database:
    """A durable cluster of its own, or a file, that begins with what the tests' own database holds."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.own_cluster = connection.vendor == "postgresql"
        self.url = f"postgres://postgres@/{folder}/act" if self.own_cluster else f"sqlite:///{folder}/db.sqlite3"

    def make(self) -> None:
        if not self.own_cluster:
            with closing(sqlite3.connect(self.folder / "db.sqlite3")) as copy:
                connection.connection.backup(copy)
            return
        cluster.make(self.folder)
        self.start()
        own = ["-h", str(self.folder), "-U", "postgres", "-d", "postgres", "-c", "CREATE DATABASE act"]
        client("psql", "-q", *own)
        at = connection.settings_dict
        parts = {"-h": at["HOST"], "-p": at["PORT"], "-U": at["USER"], "-d": at["NAME"]}
        dump = client("pg_dump", "--no-owner", *chain(*((option, str(part)) for option, part in parts.items() if part)))
        client("psql", "-q", "-1", "-h", str(self.folder), "-U", "postgres", "-d", "act", given=dump)

    def start(self) -> None:
        cluster.serve(self.folder, DURABLE)

    def kill(self) -> None:
        """All its processes end where they stand, with nothing written down that was not; it recovers as it starts.

        PostgreSQL's own way to do so: its file of the process's id goes as well, which after SIGKILL is in the way of
        the start until whatever runs us has taken note of the dead.
        """
        self.stop()
        self.start()

    def stop(self) -> None:
        if self.own_cluster:
            cluster.run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "-w", "stop")


def client(program: str, *arguments: str, given: bytes = b"") -> bytes:
    """Run one of PostgreSQL's own clients; returns what it writes."""
    environment = {**os.environ, "PGPASSWORD": connection.settings_dict["PASSWORD"]}
    command = [str(cluster.binaries() / program), *arguments]
    return subprocess.run(command, check=True, input=given, stdout=subprocess.PIPE, env=environment).stdout


class MailingSite:
    """Its parts run by themselves, and each is started again when it ends, as a service manager does."""

    def __init__(self, database: Database, sink_port: int, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.database, self.log = database, folder / "log"
        self.environment = {
            **{name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"},
            "DATABASE_URL": database.url,
            "DJANGO_SETTINGS_MODULE": "tests.journeys.smtp_settings",
            "INBOX": str(folder / "mail"),
            "PORT": str(self.port),
            "SINK_PORT": str(sink_port),
            "WEB_WORKERS": "1",
        }
        self.running: dict[str, Process] = {}

    def keep_running(self) -> None:
        for name, command in processes.parts("db").items():
            if name not in self.running or self.running[name].poll() is not None:
                with self.log.open("ab") as log:
                    self.running[name] = subprocess.Popen(
                        command,
                        env=self.environment,
                        cwd=settings.BASE_DIR,
                        stdout=log,
                        stderr=log,
                        start_new_session=True,
                        preexec_fn=processes.die_with_parent,
                    )

    def answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/", timeout=5).status_code == 200
        except httpx.TransportError:
            return False

    def kill(self, part: str) -> None:
        if part == "database":
            self.database.kill()
            return
        process = self.running[part]
        for pid in [*children(process.pid), process.pid]:
            os.kill(pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        processes.stop_all(list(self.running.values()))


@contextmanager
def sink(file: Path, *, delay: float) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [sys.executable, "-m", "tests.mail.smtp_sink", str(port), str(file), str(delay)]
    process = subprocess.Popen(command, cwd=settings.BASE_DIR)
    try:
        yield port
    finally:
        process.kill()
        process.wait()


@contextmanager
def mailing_site(folder: Path, *, delay: float) -> Iterator[MailingSite]:
    """Running, on a copy of the tests' database; the mail server takes `delay` seconds for each message."""
    with (
        tempfile.TemporaryDirectory(prefix="act-kills-") as data,
        sink(folder / "accepted", delay=delay) as port,
    ):
        database = Database(Path(data))
        site = MailingSite(database, port, folder)
        try:
            database.make()
            site.keep_running()
            yield site
        finally:
            site.stop()
            database.stop()


def accepted(folder: Path) -> list[smtp_sink.Accepted]:
    return smtp_sink.read(folder / "accepted")
