"""Reminders to those who signed and did not confirm: two, each once, and none where none may go."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from campaigns.enums import PetitionState, SignatureState
from campaigns.models import Petition, Signature
from campaigns.services import confirming, reminding, signing
from config.jobs import find
from mail.enums import SuppressionReason
from mail.models import Delivery
from mail.rendering import render
from mail.services import deliveries, suppressions
from people.services import erasure
from tests import factories
from tests.campaigns.test_signing import in_threads
from tests.cast import MALLORY, SUZIE

pytestmark = pytest.mark.django_db


@pytest.fixture
def petition() -> Petition:
    return factories.petition()


@pytest.fixture
def signature(petition: Petition) -> Signature:
    made: Signature = signing.sign(petition=petition, **SUZIE)
    return made


def reminders() -> int:
    return Delivery.objects.filter(kind="remind_signature").count()


def remind_after(**passed: float) -> int:
    with time_machine.travel(timezone.now() + timedelta(**passed)):
        return reminding.remind()


def test_they_go_after_two_days_and_after_five_and_never_a_third_time(signature: Signature) -> None:
    sent = [remind_after(hours=hours) for hours in range(0, 24 * 29, 3)]
    days = [number * 3 // 24 for number, each in enumerate(sent) if each]
    assert days == [2, 5]
    signature.refresh_from_db()
    assert (signature.asked, reminders()) == (3, 2)


def test_a_reminder_has_the_same_link_and_the_same_code(signature: Signature) -> None:
    remind_after(days=2, minutes=1)
    first, reminder = Delivery.objects.order_by("pk")
    assert reminder.context == first.context
    assert signature.get_confirm_path() in render(reminder).body
    assert render(reminder).subject == f"One press left: {signature.petition.title}"


def test_after_a_standstill_of_ten_days_they_come_one_by_one(signature: Signature) -> None:
    assert [remind_after(days=10, hours=hours) for hours in (0, 1, 24, 71, 73)] == [1, 0, 0, 0, 1]


def test_a_message_that_was_asked_for_counts_as_one(petition: Petition, signature: Signature) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        reminding.send_again(petition=petition, email=SUZIE["email"])
    assert [remind_after(days=days) for days in (2.1, 3.9, 4.1, 9)] == [0, 0, 1, 0]
    assert Delivery.objects.count() == 3


NEVER: dict[str, Callable[[Signature], Any]] = {
    "confirmed": confirming.confirm,
    "held": lambda signature: Signature.objects.update(state=SignatureState.HELD),
    "erased": lambda signature: erasure.erase(signature.person),
    "suppressed": lambda signature: suppressions.suppress(
        address_id=signature.address_id,
        canonical=signature.address.canonical,
        reason=SuppressionReason.HARD_BOUNCE,
    ),
    "closed": lambda signature: Petition.objects.update(state=PetitionState.CLOSED, closed_at=timezone.now()),
    "paused": lambda signature: Petition.objects.update(state=PetitionState.PAUSED),
    "past its last day": lambda signature: Petition.objects.update(closes_on=timezone.localdate()),
}


@pytest.mark.parametrize("why", NEVER)
def test_none_goes_where_none_may(why: str, signature: Signature) -> None:
    other = signing.sign(petition=factories.petition(slug="another"), **MALLORY)
    NEVER[why](signature)
    if why not in ("held", "closed", "paused", "past its last day"):
        assert remind_after(days=3) == 1
        assert Delivery.objects.get(kind="remind_signature").address_id == other.address_id
    else:
        assert remind_after(days=3) == 0


def test_what_is_stopped_half_way_is_done_once_when_it_runs_again(
    petition: Petition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminding, "AT_ONCE", 3)
    for number in range(7):
        signing.sign(petition=petition, **{**SUZIE, "email": f"signer-{number}@example.org"})
    queue, queued = deliveries.queue, []

    def dies_at_the_fifth(**message: Any) -> Delivery:
        queued.append(message)
        if len(queued) == 5:
            raise KeyboardInterrupt
        return queue(**message)

    monkeypatch.setattr(deliveries, "queue", dies_at_the_fifth)
    with pytest.raises(KeyboardInterrupt):
        remind_after(days=2, minutes=1)
    assert reminders() == Signature.objects.filter(asked=2).count() == 3
    assert remind_after(days=2, minutes=2) == 4
    assert reminders() == 7
    assert set(Signature.objects.values_list("asked", flat=True)) == {2}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_many_workers_at_once_send_one_each_and_none_to_who_confirms_meanwhile() -> None:
    petition = factories.petition()
    signed = [
        signing.sign(petition=petition, **{**SUZIE, "email": f"signer-{number}@example.org"}) for number in range(12)
    ]
    long_ago = timezone.now() - timedelta(days=3)
    Signature.objects.update(created_at=long_ago)
    Delivery.objects.update(created_at=long_ago)
    work: list[Callable[[], Any]] = [reminding.remind] * 6
    work += [partial(confirming.confirm, each) for each in signed[:4]]
    in_threads(lambda: work.pop()(), len(work))
    by_address = list(Delivery.objects.filter(kind="remind_signature").values_list("address_id", flat=True))
    assert len(by_address) == len(set(by_address)) >= 8
    assert all(each.asked <= 2 for each in Signature.objects.all())
    assert Signature.objects.confirmed().count() == 4


def test_the_job_is_due_only_while_somebody_waits_for_one(signature: Signature) -> None:
    job = find("remind_signers")
    assert job is not None
    assert not job.is_due()
    with time_machine.travel(timezone.now() + timedelta(days=2, minutes=1)):
        assert job.is_due()
        job.do()
        assert Delivery.objects.filter(kind=reminding.KIND).count() == 1
        assert not job.is_due()
