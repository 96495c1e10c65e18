"""What if a rule were another: asking for a replay, seeing it worked out, reading what it found."""

from datetime import date, datetime
from typing import Any, NamedTuple

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from campaigns.admin_forms.rules import ReplayRule, initial_of
from campaigns.admin_views import screens
from campaigns.admin_views.rules import CHANGE, INDEX, RuleStep
from campaigns.enums import Judgement
from campaigns.models import Attempt, FraudRule, RuleReplay
from campaigns.services import replaying
from people.admin_views.screens import show

ON_A_PAGE = 50
REFRESH = "4"  # seconds
TRAIL = ("Rules against fraud", "Replays")


class Differing(NamedTuple):
    at: datetime
    domain: str
    was: str
    was_by: str
    would: str
    would_by: str


class AskStep(RuleStep):
    title, button = "What if this rule were another", "Replay it"
    refusals = {replaying.NotPossible: ""}

    def explanation(self) -> list[str]:
        return [
            f"{self.rule.name}: {self.rule.get_kind_display()}.",
            "Change what you like. The attempts to sign that are still kept are judged once more in the order of time, "
            "with the rule as it stands here and all others as they were then. Nothing is changed by it.",
        ]

    def initial(self) -> dict[str, Any]:
        return initial_of(self.rule)

    def form_class(self, *args: Any, **kwargs: Any) -> forms.Form:  # type: ignore[override]
        self.form = ReplayRule(*args, rule=self.rule, **kwargs)
        return self.form

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.made: RuleReplay | None = None

    def act(self, values: dict[str, Any]) -> str:
        self.made = replaying.ask(
            rule=self.rule,
            petition=values["petition"],
            parameters=self.form.parameters,
            judgement=Judgement(values.get("judgement", self.rule.judgement)),
            order=values.get("order", self.rule.order),
            by=self.by,
        )
        return "It is worked out in the background."

    def back(self) -> str:
        return reverse("fraud_rules:replayed", args=[self.made.pk]) if self.made else reverse(INDEX)


def trail() -> list[tuple[str, str]]:
    return list(zip((reverse(INDEX), reverse("fraud_rules:replays")), TRAIL, strict=True))


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """`rule` is the name of one; whatever it holds, it answers."""
    screens.require(request, CHANGE)
    asked = request.GET.get("rule", "").replace("\0", "")
    found = RuleReplay.objects.select_related("rule", "petition", "asked_by").defer("result")
    if asked:
        found = found.filter(rule__name=asked)
    return show(
        request,
        "fraud/replays",
        folder=screens.FOLDER,
        title="Replays",
        icon="history",
        trail=trail()[:1],
        replays=Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        names=FraudRule.objects.in_force().values_list("name", flat=True),
        asked=asked,
    )


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """While it is worked out the browser asks again by itself; there is a link for those that don't."""
    screens.require(request, CHANGE)
    replay = get_object_or_404(RuleReplay.objects.select_related("rule", "petition", "asked_by"), pk=pk)
    answer = show(
        request,
        "fraud/replay",
        folder=screens.FOLDER,
        title=f"What if {replay.rule.name} were another",
        icon="history",
        trail=trail(),
        replay=replay,
        told=told(replay),
        **(found_by(replay) if replay.result.get("judged") else {}),
    )
    if replay.finished_at is None:
        answer.headers["Refresh"] = REFRESH
    return answer


def told(replay: RuleReplay) -> list[tuple[str, str, str]]:
    """What the rule is told now, and was told in the replay."""
    rule = replay.rule
    rows = [("What it does", rule.get_judgement_display(), replay.get_judgement_display())]
    rows.append(("Order", str(rule.order), str(replay.order)))
    return rows + [(key, shown(rule.parameters.get(key)), shown(value)) for key, value in replay.parameters.items()]


def shown(value: Any) -> str:
    if not isinstance(value, list):
        return str(value)
    return f"{len(value)}: {', '.join(value[:5])}{' …' if len(value) > 5 else ''}" if value else "none"


def found_by(replay: RuleReplay) -> dict[str, Any]:
    result = replay.result
    moves = {(was, would): number for was, would, number in result["moves"]}
    times = [(moment(key), *figures) for key, *figures in result["times"]]
    return {
        "since": datetime.fromisoformat(result["from"]),
        "until": datetime.fromisoformat(result["until"]),
        "judgements": [(each.label, *sums(moves, each)) for each in Judgement],
        "changes": [
            (Judgement(was).label, Judgement(would).label, number)
            for (was, would), number in moves.items()
            if was != would
        ],
        "rules": [(name, Judgement(judgement).label, was, would) for name, judgement, was, would in result["rules"]],
        "times": times,
        "chart": chart(times),
        "differing": differing(result["differing"]),
    }


def sums(moves: dict[tuple[str, str], int], judgement: Judgement) -> tuple[int, int]:
    was = sum(number for (before, _), number in moves.items() if before == judgement)
    return was, sum(number for (_, after), number in moves.items() if after == judgement)


def moment(key: str) -> str:
    """An hour or a day as people read it."""
    if len(key) == len("2026-01-01"):
        return date_format(date.fromisoformat(key), "DATE_FORMAT")
    return date_format(timezone.localtime(datetime.fromisoformat(key)), "D j M H:00")


def chart(times: list[tuple[Any, ...]]) -> dict[str, Any]:
    """Held and refused together, as pages.charts reads a table. An hour that comes twice in autumn counts as one."""
    named: dict[str, tuple[int, int]] = {}
    for name, _, held, refused, _, would_hold, would_refuse in times:
        was, would = named.get(name, (0, 0))
        named[name] = (was + held + refused, would + would_hold + would_refuse)
    rows = [[name, str(was), str(would)] for name, (was, would) in named.items()]
    return {"data": [["When", "As it was", "Would be"], *rows]}


def differing(rows: list[list[Any]]) -> list[Differing]:
    """Those of which the attempt is still kept. Never a name or what stands for an internet address."""
    attempts = Attempt.objects.select_related("rule").in_bulk([pk for pk, _, _ in rows])
    found = ((attempts[pk], would, rule) for pk, would, rule in rows if pk in attempts)
    return [
        Differing(
            at=attempt.at,
            domain=attempt.domain,
            was=attempt.get_judgement_display(),
            was_by=attempt.rule.name if attempt.rule else "",
            would=Judgement(would).label,
            would_by=rule,
        )
        for attempt, would, rule in found
    ]
