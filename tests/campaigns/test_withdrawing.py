"""Taking a signature back."""

import random
import threading
from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection

from campaigns.enums import CommentState, PetitionState, SignatureState
from campaigns.models import ConstituencyTotal, Petition, PetitionTotal, Signature, SignatureDelta
from campaigns.services import confirming, counting, publicity, signatures, signing
from mail.enums import State
from mail.models import Delivery
from people.services import erasure, holds
from places.models import Constituency
from tests import factories
from tests.campaigns.counts import agree
from tests.cast import MALLORY, SUZIE
from tests.people.deeds import confirmed, signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def petition() -> Petition:
    return factories.petition()


def withdraw(signature: Signature) -> bool:
    return signatures.withdraw(person_id=signature.person_id, signature_id=signature.pk)


def counted() -> int:
    counting.fold()
    total = PetitionTotal.objects.first()
    return total.counted if total else 0


def test_a_signature_that_is_withdrawn_is_counted_no_more(petition: Petition) -> None:
    signature = confirmed(petition)
    seat = Constituency.objects.current()[0]
    confirming.choose_constituency(signature=signature, constituency=seat)
    assert counted() == 1
    assert withdraw(signature)
    assert not Signature.objects.exists()
    assert counted() == 0
    assert set(ConstituencyTotal.objects.values_list("counted", flat=True)) == {0}


def test_withdrawing_twice_takes_one_from_the_count(petition: Petition) -> None:
    confirmed(petition, MALLORY)
    signature = confirmed(petition)
    assert [withdraw(signature), withdraw(signature)] == [True, False]
    assert counted() == 1


def test_what_was_never_confirmed_is_withdrawn_without_a_change_of_the_count(petition: Petition) -> None:
    signature = signed(petition)
    assert withdraw(signature)
    assert not SignatureDelta.objects.exists()
    message = Delivery.objects.get()
    assert (message.state, message.context) == (State.CANCELLED, {})


def test_whoever_withdrew_may_sign_again_and_is_counted_once(petition: Petition) -> None:
    withdraw(confirmed(petition))
    confirmed(petition)
    assert counted() == 1


def test_a_signature_can_be_withdrawn_once_the_petition_is_closed(petition: Petition) -> None:
    signature = confirmed(petition)
    Petition.objects.update(state=PetitionState.CLOSED)
    assert withdraw(signature)
    assert counted() == 0


def test_nobody_withdraws_the_signature_of_somebody_else(petition: Petition) -> None:
    signature, other = confirmed(petition), confirmed(petition, MALLORY)
    assert not signatures.withdraw(person_id=other.person_id, signature_id=signature.pk)
    assert counted() == 2


def test_what_was_erased_stays_counted_and_can_not_be_withdrawn(petition: Petition) -> None:
    signature = confirmed(petition)
    erasure.erase(signature.person)
    assert not withdraw(signature)
    assert counted() == 1


def test_under_a_legal_hold_it_counts_no_more_and_all_of_it_is_kept(petition: Petition) -> None:
    signature = signing.sign(petition=petition, comment="It matters.", is_public=True, **SUZIE)
    confirming.confirm(signature)
    officer = factories.member_of("Data protection officers")
    holds.place(person=signature.person, reason="A claim in court.", by=officer)
    assert publicity.remove_comment(person_id=signature.person_id, signature_id=signature.pk)
    assert [withdraw(signature), withdraw(signature)] == [True, False]
    assert (counted(), agree()) == (0, 0)
    kept = Signature.objects.get()
    assert (kept.state, kept.name, kept.postcode) == (SignatureState.INVALIDATED, SUZIE["name"], SUZIE["postcode"])
    assert (kept.comment, kept.comment_state) == ("It matters.", CommentState.REFUSED)
    assert kept.log.exclude(salt=None).exists()
    holds.lift(person=signature.person, by=officer)
    assert withdraw(signature)
    assert not Signature.objects.exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_totals_are_right_when_many_confirm_withdraw_erase_and_fold_at_once() -> None:
    """Each signature is confirmed, moved, withdrawn or erased by threads that know nothing of one another."""
    petition = factories.petition()
    seats = list(Constituency.objects.current()[:2])
    signatures = [signed(petition, {**SUZIE, "email": f"signer-{number}@example.org"}) for number in range(12)]
    deeds: list[Callable[[], object]] = [partial(confirming.confirm, each) for each in signatures for _ in range(2)]
    deeds += [partial(withdraw, each) for each in signatures[:8] for _ in range(2)]
    deeds += [partial(erasure.erase, each.person) for each in signatures[6:10]]
    deeds += [partial(move, each, seats[each.pk % 2]) for each in signatures]
    deeds += [counting.fold] * 6
    random.Random(5).shuffle(deeds)  # noqa: S311
    run_at_once(deeds, workers=6)
    left = Signature.objects.confirmed()
    assert counted() == left.count()
    by_seat = sum(ConstituencyTotal.objects.values_list("counted", flat=True))
    assert by_seat == sum(1 for each in left if each.constituency_id is not None)
    assert not left.filter(pk__in=[each.pk for each in signatures[:6]]).filter(name="").exists()


def move(signature: Signature, seat: Constituency) -> None:
    """As its owner's page does; it may be withdrawn by now."""
    if (found := Signature.objects.filter(pk=signature.pk).first()) is not None:
        confirming.choose_constituency(signature=found, constituency=seat)


def run_at_once(deeds: list[Callable[[], object]], *, workers: int) -> None:
    failed: list[Exception] = []
    waiting = iter(list(deeds))
    lock = threading.Lock()

    def work() -> None:
        while True:
            with lock:
                deed = next(waiting, None)
            if deed is None:
                break
            try:
                deed()
            except Exception as error:
                failed.append(error)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
