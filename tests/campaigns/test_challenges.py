"""Proofs of work: asked for under attack alone, each good for one signing, and what they let pass."""

import json
from base64 import b64decode, b64encode
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import altcha
import pytest
import time_machine
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from campaigns.enums import Decision, Judgement, SignatureState
from campaigns.models import Attempt, FraudRule, Petition, Signature, SpentChallenge
from campaigns.services import challenges, fraud, proofs, signing
from config import housekeeping
from mail.models import Delivery
from places.models import Outcode
from tests import factories
from tests.cast import MALLORY, SUZIE

pytestmark = pytest.mark.django_db
SIGN = "/petitions/support-every-survivor/sign/"
CHALLENGE = "/petitions/support-every-survivor/challenge.json"
INBOX = "/petitions/support-every-survivor/check-your-inbox/"


@pytest.fixture(autouse=True)
def easy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofs, "LARGEST", 50)


@pytest.fixture
def petition() -> Petition:
    """Under attack: whoever comes without a proof is held."""
    FraudRule.objects.filter(name="ip-burst").update(parameters={"quota": 0, "seconds": 60})
    fraud.forget()
    return factories.petition(challenge_until=timezone.now() + timedelta(hours=1))


def written(solution: dict[str, Any]) -> str:
    return b64encode(json.dumps(solution).encode()).decode()


def solved(petition: Petition) -> str:
    made = proofs.make(petition_id=petition.pk)
    found = altcha.solve_challenge(made["challenge"], made["salt"], "SHA-256", made["maxNumber"])
    assert found is not None
    return written({**made, "number": found.number})


def signed(client: Client, proof: str = "", **more: Any) -> str:
    """The state of what was signed; the answer is the same whatever that is."""
    answer = client.post(SIGN, {**SUZIE, "proof": proof, **more})
    assert (answer.status_code, answer.headers["Location"], answer.content) == (303, INBOX, b"")
    assert not answer.cookies
    found = Signature.objects.filter(address__typed=more.get("email", SUZIE["email"])).first()
    return str(found.state) if found else "refused"


def test_only_while_one_is_asked_for_does_the_form_hold_a_challenge_and_every_reader_may_share_it(
    client: Client, petition: Petition
) -> None:
    shown = client.get(SIGN)
    assert b"<proof-of-work" in shown.content
    assert b"If JavaScript is off" in shown.content
    assert shown.headers["X-Accel-Expires"] == "10"
    assert client.get(SIGN).content == shown.content
    made = client.get(CHALLENGE)
    assert (made.status_code, made.headers["Cache-Control"]) == (200, "no-store")
    assert made.json()["challenge"] != client.get(CHALLENGE).json()["challenge"]
    for answer in (shown, made):
        assert not answer.cookies
        assert "blob:" not in answer.headers["Content-Security-Policy"]
    assert not SpentChallenge.objects.exists()
    challenges.stop(petition, why="It is over.", by=None)
    assert b"<proof-of-work" not in client.get(SIGN).content
    assert client.get(CHALLENGE).status_code == 204


def test_a_proof_lets_a_rule_by_rate_pass_at_once_and_only_once(client: Client, petition: Petition) -> None:
    proof = solved(petition)
    assert signed(client, proof) == SignatureState.PENDING
    assert signed(client, proof, email="morgan@example.org") == SignatureState.HELD
    assert signed(client, email="dele@example.org") == SignatureState.HELD
    assert list(Attempt.objects.order_by("pk").values_list("is_proven", "judgement")) == [
        (True, "passed"),
        (False, "held"),
        (False, "held"),
    ]
    assert Delivery.objects.get().kind == "confirm_signature"


def of_another_petition(petition: Petition) -> str:
    return solved(factories.petition(slug="another"))


def that_is_over(petition: Petition) -> str:
    with time_machine.travel(timezone.now() - proofs.LIFETIME - timedelta(seconds=2)):
        return solved(petition)


