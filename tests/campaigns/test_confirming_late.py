"""Confirming what has changed since it was signed: the person, the words, or whether it may count."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from campaigns import own_waiting
from campaigns.enums import PetitionState
from campaigns.models import Petition, Signature
from campaigns.services import codes, confirming, counting, invalidating, life, signatures, signing
from people.services import merging
from tests import factories
from tests.campaigns.counts import agree
from tests.campaigns.test_signing import in_threads
from tests.cast import SUZIE
from tests.people.deeds import confirmed, signed

pytestmark = pytest.mark.django_db
AT_WORK = {**SUZIE, "email": "suzie@work.example.org"}
CODE = "/petitions/support-every-survivor/code/"


@pytest.fixture
def petition() -> Petition:
    return factories.petition()


def found_to_be_one(first: Signature, second: Signature) -> Signature:
    merging.merge(kept=first.person, gone=second.person, by=factories.dele(), reason="The same")
    return Signature.objects.get(pk=second.pk)


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_who_was_found_to_be_one_person_counts_once_by_whichever_address(petition: Petition, client: Client) -> None:
    second = found_to_be_one(confirmed(petition), signed(petition, AT_WORK))
    assert "You have signed already" in text(client.post(second.get_confirm_path()))
    assert not confirming.confirm(second)
    counting.fold()
    assert agree() == 1


def test_staff_are_told_of_whoever_counts_twice_since_both_were_confirmed_before_they_were_found_to_be_one(
    petition: Petition,
) -> None:
    morgan = factories.morgan()
    first, second = confirmed(petition), confirmed(petition, AT_WORK)
    assert own_waiting.counted_twice(morgan) == []
    found_to_be_one(first, second)
    [waiting] = own_waiting.counted_twice(morgan)
    assert "counts one person 2 times" in waiting.sentence
    assert waiting.url == f"/admin/signatures/{second.pk}/"
    assert own_waiting.counted_twice(factories.priya()) == []
    take_out(second)
    assert own_waiting.counted_twice(morgan) == []


def test_the_second_signature_of_one_person_counts_once_the_first_was_withdrawn(petition: Petition) -> None:
    first = confirmed(petition)
    second = found_to_be_one(first, signed(petition, AT_WORK))
    signatures.withdraw(person_id=first.person_id, signature_id=first.pk)
    assert confirming.confirm(second)
    counting.fold()
    assert agree() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_signatures_of_one_person_that_are_confirmed_at_once_count_once() -> None:
    petition = factories.petition()
    first = signed(petition)
    both = [first, found_to_be_one(first, signed(petition, AT_WORK))] * 3
    in_threads(lambda: confirming.confirm(Signature.objects.get(pk=both.pop().pk)), len(both))
    counting.fold()
    assert agree() == 1


def take_out(signature: Signature) -> None:
    invalidating.invalidate(signatures=[signature.pk], reason="A test.", by=None)


def take_back(signature: Signature) -> None:
    signatures.withdraw(person_id=signature.person_id, signature_id=signature.pk)


@pytest.mark.parametrize("deed", [take_out, take_back])
def test_nobody_is_told_that_they_count_whose_signature_went_in_that_moment(
    deed: Callable[[Signature], None], petition: Petition, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    signature = signed(petition)
    confirm = confirming.confirm

    def too_slow(found: Signature, **given: Any) -> bool:
        deed(found)
        return confirm(found, **given)

    monkeypatch.setattr(confirming, "confirm", too_slow)
    answer = client.post(signature.get_confirm_path())
    assert answer.status_code == 404
    assert "You have signed already" not in text(answer)


def test_a_code_counts_no_signature_under_words_that_it_was_not_given_for(petition: Petition, client: Client) -> None:
    """Its owner sees the new ones, and presses the button if they are theirs as well."""
    signature = signed(petition)
    morgan, dele = factories.morgan(), factories.dele()
    petition.wording = "We ask for half a year."
    life.save(petition, by=morgan, changed=["wording"])
    assert Petition.objects.get().state == PetitionState.DRAFT
    life.submit(petition, by=morgan)
    life.approve(petition, by=dele)
    life.open(petition, by=morgan)
    digits = codes.of(signature.token)
    answer = client.post(CODE, {"email": SUZIE["email"], "code": digits})
    assert (answer.status_code, answer.headers["Location"]) == (303, signature.get_confirm_path())
    assert not Signature.objects.confirmed().exists()
    assert "We ask for half a year." in text(client.get(answer.headers["Location"]))
    later = signing.sign(petition=Petition.objects.get(), **AT_WORK)
    assert later.created_at - timezone.now() < timedelta(seconds=1)
    assert client.post(CODE, {"email": AT_WORK["email"], "code": codes.of(later.token)}).status_code == 200
    assert Signature.objects.confirmed().get() == later
