"""Two lanes write a slice down at once, and staff need not wait for them."""

from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

import pytest
from django.db import DatabaseError, connection

from campaigns.mailout_enums import MailoutState
from campaigns.models import Mailout
from campaigns.services import mailout_filling, mailout_halts
from mail.enums import MailingState, State
from mail.models import Delivery
from mail.services import mailings
from people.models import Person
from tests import factories
from tests.campaigns import agreed

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one lane."),
]
PATIENCE = 20  # seconds


@pytest.fixture
def cast(monkeypatch: pytest.MonkeyPatch) -> list[Person]:
    monkeypatch.setattr(mailout_filling, "WIDTH", 10)
    monkeypatch.setattr(mailout_filling, "FIRST_WIDTH", 1)
    return [agreed.to(f"Somebody{number}") for number in range(60)]


def addresses(mailout: Mailout) -> list[int]:
    return list(
        Delivery.objects.filter(mailing=mailout.mailing).order_by("address").values_list("address_id", flat=True)
    )


def test_each_writes_its_part_and_everybody_is_in_one(cast: list[Person], monkeypatch: pytest.MonkeyPatch) -> None:
    made, beside, lanes = agreed.mailout(), mailout_filling.write_beside, []

    def noted(mailout: Mailout, mailing: Any, lane: mailout_filling.Lane) -> None:
        lanes.append(lane)
        beside(mailout, mailing, lane)

    monkeypatch.setattr(mailout_filling, "write_beside", noted)
    assert mailout_filling.fill(made, seconds=60)
    assert addresses(made) == [person.address_id for person in cast]
    assert made.number == len(cast)
    ends = [end for lane in sorted(lanes) for end in lane]
    assert len(lanes) >= 4
    assert ends[1:-1:2] == ends[2::2]


def test_where_one_lane_fails_the_slice_is_done_again_and_nobody_is_doubled(
    cast: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, write, turns = agreed.mailout(), mailout_filling.write, count()

    def fails_once(mailout: Mailout, mailing: Any, chosen: Any) -> None:
        write(mailout, mailing, chosen)
        if next(turns) == 1:  # the first slice has one lane
            raise DatabaseError("the server went away")

    monkeypatch.setattr(mailout_filling, "write", fails_once)
    assert mailout_filling.fill(made, seconds=60)
    assert next(turns) > 5  # two lanes of the next were written once more
    assert addresses(made) == [person.address_id for person in cast]
    assert made.number == len(cast)


@pytest.mark.parametrize("how", ["pause", "cancel"])
@pytest.mark.usefixtures("cast")
def test_it_can_be_stopped_while_its_messages_are_written_down(how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made, within = leaving(), mailout_filling.within
    stopped: list[str] = []

    def with_somebody_who_stops_it(*given: Any) -> Any:
        if not stopped:
            with ThreadPoolExecutor(1) as pool:
                stopped.append(pool.submit(stop, how, made).result(PATIENCE))
        return within(*given)

    monkeypatch.setattr(mailout_filling, "within", with_somebody_who_stops_it)
    mailout_filling.fill_slice(made)
    assert stopped == [MailoutState.PAUSED if how == "pause" else MailoutState.CANCELLED]
    made.refresh_from_db()
    assert (made.state, made.filled_to > 0) == (stopped[0], True)


def stop(how: str, mailout: Mailout) -> str:
    try:
        return getattr(mailout_halts, how)(mailout, by=factories.morgan()).state  # type: ignore[no-any-return]
    finally:
        connection.close()


def leaving() -> Mailout:
    made = agreed.mailout()
    assert made.mailing is not None
    mailings.start(made.mailing)
    Mailout.objects.filter(pk=made.pk).update(state=MailoutState.SENDING)
    made.refresh_from_db()
    return made


@pytest.mark.usefixtures("cast")
def test_what_was_written_of_one_that_is_cancelled_meanwhile_does_not_wait() -> None:
    made = leaving()
    mailout_filling.fill_slice(made)
    mailout_halts.cancel(made, by=factories.morgan())
    assert mailout_filling.fill(made, seconds=60)
    while mailings.settle_cancelled():
        pass
    states = Delivery.objects.filter(mailing=made.mailing).values_list("state", flat=True)
    assert list(states) == [State.CANCELLED]


@pytest.mark.usefixtures("cast")
def test_nothing_is_written_of_one_that_was_cancelled() -> None:
    made = leaving()
    mailout_halts.cancel(made, by=factories.morgan())
    assert mailout_filling.fill(made, seconds=60)
    assert addresses(made) == []
    assert made.mailing is not None
    made.mailing.refresh_from_db()
    assert made.mailing.state == MailingState.CANCELLED
