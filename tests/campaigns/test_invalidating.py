"""Staff take signatures out of the count and put them back, exactly once each."""

import random
from collections.abc import Callable
from functools import partial
from uuid import uuid4

import pytest
from django.db import IntegrityError

from campaigns.enums import Decision, EntryKind, SignatureState
from campaigns.models import LogEntry, Petition, Signature, SignatureDecision, SignatureDelta
from campaigns.services import confirming, counting, invalidating, log, signatures, signing
from people.models import User
from tests import factories
from tests.campaigns.counts import agree
from tests.campaigns.test_withdrawing import run_at_once
from tests.cast import MALLORY, SUZIE
from tests.people.deeds import confirmed, signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def petition() -> Petition:
    return factories.petition()


def invalidate(*rows: Signature, by: User | None = None) -> int:
    return invalidating.invalidate(signatures=[row.pk for row in rows], reason="Copied from a list.", by=by)


def restore(*rows: Signature) -> int:
    return invalidating.restore(signatures=[row.pk for row in rows], reason="It was theirs.", by=None)


def counted() -> int:
    counting.fold()
    return agree()


def states(*rows: Signature) -> list[str]:
    known = dict(Signature.objects.values_list("pk", "state"))
    return [known[row.pk] for row in rows]


def many(petition: Petition, number: int) -> list[Signature]:
    return [confirmed(petition, {**SUZIE, "email": f"signer-{each}@example.org"}) for each in range(number)]


def test_what_is_invalidated_counts_no_more_and_what_is_restored_counts_again(petition: Petition) -> None:
    suzie, mallory = confirmed(petition), confirmed(petition, MALLORY)
    assert (invalidate(mallory), counted()) == (1, 1)
    assert (invalidate(mallory), counted()) == (0, 1)
    assert (restore(suzie, mallory), counted()) == (1, 2)
    assert (restore(mallory), counted()) == (0, 2)
    lines = LogEntry.objects.filter(signature=mallory).order_by("pk")
    assert [line.kind for line in lines] == [EntryKind.SIGNED, EntryKind.INVALIDATED, EntryKind.RESTORED]
    assert len({bytes(line.commitment) for line in lines}) == 1


def test_every_decision_is_kept_with_who_why_and_what_was_before(petition: Petition) -> None:
    dele, batch = factories.dele(), uuid4()
    row, pending = confirmed(petition), signed(petition, MALLORY)
    invalidating.invalidate(signatures=[row.pk, pending.pk], reason="Copied from a list.", by=dele, batch=batch)
    kept = SignatureDecision.objects.order_by("number")
    assert [(each.number, each.before, each.by, each.batch) for each in kept] == [
        (row.pk, SignatureState.CONFIRMED, dele, batch),
        (pending.pk, SignatureState.PENDING, dele, batch),
    ]
    assert {(each.decision, each.reason) for each in kept} == {(Decision.INVALIDATED, "Copied from a list.")}


def test_what_never_counted_is_restored_to_what_it_was_without_a_change_of_the_count(petition: Petition) -> None:
    pending, held = signed(petition), signed(petition, MALLORY)
    Signature.objects.filter(pk=held.pk).update(state=SignatureState.HELD)
    assert invalidate(pending, held) == 2
    assert states(pending, held) == [SignatureState.INVALIDATED] * 2
    assert not confirming.confirm(pending)
    assert restore(pending, held) == 2
    assert states(pending, held) == [SignatureState.PENDING, SignatureState.HELD]
    assert not SignatureDelta.objects.exists()
    assert not LogEntry.objects.exists()


def test_a_kill_between_two_slices_leaves_no_signature_half_done_and_the_next_run_goes_on(
    petition: Petition, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = many(petition, 5)
    monkeypatch.setattr(invalidating, "SLICE", 2)
    write, calls = log.write, iter(range(3))

    def killed_at_the_fourth(signature: Signature, kind: EntryKind) -> LogEntry:
        if next(calls, None) is None:
            raise IntegrityError
        return write(signature, kind)

    with monkeypatch.context() as patch:
        patch.setattr(log, "write", killed_at_the_fourth)
        with pytest.raises(IntegrityError):
            invalidate(*rows)
    assert (counted(), SignatureDecision.objects.count()) == (3, 2)
    assert (invalidate(*rows), counted()) == (3, 0)
    assert SignatureDecision.objects.count() == 5


def test_whoever_was_invalidated_does_not_come_back_by_withdrawing_and_signing_again(petition: Petition) -> None:
    row = confirmed(petition)
    invalidate(row)
    assert signatures.withdraw(person_id=row.person_id, signature_id=row.pk)
    with pytest.raises(signing.ErasedBefore):
        signed(petition)
    assert counted() == 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_counts_are_right_when_staff_and_signers_do_all_at_once() -> None:
    petition = factories.petition()
    rows = [signed(petition, {**SUZIE, "email": f"signer-{number}@example.org"}) for number in range(10)]
    deeds: list[Callable[[], object]] = [partial(confirming.confirm, each) for each in rows for _ in range(2)]
    deeds += [partial(invalidate, *rows[start : start + 4]) for start in (0, 2, 4, 6)] * 2
    deeds += [partial(restore, *rows[start : start + 3]) for start in (1, 3, 5)] * 2
    deeds += [partial(signatures.withdraw, person_id=each.person_id, signature_id=each.pk) for each in rows[7:]] * 2
    deeds += [counting.fold, log.grow] * 4
    random.Random(6).shuffle(deeds)  # noqa: S311
    run_at_once(deeds, workers=6)
    assert counted() == Signature.objects.confirmed().count()
