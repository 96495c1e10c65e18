"""kill -9 of workers, scheduler, database and broker while a mail-out leaves: nobody is missed or written to twice."""

import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from campaigns.mailout_enums import MailoutState
from campaigns.models import Mailout
from campaigns.services import mailouts
from mail import kinds
from mail.enums import IN_HAND, OPEN, SETTLED, WAITING, MailingState, State
from mail.models import Delivery, Mailing
from mail.services import deliveries
from people.models import User
from tests import factories
from tests.campaigns import mailed, mailout_site
from tests.campaigns.mailout_site import BULK, Broker, MailoutSite, wait_until
from tests.conftest import LONG
from tests.journeys.mail_in_processes import Database
from tests.mail import smtp_sink

PEOPLE = 2_000 if LONG else 400
KILLS = 500 if LONG else 8  # by each engine
A_MAILOUT = 25 if LONG else 8  # of them, at most
DELAY = 0.004 if LONG else 0.01  # seconds that the mail server takes for each, so that a kill finds one under way
SEED, PATIENCE = 20261127, 120
PARTS = {
    "db": ("worker", *BULK, "scheduler", "database"),
    "rq": ("worker", *BULK, "scheduler", "database", "broker"),
}

pytestmark = [
    pytest.mark.long,
    pytest.mark.xdist_group("processes"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


class Killed:
    """All that may be killed, on a durable database that begins with what the tests' own one holds."""

    def __init__(self, engine: str, sink: smtp_sink.Sink, data: Path, folder: Path) -> None:
        self.sink, self.folder = sink, folder
        self.database, self.broker = Database(data), Broker(data) if engine == "rq" else None
        self.site = MailoutSite(
            engine,
            database_url=self.database.url,
            sink_port=sink.port,
            folder=folder,
            redis_url=self.broker.url if self.broker else "",
        )
        self.done: Counter[str] = Counter()

    def open(self) -> None:
        self.site.open()
        self.database.make()
        if self.broker is not None:
            self.broker.start()

    def close(self) -> None:
        self.site.close()
        self.database.stop()
        if self.broker is not None:
            self.broker.kill()

    def kill(self, part: str) -> None:
        self.done[part] += 1
        if part == "database":
            connection.close()
            self.database.kill()
            self.site.connections_lost += len(BULK)
        elif part == "broker" and self.broker is not None:
            self.broker.kill()
            self.broker.start()
        else:
            self.site.end(part)
        self.site.keep_running()

    def taken(self) -> Counter[str]:
        """How often the mail server took which message of this mail-out."""
        return Counter(each.message_id for each in self.sink.accepted())

    def number_taken(self) -> int:
        return self.sink.file.read_bytes().count(b"\n")


@contextmanager
def running(engine: str, folder: Path) -> Iterator[Killed]:
    with (
        tempfile.TemporaryDirectory(prefix="act-kills-") as data,
        smtp_sink.running(folder / "accepted") as sink,
    ):
        sink.delay = DELAY
        everything = Killed(engine, sink, Path(data), folder)
        try:
            everything.open()
            with mailout_site.speaking_to(everything.database.url):
                everything.site.keep_running()
                yield everything
        finally:
            everything.close()


def send(number: int, *, by: User, second: User) -> Mailout:
    """As staff press it: a worker is called at once."""
    made = mailed.mailout(slug=f"news-{number}", title=f"News {number}")
    return mailouts.schedule(mailed.approved(made, by=by, second=second), by=by)


def kill_at_random(everything: Killed, chance: random.Random, parts: Iterator[str], at_most: int) -> int:
    """The first at any moment since it was sent, each other once a few more messages have left; how many there were."""
    killed, before = 0, everything.number_taken()
    time.sleep(chance.uniform(0, 0.5))
    while killed < at_most and everything.number_taken() < PEOPLE * 0.95:
        everything.kill(next(parts))
        killed += 1
        before = everything.number_taken()
        deadline = time.monotonic() + 5
        while everything.number_taken() < before + 3 and time.monotonic() < deadline:
            everything.site.keep_running()
            time.sleep(0.02)
        time.sleep(chance.uniform(0, 5 * DELAY))
    return killed


def in_any_order(parts: tuple[str, ...], chance: random.Random) -> Iterator[str]:
    while True:
        yield from chance.sample(parts, len(parts))


def rows(made: Mailout) -> Any:
    return Delivery.objects.filter(mailing__mailout=made)


def settle(everything: Killed, made: Mailout) -> None:
    """Until nothing of it waits. Then all workers end too: what is held then is held by the dead, and free."""

    def nothing_waits() -> bool:
        everything.site.keep_running()
        found = Mailout.objects.exclude(number=None).filter(pk=made.pk)
        return found.exists() and not rows(made).filter(state__in=WAITING).exists()

    wait_until(nothing_waits, PATIENCE, why=lambda: said(everything, made))
    while rows(made).filter(state__in=[*WAITING, *IN_HAND]).exists():
        everything.site.end_all()
        Delivery.objects.filter(state__in=IN_HAND).update(lease_until=timezone.now() - timedelta(seconds=1))
        everything.site.keep_running()
        wait_until(
            lambda: nothing_waits() and not rows(made).filter(state__in=IN_HAND).exists(),
            PATIENCE,
            why=lambda: said(everything, made),
        )


def said(everything: Killed, made: Mailout) -> str:
    states = Counter(rows(made).values_list("state", flat=True))
    return f"{states} of {Mailout.objects.get(pk=made.pk)!r}; {everything.site.log.read_text()[-4_000:]}"


def insist_on_the_ledger(everything: Killed, made: Mailout) -> int:
    """What the rows say is what the mail server says, but for those that are uncertain: it returns how many."""
    taken = everything.taken()
    states = {str(each): state for each, state in rows(made).values_list("message_id", "state")}
    assert len(states) == PEOPLE
    assert set(states.values()) <= {State.ACCEPTED, State.UNCERTAIN}
    assert taken.keys() <= states.keys()
    assert set(taken.values()) == {1}, "somebody was written to twice"
    assert {each for each, state in states.items() if state == State.ACCEPTED} <= taken.keys(), "somebody was missed"
    return Counter(states.values())[State.UNCERTAIN]


def insist_on_its_end(made: Mailout, *, doubtful: int) -> None:
    """It is finished where no row is open, and only there."""
    if not doubtful:
        return
    mailing = Mailing.objects.get(mailout=made)
    assert (mailed.state(made), mailing.state) == (MailoutState.SENDING, MailingState.RUNNING)
    with pytest.raises(DatabaseError, match="no open message"), transaction.atomic():
        Mailing.objects.filter(pk=mailing.pk).update(state=MailingState.FINISHED)


def reconcile(everything: Killed, made: Mailout, *, by: User) -> None:
    """Each is looked up at the mail server, as staff would, and leaves again where that has not seen it."""
    taken = everything.taken()
    for each in rows(made).filter(state=State.UNCERTAIN):
        assert deliveries.resolve(each, sent=str(each.message_id) in taken, by=by)


def wait_until_finished(everything: Killed, made: Mailout) -> None:
    def is_finished() -> bool:
        everything.site.keep_running()
        return mailed.state(made) == MailoutState.FINISHED

    wait_until(is_finished, PATIENCE, why=lambda: said(everything, made))


@pytest.mark.parametrize("engine", ["db", "rq"])
def test_each_gets_it_once_whatever_is_killed_and_what_is_in_doubt_is_listed(
    engine: str, tmp_path: Path, settings: Any
) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has no process of its own to be killed, and takes one writer")
    mailout_site.needs_redis(engine)
    chance = random.Random(f"{SEED} {engine}")  # noqa: S311
    morgan, second = factories.morgan(), factories.member_of("Approvers")
    mailed.supporters(PEOPLE)
    killed = number = doubtful = 0
    parts = in_any_order(PARTS[engine], chance)
    with running(engine, tmp_path) as everything:
        mailout_site.call_by(engine, settings, redis_url=everything.site.redis_url)
        while killed < KILLS:
            number += 1
            everything.sink.file = tmp_path / f"accepted of {number}"
            everything.sink.file.touch()
            made = send(number, by=morgan, second=second)
            killed += kill_at_random(everything, chance, parts, min(A_MAILOUT, KILLS - killed))
            settle(everything, made)
            doubtful_now = insist_on_the_ledger(everything, made)
            insist_on_its_end(made, doubtful=doubtful_now)
            doubtful += doubtful_now
            reconcile(everything, made, by=morgan)
            wait_until_finished(everything, made)
            assert not rows(made).filter(state__in=OPEN).exists()
            assert set(rows(made).values_list("state", flat=True)) <= SETTLED
            assert insist_on_the_ledger(everything, made) == 0
            assert len(everything.taken()) == PEOPLE
            print(f"{engine}: mail-out {number}, {dict(everything.done)} killed, {doubtful} were in doubt", flush=True)  # noqa: T201
        lost = everything.site.connections_lost
    assert doubtful <= lost * kinds.get("mailout").together
    assert killed == KILLS
