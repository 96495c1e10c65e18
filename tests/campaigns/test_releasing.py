"""What the rules held, let go again; and what stays of attempts once they are deleted."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.enums import Decision, Judgement, SignatureState
from campaigns.models import Attempt, DecisionBatch, FraudRule, Petition, RuleTotal, Signature
from campaigns.services import confirming, deciding, fraud, invalidating, releasing, signing, tallying
from mail.models import Delivery
from people.services import retention as carrying_out
from tests import factories
from tests.cast import SUZIE

pytestmark = pytest.mark.django_db


def held(petition: Petition, email: str = "suzie@mailinator.com") -> Signature:
    seen = fraud.see(client_ip="192.0.2.7", email=email, name="Suzie", country="GB", place=None)
    signature = signing.sign(petition=petition, **{**SUZIE, "email": email}, seen=seen)
    assert signature is not None
    assert signature.state == SignatureState.HELD
    return signature


def test_a_held_signature_is_asked_to_confirm_once_it_is_released_and_only_once() -> None:
    signature = held(factories.petition())
    assert not Delivery.objects.exists()
    assert releasing.release(signatures=[signature.pk], reason="A real person.", by=None) == 1
    assert releasing.release(signatures=[signature.pk], reason="A real person.", by=None) == 0
    assert Delivery.objects.get().kind == "confirm_signature"
    signature.refresh_from_db()
    assert (signature.state, signature.asked) == (SignatureState.PENDING, 1)
    assert signature.decisions.get().decision == Decision.RELEASED
    assert confirming.confirm(signature)


def test_nothing_is_released_of_a_petition_that_is_over_nor_what_was_refused() -> None:
    over, refused = held(factories.petition(slug="over")), held(factories.petition(slug="open"))
    Petition.objects.filter(pk=over.petition_id).update(state="closed", closed_at=timezone.now())
    invalidating.invalidate(signatures=[refused.pk], reason="A robot.", by=None)
    assert releasing.release(signatures=[over.pk, refused.pk], reason="?", by=None) == 0
    assert not Delivery.objects.exists()
    assert invalidating.restore(signatures=[refused.pk], reason="No robot.", by=None) == 1
    assert Signature.objects.get(pk=refused.pk).state == SignatureState.HELD


def test_staff_release_all_that_one_rule_held_and_cant_undo_that(client: Client) -> None:
    petition = factories.petition()
    by_rule = held(petition)
    other = signing.sign(petition=petition, **{**SUZIE, "email": "other@example.org"})
    Signature.objects.filter(pk=other.pk).update(state=SignatureState.HELD)
    morgan = factories.member_of("Campaign staff")
    client.force_login(morgan)
    chosen = {"petition": petition.pk, "decision": "released", "rule": "disposable-domains"}
    shown = client.post(reverse("signatures:choose"), chosen)
    assert b"1 signature" in shown.content
    assert b"That can't be undone" in shown.content
    client.post(reverse("signatures:decide"), {**chosen, "reason": "Checked.", "up_to": other.pk})
    assert Signature.objects.get(pk=by_rule.pk).state == SignatureState.PENDING
    assert Signature.objects.get(pk=other.pk).state == SignatureState.HELD
    with pytest.raises(deciding.NotPossible, match="asked to confirm"):
        deciding.undo(DecisionBatch.objects.get(), by=morgan, reason="?")


def test_attempts_are_deleted_in_time_and_their_number_stays_with_its_rule_and_day() -> None:
    petition = factories.petition()
    rule = FraudRule.objects.in_force().get(name="ip-burst")
    old = timezone.now() - timedelta(days=settings.KEEP_DAYS["ip_hashes"] + 1)
    more = {"petition": petition, "domain": "example.org", "name": "x", "country": "GB", "ip": "secret"}
    for judgement, found in ((Judgement.PASSED, None), (Judgement.HELD, rule), (Judgement.HELD, rule)):
        Attempt.objects.create(judgement=judgement, rule=found, at=old, **more)
    fresh = Attempt.objects.create(judgement=Judgement.HELD, rule=rule, **more)
    carrying_out.carry_out()
    assert list(Attempt.objects.all()) == [fresh]
    totals = RuleTotal.objects.order_by("rule").values_list("rule", "judgement", "day", "number")
    day = timezone.localdate(old)
    assert list(totals) == [("", "passed", day, 1), ("ip-burst", "held", day, 2)]
    assert tallying.tally([fresh.pk]) == 1
    assert tallying.tally([fresh.pk]) == 0
