"""Two people of one household may sign with the address they share; nobody signs twice."""

from typing import Any

import pytest
from django.db.models import ProtectedError
from django.test import Client

from campaigns.enums import CommentState, SignatureState
from campaigns.models import Petition, Signature
from campaigns.services import confirming, signing
from groups.models import CommunityGroup
from mail.models import Delivery
from people.enums import Purpose
from people.models import Address, Consent, Person
from people.services import erasure, merging, people
from tests import factories
from tests.campaigns.test_signing import SIGN, in_threads
from tests.cast import SUZIE
from tests.people.deeds import wording

pytestmark = pytest.mark.django_db
SAM = {**SUZIE, "name": "Sam Signer"}
THIRD = {**SUZIE, "name": "Somebody Third"}


@pytest.fixture
def petition() -> Petition:
    return factories.petition()


def kinds() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("kind", flat=True))


def test_a_second_name_with_the_same_postcode_is_a_second_signature_of_a_second_person(petition: Petition) -> None:
    first, second = (signing.sign(petition=petition, **who) for who in (SUZIE, SAM))
    assert (first.address, first.slot, second.slot) == (second.address, 1, 2)
    assert [person.name for person in Person.objects.order_by("slot")] == ["Suzie Signer", "Sam Signer"]
    assert (first.person.slot, second.person.slot) == (1, 2)
    for signature in (first, second):
        confirming.confirm(signature)
    assert Signature.objects.confirmed().count() == 2
    assert signing.sign(petition=petition, **SAM) == second


@pytest.mark.parametrize("other", [{"postcode": "M1 1AA"}, {"postcode": "", "country": "FR"}])
def test_a_second_name_from_elsewhere_is_none(other: dict[str, str], petition: Petition) -> None:
    first = signing.sign(petition=petition, **SUZIE)
    assert signing.sign(petition=petition, **{**SAM, **other}) == first
    assert Person.objects.get().name == "Suzie Signer"


def test_abroad_there_is_no_postcode_to_share(petition: Petition) -> None:
    abroad = {"postcode": "", "country": "FR"}
    first, second = (signing.sign(petition=petition, **{**who, **abroad}) for who in (SUZIE, SAM))
    assert first == second == Signature.objects.get()


def test_the_owner_is_told_of_a_third_name_and_whoever_typed_it_sees_what_all_see(
    petition: Petition, client: Client
) -> None:
    for who in (SUZIE, SAM):
        confirming.confirm(signing.sign(petition=petition, **who))
    new = client.post(SIGN, {**THIRD, "email": "third@example.org"})
    answer = client.post(SIGN, THIRD)
    assert (answer.status_code, answer.headers["Location"]) == (new.status_code, new.headers["Location"])
    assert Signature.objects.filter(address__canonical=SUZIE["email"]).count() == 2
    told = Delivery.objects.filter(address__canonical=SUZIE["email"]).latest("pk")
    assert (told.kind, told.context["name"]) == ("signed_before", "Suzie Signer")


def test_a_third_name_before_any_is_confirmed_sends_the_first_message_again(petition: Petition) -> None:
    for who in (SUZIE, SAM, THIRD):
        signing.sign(petition=petition, **who)
    names = [context["name"] for context in Delivery.objects.order_by("pk").values_list("context", flat=True)]
    assert names == ["Suzie Signer", "Sam Signer", "Suzie Signer"]


def test_the_place_of_who_withdrew_is_free_and_the_other_keeps_theirs(petition: Petition) -> None:
    first, second = (signing.sign(petition=petition, **who) for who in (SUZIE, SAM))
    first.delete()
    again = signing.sign(petition=petition, **SUZIE)
    assert (again.slot, again.person) == (1, first.person)
    assert signing.sign(petition=petition, **SAM) == second


