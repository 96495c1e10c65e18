"""Petitions and their totals as read-only JSON, for anybody; no name, no comment. The machinery is config.api."""

from datetime import date
from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Field, Path, Query, Router, Schema
from ninja.errors import HttpError

from campaigns import countries as countries_by_code
from campaigns.enums import PetitionState
from campaigns.models import Petition
from campaigns.selectors import petitions, rule_totals, totals
from places.api import COUNT, HIDDEN, LAST_OFFSET, Area, Count, Problem, count
from places.disclosure import UNITED_KINGDOM
from places.models import Constituency, Country, Region

MOST = 100  # petitions in one answer
MOST_DAYS = 1_000
State = Literal["open", "paused", "closed", "handed_in", "answered", "archived"]
Slug = Annotated[str, Path(max_length=80, description="The petition's slug, as in the list of petitions.")]

router = Router()


class PetitionOut(Schema):
    slug: str
    title: str
    addressee: str = Field(description="Who is asked.")
    state: State = Field(description="Closed also where its last day is over.")
    is_open: bool = Field(description="Whether it can be signed now.")
    goal: int = Field(description="How many signatures its bar is drawn for.")
    signatures: int = Field(description="Confirmed online signatures, each counted once.", alias="count")
    on_paper: int = Field(description="Signatures on sheets of paper, checked by a second person; not in `signatures`.")
    opened_on: date | None
    closes_on: date | None = Field(description="The last day on which it can be signed, where that is set.")
    url: str = Field(description="Its page on this site.")

    @staticmethod
    def resolve_state(petition: Petition) -> str:
        return petitions.shown_state(petition).value

    @staticmethod
    def resolve_on_paper(petition: Petition) -> int:
        return petition.total.on_paper if hasattr(petition, "total") else 0

    @staticmethod
    def resolve_opened_on(petition: Petition) -> date | None:
        return timezone.localdate(petition.opened_at) if petition.opened_at else None

    @staticmethod
    def resolve_url(petition: Petition) -> str:
        return f"{settings.SITE_URL}{petition.get_absolute_url()}"


class MilestoneOut(Schema):
    number: int = Field(description="Of signatures.")
    meaning: str
    reached_on: date | None = Field(description="Null while it isn't reached.")

    @staticmethod
    def resolve_reached_on(milestone: Any) -> date | None:
        return timezone.localdate(milestone.reached_at) if milestone.reached_at else None


class CorrectionOut(Schema):
    text: str
    made_on: date

    @staticmethod
    def resolve_made_on(correction: Any) -> date:
        return timezone.localdate(correction.made_at)


class Links(Schema):
    constituencies: str
    countries: str
    days: str
    feed: str
    embed: str


class PetitionDetail(PetitionOut):
    wording: str = Field(description="What those who sign agree to, word for word.")
    background: str
    handed_in_on: date | None
    answered_on: date | None
    response: str = Field(description="What the addressee answered; empty while there is no answer.")
    milestones: list[MilestoneOut]
    corrections: list[CorrectionOut] = Field(description="Later corrections; the wording itself never changes.")
    links: Links

    @staticmethod
    def resolve_links(petition: Petition) -> Links:
        names = {
            "constituencies": "api:petition_constituencies",
            "countries": "api:petition_countries",
            "days": "api:petition_days",
            "feed": "petition_feed",
            "embed": "petition_embed",
        }
        addresses = {key: reverse(name, args=[petition.slug]) for key, name in names.items()}
        return Links(**{key: f"{settings.SITE_URL}{path}" for key, path in addresses.items()})


class Petitions(Schema):
    total: int = Field(description="How many there are in all that fit.")
    items: list[PetitionOut]


class Number(Schema):
    count: int | None = Field(description=COUNT)
    hidden: bool = Field(description=HIDDEN)


class ByConstituency(Schema):
    total: int = Field(description="All confirmed online signatures, wherever they come from.")
    united_kingdom: Number = Field(description="With those whose constituency isn't known.")
    unknown: Number = Field(description="In the United Kingdom, but in no constituency that is known.")
    abroad: Number
    nations: list[Count]
    regions: list[Count]
    constituencies: list[Count]


