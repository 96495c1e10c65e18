import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from config import processes
from config.settings.base import database

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


def wait_until(question: Callable[[], bool], seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if question():
            return True
        time.sleep(0.1)
    return False


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


@pytest.fixture
def restore_signals() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_when_one_process_ends_all_end_and_it_is_named(restore_signals: None) -> None:
    parts = {"web": SLEEP, "worker": [sys.executable, "-c", ""]}
    started = time.monotonic()
    assert processes.run_together(parts) == "worker"
    assert time.monotonic() - started < 20


CHILD = 'import os, time; os.write(1, b"%d" % os.getpid() + os.linesep.encode()); time.sleep(60)'  # in one piece
RUNNER = (
    "import sys; from config.processes import run_together;"
    f"sleep = [sys.executable, '-c', {CHILD!r}];"
    "print(run_together({'web': sleep, 'worker': sleep}))"
)


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_nothing_is_left_behind_however_it_is_stopped(stop: signal.Signals) -> None:
    runner = subprocess.Popen(
        [sys.executable, "-c", RUNNER], stdout=subprocess.PIPE, text=True, cwd=settings.BASE_DIR / "site"
    )
    assert runner.stdout is not None
    children = [int(runner.stdout.readline()) for _ in range(2)]
    os.kill(runner.pid, stop)
    assert runner.wait(20) == (-signal.SIGKILL if stop == signal.SIGKILL else 0)
    runner.stdout.close()
    assert wait_until(lambda: all(gone(child) for child in children))


@pytest.mark.parametrize(("engine", "command"), [("db", "db_worker"), ("rq", "rqworker")])
def test_each_queue_has_a_worker_of_its_own_on_either_engine(engine: str, command: str) -> None:
    parts = processes.parts(engine)
    assert list(parts) == ["web", "worker", "bulk worker", "scheduler"]
    assert [parts[name][-1] for name in ("worker", "bulk worker")] == settings.TASK_QUEUES
    assert all(command in parts[name] for name in ("worker", "bulk worker"))


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"TASKS_BACKEND": "rq"}, "REDIS_URL"),
        ({"TASKS_BACKEND": "celery"}, "TASKS_BACKEND must be db or rq"),
        ({"TASKS_BACKEND": "rq", "REDIS_URL": "redis://127.0.0.1:1"}, ""),
    ],
)
def test_one_setting_chooses_the_engine_and_what_it_lacks_is_said_in_one_line(
    environment: dict[str, str], says: str
) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        env={**os.environ, "DATABASE_URL": "sqlite:///:memory:", **environment},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode == 0) is (says == "")
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == (1 if says else 0)


@pytest.mark.parametrize(("url", "kept"), [("postgres://localhost/act", 600), ("sqlite:////nowhere/db.sqlite3", None)])
def test_no_process_connects_to_the_database_anew_for_each_task(url: str, kept: int | None) -> None:
    assert database(url)["CONN_MAX_AGE"] == kept


def test_a_port_in_use_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "manage.py", "serve"],
            env={**os.environ, "PORT": str(port), "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3"},
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert done.returncode == 1
    assert f"Port {port} is in use" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
