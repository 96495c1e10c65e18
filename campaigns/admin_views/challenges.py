"""Asking those who sign a petition for a proof of work: where it is on, switching it on and off, and its history."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import ModelLogEntry

from campaigns.admin_forms.rules import Why
from campaigns.admin_views import rules, screens
from campaigns.enums import RuleKind
from campaigns.models import FraudRule, Petition
from campaigns.services import challenges
from people.admin_views.screens import Step, show

LISTED = 100
INDEX = "fraud_rules:challenges"
TITLE = "Proof of work"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    screens.require(request, rules.SEE)
    history = ModelLogEntry.objects.filter(action__in=(challenges.STARTED, challenges.STOPPED))
    return show(
        request,
        "fraud/challenges",
        folder=screens.FOLDER,
        title=TITLE,
        icon="warning",
        trail=trail()[:1],
        petitions=Petition.objects.open().order_by("title")[:LISTED],
        rule=FraudRule.objects.in_force().filter(kind=RuleKind.ATTACK).first(),
        history=history.select_related("user").order_by("-timestamp", "-pk")[:LISTED],
        may_change=request.user.has_perm(rules.CHANGE),
    )


def trail() -> list[tuple[str, str]]:
    return [(reverse(rules.INDEX), "Rules against fraud"), (reverse(INDEX), TITLE)]


class HowLong(Why):
    hours = forms.IntegerField(label="For how many hours", min_value=1, max_value=challenges.MOST_HOURS, initial=3)
    field_order = ["hours", "why"]


class ChallengeStep(Step):
    icon = "warning"
    refusals = {
        challenges.NotOpen: "It is not open, so nobody can sign it.",
        challenges.NotAsked: "It was over already, or somebody else has stopped it.",
    }

    def allowed(self) -> bool:
        return bool(self.request.user.has_perm(rules.CHANGE))

    def find(self, **kwargs: Any) -> None:
        self.petition = screens.petition_or_404(kwargs["pk"])

    def trail(self) -> list[tuple[str, str]]:
        return trail()


class StartStep(ChallengeStep):
    title, button, form_class = "Ask for a proof of work", "Ask for it", HowLong

    def explanation(self) -> list[str]:
        return [
            f'While "{self.petition}" is under attack, the browser of whoever signs it does a short sum. A robot that '
            "signs thousands of times has to do thousands.",
            "Whoever comes with the sum done is not held for signing from where many sign. Refusals, disposable "
            "domains and impossible postcodes stay. Without JavaScript it is as before: a signature may be held.",
        ]

    def act(self, values: dict[str, Any]) -> str:
        challenges.start(self.petition, hours=values["hours"], why=values["why"], by=self.by)
        return f'Those who sign "{self.petition}" are asked for a proof of work from now on.'


class StopStep(ChallengeStep):
    title, button, form_class = "Ask for no proof of work", "Stop it", Why

    def explanation(self) -> list[str]:
        return [
            f'Whoever signs "{self.petition}" is asked for none any more.',
            "It starts again by itself while many signatures are held, unless the rule on that is switched off.",
        ]

    def act(self, values: dict[str, Any]) -> str:
        challenges.stop(self.petition, why=values["why"], by=self.by)
        return f'Those who sign "{self.petition}" are asked for no proof of work.'