class CountryCount(Area):
    code: str = Field(description="ISO 3166-1 alpha-2.")
    count: int | None = Field(description=COUNT)
    hidden: bool = Field(description=HIDDEN)


class ByCountry(Schema):
    total: int
    countries: list[CountryCount]


class DayOut(Schema):
    day: date = Field(description="In the United Kingdom.")
    total: int = Field(description="Signatures at its end.")


class ByDay(Schema):
    total: int = Field(description="How many days there are in all.")
    items: list[DayOut] = Field(description="The oldest first; days without a change are left out.")


class RuleCount(Schema):
    rule: str = Field(description="Its name, which stays when the rule is changed.")
    kind: str = Field(description="What it looks at.")
    judgement: Literal["held", "refused"] = Field(description="What became of what it found.")
    in_force: bool
    count: int | None = Field(description=COUNT)
    hidden: bool = Field(description=HIDDEN)


class PetitionByRule(Schema):
    since: date | None = Field(description="The first day on which anything was judged.")
    until: date = Field(description="The last day that is counted. The present one never is.")
    passed: Number = Field(description="Attempts to sign that no rule stopped; not all of them were confirmed.")
    rules: list[RuleCount]


class ByRule(PetitionByRule):
    attempts: Number
    held: Number
    refused: Number


class Filters(Schema):
    state: State | None = Field(None, description="Only those in this state.")
    limit: int = Field(MOST, ge=1, le=MOST, description="How many at most.")
    offset: int = Field(0, ge=0, le=LAST_OFFSET, description="How many to pass over.")


class DayFilters(Schema):
    limit: int = Field(MOST_DAYS, ge=1, le=MOST_DAYS, description="How many days at most.")
    offset: int = Field(0, ge=0, le=LAST_OFFSET, description="How many to pass over.")


@router.get(
    "petitions/",
    response={200: Petitions, 422: Problem},
    url_name="petitions",
    operation_id="list_petitions",
    summary="Petitions, the open ones first",
    tags=["Petitions"],
)
def list_petitions(request: HttpRequest, filters: Query[Filters]) -> dict[str, object]:
    """All that were published, at most 100 at a time."""
    refuse_unknown(request, Filters)
    state = PetitionState(filters.state) if filters.state else None
    found = petitions.in_state(state) if state else Petition.objects.published()
    ordered = petitions.open_first(found.with_total())
    return {"total": found.count(), "items": list(ordered[filters.offset : filters.offset + filters.limit])}


def refuse_unknown(request: HttpRequest, filters: type[Schema]) -> None:
    """Else a slip in a parameter's name would list everything."""
    if unknown := sorted(request.GET.keys() - filters.model_fields.keys()):
        raise HttpError(422, f'There is no parameter "{unknown[0]}": use {", ".join(filters.model_fields)}.')


@router.get(
    "petitions/rules/",
    response={200: ByRule},
    url_name="rules",
    operation_id="list_rules",
    summary="The rules against fraud, and what they found",
    tags=["Petitions"],
)
def list_rules(request: HttpRequest) -> dict[str, object]:
    """On all petitions. Rules are named, their limits are not. Numbers under 5 are hidden, and what gives them away."""
    found = rule_totals.published()
    return {
        **days_of(found),
        "attempts": number(found.everything),
        **{judgement: number(count) for judgement, count in found.judgements.items()},
        "rules": findings(found.rules),
    }


def days_of(found: rule_totals.Published) -> dict[str, object]:
    return {"since": found.since, "until": found.until}


def findings(counts: dict[rule_totals.Finding, int | None]) -> list[dict[str, object]]:
    """Of each rule in force too that found nothing."""
    rules = {rule.name: rule for rule in rule_totals.judging()}
    every = dict.fromkeys(((rule.name, str(rule.judgement)) for rule in rules.values() if rule.is_in_force), 0) | counts
    return [
        {"rule": name, "kind": rules[name].kind, "judgement": judgement, "in_force": rules[name].is_in_force}
        | {"count": count, "hidden": count is None}
        for (name, judgement), count in every.items()
        if name in rules
    ]


