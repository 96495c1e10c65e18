"""Where and when signatures came, made ready for tables and charts."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from campaigns import countries as countries_by_code
from campaigns.selectors import totals
from campaigns.selectors.totals import Day, Origins
from pages.charts.figures import FEWEST_POINTS, MOST_POINTS
from places import disclosure
from places.models import Country


class Period(NamedTuple):
    of: Callable[[date], object]  # the same for each of its days
    form: str  # of the date of its end


PERIODS = (
    Period(lambda day: day, "j M y"),
    Period(lambda day: day.isocalendar()[:2], "j M y"),
    Period(lambda day: (day.year, day.month), "M Y"),
    Period(lambda day: day.year, "Y"),
)


class Row(NamedTuple):
    name: str
    counted: int | None  # None is hidden


def places(origins: Origins) -> list[Row]:
    """Nations, and what is in none of them. They add up to the total, but for what is hidden."""
    nations = [Row(name, origins.areas.get(code, 0)) for code, name in Country.objects.values_list("code", "name")]
    return [
        *nations,
        Row(_("In the UK, constituency not known"), origins.elsewhere),
        Row(_("Outside the UK"), origins.abroad),
    ]


def countries(origins: Origins) -> list[Row]:
    """The most first; those that are hidden make one number, which may itself be too small to be shown."""
    every = {countries_by_code.HOME: origins.united_kingdom, **origins.countries}
    known = {code: count for code, count in every.items() if count}
    rows = [Row(countries_by_code.name(code), count) for code, count in known.items()]
    rest = origins.total - sum(known.values())
    if rest:
        rows.append(Row(_("Others together"), rest if rest >= disclosure.LEAST else None))
    return rows


def chart(days: Sequence[Day], *, until: date) -> dict[str, Any] | None:
    """The totals as a table for a chart: at the end of each day, or of each week, month or year where that's many."""
    every = totals.every_day(days, until)
    for period in PERIODS:
        points = list({period.of(each.day): each for each in every}.values())
        if len(points) <= MOST_POINTS:
            break
    if len(points) < FEWEST_POINTS:
        return None
    rows = [[date_format(each.day, period.form), str(each.total)] for each in points]
    return {"data": [[_("Until"), _("Signatures")], *rows]}
