"""A mailing is finished only when no message of it is open, and the database itself says so."""

import uuid
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from mail import mailings as ids
from mail.enums import OPEN, SETTLED, MailingState, State
from mail.models import Delivery, Mailing
from mail.services import mailings
from people.enums import Purpose
from tests.mail.queueing import in_mailing

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailing() -> Mailing:
    made = mailings.create(kind="mailout", purpose=Purpose.CAMPAIGN_NEWS)
    assert mailings.start(made)
    return made


@pytest.mark.parametrize("state", sorted(OPEN))
def test_a_mailing_with_an_open_message_is_not_finished(state: State, mailing: Mailing) -> None:
    in_mailing(mailing, "suzie@example.org", state=state)
    assert not mailings.finish(mailing)
    with pytest.raises(DatabaseError, match="no open message"), transaction.atomic():
        Mailing.objects.filter(pk=mailing.pk).update(state=MailingState.FINISHED)
    mailing.refresh_from_db()
    assert (mailing.state, mailing.finished_at) == (MailingState.RUNNING, None)


@pytest.mark.parametrize("state", sorted(SETTLED))
def test_a_mailing_is_finished_once_all_of_it_is_settled(state: State, mailing: Mailing) -> None:
    settled = in_mailing(mailing, "suzie@example.org", state=state)
    assert mailings.finish(mailing)
    assert mailing.finished_at is not None
    with pytest.raises(DatabaseError, match="no open message"), transaction.atomic():
        Delivery.objects.filter(pk=settled.pk).update(state=State.QUEUED)
    with pytest.raises(DatabaseError, match="no open message"), transaction.atomic():
        in_mailing(mailing, "dele@example.org")


def test_an_address_gets_one_message_of_a_mailing(mailing: Mailing) -> None:
    first = in_mailing(mailing, "suzie@example.org")
    with pytest.raises(DatabaseError), transaction.atomic():
        Delivery.objects.create(
            mailing=mailing, address=first.address, kind="mailout", stream="bulk", purpose=first.purpose,
            basis=first.basis,
        )  # fmt: skip
    assert Delivery.objects.filter(mailing=mailing).count() == 1


def test_what_waits_of_a_cancelled_mailing_is_settled_and_what_left_stays(mailing: Mailing) -> None:
    waiting, gone = in_mailing(mailing, "suzie@example.org"), in_mailing(mailing, "dele@example.org", state="accepted")
    assert mailings.cancel(mailing, because="The bill was withdrawn.")
    assert [mailings.settle_cancelled(), mailings.settle_cancelled()] == [1, 0]
    assert mailings.counts(mailing) == {State.CANCELLED: 1, State.ACCEPTED: 1}
    assert not mailings.resume(mailing)
    assert {each.pk for each in (waiting, gone)} == set(mailing.deliveries.values_list("pk", flat=True))


def test_the_id_of_a_message_is_the_same_in_sql(mailing: Mailing) -> None:
    addresses = [1, 1023, 1024, 4711, 10**7, 5 * 10**12]
    named: dict[str, Any] = {"key": mailing.key.hex, "mask": ids.mask(mailing.key), "addresses": addresses}
    with connection.cursor() as cursor:
        cursor.execute("SELECT" + ids.IN_SQL + "FROM unnest(%(addresses)s::bigint[]) AS address", named)
        made = [row[0] for row in cursor.fetchall()]
    assert [ids.message_id(mailing.key, address) for address in addresses] == made
    assert not set(made) & {ids.message_id(uuid.uuid4(), address) for address in addresses}


def test_ids_of_addresses_that_stand_together_begin_alike_and_those_of_another_mailing_do_not(mailing: Mailing) -> None:
    assert len({ids.message_id(mailing.key, address).hex[:8] for address in range(2048, 3072)}) == 1
    assert len({ids.message_id(mailing.key, address) for address in range(2048, 3072)}) == 1024
    assert ids.message_id(mailing.key, 2048).hex[:8] != ids.message_id(uuid.uuid4(), 2048).hex[:8]