@router.get(
    "petitions/{slug}/rules/",
    response={200: PetitionByRule, 404: Problem},
    url_name="petition_rules",
    operation_id="get_petition_rules",
    summary="What the rules against fraud found on a petition",
    tags=["Petitions"],
)
def get_rules(request: HttpRequest, slug: Slug) -> dict[str, object]:
    """There is no sum of held or refused ones: with it a hidden number could be worked out."""
    petition, found = find(slug), rule_totals.published()
    counts = found.petitions.get(petition.pk, {})
    return {**days_of(found), "passed": number(counts.get(rule_totals.PASSED, 0)), "rules": findings(counts)}


@router.get(
    "petitions/{slug}/",
    response={200: PetitionDetail, 404: Problem},
    url_name="petition",
    operation_id="get_petition",
    summary="One petition",
    tags=["Petitions"],
)
def get_petition(request: HttpRequest, slug: Slug) -> Petition:
    """What it asks, how far it has come, and where its totals are."""
    return find(slug)


def find(slug: str) -> Petition:
    shown = Petition.objects.published().with_total().prefetch_related("milestones", "corrections")
    petition = shown.filter(slug=slug).first() if "\0" not in slug else None
    if petition is None:
        raise HttpError(404, "There is no petition with this slug.")
    return petition


@router.get(
    "petitions/{slug}/constituencies/",
    response={200: ByConstituency, 404: Problem},
    url_name="petition_constituencies",
    operation_id="get_petition_constituencies",
    summary="A petition's signatures by constituency, region and nation",
    tags=["Petitions"],
)
def get_constituencies(request: HttpRequest, slug: Slug) -> dict[str, object]:
    """Numbers under 5 are hidden, and what would give them away. Paper is not in it."""
    found = totals.origins(find(slug).pk)
    seats = Constituency.objects.current().order_by("name", "pk").values_list("pk", "code", "name")
    return {
        "total": found.total,
        "united_kingdom": number(found.areas.get(UNITED_KINGDOM, 0)),
        "unknown": number(found.elsewhere),
        "abroad": number(found.abroad),
        "nations": areas(Country, found),
        "regions": areas(Region, found),
        "constituencies": [count(code, name, found.constituencies.get(pk, 0)) for pk, code, name in seats],
    }


def number(value: int | None) -> Number:
    return Number(count=value, hidden=value is None)


def areas(model: type[Country] | type[Region], found: totals.Origins) -> list[Count]:
    rows = model._default_manager.order_by("code").values_list("code", "name")
    return [count(code, name, found.areas.get(code, 0)) for code, name in rows]


@router.get(
    "petitions/{slug}/countries/",
    response={200: ByCountry, 404: Problem},
    url_name="petition_countries",
    operation_id="get_petition_countries",
    summary="A petition's signatures by country",
    tags=["Petitions"],
)
def get_countries(request: HttpRequest, slug: Slug) -> dict[str, object]:
    """Those from which anybody signed. Numbers under 5 are hidden, and what would give them away."""
    found = totals.origins(find(slug).pk)
    every = {countries_by_code.HOME: found.united_kingdom, **found.countries}
    rows = [
        CountryCount(code=code, name=countries_by_code.name(code), count=counted, hidden=counted is None)
        for code, counted in sorted(every.items())
    ]
    return {"total": found.total, "countries": rows}


@router.get(
    "petitions/{slug}/days/",
    response={200: ByDay, 404: Problem, 422: Problem},
    url_name="petition_days",
    operation_id="get_petition_days",
    summary="A petition's total at the end of each day",
    tags=["Petitions"],
)
def get_days(request: HttpRequest, slug: Slug, filters: Query[DayFilters]) -> dict[str, object]:
    """In the order of the days, at most 1,000 at a time."""
    refuse_unknown(request, DayFilters)
    days = totals.by_day(find(slug).pk)
    items = [day._asdict() for day in days[filters.offset : filters.offset + filters.limit]]
    return {"total": len(days), "items": items}
