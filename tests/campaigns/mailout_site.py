"""Workers and scheduler of the site as `manage.py serve` starts them, on either engine: each may be killed."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from config import processes
from config.settings.base import ENGINES, TASK_QUEUES, database

PATIENCE = 60  # seconds
BULK = ("bulk worker", "second bulk worker")
OPTIONS = {"db_worker": ["--no-startup-delay"]}


class Broker:
    """A Redis of our own that listens on a socket alone and keeps nothing: killed, it forgets every call."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "redis.sock"
        self.url = f"unix://{self.socket}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = ["redis-server", "--port", "0", "--unixsocket", str(self.socket), "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=self.socket.parent)
        wait_until(self.socket.exists)

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        self.socket.unlink(missing_ok=True)


def needs_redis(engine: str) -> None:
    if engine == "rq" and shutil.which("redis-server") is None:
        pytest.skip("no redis-server here (Debian: apt-get install redis-server)")


class MailoutSite:
    """Each part is started again when it ends, as a service manager does."""

    def __init__(self, engine: str, *, database_url: str, sink_port: int, folder: Path, redis_url: str = "") -> None:
        self.engine, self.redis_url = engine, redis_url
        self.log = folder / f"log of {engine}"
        self.environment = {
            **{name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"},
            "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "tests.journeys.smtp_settings",
            "INBOX": str(folder / "mail"),
            "PGAPPNAME": self.named,
            "REDIS_URL": redis_url,
            "SINK_PORT": str(sink_port),
            "TASKS_BACKEND": engine,
        }
        self.running: dict[str, int] = {}
        self.connections_lost = 0  # those to the mail server that ended with whoever held them
        self.nursery: subprocess.Popen[str] | None = None

    @property
    def named(self) -> str:
        """What the database calls its processes."""
        return f"mail-outs by {self.engine} of {os.getpid()}"

    @property
    def commands(self) -> dict[str, list[str]]:
        parts = processes.parts(self.engine)
        found = {name: parts[name][len(processes.MANAGE) :] for name in ("worker", BULK[0], "scheduler")}
        found = {name: [*command, *OPTIONS.get(command[0], [])] for name, command in found.items()}
        return {**found, BULK[1]: found[BULK[0]]}

    def open(self) -> None:
        with self.log.open("ab") as log:
            self.nursery = subprocess.Popen(
                [sys.executable, "-m", "tests.campaigns.nursery"],
                env=self.environment,
                cwd=settings.BASE_DIR,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
                preexec_fn=processes.die_with_parent,
            )

    def keep_running(self, *parts: str) -> None:
        """All parts where none is named."""
        for part in parts or self.commands:
            if part in self.running and is_there(self.running[part]):
                continue
            if part in self.running:
                self.end(part)
            self.running[part] = self.start(self.commands[part])

    def start(self, command: list[str]) -> int:
        assert self.nursery is not None
        assert self.nursery.stdin is not None
        assert self.nursery.stdout is not None
        if not self.running:
            assert self.nursery.stdout.readline(), self.log.read_text()[-3_000:]  # once it has read the site
        self.nursery.stdin.write(json.dumps(command) + "\n")
        self.nursery.stdin.flush()
        return int(self.nursery.stdout.readline())

    def end(self, part: str) -> None:
        """With all that it forked, also where it ended before them."""
        session = self.running[part]
        while pids := members(session):
            for pid in pids:
                kill(pid)
            time.sleep(0.005)
        self.connections_lost += part in BULK

    def end_all(self) -> None:
        for part in self.running:
            self.end(part)

    def close(self) -> None:
        self.end_all()
        if self.nursery is not None:
            with self.nursery:
                self.nursery.kill()

    def is_gone(self) -> bool:
        """Whether the database has noticed that nobody speaks to it any more."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE application_name = %s", [self.named])
            return bool(cursor.fetchone() == (0,))


def is_there(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def members(session: int) -> list[int]:
    """The processes of this session that live."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, its = stat.read_text().rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if its == str(session) and state != "Z":
            found.append(int(stat.parent.name))
    return found


def wait_until(question: Callable[[], object], seconds: float = PATIENCE, *, why: Callable[[], str] = str) -> None:
    deadline = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < deadline, why() or "it never came"
        time.sleep(0.02)


def call_by(engine: str, given: Any, redis_url: str = "") -> None:
    """Have what this process enqueues go to the workers of an engine. `given` is pytest's fixture of settings."""
    given.RQ_QUEUES = {queue: {"URL": redis_url} for queue in TASK_QUEUES}
    given.TASKS = {"default": {"BACKEND": ENGINES[engine], "QUEUES": TASK_QUEUES}}


@contextmanager
def speaking_to(url: str) -> Iterator[None]:
    """This process's own questions go to another database, which holds what the tests' own does."""
    own, other = dict(connection.settings_dict), database(url)
    connection.close()
    connection.settings_dict.update({key: other[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(own)
