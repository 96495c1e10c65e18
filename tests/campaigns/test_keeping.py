"""What is kept of signatures, and how long: the counts and the log stay, and nothing that says whose they were."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from campaigns.enums import CommentState, EntryKind, PetitionState, SignatureState
from campaigns.models import (
    Attempt,
    ErasedSignature,
    LogEntry,
    Petition,
    Signature,
    SignatureDecision,
    SignatureDelta,
)
from campaigns.services import confirming, counting, invalidating, log, signatures, signing
from mail.models import Delivery
from mail.services import deliveries
from people.enums import RequestKind
from people.models import Address, DataRequest, Person
from people.selectors import own_data
from people.services import erasure, retention
from tests import factories
from tests.campaigns.counts import agree
from tests.cast import MALLORY, SUZIE
from tests.people.deeds import confirmed, signed, wording

pytestmark = pytest.mark.django_db
CHARLIE = {"name": "Charlie Organiser", "email": "charlie@example.org", "postcode": "SW1A 1AA"}
COMMENT = "My neighbour's café closed because of it."


def fully_signed(petition: Petition, who: dict[str, str]) -> Signature:
    """With all that a signature can leave behind."""
    name, email, postcode = who["name"], who["email"], who["postcode"]
    comment = f"{COMMENT} {name}"
    signature = signing.sign(
        petition=petition, name=name, email=email, postcode=postcode, is_public=True, comment=comment
    )
    confirming.confirm(signature)
    invalidating.invalidate(signatures=[signature.pk], reason=f"{name} wrote to us.", by=None)
    invalidating.restore(signatures=[signature.pk], reason=f"{email} was right.", by=None)
    Attempt.objects.create(petition=petition, signature=signature, domain="example.org", country="GB", name="hash")
    counting.fold()
    log.grow()
    return signature


def close(petition: Petition, *, days_ago: float, **fields: Any) -> None:
    moment = timezone.now() - timedelta(days=days_ago)
    Petition.objects.filter(pk=petition.pk).update(state=PetitionState.CLOSED, closed_at=moment, **fields)
    Person.objects.update(active_at=moment)


def dump() -> str:
    """Every row of every table, as text."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        parts = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            parts += [repr([readable(value) for value in row]) for row in cursor.fetchall()]
    return "\n".join(parts)


