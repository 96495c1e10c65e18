"""The briefs that people take along to their MP, from what is known of each constituency."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from campaigns.letter_enums import Stand
from campaigns.lobby_briefs import Brief, Counted, Evidence, Group, make_briefs
from campaigns.models import Position
from campaigns.selectors import lobby_days
from campaigns.selectors.lobby_days import Known
from groups.models import CommunityGroup
from places.disclosure import LEAST
from places.maps.scale import written
from places.models import Constituency

TITLE = "What we bring to our MP"
HIDDEN = f"under {LEAST}, or hidden"
STANDS = {
    Stand.SUPPORTS: "Supports it",
    Stand.OPPOSES: "Opposes it",
    Stand.UNDECIDED: "Has not decided",
}
NO_POSITION = "We don't know yet where they stand. Ask them, and tell us what they say."


def pdf(seats: Sequence[Constituency]) -> bytes:
    """A brief for each. Raises lobby_briefs.TooMany."""
    return make_briefs(briefs(seats), title=TITLE, day=timezone.localdate())


def briefs(seats: Sequence[Constituency]) -> list[Brief]:
    known = lobby_days.of(seats)
    return [brief(seat, known) for seat in seats]


def brief(seat: Constituency, known: Known) -> Brief:
    member = known.members.get(seat.pk)
    positions = known.positions.get(member.pk, []) if member else []
    return Brief(
        constituency=seat.name,
        member=member.name if member else "",
        party=member.party if member else "",
        signatures=number(known.signed.get(seat.pk, 0)),
        written=letters_from(seat, known),
        trained=number(known.trained.get(seat.pk, 0)),
        petitions=petitions_in(seat, known),
        letters=letters_in(seat, known),
        groups=tuple(Group(group.name, contact(group)) for group in known.groups.get(seat.pk, [])),
        position=stand(positions) if member else "",
        evidence=tuple(Evidence(evidence(each), each.source_url) for each in positions),
        asks=tuple(known.asks),
    )


def number(count: int | None) -> str:
    return HIDDEN if count is None else written(count)


def letters_from(seat: Constituency, known: Known) -> str:
    """Hidden wherever it is hidden how many people wrote them."""
    return number(None if known.wrote.get(seat.pk, 0) is None else known.letters.get(seat.pk, 0))


def petitions_in(seat: Constituency, known: Known) -> tuple[Counted, ...]:
    rows = [(petition, known.signed_each[petition.pk].get(seat.pk, 0)) for petition in known.petitions]
    return tuple(Counted(petition.title, number(count)) for petition, count in rows if count != 0)


def letters_in(seat: Constituency, known: Known) -> tuple[Counted, ...]:
    """How many people wrote on each. Where their sum is hidden nothing more is said of its parts."""
    if known.wrote.get(seat.pk, 0) is None:
        return ()
    parts = known.wrote_each.get(seat.pk, {})
    return tuple(Counted(action.title, number(parts[action.pk])) for action in known.actions if action.pk in parts)


def contact(group: CommunityGroup) -> str:
    return f"Write to it at {settings.SITE_URL}{reverse('group_contact', args=[group.slug])}"


def stand(positions: Sequence[Position]) -> str:
    """On each campaign, the last that we noted first."""
    said = [f"{STANDS[Stand(each.stand)]}: {each.campaign.title}." for each in positions]
    return " ".join(said) or NO_POSITION


def evidence(position: Position) -> str:
    return f"{position.campaign.title}: {position.evidence}"
