"""How fast a mail-out leaves with two workers, beside smtplib alone, and what a large one takes of memory."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from benchmarks import postfix, server
from benchmarks.figure import Figure, Measurement, remark
from benchmarks.server import HOST, ROOT, Bench, Site

OWN = "benchmarks.sending_mailouts"
MESSAGES, WORKERS = 20_000, 2
RECIPIENTS, SENDING = 1_000_000, 60  # seconds
ACCEPTED = "SELECT count(*) FROM mail_delivery WHERE state = 'accepted'"


@contextmanager
def mailing(number: int) -> Iterator[Site]:
    """A site with a mailing to so many that runs, and a mail server that takes it."""
    with server.scratch_folder() as folder, server.database() as url, postfix.sink(folder / "sink.log") as port:
        made = Site(folder, server.production(url, folder))
        made.run("manage.py", "migrate", "--verbosity=0")
        smtp = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_URL": f"smtp://{HOST}:{port}"}
        sending = replace(made, environment={**made.environment, **smtp})
        sending.run("-m", OWN, "make", str(number))
        server.execute(url, "VACUUM ANALYZE")
        yield sending


def rate(_: Bench) -> Iterator[Figure]:
    """Messages a second from the first that was claimed to the last that was marked, each durably written down.

    The floor is measured before and after, since a machine is not equally fast all the time.
    """
    with mailing(MESSAGES) as site:
        before = floor(site, MESSAGES // 2)
        started = time.monotonic()
        workers = [start(site) for _ in range(WORKERS)]
        times = [float(worker.communicate()[0].split()[0]) for worker in workers]
        remark(f"mailouts.rate: {time.monotonic() - started:.1f} s with the start of the processes")
        after = floor(site, MESSAGES - MESSAGES // 2)
        accepted = server.ask(site.environment["DATABASE_URL"], ACCEPTED)
        assert accepted == MESSAGES, accepted
    yield Figure("mailouts.rate", MESSAGES / max(times), "1/s", MESSAGES, MESSAGES / (before + after))


def memory(_: Bench) -> Iterator[Figure]:
    """The most that a worker held of a mail-out to a million, after it sent for some time."""
    with mailing(RECIPIENTS) as site:
        worker = start(site, seconds=SENDING)
        megabytes = worker.communicate()[0].split()[1]
        accepted = server.ask(site.environment["DATABASE_URL"], ACCEPTED)
    yield Figure("mailouts.memory", float(megabytes), "MB", accepted)


def start(site: Site, *, seconds: int = 600) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", OWN, "send", str(seconds)]
    return subprocess.Popen(command, cwd=ROOT, env=site.environment, stdout=subprocess.PIPE, text=True)


def floor(site: Site, number: int) -> float:
    return float(site.run("-m", OWN, "floor", str(number)).split()[0])


MEASUREMENTS = (Measurement(("mailouts.rate",), rate), Measurement(("mailouts.memory",), memory))
