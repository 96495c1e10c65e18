"""Erasing somebody: nothing names them any more, and what is counted stays."""

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.db.models import Model
from django.test import Client

from campaigns.models import Petition, PetitionTotal, Signature
from campaigns.services import counting
from mail import fingerprints
from mail.enums import EventType, State, SuppressionReason
from mail.models import Delivery, ProviderEvent, Suppression
from mail.services import deliveries, suppressions
from people.enums import Access, RequestKind
from people.models import AccessRecord, Address, Consent, DataRequest, LegalHold, Merge, Person, RequestEvent
from people.services import asking, consents, erasure, people, requests
from tests import factories
from tests.cast import MALLORY, SUZIE
from tests.people.deeds import confirmed, opened, signed, wording

pytestmark = pytest.mark.django_db
WORD = "xyzzycanary"
CANARY = {"name": f"Suzie {WORD.title()}", "email": f"{WORD}@example.org", "postcode": "LS1 4DY"}


@pytest.fixture
def petition() -> Petition:
    return factories.petition()


def everywhere() -> dict[str, str]:
    """What every table says, sealed text unsealed."""
    return {model._meta.label: repr(readable(model)).lower() for model in apps.get_models()}


def readable(model: type[Model]) -> list[list[object]]:
    rows = model._default_manager.values_list()
    return [[bytes(value) if isinstance(value, memoryview) else value for value in row] for row in rows]


def where(*words: str) -> set[str]:
    return {table for table, text in everywhere().items() if any(word.lower() in text for word in words)}


def person_of(email: str = CANARY["email"]) -> Person:
    return Person.objects.get(address__canonical=email)


def planted(petition: Petition) -> Person:
    """A name, an address and a postcode through everything that takes them."""
    news = wording()
    confirmed(petition, CANARY)
    signed(factories.petition(slug="another", title="Another"), CANARY)
    Client().post("/newsletter/", {"email": CANARY["email"], "wording": str(news.pk)})
    consents.confirm(Consent.objects.all())
    person = person_of()
    asked = asking.receive(
        kind=RequestKind.COMPLAINT, name=CANARY["name"], email=CANARY["email"], details=f"I am {WORD}."
    )
    requests.note(asked, text=f"{WORD} telephoned.", by=factories.morgan())
    opened(CANARY["email"])
    login = factories.user("login-of-canary", person=person, last_name=WORD)
    EmailAddress.objects.create(user=login, email=CANARY["email"], primary=True, verified=True)
    AccessRecord.objects.create(by=None, person=person, action=Access.VIEWED, reason=f"{WORD} asked")
    suppressions.suppress(
        address_id=person.address_id, canonical=person.address.canonical, reason=SuppressionReason.OBJECTION
    )
    ProviderEvent.objects.create(
        provider="postmark",
        event_key="1",
        type=EventType.DELIVERED,
        delivery=Delivery.objects.filter(address=person.address_id)[0].message_id,
        raw={"Recipient": CANARY["email"]},
    )
    return person


def test_nothing_in_any_table_names_somebody_who_was_erased(petition: Petition) -> None:
    person = planted(petition)
    counting.fold()
    before = where(WORD)
    assert {
        "people.Person",
        "people.Address",
        "people.User",
        "people.DataRequest",
        "people.RequestEvent",
        "people.AccessRecord",
        "campaigns.Signature",
        "mail.Delivery",
        "mail.ProviderEvent",
        "account.EmailAddress",
    } <= before
    assert erasure.erase(person)
    counting.fold()
    assert where(WORD) == set()
    assert PetitionTotal.objects.get(petition=petition).counted == 1
    assert Signature.objects.confirmed().get().person_id == person.pk
    assert not Signature.objects.exclude(state="confirmed").exists()
    assert not Delivery.objects.exclude(state=State.CANCELLED).exists()
    assert Suppression.objects.get().address is None
    assert Suppression.objects.get().fingerprint == fingerprints.of(CANARY["email"], use=suppressions.USE)
    assert not Consent.objects.live().exists()


def test_an_address_that_was_erased_and_comes_again_is_still_not_written_to(petition: Petition) -> None:
    erasure.erase(planted(petition))
    met = people.meet(email=CANARY["email"])
    assert Suppression.objects.in_force().get().address_id == met.address.pk
    assert met.person.name == ""


def test_erasing_twice_changes_nothing(petition: Petition) -> None:
    person = planted(petition)
    assert erasure.erase(person)
    before = everywhere()
    assert not erasure.erase(person)
    assert everywhere() == before


def test_whoever_shares_the_address_keeps_what_is_theirs(petition: Petition) -> None:
    person = planted(petition)
    other = Person.objects.create(address=person.address, slot=2, name="Charlie Sharer")
    news = Consent.objects.live().get().wording
    consents.confirm([consents.give(person=other, wording=news, form="a test")])
    theirs = deliveries.queue(kind="still_there", address_id=other.address_id, context={"name": other.name})
    erasure.erase(person)
    assert where(WORD.title()) <= {"people.Address"}
    assert Address.objects.get(pk=other.address_id).typed == CANARY["email"]
    assert Consent.objects.live().get().person == other
    theirs.refresh_from_db()
    assert (theirs.state, theirs.context) == (State.QUEUED, {"name": "Charlie Sharer"})
    assert Suppression.objects.filter(address=other.address_id).exists()
    erasure.erase(other)
    assert where(WORD, "Charlie Sharer") == set()


def test_with_somebody_go_the_records_that_were_found_to_be_theirs(petition: Petition) -> None:
    signed(petition, MALLORY)
    kept, gone = planted(petition), person_of(MALLORY["email"])
    Person.objects.filter(pk=gone.pk).update(merged_into=kept)
    Merge.objects.create(kept=kept, gone=gone, moved={"Signatures": [1]})
    erasure.erase(kept)
    assert where(WORD, "mallory", "M1 1AA") == set()
    assert (Merge.objects.get().moved, Merge.objects.get().final) == ({}, True)


def test_a_legal_hold_keeps_everything(petition: Petition) -> None:
    person = planted(petition)
    LegalHold.objects.create(person=person, reason="A court asked.", placed_by=factories.dele())
    before = everywhere()
    with pytest.raises(erasure.OnHold):
        erasure.erase(person)
    assert everywhere() == before


def test_that_there_was_a_request_and_when_stays(petition: Petition) -> None:
    person = planted(petition)
    asked = DataRequest.objects.get()
    erasure.erase(person)
    after = DataRequest.objects.values("reference", "received_at", "due_on", "kind").get()
    assert after == {
        "reference": asked.reference,
        "received_at": asked.received_at,
        "due_on": asked.due_on,
        "kind": RequestKind.COMPLAINT,
    }
    assert list(RequestEvent.objects.values_list("what", "note")) == [("Received", ""), ("Note", "")]


def test_the_link_to_mail_choices_of_somebody_erased_leads_nowhere(petition: Petition, client: Client) -> None:
    person = planted(petition)
    link = f"/mail-choices/{person.address.token}/"
    assert client.get(link).status_code == 200
    erasure.erase(person)
    assert client.get(link).status_code == 404


def test_a_stranger_is_untouched(petition: Petition) -> None:
    confirmed(petition, SUZIE)
    erasure.erase(planted(petition))
    assert person_of(SUZIE["email"]).name == SUZIE["name"]
    assert Signature.objects.get(name=SUZIE["name"]).postcode == SUZIE["postcode"]