def that_is_over_with_a_later_end_before_its_own(petition: Petition) -> str:
    """The library takes the first for its end and signs the last."""
    found = json.loads(b64decode(that_is_over(petition)))
    later = int((timezone.now() + timedelta(days=1)).timestamp())
    forged = {**found, "salt": found["salt"].replace("?", f"?expires={later}&")}
    assert altcha.verify_solution(written(forged), proofs.key())[0]
    return written(forged)


def with_another_key(petition: Petition) -> str:
    found = json.loads(b64decode(solved(petition)))
    return written({**found, "signature": "0" * 64})


def not_solved(petition: Petition) -> str:
    return written({**proofs.make(petition_id=petition.pk), "number": 51})


BROKEN = ["x", "%%%", written({}), b64encode(b"[" * 200).decode(), b64encode(b"\xff").decode(), "A" * 5000]
BAD = [
    of_another_petition,
    that_is_over,
    that_is_over_with_a_later_end_before_its_own,
    with_another_key,
    not_solved,
    *(lambda _, text=text: text for text in BROKEN),
]


@pytest.mark.parametrize("make", BAD)
def test_what_is_no_proof_for_this_petition_now_is_as_good_as_none(
    make: Any, client: Client, petition: Petition
) -> None:
    assert signed(client, make(petition)) == SignatureState.HELD
    assert not SpentChallenge.objects.exists()


def test_every_part_of_a_proof_must_be_of_its_kind(petition: Petition) -> None:
    good = json.loads(b64decode(solved(petition)))
    assert proofs.read(written(good), petition_id=petition.pk) is not None
    others: tuple[Any, ...] = (None, [], {}, "a?b?c?d", -1, 1e300, True)
    for name in proofs.PARTS:
        for value in others:
            assert proofs.read(written({**good, name: value}), petition_id=petition.pk) is None, (name, value)


def test_a_proof_is_no_way_around_refusals_disposable_domains_and_impossible_postcodes(
    client: Client, petition: Petition
) -> None:
    Outcode.objects.filter(code__startswith="LS").delete()
    Outcode.objects.create(code="LS1", latitude=53.8, longitude=-1.5, postcodes=900)
    assert signed(client, solved(petition), email="suzie@mailinator.com") == SignatureState.HELD
    assert signed(client, solved(petition), email="priya@example.org", postcode="LS99 9ZZ") == SignatureState.HELD
    FraudRule.objects.filter(name="ip-flood").update(parameters={"quota": 0, "seconds": 60})
    fraud.forget()
    assert signed(client, solved(petition), email="dele@example.org") == "refused"
    assert not Delivery.objects.exists()


def test_a_later_proof_of_the_same_address_lets_go_what_a_rule_by_rate_held(client: Client, petition: Petition) -> None:
    assert signed(client) == SignatureState.HELD
    assert signed(client) == SignatureState.HELD
    again = {**SUZIE, "email": "SUZIE@example.org ", "name": "suzie signer", "proof": solved(petition)}
    assert client.post(SIGN, again).status_code == 303
    signature = Signature.objects.get()
    assert (signature.state, signature.asked) == (SignatureState.PENDING, 1)
    assert signature.decisions.get().decision == Decision.RELEASED
    assert Delivery.objects.get().context["signature"] == signature.pk


def test_no_proof_lets_go_what_another_rule_held_too(client: Client, petition: Petition) -> None:
    assert signed(client) == SignatureState.HELD
    rule = FraudRule.objects.in_force().get(name="disposable-domains")
    Attempt.objects.filter(pk=Attempt.objects.get().pk).update(rule=rule)
    assert signed(client, solved(petition)) == SignatureState.HELD
    assert not Delivery.objects.exists()


