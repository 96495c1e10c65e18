"""Postfix's smtp-sink, the fastest mail server there is: it takes everything and keeps nothing."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.server import HOST, PATIENCE, ROOT, free_port

UNPACKED = ROOT / "var" / "postfix"
NOT_THERE = "Needs smtp-sink: install Debian's package postfix, or set SMTP_SINK to where it is."


class NoSink(RuntimeError):
    """There is no smtp-sink on this machine, and none could be fetched."""


def program() -> tuple[str, dict[str, str]]:
    """Where it is, and what it needs in its environment. Unpacked from Debian's package rather than installed: an
    installed one is a mail server that runs. Raises NoSink.
    """
    found = os.environ.get("SMTP_SINK") or shutil.which("smtp-sink", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if found:
        return found, {}
    unpacked = UNPACKED / "usr/sbin/smtp-sink"
    if not unpacked.exists():
        fetch()
    return str(unpacked), {"LD_LIBRARY_PATH": str(UNPACKED / "usr/lib/postfix")}


def fetch() -> None:
    if not (shutil.which("apt-get") and shutil.which("dpkg")):
        raise NoSink(NOT_THERE)
    UNPACKED.mkdir(parents=True, exist_ok=True)
    quiet = {"cwd": UNPACKED, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    if subprocess.run(["apt-get", "download", "postfix"], check=False, **quiet).returncode:  # type: ignore[call-overload]
        raise NoSink(NOT_THERE)
    for package in UNPACKED.glob("postfix_*.deb"):
        subprocess.run(["dpkg", "-x", package.name, "."], check=True, **quiet)  # type: ignore[call-overload]


@contextmanager
def sink(log: Path) -> Iterator[int]:
    """It, answering; gives its port. Raises NoSink."""
    path, needs = program()
    port = free_port()
    # As root it has to be told whom to become.
    user = ["-u", "nobody"] if os.getuid() == 0 else []
    with log.open("wb") as written:
        process = subprocess.Popen([path, *user, f"{HOST}:{port}", "100"], env={**os.environ, **needs}, stderr=written)
        try:
            await_answer(port)
            yield port
        finally:
            process.kill()
            process.wait()


def await_answer(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with socket.create_connection((HOST, port), timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise NoSink("smtp-sink does not answer.")
