"""The rules that judge signatures, their versions, and the networks that rules by address leave alone."""

import re
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from campaigns.admin_forms.rules import AllowNetwork, ChangeRule, Why, initial_of
from campaigns.admin_views import screens
from campaigns.enums import Judgement
from campaigns.models import AllowedNetwork, FraudRule
from campaigns.services import replaying, rules
from people.admin_views.screens import Step, show

SEE, CHANGE = "campaigns.view_fraudrule", "campaigns.change_fraudrule"
LISTED = 100
INDEX = "fraud_rules:index"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    screens.require(request, SEE)
    versions = FraudRule.objects.select_related("by").order_by("-since", "-pk")
    in_force = FraudRule.objects.in_force()
    off = FraudRule.objects.exclude(name__in=in_force.values("name")).order_by("name", "-version")
    latest = {rule.name: rule for rule in reversed(off)}  # the last written stays: the newest version
    return show(
        request,
        "rules",
        folder=screens.FOLDER,
        title="Rules against fraud",
        icon="warning",
        trail=[],
        rules=in_force,
        switched_off=latest.values(),
        versions=versions[:LISTED],
        networks=AllowedNetwork.objects.select_related("by")[:LISTED],
        now=timezone.now(),
        may_change=request.user.has_perm(CHANGE),
        replayable=[rule.pk for rule in in_force if replaying.can_be_replayed(rule)],
    )


class RuleStep(Step):
    refusals = {
        rules.NotInForce: "Somebody else changed it since you opened this screen.",
        rules.InForce: "It is switched on already.",
    }
    icon = "warning"
    form_class: type[forms.Form] = Why

    def allowed(self) -> bool:
        return bool(self.request.user.has_perm(CHANGE))

    def find(self, **kwargs: Any) -> None:
        self.rule = get_object_or_404(FraudRule, pk=kwargs["pk"])

    def trail(self) -> list[tuple[str, str]]:
        return [(reverse(INDEX), "Rules against fraud")]


class ChangeStep(RuleStep):
    title, button = "Change a rule", "Change it"

    def explanation(self) -> list[str]:
        return [f"{self.rule.name}: {self.rule.get_kind_display()}.", "It takes effect at once, as the next version."]

    def initial(self) -> dict[str, Any]:
        """As it is, or as a replay tried it."""
        asked = self.request.GET.get("replay", "")
        tried = self.rule.replays.filter(pk=int(asked)).first() if re.fullmatch(r"\d{1,9}", asked) else None
        return initial_of(tried or self.rule)

    def form_class(self, *args: Any, **kwargs: Any) -> forms.Form:  # type: ignore[override]
        self.form = ChangeRule(*args, rule=self.rule, **kwargs)
        return self.form

    def act(self, values: dict[str, Any]) -> str:
        rules.change(
            self.rule,
            parameters=self.form.parameters,
            judgement=Judgement(values.get("judgement", self.rule.judgement)),
            order=values.get("order", self.rule.order),
            why=values["why"],
            by=self.by,
        )
        return f"{self.rule.name} is changed."


class OffStep(RuleStep):
    title, button, form_class = "Switch a rule off", "Switch it off", forms.Form

    def explanation(self) -> list[str]:
        return [f"{self.rule.name} judges nothing any more, until somebody switches it on again."]

    def act(self, values: dict[str, Any]) -> str:
        rules.switch_off(self.rule)
        return f"{self.rule.name} is switched off."


class OnStep(RuleStep):
    title, button = "Switch a rule on", "Switch it on"

    def explanation(self) -> list[str]:
        return [f"{self.rule.name} judges again as it last did."]

    def act(self, values: dict[str, Any]) -> str:
        rules.switch_on(self.rule, why=values["why"], by=self.by)
        return f"{self.rule.name} is switched on."


class AllowStep(RuleStep):
    title, button, form_class = "Leave a network alone", "Leave it alone", AllowNetwork

    def find(self, **kwargs: Any) -> None:
        """There is none yet."""

    def explanation(self) -> list[str]:
        return ["Where many people share one internet address, rules by address and domain would hold them."]

    def act(self, values: dict[str, Any]) -> str:
        made = rules.allow(**values, by=self.by)
        return f"{made.label} is left alone."


class DisallowStep(RuleStep):
    title, button, form_class = "Judge a network again", "Judge it again", forms.Form

    def find(self, **kwargs: Any) -> None:
        self.network = get_object_or_404(AllowedNetwork, pk=kwargs["pk"])

    def explanation(self) -> list[str]:
        return [f"{self.network.label} ({self.network.network}) is judged like any other again."]

    def act(self, values: dict[str, Any]) -> str:
        rules.disallow(self.network)
        return f"{self.network.label} is judged again."
