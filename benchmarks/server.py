"""What figures are measured on: PostgreSQL, the site as production runs it, gunicorn, and wrk as the load.

Everything that is started here is a context manager and ends with its `with`, also on an error or Ctrl-C. All of it
listens on 127.0.0.1 or on a socket in a folder of its own.
"""

import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias
from urllib.parse import urlsplit

import environ
import psycopg2

from config import processes
from config.settings.dev_keys import BADGE_KEYS
from tests import cluster

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
AS_PROXY = {"X-Forwarded-Proto": "https"}  # production redirects http; gunicorn believes a proxy on loopback
DURABLE = "-c fsync=on -c full_page_writes=on -c synchronous_commit=on"  # as production, unlike the tests' cluster
PATIENCE = 60  # seconds until a server must answer
WORKERS, THREADS = 2, 4  # as gunicorn.conf.py has them for production
WRK_THREADS, CONNECTIONS = 2, 16
Process: TypeAlias = "subprocess.Popen[bytes]"


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


class Load(NamedTuple):
    """What wrk saw. `received`: bytes, headers included. `errors`: broken sockets and statuses over 399."""

    requests: int
    seconds: float
    received: int
    errors: int


@dataclass(frozen=True)
class Site:
    """The site under production settings, with a database that holds the demonstration and static files collected."""

    folder: Path
    environment: dict[str, str]

    def run(self, *arguments: str) -> str:
        """Run Python in the site's environment; returns what it wrote to stdout."""
        return subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    @contextmanager
    def serving(self) -> Iterator[int]:
        """The site on gunicorn, answering; gives its port."""
        with gunicorn("config.wsgi", self.environment, self.folder / "site.log") as port:
            yield port


class Bench:
    """What measurements share: made when the first of them asks, taken down when all have run."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack

    @cached_property
    def site(self) -> Site:
        return self._stack.enter_context(site())


@contextmanager
def site() -> Iterator[Site]:
    with scratch_folder() as folder, database() as url:
        made = Site(folder, production(url, folder))
        made.run("manage.py", "migrate", "--verbosity=0")
        made.run("manage.py", "demo", "--settings=config.settings.dev")
        made.run("manage.py", "collectstatic", "--noinput", "--verbosity=0")
        execute(url, "VACUUM ANALYZE")  # or autovacuum does it in the middle of a measurement
        yield made


def production(url: str, folder: Path) -> dict[str, str]:
    """The environment of a public server, with nothing that leaves this machine."""
    return {
        **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": "only-for-this-run",
        "FINGERPRINT_KEY": "only-for-this-run",
        "SEALING_KEYS": "b25seS1mb3ItdGhpcy1ydW4tYW5kLW5vdC1zZWNyZXQ=",
        "LOG_SIGNING_KEYS": "b25seS1mb3ItdGhpcy1ydW4tYW5kLW5vdC1zZWNyZXQ=",
        "CERTIFICATE_KEYS": "b25seS1mb3ItdGhpcy1ydW4tYW5kLW5vdC1zZWNyZXQ=",
        "BADGE_KEYS": BADGE_KEYS[0],
        "ALLOWED_HOSTS": HOST,
        "SITE_URL": f"https://{HOST}",
        "DATABASE_URL": url,
        "MEDIA_ROOT": str(folder / "media"),
        "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        "DEFAULT_FROM_EMAIL": "bench@example.org",
    }


@contextmanager
def scratch_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="act-bench-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@contextmanager
def database() -> Iterator[str]:
    """An empty database of its own: on the server of DATABASE_URL if that is PostgreSQL, else in a private cluster."""
    with postgresql() as server:
        name = f"act_bench_{os.getpid()}"
        execute(server, f"CREATE DATABASE {name}", maintenance=True)
        try:
            yield sibling(server, name)
        finally:
            execute(server, f"DROP DATABASE {name} WITH (FORCE)", maintenance=True)


def sibling(url: str, name: str) -> str:
    """The address of another database on the same server."""
    parts = urlsplit(url)
    return parts._replace(path=f"{parts.path.rpartition('/')[0]}/{name}").geturl()


@contextmanager
def postgresql() -> Iterator[str]:
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgres:", "postgresql:")):
        yield given
        return
    try:
        yield cluster.start(DURABLE)
    finally:
        if cluster.folder is not None:
            discard(cluster.folder)


def discard(folder: Path) -> None:
    """Stop a cluster and delete it, also one that an interruption left half made."""
    try:
        cluster.stop(folder)
    except subprocess.CalledProcessError:
        shutil.rmtree(folder, ignore_errors=True)


def execute(url: str, statement: str, *, maintenance: bool = False) -> None:
    """Run a statement in autocommit mode, in `url`'s database or in the server's own `postgres`."""
    with cursor(url, maintenance=maintenance) as asked:
        asked.execute(statement)


def ask(url: str, statement: str) -> int:
    """The one number that a statement answers with."""
    with cursor(url) as asked:
        asked.execute(statement)
        return int(asked.fetchone()[0])


@contextmanager
def cursor(url: str, *, maintenance: bool = False) -> Iterator[Any]:
    at = environ.Env.db_url_config(url)
    connection = psycopg2.connect(
        dbname="postgres" if maintenance else at["NAME"],
        user=at["USER"] or None,
        password=at["PASSWORD"] or None,
        host=at["HOST"] or None,
        port=at["PORT"] or None,
        **at.get("OPTIONS", {}),
    )
    try:
        connection.autocommit = True
        with connection.cursor() as made:
            yield made
    finally:
        connection.close()


@contextmanager
def gunicorn(application: str, environment: dict[str, str], log: Path) -> Iterator[int]:
    """An application on gunicorn as production runs it, answering; gives its port."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", application]
    own = {"BIND": f"{HOST}:{port}", "WEB_WORKERS": str(WORKERS), "WEB_THREADS": str(THREADS)}
    with running(command, {**environment, **own}, log) as process:
        wait_for(process, port, log)
        yield port


