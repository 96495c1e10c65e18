"""One statement leaves the rows that the path through the models leaves, or it leaves none."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.enums import PetitionState, SignatureState
from campaigns.models import Attempt, ErasedSignature, FraudRule, Petition, Signature
from campaigns.services import fast_signing, fraud, signing
from mail.enums import SuppressionReason
from mail.models import Delivery, Suppression
from mail.services import suppressions
from pages import prepared
from people.enums import Purpose
from people.models import Address, Consent, Person
from places.models import Constituency, Postcode
from places.selectors import places
from tests import factories
from tests.cast import MALLORY, SUZIE
from tests.people.deeds import wording

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has the one path alone"),
]
MODELS: tuple[type[Model], ...] = (Address, Person, Signature, Consent, Delivery, Attempt)
OWN = {"id", "token", "message_id", "created_at", "active_at", "given_at", "due_at", "at"}
POINTS_AT_OWN = {"address", "person", "signature"}


@pytest.fixture
def petition() -> Petition:
    return factories.petition()


def seen(who: dict[str, Any], ip: str = "203.0.113.9") -> fraud.Seen:
    place = places.locate(postcode=who["postcode"])
    judged = {"name": who["name"], "email": who["email"], "country": "GB"}
    return fraud.see(client_ip=ip, place=place, **judged)


def rows() -> dict[str, list[dict[str, Any]]]:
    """By model; the consents of one form come in no order."""
    found = {model.__name__: [plain(row) for row in model._default_manager.all()] for model in MODELS}
    found["Consent"].sort(key=lambda consent: str(consent["purpose"]))
    return found


def plain(row: Model) -> dict[str, Any]:
    """All columns but keys, tokens and times; of the message's context as well."""
    values = {
        field.name: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in OWN | POINTS_AT_OWN
    }
    if isinstance(row, Delivery):
        signature = Signature.objects.get(pk=row.context["signature"])
        assert signature.address_id == row.address_id
        assert row.context["confirm_path"] == signature.get_confirm_path()
        values["context"] = {**row.context, "signature": None, "confirm_path": None}
    return values


def signed_both_ways(monkeypatch: pytest.MonkeyPatch, **given: Any) -> tuple[Any, Any]:
    found = []
    for at_once in (True, False):
        for model in reversed(MODELS):
            model._default_manager.all().delete()
        with monkeypatch.context() as patched, CaptureQueriesContext(connection) as queries:
            patched.setattr(fast_signing, "is_possible", lambda at_once=at_once: at_once)
            returned = signing.sign(**given)
        assert any("WITH petition AS" in query["sql"] for query in queries) == at_once
        assert returned == Signature.objects.get()
        assert (returned.person, returned.address) == (Person.objects.get(), Address.objects.get())
        found.append(rows())
    return found[0], found[1]


def test_both_paths_leave_the_same_rows(petition: Petition, monkeypatch: pytest.MonkeyPatch) -> None:
    seat = Constituency.objects.get(slug="leeds-south")
    Postcode.objects.create(code="LS14DY", latitude=53.79, longitude=-1.54, constituency=seat)
    at_once, one_by_one = signed_both_ways(
        monkeypatch,
        petition=petition,
        **{**SUZIE, "email": "Suzie@Example.org"},
        is_public=True,
        comment='It is "time", 100%',
        agreed=(wording(), wording(Purpose.TRAINING)),
        seen=seen(SUZIE),
    )
    assert at_once == one_by_one
    assert [len(found) for found in at_once.values()] == [1, 1, 1, 2, 1, 1]
    assert at_once["Signature"][0]["constituency_found"] == seat.pk
    assert at_once["Signature"][0]["asked"] == 1


