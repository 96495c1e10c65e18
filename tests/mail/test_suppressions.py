import threading

import pytest
from django.db import IntegrityError, connection, transaction

from mail import fingerprints
from mail.enums import State, SuppressionReason
from mail.models import Delivery, ProviderEvent, Suppression
from mail.services import drain, events, suppressions
from people.models import Address
from people.services import people
from tests import factories
from tests.mail.posting import delivery

HARD_BOUNCE, COMPLAINT, OBJECTION = SuppressionReason


def suppress(address: Address, reason: SuppressionReason = HARD_BOUNCE) -> Suppression:
    return suppressions.suppress(address_id=address.pk, canonical=address.canonical, reason=reason)


@pytest.fixture
def address(db: None) -> Address:
    return people.lock_address("suzie@example.org")


@pytest.mark.parametrize("reason", [HARD_BOUNCE, COMPLAINT])
def test_nothing_at_all_leaves_to_who_complained_or_is_not_there(reason: SuppressionReason, address: Address) -> None:
    about = delivery()
    suppress(address, reason)
    assert drain.send_due() == 0
    about.refresh_from_db()
    assert about.state == State.CANCELLED


def test_an_objection_leaves_service_messages_alone(address: Address) -> None:
    delivery()
    suppress(address, OBJECTION)
    assert not Delivery.objects.suppressed().exists()


def test_one_suppression_stands_for_each_reason_however_often_it_is_said(address: Address) -> None:
    assert len({suppress(address, reason).pk for reason in (HARD_BOUNCE, HARD_BOUNCE, COMPLAINT)}) == 2


def test_a_lifted_one_stays_as_a_record_and_can_come_into_force_anew(address: Address) -> None:
    dele = factories.dele()
    first = suppress(address)
    because = "She wrote from it"
    assert [suppressions.lift(suppression=first, by=dele, because=because) for _ in range(2)] == [True, False]
    assert not Suppression.objects.in_force().exists()
    first.refresh_from_db()
    assert (first.lifted_by, first.lifted_because) == (dele, because)
    assert suppress(address).pk != first.pk


def test_what_was_told_before_a_lift_does_not_come_into_force_again_by_being_repeated(address: Address) -> None:
    about = delivery(state=State.ACCEPTED)
    told = {"provider": "postmark", "event_key": "1", "type": "bounced", "reason": "bounced"}
    for _ in range(2):
        events.store([ProviderEvent(**told, delivery=about.message_id)])
        events.process()
        for one in Suppression.objects.in_force():
            suppressions.lift(suppression=one, by=factories.dele(), because="It works again")
    assert Suppression.objects.count() == 1
    assert not Suppression.objects.in_force().exists()


def test_a_later_delivered_lifts_nothing(address: Address) -> None:
    suppress(address)
    about = delivery(state=State.ACCEPTED)
    events.store([ProviderEvent(provider="postmark", event_key="1", type="delivered", delivery=about.message_id)])
    events.process()
    about.refresh_from_db()
    assert about.state == State.DELIVERED
    assert Suppression.objects.in_force().count() == 1


def test_an_erased_address_is_recognised_when_it_comes_again_however_it_is_spelt(address: Address) -> None:
    suppress(address)
    assert suppressions.forget_address(address.pk) == 1
    Address.objects.all().delete()
    kept = Suppression.objects.get()
    assert (kept.address, kept.fingerprint) == (None, fingerprints.of("suzie@example.org", use="suppression"))
    again = people.lock_address("Suzie@Example.ORG")
    kept.refresh_from_db()
    assert kept.address == again
    assert delivery().address == again
    assert Delivery.objects.suppressed().count() == 1


def test_another_address_is_not_taken_for_the_erased_one(address: Address) -> None:
    suppress(address)
    suppressions.forget_address(address.pk)
    people.lock_address("charlie@example.org")
    assert Suppression.objects.get().address is None


def test_the_database_refuses_a_second_one_in_force_for_a_reason(address: Address) -> None:
    first = suppress(address)
    with pytest.raises(IntegrityError), transaction.atomic():
        Suppression.objects.create(fingerprint=first.fingerprint, reason=first.reason)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has one writer")
def test_the_same_said_by_many_at_once_is_no_error() -> None:
    with transaction.atomic():
        address = people.lock_address("suzie@example.org")
    start, errors = threading.Barrier(8), []

    def say() -> None:
        start.wait()
        try:
            suppress(address)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=say) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (errors, Suppression.objects.count()) == ([], 1)
