"""The year of a group in review, as a page and as a sheet of paper, and the chart of its months. No names of people."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from groups.blocks import Figure
from groups.models import Activity, CommunityGroup
from groups.selectors import activities, impact
from groups.selectors.impact import ByYear, Impact
from pages import paper, printing
from places.disclosure import LEAST

UK = timezone.get_default_timezone()
MOST_LISTED = 100
FEWEST_CHARTED = 3  # activities: with fewer the list says it all
A_YEAR = 12  # months
LEFT_OUT = _("Numbers under 5, and what would give one away, are left out of the sums.")

Months = Sequence[tuple[date, int]]


class Review(NamedTuple):
    group: CommunityGroup
    year: int
    as_of: date | None  # None once the year is over
    impact: Impact
    months: Months
    done: list[Activity]

    @property
    def has_more(self) -> bool:
        return self.impact.activities > len(self.done)


def of(group: CommunityGroup, year: int) -> Review | None:
    """None where there is nothing to say of the year."""
    found = impact.by_year(group).get(year)
    today = timezone.localdate(timezone=UK)
    if found is None or not found.figures or year > today.year:
        return None
    is_over = year < today.year
    last = date(year, 12, 31) if is_over else today
    done = activities.with_photos(activities.of(group, year)).order_by("on", "pk")[:MOST_LISTED]
    months = activities.by_month(group, date(year, 1, 1), last)
    return Review(group, year, None if is_over else today, found, months, list(done))


def lately(group: CommunityGroup) -> Months:
    """The last twelve months, this one too."""
    today = timezone.localdate(timezone=UK)
    number = today.year * A_YEAR + today.month - A_YEAR
    return activities.by_month(group, date(number // A_YEAR, number % A_YEAR + 1, 1), today)


def chart(months: Months) -> dict[str, Any] | None:
    """A table as pages.charts reads it, with what can be seen in it; None where there is too little to draw."""
    total = sum(number for _, number in months)
    if total < FEWEST_CHARTED:
        return None
    most = max(number for _, number in months)
    best = next(month for month, number in months if number == most)
    rows = [[date_format(month, "M y"), str(number)] for month, number in months]
    seen = gettext("{total} in all. The most, {most}, were in {month}.")
    return {
        "data": [[gettext("Month"), gettext("Activities")], *rows],
        "description": seen.format(total=total, most=most, month=date_format(best, "F Y")),
    }


def figures(impact: Impact) -> list[dict[str, str]]:
    """As templates have them; without those that are nought."""
    return [written(figure) for figure in impact.figures]


def written(figure: Figure) -> dict[str, str]:
    if figure.number is None:
        value, unit = gettext("Under {least}").format(least=LEAST), gettext("or hidden")
    else:
        value, unit = number_format(figure.number, force_grouping=True), ""
    return {"value": value, "unit": unit, "label": figure.label}


def years(by_year: ByYear) -> list[int]:
    """Of which there is something to say, the newest first."""
    today = timezone.localdate(timezone=UK)
    return [year for year, found in by_year.items() if year and year <= today.year and found.figures]


def pdf(review: Review) -> bytes:
    return printing.pdf("group-year", words(review))


def words(review: Review) -> dict[str, Any]:
    group, most = review.group, max((number for _, number in review.months), default=0)
    return {
        "title": gettext("{group} in {year}").format(group=group.name, year=review.year),
        "about": ", ".join(part for part in (group.get_kind_display(), group.town) if part),
        "as_of": as_of(review),
        "figures": figures(review.impact),
        "months_title": gettext("Month by month"),
        "columns": [gettext("Month"), gettext("Activities")],
        "months": [
            {"name": date_format(month, "F"), "number": number, "share": number / most if most else 0}
            for month, number in review.months
        ],
        "done_title": gettext("What was done"),
        "done": [
            {"day": date_format(each.on, "j F"), "kind": each.get_kind_display(), "title": each.title}
            for each in review.done
        ],
        "more": more(review),
        "notes": [gettext("As the group itself tells us."), str(LEFT_OUT)],
        "address": paper.address(),
        "lang": (get_language() or settings.LANGUAGE_CODE).split("-")[0],
    }


def as_of(review: Review) -> str:
    if review.as_of is None:
        return ""
    return gettext("As of {day}").format(day=date_format(review.as_of, "DATE_FORMAT"))


def more(review: Review) -> str:
    number = review.impact.activities - len(review.done)
    if number <= 0:
        return ""
    return ngettext("And {number} more.", "And {number} more.", number).format(number=number)
