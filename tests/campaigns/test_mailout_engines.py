"""The same mail-out by workers of both engines, together and one after the other: the same messages, each once."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from campaigns.mailout_enums import MailoutState
from campaigns.models import Mailout
from campaigns.services import mailout_sending, mailouts
from config import jobs, schedule
from config.models import ScheduledRun
from mail.enums import MailingState
from mail.models import Delivery, Mailing
from people.models import User
from tests import factories
from tests.campaigns import mailed, mailout_site
from tests.campaigns.mailout_site import BULK, Broker, MailoutSite, wait_until
from tests.conftest import LONG
from tests.mail import smtp_sink

PEOPLE = 2_000 if LONG else 200
DELAY = 0.01  # seconds that the mail server takes for each, so that both engines are at it at once
LONGEST = mailout_site.PATIENCE + 10 * DELAY * PEOPLE  # seconds: processes start, everybody gets theirs, it is finished
CALLS = PEOPLE // 200  # by hand, since no scheduler runs: each has a worker send for some seconds
ENGINES = ("db", "rq")

pytestmark = [
    pytest.mark.long,
    pytest.mark.xdist_group("processes"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


class Engine:
    """One of the two, with a mail server of its own that notes what its workers handed over."""

    def __init__(self, name: str, sink: smtp_sink.Sink, redis_url: str, folder: Path) -> None:
        url = f"postgres://{connection.settings_dict['USER']}@/{connection.settings_dict['HOST']}/"
        self.name, self.sink = name, sink
        self.site = MailoutSite(
            name,
            database_url=url + connection.settings_dict["NAME"],
            sink_port=sink.port,
            folder=folder,
            redis_url=redis_url,
        )

    @property
    def took(self) -> Counter[tuple[str, str]]:
        return Counter((each.message_id, each.recipient) for each in self.sink.accepted())


@contextmanager
def both(folder: Path) -> Iterator[dict[str, Engine]]:
    """Neither has anything running yet."""
    with ExitStack() as stack:
        broker = Broker(folder)
        stack.callback(broker.kill)
        broker.start()
        engines = {}
        for name in ENGINES:
            sink = stack.enter_context(smtp_sink.running(folder / f"accepted by {name}"))
            sink.delay = DELAY
            engines[name] = Engine(name, sink, broker.url, folder)
            stack.callback(engines[name].site.close)
            engines[name].site.open()
        yield engines
        for engine in engines.values():
            engine.site.end_all()
            wait_until(engine.site.is_gone)  # or the database can't be dropped


@pytest.fixture
def engines(tmp_path: Path) -> Iterator[dict[str, Engine]]:
    if connection.vendor != "postgresql":
        pytest.skip("the tests' SQLite is in memory, where no worker finds it")
    mailout_site.needs_redis("rq")
    with both(tmp_path) as made:
        yield made


@pytest.fixture
def begun() -> Mailout:
    """Its words are frozen, and none of its messages is written down."""
    morgan, second = factories.morgan(), factories.member_of("Approvers")
    mailed.supporters(PEOPLE)
    return beginning(morgan, second)


def beginning(morgan: User, second: User) -> Mailout:
    made = mailed.approved(mailed.mailout(), by=morgan, second=second)
    Mailout.objects.filter(pk=made.pk).update(send_at=None)
    with pytest.MonkeyPatch.context() as patched:  # no worker is called
        patched.setattr(mailout_sending, "call", lambda pk: None)
        mailouts.schedule(made, by=morgan)
    assert mailout_sending.begin(made.pk)
    return made


def digest(made: Mailout) -> set[tuple[Any, ...]]:
    rows = Delivery.objects.filter(mailing__mailout=made)
    return set(rows.values_list("message_id", "address__canonical", "basis", "state", "error", "attempts"))


def forget_messages(made: Mailout) -> None:
    """As if it had only just begun."""
    Delivery.objects.filter(mailing__mailout=made).delete()
    Mailing.objects.filter(mailout=made).update(state=MailingState.FILLING, finished_at=None)
    Mailout.objects.filter(pk=made.pk).update(state=MailoutState.PREPARING, number=None, filled_to=0, finished_at=None)


def by_one(engine: Engine, made: Mailout) -> set[tuple[Any, ...]]:
    """By its workers and its scheduler, from the first row to the last."""

    def is_finished() -> bool:
        engine.site.keep_running()
        return mailed.state(made) == MailoutState.FINISHED

    wait_until(is_finished, LONGEST, why=lambda: engine.site.log.read_text()[-3_000:])
    engine.site.end_all()
    return digest(made)


def test_either_engine_writes_and_sends_the_same_messages(engines: dict[str, Engine], begun: Mailout) -> None:
    found = {}
    for name, engine in engines.items():
        forget_messages(begun)
        found[name] = by_one(engine, begun)
        wait_until(engine.site.is_gone)
    assert found["db"] == found["rq"]
    assert {row[3] for row in found["db"]} == {"accepted"}
    assert engines["db"].took == engines["rq"].took
    assert len(engines["db"].took) == engines["db"].took.total() == PEOPLE


def test_workers_of_both_engines_at_once_share_a_mailout_and_repeat_nothing(
    engines: dict[str, Engine], begun: Mailout, settings: Any
) -> None:
    assert mailout_sending.fill_some(begun.pk, seconds=60)
    job = jobs.find("send_bulk")
    assert job is not None
    for engine in engines.values():
        mailout_site.call_by(engine.name, settings, redis_url=engine.site.redis_url)
        for _ in range(CALLS):
            schedule.call(job, ScheduledRun.objects.create(job=job.name, period=len(ScheduledRun.objects.all())))
    for engine in engines.values():
        engine.site.keep_running(BULK[0])

    def all_have_it() -> bool:
        return Delivery.objects.filter(mailing__mailout=begun, state="accepted").count() == PEOPLE

    wait_until(
        all_have_it, LONGEST, why=lambda: "".join(each.site.log.read_text()[-2_000:] for each in engines.values())
    )
    took = {name: engine.took for name, engine in engines.items()}
    assert all(len(each) > PEOPLE / 20 for each in took.values()), "one did it nearly alone"
    assert set((took["db"] + took["rq"]).values()) == {1}
    assert len(took["db"] + took["rq"]) == PEOPLE
