"""The steps that each message takes, in SQL by hand: they decide as the query set says that anybody is written to."""

from itertools import product

import pytest
from django.db import connection, transaction
from django.utils import timezone

from mail.enums import State, SuppressionReason
from mail.models import Delivery, Suppression
from mail.services import outcomes
from mail.services.outcomes import Handed
from people.enums import Ended, Purpose
from people.models import Consent
from people.services import consents, people
from tests.mail.queueing import queued
from tests.people.deeds import wording

pytestmark = pytest.mark.django_db
SUPPRESSIONS = [None, *product(SuppressionReason, (False, True))]  # and whether it was lifted
CONSENTS = [None, "live", "withdrawn"]


def consent() -> Consent:
    person = people.meet(email="suzie@example.org", name="Suzie Signer").person
    given = consents.give(person=person, wording=wording(), form="the newsletter")
    consents.confirm([given])
    given.refresh_from_db()
    return given


def claimed(how: str | None) -> Delivery:
    basis = consent() if how else None
    made = queued(purpose=Purpose.CAMPAIGN_NEWS if basis else "", basis=basis)
    lease = timezone.now() + outcomes.LEASE
    Delivery.objects.filter(pk=made.pk).update(state=State.CLAIMED, attempts=1, lease_until=lease)
    if basis and how == "withdrawn":
        Consent.objects.filter(pk=basis.pk).update(withdrawn_at=timezone.now(), withdrawn_how=Ended.choices[0][0])
    return Delivery.objects.get(pk=made.pk)


def suppress(delivery: Delivery, suppressed: tuple[SuppressionReason, bool] | None) -> None:
    if suppressed is not None:
        reason, lifted = suppressed
        Suppression.objects.create(
            address=delivery.address, fingerprint="f", reason=reason, lifted_at=timezone.now() if lifted else None
        )


@pytest.mark.parametrize("how", CONSENTS)
@pytest.mark.parametrize("suppressed", SUPPRESSIONS)
@pytest.mark.parametrize("after_another", [False, True])
def test_what_may_be_sent_is_begun_and_nothing_else(
    how: str | None, suppressed: tuple[SuppressionReason, bool] | None, after_another: bool
) -> None:
    before = queued("dele@example.org", state=State.SENDING, lease_until=timezone.now() + outcomes.LEASE)
    delivery = claimed(how)
    suppress(delivery, suppressed)
    wanted = Delivery.objects.wanted().filter(pk=delivery.pk).exists()
    if after_another:
        begun = bool(outcomes.mark(accepted=[Handed(before)], begun=[delivery]))
        assert Delivery.objects.get(pk=before.pk).state == State.ACCEPTED
    else:
        begun = outcomes.begin(delivery)
    assert begun == wanted
    assert Delivery.objects.get(pk=delivery.pk).state == (State.SENDING if wanted else State.CANCELLED)


@pytest.mark.parametrize(
    "change", [{"state": State.QUEUED}, {"attempts": 2}, {"due_at": timezone.now()}, {"state": State.CANCELLED}]
)
def test_what_another_worker_or_a_writer_was_quicker_with_is_not_begun(change: dict[str, object]) -> None:
    delivery = claimed(None)
    Delivery.objects.filter(pk=delivery.pk).update(**change)
    assert not outcomes.begin(delivery)
    assert Delivery.objects.get(pk=delivery.pk).state != State.SENDING


def test_both_steps_are_taken_or_none() -> None:
    before = queued("dele@example.org", state=State.SENDING, lease_until=timezone.now() + outcomes.LEASE)
    delivery = claimed(None)
    with transaction.atomic():
        outcomes.mark(accepted=[Handed(before)], begun=[delivery])
        transaction.set_rollback(True)
    states = set(Delivery.objects.values_list("state", flat=True))
    assert states == {State.SENDING, State.CLAIMED}
    assert connection.vendor == "postgresql"  # where one statement takes both
