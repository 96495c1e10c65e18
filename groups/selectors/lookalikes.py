"""Pairs of groups that may be one and the same, for staff, the likest first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import combinations
from typing import NamedTuple

from groups.enums import FINAL, GroupState
from groups.models import CommunityGroup, Membership, NotDuplicate
from groups.selectors import duplicates

MOST = 200  # pairs
MOST_TOGETHER = 60  # groups that share something: what more than these share tells none from another
NOT_YET = frozenset({GroupState.DRAFT, GroupState.VERIFIED})

Pair = tuple[int, int]  # keys of groups, the older first


class Named(NamedTuple):
    pk: int
    words: str
    outcode: str | None


class Lookalike(NamedTuple):
    one: CommunityGroup
    other: CommunityGroup
    reasons: list[str]


def pairs() -> list[Lookalike]:
    """Those that share an outcode, a name or a leader, whose names are alike enough, and that nobody told apart."""
    groups = {row.pk: row for row in named()}
    told_apart = set(NotDuplicate.objects.values_list("one_id", "other_id"))
    led = set(sharing_a_leader(groups))
    worth_a_look = (led | set(sharing_a_place_or_name(groups.values()))) - told_apart
    found = []
    for pair in worth_a_look:
        one, other = groups[pair[0]], groups[pair[1]]
        likeness = of_names(one.words, other.words)
        is_near = one.outcode is not None and one.outcode == other.outcode
        if likeness >= (duplicates.RATHER_LIKE if is_near or pair in led else duplicates.VERY_LIKE):
            found.append((likeness + is_near + (pair in led), pair, is_near, pair in led))
    found.sort(key=lambda each: (-each[0], each[1]))
    return shown(found[:MOST])


def named() -> Iterator[Named]:
    rows = CommunityGroup.objects.exclude(state__in=(*FINAL, *NOT_YET)).order_by("pk")
    for pk, name, outcode in rows.values_list("pk", "name", "outcode_id"):
        yield Named(pk, " ".join(duplicates.words(name)), outcode)


def sharing_a_leader(groups: dict[int, Named]) -> Iterator[Pair]:
    led: dict[int, list[int]] = defaultdict(list)
    for person, pk in Membership.objects.leading().order_by("group_id").values_list("person_id", "group_id").distinct():
        if pk in groups:
            led[person].append(pk)
    yield from together(led.values())


def sharing_a_place_or_name(groups: Iterable[Named]) -> Iterator[Pair]:
    alike: dict[str, list[int]] = defaultdict(list)
    for row in groups:
        if row.outcode:
            alike[f"in {row.outcode}"].append(row.pk)
        for word in row.words.split():
            if len(word) >= duplicates.SHORTEST_WORD:
                alike[word[: duplicates.SHORTEST_WORD + 2]].append(row.pk)
    yield from together(alike.values())


def together(sets: Iterable[list[int]]) -> Iterator[Pair]:
    for keys in sets:
        if len(keys) <= MOST_TOGETHER:
            yield from combinations(keys, 2)


def of_names(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other)
    if not one or not other or matcher.real_quick_ratio() < duplicates.RATHER_LIKE:
        return 0.0
    return matcher.ratio() if matcher.quick_ratio() >= duplicates.RATHER_LIKE else 0.0


def shown(found: list[tuple[float, Pair, bool, bool]]) -> list[Lookalike]:
    keys = {key for _likeness, pair, _near, _led in found for key in pair}
    groups = CommunityGroup.objects.select_related("constituency").in_bulk(keys)
    return [
        Lookalike(groups[one], groups[other], reasons(is_near, is_led)) for _, (one, other), is_near, is_led in found
    ]


def reasons(is_near: bool, is_led: bool) -> list[str]:
    said = ((True, duplicates.SAME_NAME), (is_near, duplicates.SAME_AREA), (is_led, duplicates.SAME_LEADER))
    return [str(words) for holds, words in said if holds]
