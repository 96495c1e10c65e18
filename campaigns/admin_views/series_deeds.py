"""The steps of a series' life, each on a screen that says what it does before it does it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from campaigns import audiences, mailout_compile
from campaigns.admin_forms.mailouts import Approval, Because
from campaigns.admin_views.series_screens import APPROVE, CHANGE, FOLDER, SEND, SeriesScreen, message_or_404
from campaigns.mailout_enums import SeriesState as State
from campaigns.models import Series
from campaigns.selectors import series_timeline
from campaigns.services import life, mailout_trying
from campaigns.services import series as lives
from people.models import User

TO_ME_ALONE = "It goes to your own address and to no other, as its readers will get it, with a mark in its subject."


@dataclass(frozen=True)
class Deed:
    """One step: who may take it in which states, what it says beforehand, and what it does."""

    name: str
    title: str
    button: str
    explanation: tuple[str, ...]
    done: str
    states: tuple[State, ...]
    do: Callable[[Series, User, dict[str, Any]], object]
    permission: str = CHANGE
    form: type[forms.Form] = forms.Form
    is_grave: bool = False
    leads_on: bool = False  # the step that usually comes next

    def path(self, series: Series) -> str:
        own = self.name == "approve"
        return reverse("series:approve" if own else "series:step", args=[series.pk, *([] if own else [self.name])])

    def is_offered(self, series: Series, user: User) -> bool:
        may = series.state in self.states and user.has_perm(self.permission)
        return may and not (self.name == "approve" and wrote(series, user))


def wrote(series: Series, user: User) -> bool:
    return user.pk == series.submitted_by_id or user.pk in lives.writers(series)


def elsewhere(series: Series, by: User, values: dict[str, Any]) -> object:
    raise PermissionDenied("It has a screen of its own.")


DEEDS = (
    Deed(
        "submit",
        "Hand in for approval",
        "Hand it in",
        (
            "A second person reads it and approves it or sends it back. Nobody gets it yet.",
            "Whatever is changed afterwards is read anew by somebody other than whoever changed it.",
        ),
        "It waits for a second person.",
        (State.DRAFT,),
        lambda series, by, values: lives.submit(series, by=by),
        leads_on=True,
    ),
    Deed("approve", "Approve", "", (), "", (State.IN_REVIEW,), elsewhere, permission=APPROVE, leads_on=True),
    Deed(
        "send-back",
        "Send back",
        "Send it back",
        ("It becomes a draft again, and whoever wrote it sees your reason.",),
        "It was sent back.",
        (State.IN_REVIEW,),
        lambda series, by, values: lives.send_back(series, by=by, because=values["because"]),
        permission=APPROVE,
        form=Because,
    ),
    Deed(
        "pause",
        "Pause",
        "Pause it now",
        (
            "Nothing more of it is written down or leaves. What is being sent at this moment may still leave.",
            "Once you go on, everybody gets what fell due meanwhile, but for what is two weeks late.",
        ),
        "It is paused.",
        (State.RUNNING,),
        lambda series, by, values: lives.pause(series, by=by, because=values["because"]),
        permission=SEND,
        form=Because,
    ),
    Deed(
        "resume",
        "Go on",
        "Go on",
        ("What waits leaves, but for what is two weeks late. Nobody gets a message a second time.",),
        "It runs again.",
        (State.PAUSED,),
        lambda series, by, values: lives.resume(series, by=by),
        permission=SEND,
        leads_on=True,
    ),
    Deed(
        "end",
        "End",
        "End it for good",
        ("Nobody gets anything more of it. What has left can't be called back.", "This can't be taken back."),
        "It is ended.",
        (State.DRAFT, *lives.LOOKED_AT),
        lambda series, by, values: lives.end(series, by=by),
        permission=SEND,
        is_grave=True,
    ),
)
BY_NAME = {deed.name: deed for deed in DEEDS}
STEPS = "|".join(deed.name for deed in DEEDS if deed.name != "approve")


class LifeStep(SeriesScreen):
    """Any of these, by its name in the address."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self.deed = BY_NAME[kwargs.pop("name")]
        self.title, self.button, self.grave = self.deed.title, self.deed.button, self.deed.is_grave
        self.form_class, self.permission = self.deed.form, self.deed.permission
        return super().dispatch(request, *args, **kwargs)

    def explanation(self) -> list[str]:
        return [f"“{self.series.title}”", *self.deed.explanation]

    def act(self, values: dict[str, Any]) -> str:
        self.deed.do(self.series, self.by, values)
        return self.deed.done


class ApproveStep(SeriesScreen):
    """Shows each message and who gets it when, and posts back the digest of that. Approved, the series runs."""

    title, button, permission = "Approve", "Approve it, and let it run", APPROVE
    form_class, template, folder = Approval, "approve", FOLDER

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if wrote(self.series, self.by):
            raise PermissionDenied(life.SamePerson.__doc__)

    def explanation(self) -> list[str]:
        return [
            "You say that it may run as it stands here: it begins at once, for whoever it begins with from now on. Any "
            "change after this stops it, until somebody reads it again."
        ]

    def initial(self) -> dict[str, Any]:
        try:
            return {"digest": lives.digest(self.series)}
        except audiences.BadAudience:
            return {"digest": ""}  # which nothing has, so that it is not approved

    def context(self) -> dict[str, Any]:
        lines = series_timeline.lines(self.series)
        return {
            "series": self.series,
            "messages_of_it": [(line, mailout_compile.compile_(line.step, live=False)) for line in lines],
        }

    def act(self, values: dict[str, Any]) -> str:
        lives.approve(self.series, by=self.by, digest=values["digest"])
        return "It is approved as you read it, and runs."


class TryMessage(SeriesScreen):
    title, button = "Send it to me alone", "Send it to me"

    def find(self, **kwargs: Any) -> None:
        self.message = message_or_404(kwargs["pk"], kwargs["message"])
        self.series = self.message.series

    def explanation(self) -> list[str]:
        return [f"“{self.message.subject}”", TO_ME_ALONE]

    def act(self, values: dict[str, Any]) -> str:
        mailout_trying.test_send(self.message, to=[self.by], by=self.by)
        return "It is on its way to your own address."


class RemoveMessage(SeriesScreen):
    title, button, grave = "Delete this message", "Delete it", True

    def find(self, **kwargs: Any) -> None:
        self.message = message_or_404(kwargs["pk"], kwargs["message"])
        self.series = self.message.series

    def explanation(self) -> list[str]:
        return [f"“{self.message.subject}”", "A message that somebody got can't be deleted."]

    def act(self, values: dict[str, Any]) -> str:
        lives.remove_step(self.message, by=self.by)
        return "It is deleted."
