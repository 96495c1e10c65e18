"""Staff ask those who sign for a proof of work, and see when and why it was asked for."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.models import FraudRule, Petition
from campaigns.services import challenges
from people.models import User
from tests import factories

pytestmark = pytest.mark.django_db
INDEX = "fraud_rules:challenges"


@pytest.fixture
def petition() -> Petition:
    return factories.petition()


@pytest.fixture
def approver(client: Client) -> User:
    user = factories.member_of("Approvers")
    client.force_login(user)
    return user


def shown(client: Client) -> str:
    return " ".join(client.get(reverse(INDEX)).content.decode().split())


def test_an_approver_asks_for_a_proof_changes_how_long_and_stops_it_and_each_is_in_the_history(
    client: Client, approver: User, petition: Petition
) -> None:
    start, stop = (reverse(f"fraud_rules:{name}", args=[petition.pk]) for name in ("challenge", "challenge_off"))
    assert client.post(start, {"hours": "2", "why": "A robot signs."}).status_code == 302
    client.post(start, {"hours": "5", "why": "It goes on."})
    petition.refresh_from_db()
    assert petition.challenge_until is not None
    assert timedelta(hours=4) < petition.challenge_until - timezone.now() <= timedelta(hours=5)
    assert "Asked for until" in shown(client)
    client.post(stop, {"why": "It has stopped."})
    petition.refresh_from_db()
    assert not petition.asks_for_proof
    for words in ("2 hours. A robot signs.", "5 hours. It goes on.", "It has stopped.", str(approver), petition.title):
        assert words in shown(client)


def test_what_is_over_or_not_open_is_said_so(client: Client, approver: User, petition: Petition) -> None:
    stop = client.post(reverse("fraud_rules:challenge_off", args=[petition.pk]), {"why": "?"})
    assert stop.status_code == 422
    assert b"It was over already" in stop.content
    Petition.objects.update(state="paused")
    start = client.post(reverse("fraud_rules:challenge", args=[petition.pk]), {"hours": "2", "why": "?"})
    assert b"nobody can sign it" in start.content
    assert "No petition is open" in shown(client)
    assert Petition.objects.get().challenge_until is None


@pytest.mark.parametrize("hours", ["0", "169", "", "soon"])
def test_how_long_has_bounds(hours: str, client: Client, approver: User, petition: Petition) -> None:
    answer = client.post(reverse("fraud_rules:challenge", args=[petition.pk]), {"hours": hours, "why": "?"})
    assert answer.status_code == 422
    assert Petition.objects.get().challenge_until is None


def test_the_numbers_that_start_it_are_a_rule_which_has_no_judgement(
    client: Client, approver: User, petition: Petition
) -> None:
    rule = FraudRule.objects.in_force().get(kind="attack")
    assert "more than 30 signatures" in shown(client)
    form = client.get(reverse("fraud_rules:change", args=[rule.pk])).context["form"]
    assert list(form.fields) == ["quota", "seconds", "why"]
    client.post(reverse("fraud_rules:change", args=[rule.pk]), {"quota": 50, "seconds": 300, "why": "Fewer alarms."})
    now = FraudRule.objects.in_force().get(kind="attack")
    assert (now.version, now.judgement, now.parameters) == (2, "passed", {"quota": 50, "seconds": 300})
    assert "Asks for a proof of work" in client.get(reverse("fraud_rules:index")).content.decode()
    client.post(reverse("fraud_rules:off", args=[now.pk]))
    assert "It never starts by itself" in shown(client)


def test_what_began_by_itself_is_in_the_history_with_its_reason(
    client: Client, approver: User, petition: Petition
) -> None:
    challenges.start_by_itself(petition, FraudRule.objects.in_force().get(kind="attack"))
    assert "more were held than the rule attack 1 lets be" in shown(client)
    assert "more were held than" in client.get(reverse("petitions:page", args=[petition.pk])).content.decode()


def test_campaign_staff_see_it_and_change_nothing(client: Client, petition: Petition) -> None:
    client.force_login(factories.member_of("Campaign staff"))
    assert petition.title in shown(client)
    client.post(reverse("fraud_rules:challenge", args=[petition.pk]), {"hours": "2", "why": "?"})
    assert Petition.objects.get().challenge_until is None