def terminate(process: Process) -> None:
    processes.stop_all([process])


@contextmanager
def running(
    command: list[str], environment: dict[str, str], log: Path, stop: Callable[[Process], None] = terminate
) -> Iterator[Process]:
    """A process in a session of its own, so that Ctrl-C reaches it only through us; `stop` ends it and waits."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=processes.die_with_parent,
        )
        try:
            yield process
        finally:
            stop(process)


def wait_for(process: Process, port: int, log: Path, pause: float = 0.01) -> None:
    """Until `/` is answered with 200; raises with the end of the log where the server ended or took too long."""
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            if (answer := fetch(port, "/")).status == 200:
                return
            raise RuntimeError(f"/ was answered with {answer.status}:\n{tail(log)}")
        except ConnectionError:
            time.sleep(pause)
    raise RuntimeError(f"The server did not answer:\n{tail(log)}")


def tail(log: Path) -> str:
    return log.read_text(errors="replace")[-4000:]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def fetch(port: int, path: str) -> Answer:
    connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        connection.request("GET", path, headers=AS_PROXY)
        response = connection.getresponse()
        return Answer(response.status, dict(response.getheaders()), response.read())
    finally:
        connection.close()


def load(port: int, path: str, seconds: int) -> Load:
    """Ask for a page over kept-alive connections, as fast as answers come, for so many seconds."""
    headers = [part for name, value in AS_PROXY.items() for part in ("-H", f"{name}: {value}")]
    sizes = [f"-t{WRK_THREADS}", f"-c{CONNECTIONS}", f"-d{seconds}s"]
    command = ["wrk", *sizes, *headers, "-s", str(ROOT / "benchmarks/summary.lua"), f"http://{HOST}:{port}{path}"]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return Load(**json.loads(output.splitlines()[-1]))
