"""The whole site as `make run` starts it, web, workers and scheduler, on a database and an inbox of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from django.conf import settings

BEHIND = "/proc/{pid}/task/{pid}/children"


class RunningSite:
    """Started by `start`; its processes can be killed one by one, and started again as a service manager would."""

    def __init__(self, database_url: str, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.inbox = folder / "mail"
        self.log = folder / "log"
        self.environment = {
            **{name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"},
            "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "INBOX": str(self.inbox),
            "PORT": str(self.port),
        }
        self.process: subprocess.Popen[bytes] | None = None

    def launch(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve", "--demo"],
                env=self.environment,
                cwd=settings.BASE_DIR,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def start(self) -> None:
        self.launch()
        deadline = time.monotonic() + 240
        while not self.answers():
            assert time.monotonic() < deadline, self.log.read_text()
            if self.process is not None and self.process.poll() is not None:
                self.launch()  # as a service manager would, where it ended at its start
            time.sleep(0.2)

    def answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/", timeout=5).status_code == 200
        except httpx.TransportError:
            return False

    def restart_if_ended(self) -> bool:
        """What a service manager does; True where it had to."""
        assert self.process is not None
        if self.process.poll() is None:
            return False
        self.start()
        return True

    def settle(self) -> None:
        """After a last kill: give the rest its time to end as well, and start what ended."""
        time.sleep(3)
        while not self.answers():
            self.restart_if_ended()
            time.sleep(0.2)

    def pids(self, part: str) -> list[int]:
        """Process ids of "web" (gunicorn's workers), "master" (gunicorn itself), "worker", "bulk" or "scheduler"."""
        assert self.process is not None
        found: dict[str, list[int]] = {"web": [], "master": [], "worker": [], "bulk": [], "scheduler": []}
        for child in children(self.process.pid):
            command = Path(f"/proc/{child}/cmdline").read_bytes()
            if b"gunicorn" in command:
                found["master"].append(child)
                found["web"] += children(child)
            elif b"db_worker" in command:
                found["bulk" if b"bulk" in command else "worker"].append(child)
            elif b"scheduler" in command:
                found["scheduler"].append(child)
        return found[part]

    def kill(self, part: str) -> None:
        for pid in self.pids(part)[:1]:
            os.kill(pid, signal.SIGKILL)

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)


def children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(BEHIND.format(pid=pid)).read_text().split()]
    except OSError:
        return []


@contextmanager
def running_site(database_url: str, folder: Path) -> Iterator[RunningSite]:
    site = RunningSite(database_url, folder)
    try:
        site.start()
        yield site
    finally:
        site.stop()
