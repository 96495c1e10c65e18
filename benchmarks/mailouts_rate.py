"""How fast a mail-out leaves with two workers, beside smtplib alone; how soon a large one begins, and its memory."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from benchmarks import postfix, server
from benchmarks.figure import Figure, Measurement, remark
from benchmarks.server import HOST, ROOT, Bench, Site
from config import processes

OWN = "benchmarks.sending_mailouts"
MESSAGES, WORKERS = 20_000, 2
RECIPIENTS = 1_000_000
STARTING, SENDING = 15, 60  # seconds
ACCEPTED = "SELECT count(*) FROM mail_delivery WHERE state = 'accepted'"


@contextmanager
def sending() -> Iterator[Site]:
    """A site without the demonstration, and a mail server that takes what it sends."""
    with server.scratch_folder() as folder, server.database() as url, postfix.sink(folder / "sink.log") as port:
        made = Site(folder, server.production(url, folder))
        made.run("manage.py", "migrate", "--verbosity=0")
        smtp = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_URL": f"smtp://{HOST}:{port}"}
        yield replace(made, environment={**made.environment, **smtp})


def made_for(site: Site, number: int, *, state: str) -> None:
    site.run("-m", OWN, state, str(number))
    server.execute(site.environment["DATABASE_URL"], "VACUUM ANALYZE")


def rate(_: Bench) -> Iterator[Figure]:
    """Messages a second from the first that was claimed to the last that was marked, each durably written down.

    The floor is measured before and after, since a machine is not equally fast all the time.
    """
    with sending() as site:
        made_for(site, MESSAGES, state="running")
        before = floor(site, MESSAGES // 2)
        started = time.monotonic()
        workers = [start(site) for _ in range(WORKERS)]
        times = [float(worker.communicate()[0].split()[0]) for worker in workers]
        remark(f"mailouts.rate: {time.monotonic() - started:.1f} s with the start of the processes")
        after = floor(site, MESSAGES - MESSAGES // 2)
        accepted = server.ask(site.environment["DATABASE_URL"], ACCEPTED)
        assert accepted == MESSAGES, accepted
    yield Figure("mailouts.rate", MESSAGES / max(times), "1/s", MESSAGES, MESSAGES / (before + after))


def large(_: Bench) -> Iterator[Figure]:
    """Of one to a million, by the scheduler and the bulk worker of the site as they run in production.

    `mailouts.first`: from "send" until the first message is written down as accepted. The machine's checks, which come
    before, ask name servers and are left out. `mailouts.memory`: the most that the worker held while it wrote messages
    down and sent them, for SENDING seconds.
    """
    with sending() as site, ExitStack() as stack:
        made_for(site, RECIPIENTS, state="approved")
        site.run("manage.py", "check")  # loads every module once, so all of them are compiled
        parts = processes.parts("db")
        worker, _scheduler = (stack.enter_context(running(parts[name], site)) for name in ("bulk worker", "scheduler"))
        time.sleep(STARTING)
        first = float(site.run("-m", OWN, "first", "0").split()[0])
        yield Figure("mailouts.first", first, "s", 1)
        time.sleep(SENDING)
        accepted = server.ask(site.environment["DATABASE_URL"], ACCEPTED)
        held = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{worker.pid}/status").read_text())
        assert held
    yield Figure("mailouts.memory", int(held[1]) / 1000, "MB", accepted)


@contextmanager
def running(command: list[str], site: Site) -> "Iterator[subprocess.Popen[bytes]]":
    process = subprocess.Popen(command, cwd=ROOT, env=site.environment, stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def start(site: Site, *, seconds: int = 600) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", OWN, "send", str(seconds)]
    return subprocess.Popen(command, cwd=ROOT, env=site.environment, stdout=subprocess.PIPE, text=True)


def floor(site: Site, number: int) -> float:
    return float(site.run("-m", OWN, "floor", str(number)).split()[0])


MEASUREMENTS = (Measurement(("mailouts.rate",), rate), Measurement(("mailouts.first", "mailouts.memory"), large))
