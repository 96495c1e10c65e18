"""Groups that may be one and the same: by name, by area, by who leads them."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy

from groups.enums import FINAL, GroupState
from groups.models import CommunityGroup, Membership, NotDuplicate, Registration

MOST = 5  # that are shown
MOST_LOOKED_AT = 400
VERY_LIKE, RATHER_LIKE = 0.85, 0.6  # of names, 1 where they are the same
SHORTEST_WORD = 4
# In the name of half of all groups, so they tell none from another.
COMMON = frozenset(
    [
        "act",
        "actforjustice",
        "against",
        "and",
        "anti",
        "church",
        "for",
        "freedom",
        "group",
        "justice",
        "school",
        "slavery",
        "the",
        "town",
    ]
)
SAME_NAME, SAME_AREA = gettext_lazy("a name like it"), gettext_lazy("in the same area")
SAME_LEADER = gettext_lazy("led by the same person")


class Alike(NamedTuple):
    group: CommunityGroup
    reasons: list[str]


def alike(group: CommunityGroup) -> list[Alike]:
    """For staff: groups that look like this one and that nobody found to be another, the likest first."""
    others = CommunityGroup.objects.exclude(state__in=(*FINAL, GroupState.DRAFT, GroupState.VERIFIED))
    return compare(group, others.exclude(told_apart(group)), people=people_of(group))


def shown_to(registration: Registration) -> list[Alike]:
    """For the applicant: public groups alone, and of who leads what nothing but their own part."""
    group = registration.group
    public = CommunityGroup.objects.with_page().exclude(told_apart(group))
    return compare(group, public, people={registration.person_id})


def told_apart(group: CommunityGroup) -> Exists:
    pairs = Q(one=group, other=OuterRef("pk")) | Q(other=group, one=OuterRef("pk"))
    return Exists(NotDuplicate.objects.filter(pairs))


def people_of(group: CommunityGroup) -> set[int]:
    """Who leads it or, before it is approved, has applied."""
    leaders = set(Membership.objects.leading().filter(group=group).values_list("person_id", flat=True))
    return leaders | set(Registration.objects.filter(group=group).values_list("person_id", flat=True))


def compare(group: CommunityGroup, others: QuerySet[CommunityGroup], *, people: set[int]) -> list[Alike]:
    theirs = set(led_by(people))
    candidates = others.exclude(pk=group.pk).filter(worth_a_look(group) | Q(pk__in=theirs)).select_related("outcode")
    scored = []
    for other in candidates.order_by("pk")[:MOST_LOOKED_AT]:
        likeness = of_names(group.name, other.name)
        reasons = reasons_for(group, other, likeness, is_theirs=other.pk in theirs)
        if reasons:
            scored.append((likeness + len(reasons), Alike(other, reasons)))
    scored.sort(key=lambda pair: (-pair[0], pair[1].group.pk))
    return [found for _score, found in scored[:MOST]]


def led_by(people: set[int]) -> set[int]:
    leading = Membership.objects.leading().filter(person__in=people).values_list("group_id", flat=True)
    return {*leading, *Registration.objects.filter(person__in=people).values_list("group_id", flat=True)}


def worth_a_look(group: CommunityGroup) -> Q:
    """Those in its outcode, and those whose name has a word of its own in common."""
    found = Q(outcode=group.outcode_id) if group.outcode_id else Q(pk=None)
    for word in telling(group.name):
        found |= Q(name__icontains=word)
    return found


def reasons_for(group: CommunityGroup, other: CommunityGroup, likeness: float, *, is_theirs: bool) -> list[str]:
    """Why the two may be one; empty where they only share what many share, such as an area."""
    is_near = bool(group.outcode_id) and group.outcode_id == other.outcode_id
    is_like = likeness >= (RATHER_LIKE if is_near or is_theirs else VERY_LIKE)
    if not (is_like or is_theirs or (is_near and group.kind == other.kind)):
        return []
    said = ((is_like, SAME_NAME), (is_near, SAME_AREA), (is_theirs, SAME_LEADER))
    return [str(words) for holds, words in said if holds]


def of_names(one: str, other: str) -> float:
    first, second = " ".join(words(one)), " ".join(words(other))
    return SequenceMatcher(None, first, second).ratio() if first and second else 0.0


def words(name: str) -> list[str]:
    """Those that tell it from others, in one order, so that "Leeds Town Group" is "The group of Leeds town"."""
    found = re.findall(r"\w+", name.lower())
    return sorted(word for word in found if word not in COMMON and len(word) > 2) or sorted(found)


def telling(name: str) -> list[str]:
    return [word for word in words(name) if len(word) >= SHORTEST_WORD][:6]
