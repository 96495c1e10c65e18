"""Rules against fraud are data: each change is a version, takes effect at once, and stays in the history."""

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.enums import Judgement
from campaigns.models import AllowedNetwork, FraudRule
from campaigns.services import fraud, rules
from people.models import User
from tests import factories

pytestmark = pytest.mark.django_db
BURST = {"judgement": "refused", "order": 5, "quota": 2, "seconds": 60, "why": "An attack."}


def rule(name: str = "ip-burst") -> FraudRule:
    return FraudRule.objects.in_force().get(name=name)


@pytest.fixture
def approver(client: Client) -> User:
    user = factories.member_of("Approvers")
    client.force_login(user)
    return user


def test_a_change_makes_the_next_version_which_judges_at_once(client: Client, approver: User) -> None:
    before = rule()
    client.post(reverse("fraud_rules:change", args=[before.pk]), BURST)
    now = rule()
    assert (now.version, now.parameters, now.judgement, now.by) == (2, {"quota": 2, "seconds": 60}, "refused", approver)
    assert FraudRule.objects.get(pk=before.pk).until is not None
    assert now in fraud.rulebook().rules
    shown = client.get(reverse("fraud_rules:index")).content.decode()
    assert "An attack." in shown


def test_of_two_who_change_a_rule_at_once_the_second_is_told(client: Client, approver: User) -> None:
    before = rule()
    client.post(reverse("fraud_rules:change", args=[before.pk]), BURST)
    again = client.post(reverse("fraud_rules:change", args=[before.pk]), {**BURST, "quota": 9})
    assert again.status_code == 422
    assert "Somebody else changed it" in again.content.decode()
    assert rule().parameters["quota"] == 2


@pytest.mark.parametrize(
    ("name", "wrong", "said"),
    [
        ("ip-burst", {"quota": 0}, "greater than or equal to 1"),
        ("ip-burst", {"seconds": 99_999_999}, "less than or equal to 2592000"),
        ("disposable-domains", {"domains": "not a domain"}, "Not a domain: not a domain"),
    ],
)
def test_what_a_rule_cant_work_with_is_refused(
    client: Client, approver: User, name: str, wrong: dict[str, object], said: str
) -> None:
    answer = client.post(reverse("fraud_rules:change", args=[rule(name).pk]), {**BURST, **wrong})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert rule(name).version == 1


def test_a_rule_is_switched_off_and_on_again_as_it_was(client: Client, approver: User) -> None:
    before = rule()
    client.post(reverse("fraud_rules:off", args=[before.pk]))
    assert before not in fraud.rulebook().rules
    client.post(reverse("fraud_rules:on", args=[before.pk]), {"why": "It was missed."})
    assert (rule().version, rule().parameters) == (2, before.parameters)
    with pytest.raises(rules.InForce):
        rules.switch_on(before, why="Twice", by=None)


def test_rules_by_address_leave_an_allowed_network_alone_until_it_is_removed(client: Client, approver: User) -> None:
    client.post(reverse("fraud_rules:allow"), {"network": "192.0.2.77/24", "label": "A school"})
    assert AllowedNetwork.objects.get().network == "192.0.2.0/24"
    assert fraud.is_allowed("192.0.2.9")
    client.post(reverse("fraud_rules:disallow", args=[AllowedNetwork.objects.get().pk]))
    assert not fraud.is_allowed("192.0.2.9")


@pytest.mark.parametrize("network", ["10.0.0.0/8", "2001:db8::/16", "somewhere", "192.0.2.0/33"])
def test_half_the_internet_or_no_address_at_all_is_not_left_alone(client: Client, approver: User, network: str) -> None:
    answer = client.post(reverse("fraud_rules:allow"), {"network": network, "label": "Everybody"})
    assert answer.status_code == 422
    assert not AllowedNetwork.objects.exists()


def test_campaign_staff_read_the_rules_and_change_none(client: Client) -> None:
    client.force_login(factories.member_of("Campaign staff"))
    assert b"ip-burst" in client.get(reverse("fraud_rules:index")).content
    client.post(reverse("fraud_rules:change", args=[rule().pk]), BURST)
    assert (rule().version, rule().judgement) == (1, Judgement.HELD)
