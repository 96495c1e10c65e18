"""How long somebody who signs waits for the message that asks them to confirm, while much mail is sent to many."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import TypeVar

import httpx

from benchmarks import server
from benchmarks.figure import Figure, Measurement, remark
from benchmarks.server import AS_PROXY, HOST, PATIENCE, Bench, Site
from config import processes
from tests.mail import smtp_sink

WAITING, MORE = 100_000, 15_000  # the latter may leave while the signings are measured
FIRST, SIGNINGS, PAUSE = 3, 20, 1.3  # seconds between them, so that they fall on all moments of the schedule's second
T = TypeVar("T")
SIGN = "/petitions/support-every-survivor/sign/"


def transactional(_: Bench) -> Iterator[Figure]:
    """The longest of 20 waits in seconds, from sending the form, so before its commit, to the server's acceptance.

    Meanwhile 100,000 messages in bulk wait, and leave through the same mail server. Web, workers and scheduler run as
    in production.
    """
    with server.site() as made:
        made.run("-m", "benchmarks.filling_the_queue", str(WAITING + MORE))
        server.execute(made.environment["DATABASE_URL"], "VACUUM ANALYZE")
        waits = measure(made)
        left = len(smtp_sink.read(made.folder / "accepted")) - FIRST - SIGNINGS
    remark(
        f"mail.transactional: median {median(waits):.2f} s; {left} in bulk left meanwhile, {WAITING + MORE - left} wait"
    )
    yield Figure("mail.transactional", max(waits), "s", SIGNINGS)


def measure(made: Site) -> list[float]:
    port, accepted = server.free_port(), made.folder / "accepted"
    smtp = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_URL": f"smtp://{HOST}:{port}"}
    mailing = replace(made, environment={**made.environment, **smtp})
    log = made.folder / "mail.log"
    with ExitStack() as stack:
        sink = [sys.executable, "-m", "tests.mail.smtp_sink", str(port), str(accepted)]
        stack.enter_context(server.running(sink, mailing.environment, log))
        for name, command in processes.parts("db").items():
            if name != "web":
                stack.enter_context(server.running(command, mailing.environment, log))
        web = stack.enter_context(mailing.serving())
        until(lambda: smtp_sink.read(accepted) if accepted.exists() else [])  # the workers are at work
        for number in range(FIRST):  # behind what filling the demonstration and starting left to do
            wait_of(number, web, accepted)
        return [wait_of(number, web, accepted) for number in range(FIRST, FIRST + SIGNINGS)]


def wait_of(number: int, web: int, accepted: Path) -> float:
    time.sleep(PAUSE)
    email = f"signer-{number}@example.org"
    data = {"name": "Suzie Signer", "email": email, "postcode": "LS1 4DY"}
    asked = time.time()
    answer = httpx.post(f"http://{HOST}:{web}{SIGN}", data=data, headers=AS_PROXY)
    assert answer.status_code == 303, answer.status_code
    return until(lambda: [each.at for each in smtp_sink.read(accepted) if each.recipient == email])[0] - asked


def until(question: Callable[[], list[T]]) -> list[T]:
    deadline = time.monotonic() + PATIENCE
    while not (found := question()):
        if time.monotonic() > deadline:
            raise RuntimeError("The message never came.")
        time.sleep(0.1)
    return found


MEASUREMENTS = (Measurement(("mail.transactional",), transactional),)
