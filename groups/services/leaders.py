"""Messages to all who lead a group, many groups at a time."""

from collections.abc import Collection
from typing import Any, NamedTuple

from groups.models import Membership
from mail.models import Delivery
from mail.services import deliveries
from people.services import people


class Leader(NamedTuple):
    group: int
    name: str
    address: int
    canonical: str


def lock(groups: Collection[int]) -> dict[int, list[Leader]]:
    """Who leads each, one for each address, which stay locked: before any lock on a group, as everybody takes them."""
    rows = Membership.objects.leading().filter(group__in=groups, person__erased_at=None).order_by("group", "pk")
    columns = ("group_id", "person__name", "person__address_id", "person__address__canonical")
    leaders = [Leader(*row) for row in rows.values_list(*columns)]
    people.lock_addresses({leader.address for leader in leaders})
    found: dict[int, dict[int, Leader]] = {}
    for leader in leaders:
        found.setdefault(leader.group, {}).setdefault(leader.address, leader)
    return {group: list(by_address.values()) for group, by_address in found.items()}


def message(kind: str, leader: Leader, context: dict[str, Any]) -> Delivery:
    """Not saved: those of many groups are written in one statement."""
    named = {"name": leader.name, "group_id": leader.group, **context}
    delivery = deliveries.unsaved(kind=kind, domain=leader.canonical.rpartition("@")[2], context=named)
    delivery.address_id = leader.address
    return delivery
