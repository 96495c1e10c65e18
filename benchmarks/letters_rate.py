"""How fast letters leave: from queued in the post room to accepted by a mail server, beside the least there is."""

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace

from benchmarks import server
from benchmarks.figure import Figure, Measurement, remark
from benchmarks.server import HOST, PATIENCE, Bench, Site
from tests.mail import smtp_sink

LETTERS = 10_000
OWN = "benchmarks.sending_letters"


def rate(_: Bench) -> Iterator[Figure]:
    """Letters a second of one worker for what goes to many, each with words, a writer and a Message-ID of its own.

    The floor builds each with Django's EmailMessage and sends them all over one connection to the same server: half
    of them before our letters and half after, since a machine is not equally fast all the time.
    """
    with server.scratch_folder() as folder, server.database() as url, ExitStack() as stack:
        made = Site(folder, server.production(url, folder))
        made.run("manage.py", "migrate", "--verbosity=0")
        mailing, accepted = with_sink(made, stack), folder / "accepted"
        mailing.run("-m", OWN, "queue", str(LETTERS))
        server.execute(url, "VACUUM ANALYZE")
        before = seconds(mailing, "floor", LETTERS // 2)
        ours = seconds(mailing, "send", LETTERS)
        after = seconds(mailing, "floor", LETTERS - LETTERS // 2)
        taken = [each.message_id for each in smtp_sink.read(accepted)]
        assert len(taken) == len(set(taken)) == 2 * LETTERS, len(taken)
    remark(f"letters.rate: {ours:.1f} s; the floor {before:.1f} s for the first half and {after:.1f} s for the second")
    yield Figure("letters.rate", LETTERS / ours, "1/s", LETTERS, LETTERS / (before + after))


def with_sink(made: Site, stack: ExitStack) -> Site:
    """The site with a mail server of its own, which answers."""
    port, accepted = server.free_port(), made.folder / "accepted"
    smtp = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_URL": f"smtp://{HOST}:{port}"}
    mailing = replace(made, environment={**made.environment, **smtp})
    sink = [sys.executable, "-m", "tests.mail.smtp_sink", str(port), str(accepted)]
    stack.enter_context(server.running(sink, mailing.environment, made.folder / "sink.log"))
    deadline = time.monotonic() + PATIENCE
    while not accepted.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    return mailing


def seconds(mailing: Site, what: str, number: int) -> float:
    return float(mailing.run("-m", OWN, what, str(number)))


MEASUREMENTS = (Measurement(("letters.rate",), rate),)
