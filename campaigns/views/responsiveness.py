"""How offices and MPs answer letters: one table to sort and search, a page for each, and the figures as data."""

import csv
import io
from collections.abc import Callable
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns.letter_enums import Outcome
from campaigns.selectors import responsiveness
from campaigns.selectors.responsiveness import Row, Whom
from pages.answers import for_every_reader
from pages.charts.sheets import guarded
from places.views import shown

ON_A_PAGE, MOST_IN_CHART = 50, 12
HIDDEN = "under 5, or hidden"  # as tables for programs have it, in one language
KINDS = {"offices": "office", "mps": "mp"}  # as the address says it, and as rows say it
LOW = float("-inf")


class Sort(NamedTuple):
    key: Callable[[Row], Any]
    is_largest_first: bool


SORTS = {
    "name": Sort(lambda row: row.name.casefold(), False),
    "share": Sort(lambda row: LOW if row.shown.share is None else row.shown.share.at, True),
    "letters": Sort(lambda row: row.shown.letters or LOW, True),
    "days": Sort(lambda row: -LOW if row.shown.days is None else row.shown.days, False),
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """`kind`, `q`, `sort` and `page` choose; whatever they hold, it answers."""
    kind, sort = request.GET.get("kind", ""), request.GET.get("sort", "")
    sort = sort if sort in SORTS else "share"
    asked = " ".join(request.GET.get("q", "").split())[:100]
    every = responsiveness.table()
    rows = ordered([row for row in every if is_of(row, kind) and holds(row, asked)], sort)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        **shown.head(request, letters()),
        "page_of_list": page,
        "options": options(kind),
        "asked": asked,
        "kind": kind if kind in KINDS else "",
        "sort": sort,
        "sorts": [("name", _("Name")), ("letters", _("Letters")), ("share", _("Answered")), ("days", _("Days"))],
        "is_empty": not every,
        "chart": chart_of(rows),
        "noindex": bool(request.GET),
    }
    return for_every_reader(render(request, "campaigns/letters/responsiveness.html", context))


def letters() -> shown.Crumb:
    return {"title": _("Letters"), "url": reverse("letters")}


def everybody() -> shown.Crumb:
    return {"title": _("Who answers letters"), "url": reverse("responsiveness")}


def is_of(row: Row, kind: str) -> bool:
    return kind not in KINDS or row.whom.kind == KINDS[kind]


def holds(row: Row, asked: str) -> bool:
    text = f"{row.name} {row.more} {row.party}".casefold()
    return all(word in text for word in asked.casefold().split())


def ordered(rows: list[Row], sort: str) -> list[Row]:
    """Equal ones by name, as they come."""
    return sorted(rows, key=SORTS[sort].key, reverse=SORTS[sort].is_largest_first)


def options(current: str) -> list[dict[str, Any]]:
    labels = {"offices": _("Offices"), "mps": _("MPs")}
    each = [{"value": kind, "label": label, "current": current == kind} for kind, label in labels.items()]
    return [{"value": "", "label": "", "current": current not in KINDS}, *each]


def chart_of(rows: list[Row]) -> dict[str, Any] | None:
    """The first ones of the list of whom enough is known, each with the ends of its interval."""
    head = [_("Recipient"), _("Lowest likely"), _("Answered"), _("Highest likely")]
    lines: dict[str, list[str | int]] = {}  # an MP who was elected twice has two rows and one name
    for row in rows:
        if row.shown.share is not None and len(lines) < MOST_IN_CHART:
            lines.setdefault(label_of(row), [label_of(row), *map(percent, row.shown.share)])
    return {"data": [head, *lines.values()]} if len(lines) > 1 else None


def label_of(row: Row) -> str:
    return f"{row.name}, {row.more}"[:80]


def percent(share: float) -> int:
    return round(100 * share)


@require_safe
def office(request: HttpRequest, pk: int) -> HttpResponse:
    return page_of(request, Whom("office", pk))


@require_safe
def mp(request: HttpRequest, pk: int) -> HttpResponse:
    return page_of(request, Whom("mp", pk))


def page_of(request: HttpRequest, whom: Whom) -> HttpResponse:
    row = responsiveness.row_of(whom)
    if row is None:
        raise Http404
    outcomes = [(Outcome(outcome).label, number) for outcome, number in row.shown.outcomes.items()]
    context = {
        **shown.head(request, letters(), everybody()),
        "row": row,
        "outcomes": outcomes,
        "chart": chart_of_outcomes(outcomes),
        "answers": list(responsiveness.published_answers(**responsiveness.to_whom(whom))),
    }
    return for_every_reader(render(request, "campaigns/letters/responsiveness_one.html", context))


def chart_of_outcomes(outcomes: list[tuple[str, int | None]]) -> dict[str, Any] | None:
    """Of what may be shown; nothing where that is nothing."""
    known = [[label, number] for label, number in outcomes if number is not None]
    if len(known) < 2 or not any(number for _, number in known):
        return None
    return {"data": [[_("What came of it"), _("Letters")], *known]}


@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    out = io.StringIO()
    writer = csv.writer(out)
    outcomes = list(Outcome)
    names = ["kind", "name", "department_or_constituency", "party"]
    figures = ["letters", "known", "answered", "low", "share", "high", "median_days"]
    writer.writerow([*names, *figures, *(f"says_{outcome.value}" for outcome in outcomes)])
    for row in responsiveness.table():
        writer.writerow([*line_of(row), *(number(row.shown.outcomes[outcome]) for outcome in outcomes)])
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="who-answers-letters.csv"'
    return for_every_reader(response)


def line_of(row: Row) -> list[str | int]:
    found = row.shown
    share = [""] * 3 if found.share is None else [f"{each:.3f}" for each in found.share]
    names = [row.whom.kind, *map(guarded, (row.name, row.more, row.party))]
    counts = [number(found.letters), number(found.known), number(found.answered)]
    return [*names, *counts, *share, "" if found.days is None else found.days]


def number(counted: int | None) -> str | int:
    return HIDDEN if counted is None else counted
