"""Conditions joined: read from JSON with bounds on their number, and put back into it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any, TypeVar

from django.db.models import Q

from campaigns.audiences import conditions, over_time
from campaigns.audiences.condition import Condition
from campaigns.audiences.errors import BadAudience

Set = TypeVar("Set", Q, int)  # of people: what is asked of the database, or a bit for each
ALL, ANY = "all", "any"
MOST_GROUPS, MOST_IN_A_GROUP = 6, 12
KINDS: dict[str, type[Condition]] = {
    each.kind: each
    for each in (
        conditions.Signed,
        conditions.Wrote,
        conditions.Follows,
        conditions.InConstituency,
        conditions.InRegion,
        conditions.Near,
        conditions.InGroup,
        over_time.Trained,
        over_time.Active,
        conditions.GotMailout,
        conditions.Agreed,
    )
}


@dataclass(frozen=True)
class Term:
    """A condition, or that it is not met."""

    condition: Condition
    turned: bool = False

    def made_of(self, ask: Callable[[Condition], Set]) -> Set:
        found = ask(self.condition)
        return ~found if self.turned else found

    def words(self) -> str:
        return self.condition.words(turned=self.turned)

    def kept(self) -> dict[str, Any]:
        return self.condition.kept() | ({"not": True} if self.turned else {})


@dataclass(frozen=True)
class Group:
    terms: tuple[Term, ...]
    join: str = ALL

    def made_of(self, ask: Callable[[Condition], Set]) -> Set:
        return joined(self.join, (term.made_of(ask) for term in self.terms))


@dataclass(frozen=True)
class Audience:
    groups: tuple[Group, ...] = ()
    join: str = ALL

    @property
    def reveals_opinion(self) -> bool:
        """Whether being in it says something of somebody's political opinions: see campaigns.audiences.opinion."""
        return any(term.condition.reveals_opinion for group in self.groups for term in group.terms)

    def met(self, person: str = "person") -> Q:
        """What somebody must meet. Raises BadAudience where something that it names is gone."""
        return self.made_of(lambda condition: condition.met(person), everybody=Q())

    def made_of(self, ask: Callable[[Condition], Set], *, everybody: Set) -> Set:
        """Joins what `ask` finds for each condition. Raises what it raises."""
        return joined(self.join, (group.made_of(ask) for group in self.groups)) if self.groups else everybody

    def as_json(self) -> dict[str, Any]:
        if not self.groups:
            return {}
        groups = [{"join": group.join, "conditions": [term.kept() for term in group.terms]} for group in self.groups]
        return {"join": self.join, "groups": groups}


def joined(join: str, sets: Iterable[Set]) -> Set:
    return reduce(and_ if join == ALL else or_, sets)


def parse(told: Any) -> Audience:
    """Raises BadAudience."""
    if not isinstance(told, Mapping):
        raise BadAudience("These are no conditions.")
    groups = listed(told, "groups", MOST_GROUPS, "groups")
    return Audience(tuple(group(each) for each in groups if each.get("conditions")), join_of(told))


def group(told: Mapping[str, Any]) -> Group:
    return Group(
        tuple(term(each) for each in listed(told, "conditions", MOST_IN_A_GROUP, "conditions in a group")),
        join_of(told),
    )


def term(told: Mapping[str, Any]) -> Term:
    kind = KINDS.get(str(told.get("is")))
    if kind is None:
        raise BadAudience("There is no condition of this kind.")
    try:
        return Term(kind.read(told), turned=told.get("not") is True)
    except BadAudience as refusal:
        raise BadAudience(f"{kind.label}: {refusal}") from None


def join_of(told: Mapping[str, Any]) -> str:
    join = told.get("join", ALL)
    if join not in (ALL, ANY):
        raise BadAudience("Conditions are joined by “all” or “any”.")
    return str(join)


def listed(told: Mapping[str, Any], name: str, most: int, what: str) -> list[Mapping[str, Any]]:
    rows = told.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(each, Mapping) for each in rows):
        raise BadAudience("These are no conditions.")
    if len(rows) > most:
        raise BadAudience(f"At most {most} {what}.")
    return rows
