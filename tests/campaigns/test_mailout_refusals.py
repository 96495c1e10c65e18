"""A mail server at its worst, at random: whatever it does, each reader of a mail-out comes to exactly one end."""

import random
import socket
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from campaigns.mailout_enums import MailoutState
from campaigns.models import Mailout
from campaigns.services import mailouts
from config.jobs import mailouts as jobs
from mail.enums import OPEN, SETTLED, WAITING, State
from mail.models import Delivery
from mail.services import deliveries, drain, mailings, outcomes
from people.models import User
from tests import factories
from tests.campaigns import mailed
from tests.conftest import LONG
from tests.mail import smtp_sink

TRIALS = 20 if LONG else 2
PEOPLE = 2_000 if LONG else 150
SEED, ROUNDS = 20261127, 60
# How the server treats an attempt, and how likely; the rest it takes. A time-out costs a second, so there are few.
WAYS = {
    "unknown": 0.03,
    "greylisted": 0.05,
    "spam": 0.02,
    "busy": 0.04,
    "dropped": 0.03,
    "lost": 0.03,
    "reset": 0.03,
    "reset_later": 0.03,
    "stalled": 0.002 if LONG else 0.01,
}
FOR_GOOD = {"unknown", "spam"}
WEATHER = ("fine", "fine", "fine", "no name", "refused")

pytestmark = [pytest.mark.long, pytest.mark.django_db]


@pytest.fixture
def sink(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[smtp_sink.Sink]:
    monkeypatch.setattr(smtp_sink, "STALLS", 1.5)
    with smtp_sink.running(tmp_path / "accepted") as running:
        yield running


class Fate:
    """Decides what becomes of each attempt: by its recipient, its number and the seed, whoever comes first."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.attempts: Counter[str] = Counter()
        self.seen: Counter[str] = Counter()

    def way(self, recipient: str) -> str:
        drawn = random.Random(f"{self.seed} {recipient} {self.attempts[recipient]}").random()  # noqa: S311
        for name, likely in WAYS.items():
            if drawn < likely:
                return name
            drawn -= likely
        return "fine"

    def behaviour(self, session: smtp_sink.Session, when: str) -> str:
        """As smtp_sink asks it: at RCPT, then at DATA, then whether it keeps silent."""
        if when == "rcpt":
            self.attempts[session.recipient] += 1
            self.seen[self.way(session.recipient)] += 1
        return smtp_sink.BEHAVIOURS.get(self.way(session.recipient), {}).get(when, "")


def send(number: int, *, by: User, second: User) -> Mailout:
    made = mailed.approved(mailed.mailout(slug=f"news-{number}"), by=by, second=second)
    return mailouts.schedule(made, by=by)


def weather(chance: random.Random, settings: Any, port: int, patched: pytest.MonkeyPatch) -> None:
    """Whether the mail server is found and answers at all."""
    today = chance.choice(WEATHER)
    options = {"host": "127.0.0.1", "port": port if today != "refused" else closed_port(), "timeout": 1}
    smtp = {"backend": "django.core.mail.backends.smtp.EmailBackend", "options": options}
    settings.MAIL_STREAMS = {"transactional": smtp, "bulk": {**smtp, "bulk": True}}
    if today == "no name":
        patched.setattr(socket, "getaddrinfo", unknown_name)


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def unknown_name(*_: Any, **__: Any) -> Any:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def states(made: Mailout) -> Counter[str]:
    return Counter(Delivery.objects.filter(mailing__mailout=made).values_list("state", flat=True))


def carry_on(made: Mailout, *, by: User) -> None:
    """A turn of the schedule. Staff look at what came back, and let it go on. The wait until another try is over."""
    jobs.carry_mailouts()
    if mailed.state(made) == MailoutState.PAUSED:
        mailouts.resume(made, by=by)
    Delivery.objects.waiting().update(due_at=timezone.now())
    drain.send_due(bulk=True, seconds=5)
    jobs.carry_mailouts()


def insist(made: Mailout) -> None:
    """Everybody has one row, and it is finished where none of these is open, and only there."""
    found = states(made)
    assert found.total() == PEOPLE
    is_open = any(found[state] for state in OPEN)
    made.refresh_from_db()
    assert made.mailing is not None
    assert not (is_open and MailoutState.FINISHED in (made.state, made.mailing.state))
    if is_open:
        assert not mailings.finish(made.mailing)


def reconcile(made: Mailout, sink: smtp_sink.Sink, *, by: User) -> None:
    taken = {each.message_id for each in sink.accepted()}
    for each in Delivery.objects.filter(mailing__mailout=made, state=State.UNCERTAIN):
        assert deliveries.resolve(each, sent=str(each.message_id) in taken, by=by)


@pytest.mark.parametrize("trial", range(TRIALS))
def test_the_sum_of_all_ends_is_the_audience_whatever_the_mail_server_does(
    trial: int, sink: smtp_sink.Sink, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance, fate = random.Random(SEED + trial), Fate(SEED + trial)  # noqa: S311
    monkeypatch.setattr(smtp_sink.Session, "behaviour", lambda session, when: fate.behaviour(session, when))
    morgan, second = factories.morgan(), factories.member_of("Approvers")
    mailed.supporters(PEOPLE)
    made = send(trial, by=morgan, second=second)
    jobs.carry_mailouts()
    rounds = 0
    while mailed.state(made) != MailoutState.FINISHED:
        rounds += 1
        assert rounds < ROUNDS, states(made)
        with monkeypatch.context() as patched:
            weather(chance, settings, sink.port, patched)
            carry_on(made, by=morgan)
        insist(made)
        if not any(states(made)[state] for state in WAITING):
            reconcile(made, sink, by=morgan)
    ends = states(made)
    assert sum(ends[state] for state in SETTLED) == ends.total() == PEOPLE
    taken = Counter(each.message_id for each in sink.accepted())
    accepted = Delivery.objects.filter(mailing__mailout=made, state=State.ACCEPTED).values_list("message_id", flat=True)
    assert taken == Counter(map(str, accepted)), "each that was accepted left once, and no other did"
    rejected = Delivery.objects.filter(mailing__mailout=made, state=State.REJECTED)
    early = rejected.filter(attempts__lt=outcomes.MOST_ATTEMPTS).values_list("address__canonical", flat=True)
    assert ends[State.ACCEPTED] > len(early) > 0
    assert {fate.way(each) for each in early} <= FOR_GOOD, "all others were tried as often as any message is"
    assert fate.seen.keys() >= WAYS.keys() - {"stalled"}