def readable(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def traces(who: dict[str, str], text: str) -> list[str]:
    return [word for word in (*who["name"].split(), who["email"], who["postcode"]) if word.lower() in text.lower()]


def test_of_three_overdue_petitions_one_on_hold_two_leave_no_trace_of_who_signed_anywhere() -> None:
    petitions = [factories.petition(slug=f"petition-{number}") for number in range(3)]
    people = [SUZIE, MALLORY, CHARLIE]
    rows = [fully_signed(petition, who) for petition, who in zip(petitions, people, strict=True)]
    assert all(traces(who, dump()) for who in people)
    close(petitions[0], days_ago=184)
    close(petitions[1], days_ago=400, held_because="A court asks for it.")
    close(petitions[2], days_ago=184)
    run = retention.carry_out()
    assert (run.forgotten["petition-names"], run.held["petition-names"]) == (2, 1)
    left = dump()
    assert [traces(who, left) for who in people] == [[], ["Mallory", "Meddler", MALLORY["email"], "M1 1AA"], []]
    assert left.count(COMMENT) == 1
    assert Signature.objects.exclude(name="").get() == rows[1]
    assert (counting.fold(), agree()) == (0, 3)
    assert [log.check(petition) for petition in petitions] == [[], [], []]


def test_whoever_agreed_to_hear_or_asked_for_something_is_kept_when_their_petition_is_over() -> None:
    petition, words = factories.petition(), wording()
    agreed = signing.sign(petition=petition, agreed=(words,), name=SUZIE["name"], email=SUZIE["email"])
    confirming.confirm(agreed, agreed=[consent.token for consent in agreed.person.consents.all()])
    asked, only_signed = confirmed(petition, MALLORY).person, confirmed(petition, CHARLIE).person
    DataRequest.objects.create(reference="R1", kind=RequestKind.ACCESS, due_on=timezone.localdate(), person=asked)
    close(petition, days_ago=184)
    run = retention.carry_out()
    assert (run.forgotten["petition-names"], run.forgotten["petition-people"]) == (3, 1)
    assert list(Person.objects.exclude(erased_at=None)) == [only_signed]
    assert set(Address.objects.filter(typed__contains="example.org").values_list("typed", flat=True)) == {
        SUZIE["email"],
        MALLORY["email"],
    }


def test_names_stay_for_their_time_after_a_petition_closed_by_hand_before_its_last_day() -> None:
    petition = factories.petition()
    confirmed(petition)
    close(petition, days_ago=182, closes_on=timezone.localdate() - timedelta(days=400))
    assert retention.carry_out().forgotten["petition-names"] == 0
    close(petition, days_ago=184)
    assert retention.carry_out().forgotten["petition-names"] == 1


def test_what_nobody_confirmed_goes_a_day_after_its_petition_ended_and_not_before() -> None:
    petition = factories.petition()
    pending, held, gone = signed(petition), signed(petition, MALLORY), signed(petition, CHARLIE)
    Signature.objects.filter(pk=held.pk).update(state=SignatureState.HELD)
    invalidating.invalidate(signatures=[gone.pk], reason="A test.", by=None)
    close(petition, days_ago=0.9)
    assert retention.carry_out().forgotten["unconfirmable-signatures"] == 0
    pending.refresh_from_db()
    assert pending.petition.takes_confirmations
    close(petition, days_ago=1.1)
    assert not Petition.objects.get().takes_confirmations
    assert retention.carry_out().forgotten["unconfirmable-signatures"] == 3
    assert not Signature.objects.exists()
    assert not Person.objects.exists()
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("state", [SignatureState.HELD, SignatureState.PENDING, SignatureState.INVALIDATED])
def test_what_is_never_confirmed_goes_after_thirty_days_in_whatever_state(state: SignatureState) -> None:
    row = signed(factories.petition())
    long_ago = timezone.now() - timedelta(days=31)
    since = timezone.now() if state == SignatureState.INVALIDATED else None
    Signature.objects.filter(pk=row.pk).update(state=state, invalidated_at=since, created_at=long_ago)
    Delivery.objects.update(created_at=long_ago)
    assert retention.carry_out().forgotten["unconfirmed-signatures"] == 1
    assert not Person.objects.exists()


def test_other_mail_to_an_address_keeps_no_signature_that_its_owner_never_confirmed() -> None:
    row = signed(factories.petition())
    long_ago = timezone.now() - timedelta(days=31)
    Signature.objects.update(created_at=long_ago)
    Delivery.objects.update(created_at=long_ago)
    deliveries.queue(kind="entry_code", address_id=row.address_id, context={"code": "123456"})
    assert retention.carry_out().forgotten["unconfirmed-signatures"] == 1
    assert not Signature.objects.exists()


def test_an_address_is_forgotten_with_the_last_who_shared_it_with_somebody_erased_and_can_sign_again() -> None:
    """It was kept, in clear, and whoever signed with it later met an error."""
    petition, other = factories.petition(), factories.petition(slug="another")
    first = confirmed(petition)
    second = signed(petition, {**SUZIE, "name": "Charlie Organiser"})
    assert (first.address_id, first.person_id) != (second.address_id, second.person_id)
    assert first.address_id == second.address_id
    erasure.erase(first.person)
    Signature.objects.filter(pk=second.pk).update(created_at=timezone.now() - timedelta(days=31))
    Delivery.objects.update(created_at=timezone.now() - timedelta(days=31))
    assert retention.carry_out().forgotten["unconfirmed-signatures"] == 1
    assert traces(SUZIE, dump()) == []
    assert confirmed(other).address_id != first.address_id
    assert (counting.fold(), agree()) == (2, 2)


@pytest.mark.parametrize("how", ["erased", "forgotten"])
def test_what_staff_took_out_before_it_counted_comes_back_by_no_erasing_and_no_forgetting(how: str) -> None:
    row = signed(factories.petition())
    invalidating.invalidate(signatures=[row.pk], reason="A test.", by=None)
    if how == "erased":
        erasure.erase(row.person)
    else:
        Signature.objects.update(created_at=timezone.now() - timedelta(days=31))
        Delivery.objects.update(created_at=timezone.now() - timedelta(days=31))
        retention.carry_out()
    assert not Signature.objects.exists()
    with pytest.raises(signing.ErasedBefore):
        signed(Petition.objects.get())


def test_erasing_blanks_all_of_a_counted_signature_and_the_count_and_its_line_stay() -> None:
    row = fully_signed(factories.petition(), SUZIE)
    waiting = signed(factories.petition(slug="another"))
    erasure.erase(row.person)
    row.refresh_from_db()
    assert (row.name, row.postcode, row.comment, row.is_public, row.comment_state) == (
        "",
        "",
        "",
        False,
        CommentState.NONE,
    )
    assert not Signature.objects.filter(pk=waiting.pk).exists()
    assert set(LogEntry.objects.values_list("salt", flat=True)) == {None}
    assert set(SignatureDecision.objects.values_list("reason", flat=True)) == {""}
    assert Attempt.objects.get().signature is None
    assert (counting.fold(), agree()) == (0, 1)


def test_whoever_was_erased_can_not_sign_again_until_the_petition_ends_and_then_the_hash_goes() -> None:
    petition, other = factories.petition(), factories.petition(slug="another")
    erasure.erase(confirmed(petition).person)
    assert ErasedSignature.objects.count() == 1
    with pytest.raises(signing.ErasedBefore):
        signed(petition)
    confirmed(other)
    close(petition, days_ago=0.9)
    assert retention.carry_out().forgotten["erased-signatures"] == 0
    close(petition, days_ago=1.1)
    assert retention.carry_out().forgotten["erased-signatures"] == 1


def test_withdrawing_destroys_the_salt_and_leaves_a_line_of_its_own() -> None:
    row = fully_signed(factories.petition(), SUZIE)
    assert [signatures.withdraw(person_id=row.person_id, signature_id=row.pk) for _ in range(2)] == [True, False]
    counting.fold()
    assert agree() == 0
    assert LogEntry.objects.filter(kind=EntryKind.WITHDRAWN).count() == 1
    assert not LogEntry.objects.exclude(salt=None, signature=None).exists()
    assert {str(context) for context in Delivery.objects.values_list("context", flat=True)} == {"{}"}


def test_changes_of_a_count_that_were_folded_long_ago_go_and_every_total_stays_proven() -> None:
    confirmed(factories.petition())
    counting.fold()
    confirmed(Petition.objects.get(), MALLORY)
    SignatureDelta.objects.update(created_at=timezone.now() - timedelta(days=91))
    assert retention.carry_out().forgotten["folded-deltas"] == 1
    assert SignatureDelta.objects.waiting().count() == 1
    counting.fold()
    assert agree() == 2


def test_what_somebody_takes_along_says_all_of_their_signature() -> None:
    row = fully_signed(factories.petition(), SUZIE)
    [kept] = [kind["rows"] for kind in own_data.everything(row.address_id)[0]["held"] if kind["what"] == "Signatures"]
    assert kept[0]["comment"].startswith(COMMENT)
    assert (kept[0]["country"], kept[0]["shown_publicly"], kept[0]["state"]) == ("GB", True, "Confirmed and counted")
    assert kept[0]["place_in_the_public_log"] == 0
    assert kept[0]["asked_to_hear_about_it"] is False
    seen = [kind["rows"] for kind in own_data.everything(row.address_id)[0]["held"] if "fraud" in kind["what"]]
    assert [(each["country"], each["domain_of_the_email_address"]) for each in seen[0]] == [("GB", "example.org")]