def test_the_second_person_is_the_one_already_known_at_the_address(petition: Petition) -> None:
    met = people.meet(email=SUZIE["email"], name="Suzie Signer")
    sam = Person.objects.create(address=met.address, slot=2, name="Sam")
    another = factories.petition(slug="another")
    for each in (petition, another):
        first, second = (signing.sign(petition=each, **who) for who in (SUZIE, SAM))
        assert (first.person, second.person) == (met.person, sam)
    assert sam.name == "Sam"


def test_who_was_found_to_be_the_first_leaves_no_place_for_a_second(petition: Petition) -> None:
    first, second = (signing.sign(petition=petition, **who) for who in (SUZIE, SAM))
    merging.merge(kept=first.person, gone=second.person, by=factories.dele(), reason="The same")
    another = factories.petition(slug="another")
    one, two = (signing.sign(petition=another, **who) for who in (SUZIE, SAM))
    assert one == two
    assert (one.person, another.signatures.count()) == (first.person, 1)


def test_who_was_erased_beside_somebody_leaves_no_place_either(petition: Petition) -> None:
    _, second = (signing.sign(petition=petition, **who) for who in (SUZIE, SAM))
    erasure.erase(second.person)
    another = factories.petition(slug="another")
    one, two = (signing.sign(petition=another, **who) for who in (SUZIE, THIRD))
    assert one == two
    second.person.refresh_from_db()
    assert (second.person.name, second.person.erased_at is not None) == ("", True)


def test_at_most_three_messages_ask_for_one_signature(petition: Petition) -> None:
    signature = signing.sign(petition=petition, **SUZIE)
    for _ in range(4):
        Delivery.objects.update(created_at="2020-01-01T00:00Z")
        signing.sign(petition=petition, **SUZIE)
    signature.refresh_from_db()
    assert (signature.asked, kinds()) == (3, ["confirm_signature"] * 3)


@pytest.mark.parametrize("state", [SignatureState.HELD, SignatureState.INVALIDATED])
def test_what_is_held_or_invalidated_gets_no_message_by_signing_again(state: str, petition: Petition) -> None:
    signature = signing.sign(petition=petition, **SUZIE)
    at = {"invalidated_at": "2026-01-01T00:00Z"} if state == SignatureState.INVALIDATED else {}
    Signature.objects.filter(pk=signature.pk).update(state=state, **at)
    for who in (SUZIE, {**SUZIE, "name": "Sam", "postcode": "M1 1AA"}):
        assert signing.sign(petition=petition, **who) == signature
    signature.refresh_from_db()
    assert (signature.state, Delivery.objects.count()) == (state, 1)


def test_what_else_the_form_says_is_kept_for_a_new_and_for_a_known_address(petition: Petition) -> None:
    group = CommunityGroup.objects.create(name="Leeds", slug="leeds")
    words = (wording(), wording(Purpose.PETITION_UPDATES))
    said: dict[str, Any] = {"is_public": True, "comment": "It is time.", "agreed": words, "group": group}
    new = signing.sign(petition=petition, **SUZIE, **said)
    known = signing.sign(petition=factories.petition(slug="another"), **SUZIE, **said)
    for signature in (new, known):
        signature.refresh_from_db()
        assert (signature.is_public, signature.comment, signature.group) == (True, "It is time.", group)
        assert signature.comment_state == CommentState.WAITING
        asleep = signing.ticked_with(signature)
        assert {consent.purpose for consent in asleep} == {Purpose.CAMPAIGN_NEWS, Purpose.PETITION_UPDATES}
    assert not Consent.objects.live().exists()
    with pytest.raises(ProtectedError):
        CommunityGroup.objects.filter(pk=group.pk).delete()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_household_that_signs_at_once_over_and_over_has_two_signatures() -> None:
    petition = factories.petition()
    work = [SUZIE, SAM, THIRD] * 10

    def sign() -> None:
        signing.sign(petition=petition, **work.pop())

    in_threads(sign, 30)
    assert sorted(Signature.objects.values_list("slot", flat=True)) == [1, 2]
    assert Person.objects.count() == 2
    assert Address.objects.count() == 1
    assert Delivery.objects.count() <= 2 * signing.MOST_ASKED
