"""kill -9 of whoever carries letters, and a mail server at its worst: none is lost, and none leaves twice."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from campaigns.letter_enums import LetterState
from campaigns.models import Letter, LetterStep
from mail import kinds
from mail.enums import IN_HAND, WAITING
from mail.models import Delivery
from tests import factories
from tests.campaigns.letters_leaving import from_writer
from tests.conftest import LONG
from tests.mail import smtp_sink

KILLS = 100 if LONG else 10
# As smtp_sink treats them.
OFFICES = ("minister", "unknown", "greylisted", "spam", "busy", "dropped", "lost", "stalled")
LETTERS = {"minister": KILLS * 4, "stalled": 1, "greylisted": 2, "busy": 2}  # and a few to each of the others
WORKERS, SEED, PATIENCE = 2, 20261127, 480
WAYS_TO_END = {LetterState.SENT, LetterState.BOUNCED, LetterState.UNCERTAIN}
MUST_END = {
    "unknown": LetterState.BOUNCED,
    "spam": LetterState.BOUNCED,
    "greylisted": LetterState.BOUNCED,
    "busy": LetterState.BOUNCED,
    "dropped": LetterState.UNCERTAIN,
    "lost": LetterState.UNCERTAIN,
    "stalled": LetterState.UNCERTAIN,
}

pytestmark = [
    pytest.mark.long,
    pytest.mark.xdist_group("processes"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@contextmanager
def workers(port: int, folder: Path) -> Iterator["list[subprocess.Popen[bytes]]"]:
    running = [start(port, folder) for _ in range(WORKERS)]
    try:
        yield running
    finally:
        for process in running:
            process.kill()
            process.wait()


def start(port: int, folder: Path) -> "subprocess.Popen[bytes]":
    at = connection.settings_dict
    sqlite = f"sqlite:///{at['NAME']}"
    url = sqlite if connection.vendor == "sqlite" else f"postgres://{at['USER']}@/{at['HOST']}/{at['NAME']}"
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"},
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "tests.journeys.smtp_settings",
        "SINK_PORT": str(port),
    }
    with (folder / "log").open("ab") as log:
        command = [sys.executable, "-m", "tests.campaigns.letter_worker"]
        return subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stdout=log, stderr=log)


def write() -> dict[int, str]:
    """The letters, by what their recipient's mail server does with them."""
    written, number = {}, 0
    for name in OFFICES:
        office = factories.office(email=f"{name}-office@example.org", post=f"Secretary for {name}")
        action = factories.letter_action(office, slug=name)
        for _ in range(LETTERS.get(name, 3)):
            number += 1
            written[from_writer(number, action).pk] = name
    return written


def kill_at_random(running: "list[subprocess.Popen[bytes]]", port: int, folder: Path) -> None:
    """Each while letters leave; what it held under a lease is free at once, as it would be two minutes later."""
    chance = random.Random(SEED)  # noqa: S311
    for _ in range(KILLS):
        before, deadline = len(smtp_sink.read(folder / "accepted")), time.monotonic() + 15
        while len(smtp_sink.read(folder / "accepted")) < before + 2 and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.05))
        victim = chance.randrange(WORKERS)
        running[victim].kill()
        running[victim].wait()
        running[victim] = start(port, folder)


def end_leases_of_dead() -> None:
    """A worker that lives renews none within a minute: it has long reported by then."""
    long_held = Delivery.objects.filter(state__in=IN_HAND)
    soon_over = long_held.filter(lease_until__lt=timezone.now() + timedelta(seconds=105))
    soon_over.update(lease_until=timezone.now() - timedelta(seconds=1))


def is_settled() -> bool:
    end_leases_of_dead()
    letters = Letter.objects.exclude(state__in=WAYS_TO_END).exists()
    untold = LetterStep.objects.filter(to_tell=True, told_at=None).exists()
    return not (letters or untold or Delivery.objects.filter(state__in=[*WAITING, *IN_HAND]).exists())


def test_each_letter_leaves_once_and_ends_in_a_state_that_its_writer_is_told(tmp_path: Path) -> None:
    behaviour = write()
    with smtp_sink.running(tmp_path / "accepted") as sink, workers(sink.port, tmp_path) as running:
        kill_at_random(running, sink.port, tmp_path)
        deadline = time.monotonic() + PATIENCE
        while not is_settled():
            assert time.monotonic() < deadline, (tmp_path / "log").read_text()[-3000:]
            time.sleep(0.2)
    accepted = smtp_sink.read(tmp_path / "accepted")
    taken = Counter(each.message_id for each in accepted)
    told = {each.recipient for each in accepted}
    letters = list(Letter.objects.select_related("delivery", "address").order_by("pk"))
    assert {letter.pk: behaviour[letter.pk] for letter in letters} == behaviour
    for letter in letters:
        assert letter.delivery is not None
        times = taken[str(letter.delivery.message_id)]
        how = behaviour[letter.pk]
        assert letter.state in WAYS_TO_END
        assert times <= 1
        assert letter.state != LetterState.SENT or times == 1
        assert letter.state in (MUST_END.get(how, LetterState.SENT), LetterState.UNCERTAIN)
        assert letter.address.typed in told
    doubtful = [each for each in letters if each.state == LetterState.UNCERTAIN and behaviour[each.pk] not in MUST_END]
    assert len(doubtful) <= KILLS * kinds.get("letter").together
    assert Delivery.objects.filter(kind="letter").count() == len(letters)
