"""What is known of a constituency and of its MP on the day when people go to see them, as the public may know it.

A brief is paper that is left behind in an office, so nothing stands in it that no page would show.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db.models import Count

from campaigns.enums import CampaignState
from campaigns.models import CampaignPage, Letter, LetterAction, Petition, Position
from campaigns.selectors import letter_totals, totals
from campaigns.selectors.letter_writers import HOME
from groups.models import CommunityGroup
from places import disclosure, layers
from places.disclosure import Published
from places.models import Constituency, Representative

MOST_ASKS = 3
ByAction = dict[int, dict[int, int | None]]  # how many people wrote, by constituency and action; None is hidden


class Known(NamedTuple):
    """Of several constituencies at once, each part in one query however many they are."""

    members: dict[int, Representative]
    signed: dict[int, int | None]
    wrote: dict[int, int | None]
    letters: Mapping[int, int]  # exact: shown only where `wrote` is
    trained: dict[int, int | None]
    petitions: list[Petition]
    signed_each: dict[int, dict[int, int | None]]  # by petition, then by constituency
    actions: list[LetterAction]
    wrote_each: ByAction
    groups: dict[int, list[CommunityGroup]]
    positions: dict[int, list[Position]]  # by MP
    asks: list[str]


def of(seats: Sequence[Constituency]) -> Known:
    keys = [seat.pk for seat in seats]
    inside = disclosure.areas_of_constituencies()
    members = {each.constituency_id: each for each in Representative.objects.current().filter(constituency__in=keys)}
    petitions = [petition for petition in Petition.objects.published() if petition.is_open]
    exact = totals.exact_totals()
    wrote = shown("letters", inside)
    actions = list(LetterAction.objects.shown().order_by("-opened_at", "-pk"))
    return Known(
        members=members,
        signed=shown("signatures", inside),
        wrote=wrote,
        letters=letter_totals.by_constituency(),
        trained=shown("trained", inside),
        petitions=petitions,
        signed_each={
            petition.pk: totals.shown_of(exact.get(petition.pk, totals.Exact()), inside).constituencies
            for petition in petitions
        },
        actions=actions,
        wrote_each=by_action(keys),
        groups=groups_in(keys),
        positions=positions_of(member.pk for member in members.values()),
        asks=asks(actions),
    )


def shown(key: str, inside: Mapping[int, Sequence[str]]) -> dict[int, int | None]:
    layer = layers.by_key(key)
    found: Published | None = disclosure.of(layer, inside) if layer else None
    return found.cells if found else {}


def by_action(keys: Sequence[int]) -> ByAction:
    """How many people there wrote on each action: what of these may stand beside their sum."""
    rows = Letter.objects.counted().annotate(home=HOME).filter(home__in=keys).order_by()
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for seat, action, number in rows.values_list("home", "action").annotate(Count("person", distinct=True)):
        found[seat][action] = number
    return {seat: {**dict.fromkeys(parts), **may_be_shown(parts)} for seat, parts in found.items()}


def may_be_shown(parts: Mapping[int, int]) -> dict[int, int]:
    shown, _ = disclosure.merged(parts, total=sum(parts.values()))
    return shown


def groups_in(keys: Sequence[int]) -> dict[int, list[CommunityGroup]]:
    found: dict[int, list[CommunityGroup]] = defaultdict(list)
    for group in CommunityGroup.objects.approved().filter(constituency__in=keys).order_by("name", "pk"):
        found[group.constituency_id or 0].append(group)
    return found


def positions_of(members: Iterable[int]) -> dict[int, list[Position]]:
    found: dict[int, list[Position]] = defaultdict(list)
    rows = Position.objects.filter(representative__in=list(members), campaign__live=True)
    for position in rows.select_related("campaign").order_by("-noted_on", "-pk"):
        found[position.representative_id].append(position)
    return found


def asks(actions: Iterable[LetterAction]) -> list[str]:
    """Of campaigns that are under way, and then of what people write to their own MPs about."""
    campaigns = CampaignPage.objects.live().filter(state=CampaignState.LIVE).exclude(ask="")
    found = list(campaigns.order_by("-is_featured", "title").values_list("ask", flat=True)[:MOST_ASKS])
    found += [action.purpose for action in actions if action.is_to_mps and action.is_open]
    return found[:MOST_ASKS]
