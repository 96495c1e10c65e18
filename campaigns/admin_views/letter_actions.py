"""A letter action's own screen, and the steps of its life, each saying what it does before it does it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from campaigns.admin_views import letter_screens as screens
from campaigns.admin_views.letter_screens import APPROVE_ACTION, CHANGE_ACTION, ActionStep
from campaigns.admin_views.life_steps import Because
from campaigns.letter_enums import SHOWN_ACTIONS
from campaigns.letter_enums import LetterActionState as State
from campaigns.models import LetterAction
from campaigns.selectors import letter_dashboard
from campaigns.services import letter_actions, life
from people.admin_views.screens import show
from people.models import User


class Approval(forms.Form):
    now = forms.BooleanField(label="Open it at once", required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


@dataclass(frozen=True)
class Deed:
    """One step: who may take it in which states, what it says beforehand, and what it does."""

    name: str
    title: str
    button: str
    explanation: tuple[str, ...]
    done: str
    states: tuple[State, ...]
    do: Callable[[LetterAction, User, dict[str, Any]], object]
    permission: str = CHANGE_ACTION
    form: type[forms.Form] = forms.Form
    is_grave: bool = False
    leads_on: bool = False
    wants_approved: bool | None = None

    def is_possible(self, action: LetterAction) -> bool:
        is_approved = action.approved_by_id is not None
        return action.state in self.states and self.wants_approved in (None, is_approved)

    def is_offered(self, action: LetterAction, user: Any) -> bool:
        return user.has_perm(self.permission) and self.is_possible(action)


@transaction.atomic
def approve(action: LetterAction, by: User, values: dict[str, Any]) -> None:
    approved = letter_actions.approve(action, by=by, seen=values["seen"])
    if values["now"]:
        letter_actions.open(approved, by=by)


DEEDS = (
    Deed(
        "submit",
        "Hand in for approval",
        "Hand it in",
        ("A second person reads it and approves it or sends it back. Nobody outside sees it yet.",),
        "It waits for a second person.",
        (State.DRAFT,),
        lambda action, by, values: letter_actions.submit(action, by=by),
        leads_on=True,
    ),
    Deed(
        "approve",
        "Approve",
        "Approve it",
        ("You say that it may be opened as it stands. If its words change after this, it is approved anew.",),
        "It is approved.",
        (State.IN_REVIEW,),
        approve,
        permission=APPROVE_ACTION,
        form=Approval,
        wants_approved=False,
        leads_on=True,
    ),
    Deed(
        "send-back",
        "Send back",
        "Send it back",
        ("It becomes a draft again, and whoever wrote it sees your reason.",),
        "It was sent back.",
        (State.IN_REVIEW,),
        lambda action, by, values: letter_actions.send_back(action, by=by, because=values["because"]),
        permission=APPROVE_ACTION,
        form=Because,
    ),
    Deed(
        "open",
        "Open",
        "Open it",
        ("Everybody can read it and write from now on.",),
        "It is open.",
        (State.IN_REVIEW,),
        lambda action, by, values: letter_actions.open(action, by=by),
        wants_approved=True,
        leads_on=True,
    ),
    Deed(
        "pause",
        "Pause",
        "Pause it",
        (
            "Its page stays and says that nobody can write at present.",
            "Letters that were confirmed leave all the same.",
        ),
        "It is paused.",
        (State.OPEN,),
        lambda action, by, values: letter_actions.pause(action, by=by, because=values["because"]),
        form=Because,
    ),
    Deed(
        "resume",
        "Go on",
        "Go on",
        ("People can write again.",),
        "It is open again.",
        (State.PAUSED,),
        lambda action, by, values: letter_actions.resume(action, by=by),
        leads_on=True,
    ),
    Deed(
        "close",
        "Close",
        "Close it for good",
        (
            "Nobody can write any more. Letters that were confirmed leave all the same. Or pause it for a while.",
            "This can't be taken back.",
        ),
        "It is closed.",
        letter_actions.RUNNING,
        lambda action, by, values: letter_actions.close(action, by=by),
        is_grave=True,
    ),
)
BY_NAME = {deed.name: deed for deed in DEEDS}


class LifeStep(ActionStep):
    """Any of these, by its name in the address."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self.deed = BY_NAME[kwargs.pop("name")]
        self.title, self.button, self.grave = self.deed.title, self.deed.button, self.deed.is_grave
        self.form_class = self.deed.form
        self.template = "approve" if self.deed.name == "approve" else "step"
        self.folder = screens.FOLDER if self.deed.name == "approve" else super().folder
        return super().dispatch(request, *args, **kwargs)

    def allowed(self) -> bool:
        return bool(self.request.user.has_perm(self.deed.permission))

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if self.deed.name == "approve" and self.action.submitted_by == self.by:
            raise PermissionDenied(life.SamePerson.__doc__)

    def explanation(self) -> list[str]:
        return [f"“{self.action.title}”", *self.deed.explanation]

    def context(self) -> dict[str, Any]:
        return {"action": self.action}

    def initial(self) -> dict[str, Any]:
        return {"seen": letter_actions.stamp(self.action)}

    def act(self, values: dict[str, Any]) -> str:
        self.deed.do(self.action, self.by, values)
        return self.deed.done


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    screens.require(request, screens.SEE_ACTION)
    action = screens.action_or_404(pk)
    return show(
        request,
        "action",
        folder=screens.FOLDER,
        title=action.title,
        icon="edit",
        trail=screens.trail_to(action)[:1],
        action=action,
        deeds=[deed for deed in DEEDS if deed.is_offered(action, request.user)],
        is_own=action.submitted_by_id == request.user.pk,
        is_shown=action.state in SHOWN_ACTIONS,
        states=letter_dashboard.by_state(action),
        days=letter_dashboard.chart_of_days(action),
        history=letter_dashboard.history(action),
        may_change=request.user.has_perm(CHANGE_ACTION),
        may_see_letters=request.user.has_perm(screens.SEE),
    )
