"""A batch on its way: one that fails holds up no other, and what is left of it when the people are gone."""

from typing import Any

import pytest
from django.test import Client

from campaigns.enums import SignatureState
from campaigns.models import DecisionBatch, Petition, Signature, SignatureDecision
from campaigns.services import deciding, signatures
from tests import factories
from tests.campaigns.test_deciding import decided, signer
from tests.people.deeds import signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def petition() -> Petition:
    return factories.petition()


def test_one_that_fails_holds_up_no_other(petition: Petition, monkeypatch: Any) -> None:
    morgan = factories.morgan()
    first, second = signer(petition, 1), signer(petition, 2)
    broken, fine = (decided(petition, morgan, pks=[each.pk]) for each in (first, second))
    carry_out = deciding.carry_out

    def fails(batch: DecisionBatch, pks: Any) -> int:
        if batch.pk == broken.pk:
            raise RuntimeError("broken")
        return carry_out(batch, pks)

    monkeypatch.setattr(deciding, "carry_out", fails)
    with pytest.raises(RuntimeError):
        deciding.go_on_with_all()
    fine.refresh_from_db()
    broken.refresh_from_db()
    assert (fine.finished_at is not None, fine.done, broken.finished_at, broken.done) == (True, 1, None, 0)


def test_its_reason_goes_with_the_last_of_those_whom_it_was_about(petition: Petition) -> None:
    rows = [signer(petition, 1), signer(petition, 2)]
    batch = decided(petition, factories.morgan(), pks=[row.pk for row in rows])
    deciding.go_on_with_all()
    signatures.blank_signatures(rows[0].person_id)
    batch.refresh_from_db()
    assert batch.reason
    signatures.blank_signatures(rows[1].person_id)
    batch.refresh_from_db()
    assert batch.reason == ""
    assert SignatureDecision.objects.filter(batch=batch.pk, reason="").count() == 2


def test_its_screen_says_which_signatures_were_meant_and_forgets_names(client: Client, petition: Petition) -> None:
    signer(petition, 1)
    morgan = factories.morgan()
    batch = decided(petition, morgan, name="Signer", area="LS", counted=True, since="2020-01-31")
    client.force_login(morgan)
    address = f"/admin/signatures/batches/{batch.pk}/"
    assert "<dd>Signer</dd>" in client.get(address).content.decode()
    deciding.go_on_with_all()
    shown = client.get(address).content.decode()
    assert "Signer" not in shown.replace("Signers", "")
    assert all(words in shown for words in ("Not kept", "<dd>LS</dd>", "31 January 2020", "Only what was confirmed"))


def test_a_broken_number_is_refused_and_decides_nothing(client: Client, petition: Petition) -> None:
    signer(petition, 1)
    client.force_login(factories.morgan())
    fields = {"petition": petition.pk, "decision": "invalidated", "name": "Signer", "reason": "A wave."}
    for up_to in ("9" * 30, "-1", "x", ""):
        assert client.post("/admin/signatures/decide/", {**fields, "up_to": up_to}).status_code == 422
    assert not DecisionBatch.objects.exists()
    assert client.get("/admin/signatures/batches/?p=x").status_code == 200


def test_one_that_is_held_is_released_from_its_own_screen(client: Client, petition: Petition) -> None:
    held = signed(petition, {"name": "Suzie Signer", "email": "suzie@example.org", "postcode": "LS1 4DY"})
    Signature.objects.update(state=SignatureState.HELD)
    client.force_login(factories.morgan())
    assert "Release…" in client.get(f"/admin/signatures/{held.pk}/").content.decode()
    seen = client.post("/admin/signatures/choose/", {"ticked": held.pk, "decision": "released"})
    assert "1 signature" in seen.content.decode()
    fields = {"petition": petition.pk, "decision": "released", "pks": held.pk, "reason": "An office.", "up_to": held.pk}
    client.post("/admin/signatures/decide/", fields)
    held.refresh_from_db()
    assert held.state == SignatureState.PENDING
