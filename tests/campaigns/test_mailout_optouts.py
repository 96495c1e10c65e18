"""Readers opt out with one click while workers send: what left afterwards was in the window that was under way."""

import random
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection, connections
from django.test import Client

from campaigns.mailout_enums import MailoutState
from campaigns.models import Mailout
from campaigns.services import mailout_sending, mailouts
from config.jobs import mailouts as jobs
from mail import kinds, list_headers
from mail.enums import State
from mail.models import Delivery
from mail.services import drain, windows
from people.models import Consent
from tests import factories
from tests.campaigns import mailed
from tests.conftest import LONG
from tests.mail import smtp_sink

PEOPLE = 4_000 if LONG else 240
CLICKERS, WORKERS, SCANNED_EVERY = 4, 2, 5
DELAY = 0.004 if LONG else 0.02  # seconds that the mail server takes for each, so that clicks come between
SEED = 20261127

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def sink(settings: Any, tmp_path: Path) -> Iterator[smtp_sink.Sink]:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite's test database in memory takes one connection")
    with smtp_sink.running(tmp_path / "accepted") as running:
        running.delay = DELAY
        options = {"host": "127.0.0.1", "port": running.port, "timeout": 30}
        smtp = {"backend": "django.core.mail.backends.smtp.EmailBackend", "options": options}
        settings.MAIL_STREAMS = {"transactional": smtp, "bulk": {**smtp, "bulk": True}}
        yield running


@pytest.fixture
def sending(monkeypatch: pytest.MonkeyPatch) -> Mailout:
    """All of its messages are written down, and none has left."""
    monkeypatch.setattr(mailout_sending, "call", lambda pk: None)
    morgan, second = factories.morgan(), factories.member_of("Approvers")
    mailed.supporters(PEOPLE)
    made = mailouts.schedule(mailed.approved(mailed.mailout(), by=morgan, second=second), by=morgan)
    jobs.carry_mailouts()
    return made


class Readers:
    """Some press the button of their mail program; of some others a scanner only opens the address."""

    def __init__(self, made: Mailout) -> None:
        rows = list(Delivery.objects.filter(mailing__mailout=made).select_related("address"))
        random.Random(SEED).shuffle(rows)  # noqa: S311
        self.clicking, self.others = rows[: PEOPLE // 2], rows[PEOPLE // 2 :]
        self.over_at: dict[str, float] = {}  # when the answer was there, by address
        self.answers: set[tuple[str, int]] = set()

    def click(self, of: list[Delivery], scanned: list[Delivery]) -> None:
        reader = Client(enforce_csrf_checks=True)
        for number, each in enumerate(of):
            answer = reader.post(path_of(each), {"List-Unsubscribe": "One-Click"})
            self.over_at[each.address.typed] = time.time()
            self.answers.add(("POST", answer.status_code))
            if number % SCANNED_EVERY == 0 and scanned:
                self.answers.add(("GET", reader.get(path_of(scanned.pop())).status_code))
        connections.close_all()


def path_of(delivery: Delivery) -> str:
    return urlsplit(list_headers.one_click_url(delivery)).path


def work(made: Mailout) -> None:
    while Delivery.objects.filter(mailing__mailout=made).waiting().exists():
        drain.send_due(bulk=True, seconds=5)
    connections.close_all()


def all_at_once(made: Mailout, readers: Readers) -> None:
    threads = [threading.Thread(target=work, args=(made,)) for _ in range(WORKERS)]
    for number in range(CLICKERS):
        given = (readers.clicking[number::CLICKERS], readers.others[number::CLICKERS])
        threads.append(threading.Thread(target=readers.click, args=given))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def most_after_the_click(sink: smtp_sink.Sink, over_at: dict[str, float]) -> tuple[int, int]:
    """How many left after their reader was told "Stopped", and how far back in its connection's order that was.

    What was under way then is one window at most, so the last of these is at most so many messages later.
    """
    by_connection: dict[int, list[smtp_sink.Accepted]] = defaultdict(list)
    for each in sink.accepted():
        by_connection[each.peer].append(each)
    late = most = 0
    for carried in by_connection.values():
        for place, each in enumerate(carried):
            over = over_at.get(each.recipient)
            if over is not None and each.at > over:
                late += 1
                most = max(most, sum(other.at > over for other in carried[: place + 1]))
    return late, most


def test_after_a_click_at_most_the_window_under_way_still_leaves(sink: smtp_sink.Sink, sending: Mailout) -> None:
    readers = Readers(sending)
    all_at_once(sending, readers)
    jobs.carry_mailouts()
    left = {each.recipient for each in sink.accepted()}
    late, most = most_after_the_click(sink, readers.over_at)
    assert most <= kinds.get("mailout").together <= windows.WINDOW
    states = {row.address.typed: row.state for row in rows_of(sending)}
    clicked = {each.address.typed for each in readers.clicking}
    assert {states[each] for each in clicked - left} == {State.CANCELLED}, "some were in time"
    assert {states[each] for each in left} == {State.ACCEPTED}
    assert states.keys() - clicked <= left, "whoever did not click has it"
    assert late <= len(clicked & left) < len(clicked)
    assert readers.answers == {("POST", 200), ("GET", 200)}
    assert mailed.state(sending) == MailoutState.FINISHED
    live = Consent.objects.live().values_list("person__address__typed", flat=True)
    assert set(live) == states.keys() - clicked, "an address that is only opened stops nothing"


def rows_of(made: Mailout) -> Any:
    return Delivery.objects.filter(mailing__mailout=made).select_related("address")
