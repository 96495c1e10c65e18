"""Morgan takes a wave of false signatures out of the count, and back into it where that was wrong."""

from typing import Any

import pytest
from django.test import Client

from campaigns.enums import Decision, SignatureState
from campaigns.models import DecisionBatch, LogEntry, Petition, PetitionTotal, Signature, SignatureDecision
from campaigns.services import counting, deciding, invalidating, signing
from people.models import User
from tests import factories
from tests.cast import SUZIE
from tests.people.deeds import confirmed

pytestmark = pytest.mark.django_db
INVALIDATED, RESTORED = Decision.INVALIDATED, Decision.RESTORED


@pytest.fixture
def petition() -> Petition:
    return factories.petition()


@pytest.fixture
def morgan() -> User:
    return factories.morgan()


def signer(petition: Petition, number: int, **fields: str) -> Signature:
    who = {"name": f"Signer {number:02}", "email": f"signer-{number}@example.org", "postcode": "LS1 4DY", **fields}
    return confirmed(petition, who)


def many(petition: Petition, number: int) -> list[Signature]:
    return [signer(petition, each) for each in range(number)]


def decided(petition: Petition, by: User, decision: Decision = INVALIDATED, **conditions: Any) -> DecisionBatch:
    seen = deciding.preview(petition, decision, conditions)
    return deciding.decide(
        petition=petition, decision=decision, conditions=conditions, reason="A wave.", by=by, up_to=seen.up_to
    )


def counted(petition: Petition) -> int:
    """The folded total, which must be what the rows say."""
    counting.fold()
    total = PetitionTotal.objects.get(pk=petition.pk).counted
    assert total == Signature.objects.confirmed().filter(petition=petition).count()
    return total


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        ({"name": "MALL"}, {"mallory"}),
        ({"domain": "example.com"}, {"domain"}),
        ({"area": "L"}, {"liverpool"}),
        ({"area": "LS"}, {"suzie", "leeds-11"}),
        ({"area": "LS1"}, {"suzie"}),
        ({"area": "LS", "name": "suzie"}, {"suzie"}),
        ({"since": "2999-01-01"}, set()),
        ({"until": "2999-01-01", "country": "GB"}, {"suzie", "mallory", "domain", "liverpool", "leeds-11"}),
        ({"country": "FR"}, set()),
    ],
    ids=lambda value: " ".join(map(str, value.values())) if isinstance(value, dict) else None,
)
def test_conditions_find_what_they_say(petition: Petition, conditions: dict[str, str], found: set[str]) -> None:
    elsewhere = factories.petition(slug="elsewhere")
    keys = {
        signer(petition, 1, name="Suzie").pk: "suzie",
        signer(petition, 2, name="Mallory", postcode="M1 1AA").pk: "mallory",
        signer(petition, 3, email="somebody@example.com", postcode="M1 1AA").pk: "domain",
        signer(petition, 4, postcode="L1 8JQ").pk: "liverpool",
        signer(petition, 5, postcode="LS11 5TD").pk: "leeds-11",
        signer(elsewhere, 1, name="Mallory").pk: "elsewhere",
    }
    rows = deciding.matching(petition, INVALIDATED, conditions)
    assert {keys[row.pk] for row in rows} == found


def test_a_preview_says_how_many_and_where_and_changes_nothing(petition: Petition) -> None:
    many(petition, 3)
    signing.sign(petition=petition, **SUZIE)
    seen = deciding.preview(petition, INVALIDATED, {"area": "LS"})
    assert (seen.total, seen.counted, len(seen.sample)) == (4, 3, 4)
    assert sum(number for _, number in seen.places) == 4
    assert not SignatureDecision.objects.exists()


def test_a_batch_is_done_slice_by_slice_and_undone_as_a_whole(
    petition: Petition, morgan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deciding, "SLICE", 2)
    many(petition, 5)
    batch = decided(petition, morgan, name="Signer")
    assert [deciding.go_on(batch.pk) for _ in range(4)] == [2, 2, 1, None]
    assert counted(petition) == 0
    batch.refresh_from_db()
    assert (batch.done, batch.total, batch.finished_at is not None) == (5, 5, True)
    deciding.undo(batch, by=morgan, reason="They were real.")
    assert deciding.go_on_with_all() == 5
    assert counted(petition) == 5
    kinds = LogEntry.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["signed"] * 5 + ["invalidated"] * 5 + ["restored"] * 5


def test_killed_anywhere_a_batch_goes_on_and_decides_about_each_once(
    petition: Petition, morgan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deciding, "SLICE", 2)
    many(petition, 6)
    batch = decided(petition, morgan, name="Signer")
    calls, invalidate = 0, invalidating.invalidate

    def dies_after_working(**kwargs: Any) -> int:
        nonlocal calls
        calls += 1
        done = invalidate(**kwargs)
        if calls in (1, 3):
            raise MemoryError
        return done

    monkeypatch.setattr(invalidating, "invalidate", dies_after_working)
    for _ in range(2):
        with pytest.raises(MemoryError):
            deciding.go_on_with_all()
    deciding.go_on_with_all()
    batch.refresh_from_db()
    assert (batch.done, counted(petition)) == (6, 0)
    assert SignatureDecision.objects.filter(batch=batch.pk).count() == 6


