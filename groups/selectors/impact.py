"""What a group has done, as everybody may see it.

People are counted in sums alone, and a sum under 5 is hidden, with what would give it away.
"""

from typing import NamedTuple

from django.db.models import Count, Sum
from django.db.models.functions import ExtractYear
from django.utils import timezone
from django.utils.translation import ngettext

from groups import blocks
from groups.blocks import Figure
from groups.models import CommunityGroup
from groups.selectors import activities
from places import disclosure
from places.disclosure import LEAST

UK = timezone.get_default_timezone()


class Impact(NamedTuple):
    activities: int
    people_reached: int | None  # None where it is too small to be shown
    events: int
    more: tuple[Figure, ...] = ()  # of other apps

    @property
    def figures(self) -> list[Figure]:
        """Those that are not nought."""
        own = (
            Figure(ngettext("activity", "activities", self.activities), self.activities),
            Figure(ngettext("event held", "events held", self.events), self.events),
            Figure(ngettext("person reached", "people reached", self.people_reached or 0), self.people_reached),
        )
        return [figure for figure in (*own, *self.more) if figure.number != 0]


ByYear = dict[int | None, Impact]


def by_year(group: CommunityGroup) -> ByYear:
    """Of each year that holds anything, and of all time under None."""
    done = activities.of(group).order_by().values_list(ExtractYear("on"))
    rows = {year: (number, people) for year, number, people in done.annotate(Count("pk"), Sum("people_reached"))}
    held = activities.held(group).order_by().values_list(ExtractYear("starts_at", tzinfo=UK))
    events = dict[int | None, int](held.annotate(Count("pk")))
    people = shown({year: people for year, (_, people) in rows.items()})
    more = blocks.figures(group)
    done_in: dict[int | None, int] = {year: number for year, (number, _) in rows.items()}
    done_in[None], events[None] = sum(done_in.values()), sum(events.values())
    years = sorted({year for year in (*done_in, *events, *more) if year}, reverse=True)
    return {
        year: Impact(done_in.get(year, 0), people.get(year, 0), events.get(year, 0), tuple(more.get(year, ())))
        for year in (None, *years)
    }


def shown(people: dict[int, int]) -> dict[int | None, int | None]:
    """By year and in all."""
    total = sum(people.values())
    if 0 < total < LEAST:
        return {None: None, **{year: None if number else 0 for year, number in people.items()}}
    may, _ = disclosure.merged(people, total=total)
    return {None: total, **{year: may.get(year, None if number else 0) for year, number in people.items()}}


def of(group: CommunityGroup) -> Impact:
    return by_year(group)[None]
