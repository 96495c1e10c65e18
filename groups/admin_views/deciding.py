"""What staff may do with a group that applies or that was approved, each on a screen that says what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.shortcuts import get_object_or_404

from groups.admin_forms.deciding import Asking, Decision, Reasoned
from groups.admin_views.screens import GroupStep
from groups.enums import GroupState
from groups.forms import summary
from groups.models import CommunityGroup, Registration
from groups.services import deciding, questions, states
from people.models import User

IN_DOUBT = (
    "What was typed looks like a report about a person, and the applicant says that it is about no real one. Be sure "
    "that you have read it."
)
Do = Callable[[CommunityGroup, User, dict[str, Any]], object]


@dataclass(frozen=True)
class Deed:
    name: str
    button: str
    explanation: str
    done: str
    leads_to: GroupState
    do: Do
    form: type[forms.Form] = Decision
    is_grave: bool = False

    def is_possible(self, group: CommunityGroup) -> bool:
        return states.is_open(group.state, self.leads_to, states.STAFF)


def take_up(group: CommunityGroup, by: User, values: dict[str, Any]) -> object:
    return states.take_up(group=group, by_user=by)


def approve(group: CommunityGroup, by: User, values: dict[str, Any]) -> object:
    return deciding.approve(group=group, by_user=by, reason=values["reason"])


def ask(group: CommunityGroup, by: User, values: dict[str, Any]) -> object:
    return questions.ask(group=group, topics=values["topics"], text=values["reason"], by_user=by)


def reject(group: CommunityGroup, by: User, values: dict[str, Any]) -> object:
    return states.reject(group=group, by_user=by, reason=values["reason"])


def close(group: CommunityGroup, by: User, values: dict[str, Any]) -> object:
    return states.close(group=group, by_user=by, reason=values["reason"])


def reopen(group: CommunityGroup, by: User, values: dict[str, Any]) -> object:
    return states.reopen(group=group, by_user=by, reason=values["reason"])


DEEDS = (
    Deed(
        "approve",
        "Approve",
        "It gets a public page at once. The applicant leads it; the others whom they named are invited by mail.",
        "It is approved.",
        GroupState.APPROVED,
        approve,
    ),
    Deed(
        "ask",
        "Ask",
        "The applicant gets your question by mail, and may answer again what you tick and nothing else.",
        "The question is on its way.",
        GroupState.NEEDS_INFORMATION,
        ask,
        Asking,
    ),
    Deed(
        "reject",
        "Turn down",
        "The applicant gets your reason by mail. This can't be taken back; what they sent in is deleted in time.",
        "It is turned down.",
        GroupState.REJECTED,
        reject,
        Reasoned,
        is_grave=True,
    ),
    Deed(
        "take-up",
        "I look at it",
        "Others see that somebody looks at it. Nobody is told.",
        "It is being looked at.",
        GroupState.IN_REVIEW,
        take_up,
        forms.Form,
    ),
    Deed(
        "close",
        "Close",
        "Its page stays and says that it is closed. Whoever leads it gets your reason by mail.",
        "It is closed.",
        GroupState.CLOSED,
        close,
        Reasoned,
        is_grave=True,
    ),
    Deed(
        "reopen",
        "Open again",
        "It stands in the directory again, and whoever leads it is told.",
        "It is open again.",
        GroupState.APPROVED,
        reopen,
    ),
)
BY_NAME = {deed.name: deed for deed in DEEDS}


def offered(group: CommunityGroup) -> list[Deed]:
    return [deed for deed in DEEDS if deed.is_possible(group) and is_from_here(deed, group)]


def is_from_here(deed: Deed, group: CommunityGroup) -> bool:
    """Approving and opening again lead to the same state."""
    is_closed = group.state == GroupState.CLOSED
    return is_closed == (deed.name == "reopen") if deed.leads_to == GroupState.APPROVED else True


class DecisionStep(GroupStep):
    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.deed = BY_NAME[kwargs["name"]]
        self.title = f"{self.deed.button}: {self.group.name}"
        self.button, self.grave, self.form_class = self.deed.button, self.deed.is_grave, self.deed.form

    def explanation(self) -> list[str]:
        registration = Registration.objects.filter(group=self.group).first()
        is_doubtful = registration is not None and summary.looks_like_a_report(registration.answers)
        return [IN_DOUBT, self.deed.explanation] if is_doubtful else [self.deed.explanation]

    def act(self, values: dict[str, Any]) -> str:
        if not is_from_here(self.deed, self.group):
            raise states.WrongState
        self.deed.do(self.group, self.by, values)
        return self.deed.done


class NotDuplicateStep(GroupStep):
    """Two groups that look alike and are two."""

    title = "They are two groups"
    button = "They are two"

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.other = get_object_or_404(CommunityGroup.objects.exclude(pk=self.group.pk), pk=kwargs["other"])

    def explanation(self) -> list[str]:
        return [f"{self.group.name} and {self.other.name} are never shown as one another's likeness again."]

    def act(self, values: dict[str, Any]) -> str:
        deciding.not_a_duplicate(group=self.group, other=self.other, by_user=self.by)
        return "That is remembered."
