"""The database itself keeps together a message and what it names: its address, its basis and its mailing."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from mail.models import Delivery, Mailing
from people.models import Address, Consent
from people.services import people
from tests.mail.queueing import in_mailing, queued

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
PATIENCE = 20  # seconds
NOBODY = 999_999_999


def mailing() -> Mailing:
    return Mailing.objects.create(kind="mailout", stream="bulk", purpose="campaign_news", state="paused")


def delete(row: Model) -> None:
    """As whoever goes round Django's own protection."""
    type(row)._base_manager.filter(pk=row.pk)._raw_delete(connection.alias)


def is_refused(deed: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            deed()
    except IntegrityError:
        return True
    return False


def write(**named: int) -> None:
    own: dict[str, Any] = {"kind": "confirm_signature", "stream": "transactional"}
    Delivery.objects.create(**own, **named)


@pytest.mark.parametrize("column", ["address_id", "basis_id", "mailing_id"])
def test_no_message_names_what_is_not_there(column: str) -> None:
    known = people.meet(email="suzie@example.org").person.address_id
    assert is_refused(lambda: write(**{"address_id": known, column: NOBODY}))
    assert not Delivery.objects.exists()
    write(address_id=known)


@pytest.mark.parametrize("column", ["address_id", "basis_id", "mailing_id"])
def test_no_message_is_turned_to_what_is_not_there(column: str) -> None:
    message = queued()
    assert is_refused(lambda: Delivery.objects.update(**{column: NOBODY}))
    other = queued("charlie@example.org").address
    Delivery.objects.filter(pk=message.pk).update(address=other, mailing=mailing().pk, basis=None)
    message.refresh_from_db()
    assert message.mailing_id


def test_one_of_many_that_names_nothing_refuses_the_statement() -> None:
    known = people.meet(email="suzie@example.org").person.address_id
    rows = [Delivery(address_id=each, kind="a", stream="bulk") for each in (known, known, NOBODY)]
    assert is_refused(lambda: Delivery.objects.bulk_create(rows))
    assert not Delivery.objects.exists()
    Delivery.objects.bulk_create(rows[:2])


@pytest.mark.parametrize("named", [Address, Consent, Mailing])
def test_what_a_message_names_stays_until_the_message_is_gone(named: type[Model]) -> None:
    message = in_mailing(mailing(), "suzie@example.org")
    key = {Address: message.address_id, Consent: message.basis_id, Mailing: message.mailing_id}[named]
    row = named._default_manager.get(pk=key)
    assert is_refused(lambda: delete(row))
    assert named._default_manager.filter(pk=key).exists()


def test_what_a_message_names_may_go_together_with_it_in_any_order() -> None:
    message = in_mailing(made := mailing(), "suzie@example.org")
    with transaction.atomic():
        delete(made)
        delete(message)
    assert not Mailing.objects.exists()


class Beside(threading.Thread):
    """Does something over a connection of its own, and knows whether the database refused it."""

    def __init__(self, deed: Callable[[], object]) -> None:
        super().__init__(daemon=True)
        self.deed, self.refused = deed, False

    def run(self) -> None:
        try:
            self.refused = is_refused(self.deed)
        finally:
            connection.close()

    def ends(self) -> bool:
        self.join(PATIENCE)
        return not self.is_alive()


def beside(deed: Callable[[], object]) -> Beside:
    doing = Beside(deed)
    doing.start()
    return doing


def somebody_waits() -> bool:
    """Whether a statement waits within some seconds for a lock that this connection holds."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT EXISTS (SELECT 1 FROM pg_locks "
                "WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))"
            )
            if cursor.fetchone()[0]:
                return True
        time.sleep(0.02)
    return False


@pytest.fixture
def two_at_once() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("one at a time writes to SQLite, which keeps its foreign keys")


def test_an_address_that_is_being_written_to_is_not_deleted_meanwhile(two_at_once: None) -> None:
    address = Address.objects.create(canonical="suzie@example.org", typed="suzie@example.org")
    with transaction.atomic():
        write(address_id=address.pk)
        deleting = beside(lambda: delete(address))
        assert somebody_waits()
    assert deleting.ends()
    assert deleting.refused
    assert Delivery.objects.get().address == address


def test_an_address_that_is_being_deleted_is_not_written_to_meanwhile(two_at_once: None) -> None:
    address = Address.objects.create(canonical="suzie@example.org", typed="suzie@example.org")
    with transaction.atomic():
        delete(address)
        writing = beside(lambda: write(address_id=address.pk))
        assert somebody_waits()
    assert writing.ends()
    assert writing.refused
    assert not Delivery.objects.exists()


def test_many_who_write_to_the_same_addresses_do_not_wait_for_one_another(two_at_once: None) -> None:
    address = Address.objects.create(canonical="suzie@example.org", typed="suzie@example.org")
    with transaction.atomic():
        write(address_id=address.pk)
        writing = beside(lambda: write(address_id=address.pk))
        assert writing.ends()
        assert not writing.refused
    assert Delivery.objects.count() == 2