@pytest.mark.parametrize("postcode", ["LS1 4DY", ""])
def test_both_paths_leave_the_same_rows_where_nothing_is_judged_agreed_or_found(
    postcode: str, petition: Petition, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {**SUZIE, "postcode": postcode, "country": "GB" if postcode else "FR"}
    at_once, one_by_one = signed_both_ways(monkeypatch, petition=petition, **given)
    assert at_once == one_by_one
    assert at_once["Signature"][0]["constituency_found"] is None


def test_both_paths_leave_the_same_rows_where_a_rule_holds_it(
    petition: Petition, monkeypatch: pytest.MonkeyPatch
) -> None:
    FraudRule.objects.filter(name="ip-burst").update(parameters={"quota": 0, "seconds": 60})
    fraud.forget()
    at_once, one_by_one = signed_both_ways(
        monkeypatch, petition=petition, **SUZIE, agreed=(wording(),), seen=seen(SUZIE)
    )
    assert at_once == one_by_one
    assert at_once["Signature"][0]["state"] == SignatureState.HELD
    assert [len(found) for found in at_once.values()] == [1, 1, 1, 1, 0, 1]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_statement_that_the_server_mislaid_or_has_already_is_sent_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    petition = factories.petition()

    def signed(number: int) -> list[str]:
        who = {**SUZIE, "name": f"Signer {number}", "email": f"s{number}@example.org"}
        found = seen(who, f"198.51.{number}.1")
        with CaptureQueriesContext(connection) as queries:
            signature = signing.sign(petition=petition, **who, seen=found)
        assert signature == Signature.objects.latest("pk")
        sent = [query["sql"].split()[0] for query in queries]
        return [word for word in sent if word in ("DEALLOCATE", "PREPARE", "EXECUTE", "WITH")]

    assert signed(1) == ["PREPARE", "EXECUTE"]
    assert signed(2) == ["EXECUTE"]
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    assert signed(3) == ["EXECUTE", "WITH"]
    assert signed(4) == ["PREPARE", "EXECUTE"]
    prepared._prepared.clear()
    assert signed(5) == ["PREPARE", "WITH"]
    assert signed(6) == ["EXECUTE"]
    monkeypatch.setattr(prepared, "FRESH_FOR", 0)
    assert signed(7) == ["DEALLOCATE", "PREPARE", "EXECUTE"]
    assert Signature.objects.count() == Delivery.objects.count() == Attempt.objects.count() == 7


def nothing_at_once(petition: Petition) -> bool:
    rows = fast_signing.Rows(
        address=Address(canonical=SUZIE["email"], typed=SUZIE["email"]),
        person=Person(name=SUZIE["name"]),
        signature=Signature(petition=petition, name=SUZIE["name"], token="once", asked=1),
        consents=[],
        delivery=Delivery(kind="confirm_signature", context={}, stream="transactional"),
        attempt=None,
    )
    digest = signing.digest_of(petition_id=petition.pk, canonical=SUZIE["email"])
    return not fast_signing.write(rows, digest=digest) and not Signature.objects.filter(token="once").exists()


def test_an_address_that_is_known_is_left_to_the_other_path(petition: Petition) -> None:
    signing.sign(petition=factories.petition(slug="another"), **SUZIE)
    assert nothing_at_once(petition)
    assert signing.sign(petition=petition, **SUZIE).person == Person.objects.get()


def test_an_address_that_came_back_meets_what_was_in_force_for_it(petition: Petition) -> None:
    first = signing.sign(petition=factories.petition(slug="another"), **SUZIE)
    suppressions.suppress(address_id=first.address_id, canonical=SUZIE["email"], reason=SuppressionReason.OBJECTION)
    suppressions.forget_address(first.address_id)
    Address.objects.update(canonical="erased@invalid.invalid")
    assert nothing_at_once(petition)
    again = signing.sign(petition=petition, **SUZIE)
    assert Suppression.objects.get().address_id == again.address_id


def test_a_petition_that_was_read_while_it_was_open_is_asked_about_again(petition: Petition) -> None:
    for change in ({"state": PetitionState.PAUSED}, {"closes_on": timezone.localdate() - timedelta(days=1)}):
        Petition.objects.update(state=PetitionState.OPEN, closes_on=None)
        Petition.objects.update(**change)
        assert nothing_at_once(petition)
        with pytest.raises(signing.PetitionClosed):
            signing.sign(petition=petition, **SUZIE)
    assert not Address.objects.exists()


def test_who_was_erased_does_not_sign_again_and_sees_no_difference(petition: Petition) -> None:
    digest = signing.digest_of(petition_id=petition.pk, canonical=SUZIE["email"])
    ErasedSignature.objects.create(petition=petition, digest=digest)
    assert nothing_at_once(petition)
    assert signing.sign(petition=petition, **SUZIE, seen=seen(SUZIE)) is None
    assert not any(model._default_manager.exists() for model in MODELS if model is not Attempt)
    assert Attempt.objects.get().signature is None
    with pytest.raises(signing.ErasedBefore):
        signing.sign(petition=petition, **SUZIE)
    assert signing.sign(petition=petition, **MALLORY).state == SignatureState.PENDING
    assert signing.sign(petition=factories.petition(slug="another"), **SUZIE).state == SignatureState.PENDING
