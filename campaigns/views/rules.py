"""The rules against fraud as everybody may know them, and what they found, on all petitions and on one."""

import csv
import io
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns.enums import RuleKind
from campaigns.rule_words import DOES, KINDS, Words
from campaigns.selectors import rule_totals
from campaigns.selectors.rule_totals import PASSED, Finding, Published, Rule
from campaigns.views.petition_page import about, get_petition, to_page
from pages.answers import for_every_reader
from pages.charts.sheets import guarded
from places.views import shown

HIDDEN = "under 5, or hidden"  # as tables for programs have it, in one language


class Row(NamedTuple):
    rule: str
    does: str | Promise
    counted: int | None


class Kind(NamedTuple):
    words: Words
    rows: list[Row]
    is_in_force: bool


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    found = rule_totals.published()
    petitions = rule_totals.petitions(found)
    context = {
        **shown.head(request, {"title": _("Petitions"), "url": reverse("petitions")}),
        **explained(found, found.rules),
        "canonical": f"{settings.SITE_URL}{request.path}",
        "judgements": [(DOES[judgement], found.judgements[judgement]) for judgement in DOES],
        "petitions": [(petition, found.petitions[petition.pk].get(PASSED, 0)) for petition in petitions],
    }
    return for_every_reader(render(request, "campaigns/rules/every.html", context), shows_counts=True)


@require_safe
def one(request: HttpRequest, slug: str) -> HttpResponse:
    petition = get_petition(slug)
    found = rule_totals.published()
    counts = found.petitions.get(petition.pk, {})
    context = {
        **about(request, petition, to_page(petition)),
        **explained(found, counts),
        "canonical": f"{settings.SITE_URL}{request.path}",
        "passed": counts.get(PASSED, 0),
    }
    return for_every_reader(render(request, "campaigns/rules/one.html", context), shows_counts=True)


def explained(found: Published, counts: dict[Finding, int | None]) -> dict[str, Any]:
    kinds = kinds_of(rule_totals.rules(), counts)
    return {
        "found": found,
        "kinds": [kind for kind in kinds if kind.is_in_force],
        "old_kinds": [kind for kind in kinds if not kind.is_in_force and kind.rows],
    }


def kinds_of(rules: list[Rule], counts: dict[Finding, int | None]) -> list[Kind]:
    """Each kind with its rules: those in force, and what others found while they were."""
    kinds = []
    for kind in KINDS:
        theirs = [rule for rule in rules if rule.kind == kind]
        rows = [row for rule in theirs for row in rows_of(rule, counts)]
        kinds.append(Kind(KINDS[kind], rows, any(rule.is_in_force for rule in theirs)))
    return kinds


def rows_of(rule: Rule, counts: dict[Finding, int | None]) -> list[Row]:
    """One for each judgement that it has or had."""
    if rule.kind == RuleKind.ATTACK:
        return []
    theirs = [judgement for judgement in DOES if (rule.name, judgement) in counts]
    if rule.is_in_force and rule.judgement not in theirs:
        theirs.append(rule.judgement)
    return [Row(rule.name, DOES[judgement], counts.get((rule.name, judgement), 0)) for judgement in theirs]


@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """All petitions, then so many single ones as the page lists. The petition is empty where it is all."""
    found = rule_totals.published()
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["petition", "rule", "judgement", "since", "until", "attempts"])
    write(writer, found, "", found.rules)
    for petition in rule_totals.petitions(found):
        write(writer, found, petition.slug, found.petitions[petition.pk])
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="rules-against-fraud.csv"'
    return for_every_reader(response, shows_counts=True)


def write(writer: Any, found: Published, petition: str, counts: dict[Finding, int | None]) -> None:
    for (rule, judgement), number in counts.items():
        counted = HIDDEN if number is None else number
        writer.writerow([guarded(petition), guarded(rule), judgement, found.since, found.until, counted])