def test_a_proof_is_not_spent_where_the_petition_closed_meanwhile(petition: Petition) -> None:
    proof = proofs.read(solved(petition), petition_id=petition.pk)
    assert proof is not None
    Petition.objects.update(state="closed", closed_at=timezone.now())
    seen = fraud.see(client_ip="192.0.2.7", email=SUZIE["email"], name=SUZIE["name"], country="GB", place=None)
    with pytest.raises(signing.PetitionClosed):
        proofs.sign(proof=proof, petition=petition, seen=seen, **SUZIE)
    assert not SpentChallenge.objects.exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_eight_who_come_with_one_proof_at_once_one_passes(petition: Petition) -> None:
    text = solved(petition)

    def sign(number: int) -> str:
        try:
            return signed(Client(), text, email=f"s{number}@example.org", name=f"Signer {number}")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        states = sorted(pool.map(sign, range(8)))
    assert states == [SignatureState.HELD] * 7 + [SignatureState.PENDING]
    assert SpentChallenge.objects.count() == Delivery.objects.count() == 1


def holds(petition: Petition, number: int, minutes: int = 0) -> None:
    rule = FraudRule.objects.in_force().get(name="ip-burst")
    at = timezone.now() - timedelta(minutes=minutes)
    row = {"petition": petition, "domain": "example.org", "name": "x", "country": "GB", "rule": rule, "at": at}
    Attempt.objects.bulk_create(Attempt(judgement=Judgement.HELD, **row) for _ in range(number))


def test_it_is_asked_for_by_itself_for_an_hour_once_more_than_thirty_were_held_in_ten_minutes(
    client: Client, petition: Petition
) -> None:
    Petition.objects.update(challenge_until=None)
    holds(factories.petition(slug="another"), 40)
    holds(petition, 40, minutes=11)
    holds(petition, 29)
    signed(client, email="dele@example.org")
    assert not Petition.objects.filter(challenge_until__isnull=False).exists()
    signed(client, email="morgan@example.org")
    until = Petition.objects.get(pk=petition.pk).challenge_until
    assert until is not None
    assert timedelta(minutes=59) < until - timezone.now() <= timedelta(hours=1)
    assert b"<proof-of-work" in client.get(SIGN).content
    stale = Petition(pk=petition.pk)  # as another process has it in memory for a second yet
    assert not challenges.look_out(stale, Signature.objects.latest("pk"))
    assert Petition.objects.get(pk=petition.pk).challenge_until == until


def test_whoever_passes_costs_no_look_at_what_was_held(
    client: Client, petition: Petition, django_assert_num_queries: Any
) -> None:
    holds(petition, 40)
    Petition.objects.update(challenge_until=None)
    petition.refresh_from_db()
    with django_assert_num_queries(0):
        assert not challenges.look_out(petition, Signature(state=SignatureState.PENDING))
        assert not challenges.look_out(petition, None)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        rows = Attempt.objects.filter(petition=petition, judgement=Judgement.HELD, at__gt=timezone.now())
        assert "attempts_that_were_held" in rows.order_by().explain()


def test_where_the_rule_is_switched_off_it_never_starts_by_itself(client: Client, petition: Petition) -> None:
    Petition.objects.update(challenge_until=None)
    FraudRule.objects.filter(kind="attack").update(until=timezone.now())
    fraud.forget()
    holds(petition, 40)
    assert signed(client, **MALLORY) == SignatureState.HELD
    assert Petition.objects.get().challenge_until is None


def test_what_is_over_is_ended_and_spent_challenges_are_forgotten(client: Client, petition: Petition) -> None:
    signed(client, solved(petition))
    assert b"<proof-of-work" in client.get(SIGN).content
    assert challenges.end_overdue() == 0
    assert not challenges.over().exists()
    Petition.objects.update(challenge_until=timezone.now())
    assert challenges.over().exists()
    assert challenges.end_overdue() == 1
    assert Petition.objects.get().challenge_until is None
    assert b"<proof-of-work" not in client.get(SIGN).content
    housekeeping.prune()
    assert SpentChallenge.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        housekeeping.prune()
    assert not SpentChallenge.objects.exists()
