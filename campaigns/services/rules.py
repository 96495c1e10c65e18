"""Changing the rules that judge signatures: each change is a new version, and takes effect at once everywhere."""

from datetime import datetime
from ipaddress import ip_network
from typing import Any

from django.db import transaction
from django.utils import timezone

from campaigns.enums import Judgement
from campaigns.models import AllowedNetwork, FraudRule
from pages import generation
from people.models import User

WIDEST = {4: 16, 6: 32}  # bits: a wider range is no school and no charity


class NotInForce(Exception):
    """Somebody else changed the rule, or switched it off, since."""


class InForce(Exception):
    """A version of the rule is in force already."""


class NoNetwork(ValueError):
    """Says why."""


@transaction.atomic
def change(
    rule: FraudRule, *, parameters: dict[str, Any], judgement: Judgement, order: int, why: str, by: User | None
) -> FraudRule:
    """The next version, in place of this one. Raises NotInForce."""
    end(rule)
    return make_next(rule, parameters=parameters, judgement=judgement, order=order, why=why, by=by)


@transaction.atomic
def switch_off(rule: FraudRule) -> None:
    """Until somebody switches it on again it judges nothing. Raises NotInForce."""
    end(rule)
    generation.publish()


@transaction.atomic
def switch_on(rule: FraudRule, *, why: str, by: User | None) -> FraudRule:
    """A version that is over, again and as the next one. Raises InForce."""
    theirs = FraudRule.objects.select_for_update().filter(name=rule.name).order_by("pk")
    if any(each.until is None for each in theirs):
        raise InForce
    return make_next(
        rule, parameters=rule.parameters, judgement=Judgement(rule.judgement), order=rule.order, why=why, by=by
    )


def end(rule: FraudRule) -> None:
    if not FraudRule.objects.in_force().filter(pk=rule.pk).update(until=timezone.now()):
        raise NotInForce


def make_next(rule: FraudRule, **values: Any) -> FraudRule:
    latest = FraudRule.objects.filter(name=rule.name).order_by("-version").values_list("version", flat=True)
    made = FraudRule.objects.create(name=rule.name, kind=rule.kind, version=latest[0] + 1, **values)
    generation.publish()
    return made


def plain_network(typed: str) -> str:
    """An address or a range as it is compared. Raises NoNetwork."""
    try:
        network = ip_network(typed.strip(), strict=False)
    except ValueError:
        raise NoNetwork("Write an internet address or a range, such as 192.0.2.0/24 or 2001:db8::/48.") from None
    if network.prefixlen < WIDEST[network.version]:
        raise NoNetwork(f"This range is too wide: /{WIDEST[network.version]} is the widest.")
    return str(network)


@transaction.atomic
def allow(*, network: str, label: str, until: datetime | None, by: User | None) -> AllowedNetwork:
    """Rules by internet address and domain judge nobody there from now on. Raises NoNetwork."""
    made, _ = AllowedNetwork.objects.update_or_create(
        network=plain_network(network), defaults={"label": label, "until": until, "by": by}
    )
    generation.publish()
    return made


@transaction.atomic
def disallow(network: AllowedNetwork) -> None:
    AllowedNetwork.objects.filter(pk=network.pk).delete()
    generation.publish()
