"""How many people wrote letters, from where and by whose link, as the public may know it.

People are counted and not letters: whoever writes to five offices is one person, and must not show as five.
"""

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import Count
from django.db.models.functions import Coalesce, ExtractYear
from django.utils import timezone

from campaigns.models import Letter, LetterAction
from campaigns.selectors import of_group
from campaigns.selectors.of_group import Shown
from groups.models import CommunityGroup
from places import disclosure

UK = timezone.get_default_timezone()
HOME = Coalesce("constituency_chosen", "constituency_found")
PEOPLE = Count("person", distinct=True)


def by_constituency() -> Mapping[int, int]:
    """Exact: the public sees places.disclosure's. By the key of the constituency that they live in."""
    rows = Letter.objects.counted().annotate(home=HOME).exclude(home=None)
    return dict(rows.values_list("home").annotate(PEOPLE).order_by())


def by_link(group: CommunityGroup) -> Shown:
    """Of all actions together, by year."""
    counts = by_action(group)
    theirs = Letter.objects.counted().filter(group=group, action__in=counts).order_by()
    rows = theirs.values_list("action", ExtractYear("confirmed_at", tzinfo=UK)).annotate(PEOPLE) if counts else ()
    years: dict[int, dict[int, int]] = {action: {} for action in counts}
    for action, year, number in rows:
        years[action][year] = number
    return of_group.together(of_group.shown(counts[action], years[action]) for action in counts)


def by_action(group: CommunityGroup) -> dict[int, int | None]:
    """How many wrote by its link, by the key of each action that has any; None is hidden.

    Everybody knows how many letters an action has, so that the other groups bound what is shown of this one.
    """
    actions = LetterAction.objects.filter(letters__group=group).values("pk")
    rows = Letter.objects.counted().filter(action__in=actions).order_by().values_list("action", "group")
    found: dict[int, dict[int | None, int]] = defaultdict(dict)
    for action, of, number in rows.annotate(PEOPLE):
        found[action][of] = number
    return {action: parts_shown(parts, group) for action, parts in found.items() if parts.get(group.pk)}


def parts_shown(parts: dict[int | None, int], group: CommunityGroup) -> int | None:
    groups = {of: number for of, number in parts.items() if of is not None}
    may, _ = disclosure.merged(groups, total=sum(parts.values()))
    return may.get(group.pk)