def test_who_signs_after_the_preview_is_not_touched(petition: Petition, morgan: User) -> None:
    many(petition, 2)
    batch = decided(petition, morgan, name="Signer")
    late = signer(petition, 9)
    deciding.go_on_with_all()
    late.refresh_from_db()
    assert (late.state, counted(petition)) == (SignatureState.CONFIRMED, 1)
    batch.refresh_from_db()
    assert batch.done == 2


def test_undoing_leaves_what_was_decided_anew_since(petition: Petition, morgan: User) -> None:
    first, second = many(petition, 2)
    batch = decided(petition, morgan, name="Signer")
    deciding.go_on_with_all()
    invalidating.restore(signatures=[first.pk], reason="Real.", by=morgan)
    invalidating.invalidate(signatures=[first.pk], reason="No, after all.", by=morgan)
    deciding.undo(batch, by=morgan, reason="A mistake.")
    deciding.go_on_with_all()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (SignatureState.INVALIDATED, SignatureState.CONFIRMED)


def test_a_held_signature_comes_back_as_held(petition: Petition, morgan: User) -> None:
    signature = signing.sign(petition=petition, **SUZIE)
    Signature.objects.update(state=SignatureState.HELD)
    batch = decided(petition, morgan, pks=[signature.pk])
    deciding.go_on_with_all()
    deciding.undo(batch, by=morgan, reason="A mistake.")
    deciding.go_on_with_all()
    assert Signature.objects.get().state == SignatureState.HELD
    assert not LogEntry.objects.exists(), "it never counted"


def test_a_stopped_batch_leaves_the_rest_and_can_be_undone(
    petition: Petition, morgan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deciding, "SLICE", 2)
    many(petition, 5)
    batch = decided(petition, morgan, name="Signer")
    deciding.go_on(batch.pk)
    with pytest.raises(deciding.NotPossible):
        deciding.undo(batch, by=morgan, reason="Too early.")
    assert [deciding.stop(batch), deciding.stop(batch)] == [True, False]
    assert (deciding.go_on_with_all(), counted(petition)) == (0, 3)
    deciding.undo(batch, by=morgan, reason="A mistake.")
    with pytest.raises(deciding.NotPossible):
        deciding.undo(batch, by=morgan, reason="Pressed twice.")
    deciding.go_on_with_all()
    assert counted(petition) == 5


def test_what_staff_looked_for_is_forgotten_once_a_batch_is_through(petition: Petition, morgan: User) -> None:
    signer(petition, 1, name="Mallory Meddler", email="mallory@example.org")
    batch = decided(petition, morgan, name="Mallory", domain="example.org", area="LS")
    assert batch.conditions["name"] == "Mallory"
    deciding.go_on_with_all()
    batch.refresh_from_db()
    assert batch.conditions == {"name": "…", "domain": "…", "area": "LS"}


def test_morgan_chooses_looks_decides_and_undoes_on_screens(client: Client, petition: Petition, morgan: User) -> None:
    signature = signer(petition, 1, name="Mallory Meddler")
    signer(petition, 2)
    client.force_login(morgan)
    data = {"petition": petition.pk, "decision": "invalidated", "name": "mallory"}
    page = client.post("/admin/signatures/choose/", data).content.decode()
    assert "<strong>1 signature</strong>" in page
    assert signature.name in page
    assert not DecisionBatch.objects.exists()
    again = client.post("/admin/signatures/decide/", {**data, "up_to": signature.pk, "reason": ""})
    assert (again.status_code, DecisionBatch.objects.count()) == (422, 0)
    done = client.post("/admin/signatures/decide/", {**data, "up_to": signature.pk, "reason": "Not a person."})
    assert counted(petition) == 1
    assert "1 of 1 signatures" in client.get(done.headers["Location"]).content.decode()
    history = client.get(f"/admin/signatures/{signature.pk}/").content.decode()
    assert "Invalidated, Morgan. Not a person." in history
    client.post(f"{done.headers['Location']}undo/", {"reason": "A mistake."})
    assert counted(petition) == 2


def test_what_is_ticked_in_the_list_is_looked_at_first(client: Client, petition: Petition, morgan: User) -> None:
    ticked = [signature.pk for signature in many(petition, 2)]
    client.force_login(morgan)
    assert f'value="{ticked[0]}"' in client.get("/admin/signatures/").content.decode()
    page = client.post("/admin/signatures/choose/", {"ticked": ticked, "decision": "invalidated"}).content.decode()
    assert "<strong>2 signatures</strong>" in page
    assert f'value="{ticked[0]},{ticked[1]}"' in page
    other = signer(factories.petition(slug="other"), 7).pk
    mixed = client.post("/admin/signatures/choose/", {"ticked": [*ticked, other]}, follow=True)
    assert "Tick signatures of one petition." in mixed.content.decode()


def test_no_condition_at_all_is_refused(client: Client, petition: Petition, morgan: User) -> None:
    client.force_login(morgan)
    answer = client.post("/admin/signatures/choose/", {"petition": petition.pk, "decision": "invalidated"})
    assert answer.status_code == 422
    assert "at least one condition" in answer.content.decode()
