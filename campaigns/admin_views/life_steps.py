"""The steps of a petition's life, each on a screen that says what it does before it does it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.admin.widgets import AdminDateInput

from campaigns.admin_views.screens import APPROVE, CHANGE, PetitionStep
from campaigns.enums import OVER, PetitionState
from campaigns.models import Petition
from campaigns.services import life
from people.models import User


class Because(forms.Form):
    because = forms.CharField(label="Reason", max_length=300, help_text="Staff read it.")


class Approval(forms.Form):
    now = forms.BooleanField(label="Open it for signatures at once", required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class OnDay(forms.Form):
    on = forms.DateField(label="Day", widget=AdminDateInput)


class Answer(OnDay):
    response = forms.CharField(
        label="The answer, in full", max_length=20_000, widget=forms.Textarea(attrs={"rows": 12})
    )
    field_order = ["response", "on"]


class Correction(forms.Form):
    text = forms.CharField(
        label="What is to be put right",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="It stands below the wording, with today's date.",
    )


@dataclass(frozen=True)
class Deed:
    """One step: who may take it in which states, what it says beforehand, and what it does."""

    name: str
    title: str
    button: str
    explanation: list[str]
    done: str
    states: tuple[PetitionState, ...]
    do: Callable[[Petition, User, dict[str, Any]], object]
    permission: str = CHANGE
    form: type[forms.Form] = forms.Form
    is_grave: bool = False
    leads_on: bool = False  # the step that usually comes next
    wants_approved: bool | None = None

    def is_possible(self, petition: Petition) -> bool:
        is_approved = petition.approved_at is not None
        return petition.state in self.states and self.wants_approved in (None, is_approved)

    def is_offered(self, petition: Petition, user: Any) -> bool:
        return user.has_perm(self.permission) and self.is_possible(petition)


@transaction.atomic
def approve(petition: Petition, by: User, values: dict[str, Any]) -> None:
    approved = life.approve(petition, by=by, seen=values["seen"])
    if values["now"]:
        life.open(approved, by=by)


IRREVOCABLE = "This can't be taken back."
DEEDS = (
    Deed(
        "submit",
        "Hand in for approval",
        "Hand it in",
        ["A second person reads it and approves it or sends it back. Nobody outside sees it yet."],
        "It waits for a second person.",
        (PetitionState.DRAFT,),
        lambda petition, by, values: life.submit(petition, by=by),
        leads_on=True,
    ),
    Deed(
        "approve",
        "Approve",
        "Approve it",
        ["You say that it may be opened as it stands. If its words change after this, it is approved anew."],
        "It is approved.",
        (PetitionState.IN_REVIEW,),
        approve,
        permission=APPROVE,
        form=Approval,
        wants_approved=False,
        leads_on=True,
    ),
    Deed(
        "send-back",
        "Send back",
        "Send it back",
        ["It becomes a draft again, and whoever wrote it sees your reason."],
        "It was sent back.",
        (PetitionState.IN_REVIEW,),
        lambda petition, by, values: life.send_back(petition, by=by, because=values["because"]),
        permission=APPROVE,
        form=Because,
    ),
    Deed(
        "open",
        "Open for signatures",
        "Open it",
        ["Everybody can read and sign it from now on. Once the first signature counts, its words stay as they are."],
        "It is open.",
        (PetitionState.IN_REVIEW,),
        lambda petition, by, values: life.open(petition, by=by),
        wants_approved=True,
        leads_on=True,
    ),
    Deed(
        "pause",
        "Pause",
        "Pause it",
        ["Its page stays and says that it takes no signatures at present. You can go on at any time."],
        "It is paused.",
        (PetitionState.OPEN,),
        lambda petition, by, values: life.pause(petition, by=by, because=values["because"]),
        form=Because,
    ),
    Deed(
        "resume",
        "Go on",
        "Go on",
        ["People can sign it again."],
        "It is open again.",
        (PetitionState.PAUSED,),
        lambda petition, by, values: life.resume(petition, by=by),
        leads_on=True,
    ),
    Deed(
        "close",
        "Close",
        "Close it for good",
        [
            "Nobody can sign it any more; whoever signed may confirm for one more day. Or pause it for a while.",
            "The time that names are kept runs from now. " + IRREVOCABLE,
        ],
        "It is closed.",
        life.RUNNING,
        lambda petition, by, values: life.close(petition, by=by),
        is_grave=True,
    ),
    Deed(
        "hand-in",
        "Handed in",
        "Write it down",
        ["Its page says on which day it was handed in. To tell those who asked to hear, write news afterwards."],
        "It is marked as handed in.",
        (PetitionState.CLOSED,),
        lambda petition, by, values: life.hand_in(petition, by=by, on=values["on"]),
        form=OnDay,
        leads_on=True,
    ),
    Deed(
        "answer",
        "Publish the answer",
        "Publish it",
        ["Its page shows the answer in full. To tell those who asked to hear, write news afterwards."],
        "The answer is published.",
        (PetitionState.CLOSED, PetitionState.HANDED_IN),
        lambda petition, by, values: life.answer(petition, by=by, response=values["response"], on=values["on"]),
        form=Answer,
        leads_on=True,
    ),
    Deed(
        "archive",
        "Archive",
        "Archive it",
        ["It moves to the end of the list. Its page, its counts, its log and everybody's receipts stay."],
        "It is archived.",
        (PetitionState.CLOSED, PetitionState.HANDED_IN, PetitionState.ANSWERED),
        lambda petition, by, values: life.archive(petition, by=by),
    ),
    Deed(
        "correct",
        "Correct",
        "Show the correction",
        ["The words that people signed stay as they are; your correction is shown below them. " + IRREVOCABLE],
        "The correction is shown.",
        (*life.RUNNING, *OVER),
        lambda petition, by, values: life.correct(petition, by=by, text=values["text"]),
        form=Correction,
    ),
)
BY_NAME = {deed.name: deed for deed in DEEDS}


class LifeStep(PetitionStep):
    """Any of these, by its name in the address."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self.deed = BY_NAME[kwargs.pop("name")]
        self.title, self.button, self.grave = self.deed.title, self.deed.button, self.deed.is_grave
        self.form_class = self.deed.form
        return super().dispatch(request, *args, **kwargs)

    def allowed(self) -> bool:
        return bool(self.request.user.has_perm(self.deed.permission))

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if self.deed.name == "approve" and self.petition.submitted_by == self.by:
            raise PermissionDenied(life.SamePerson.__doc__)

    def explanation(self) -> list[str]:
        said = [f"“{self.petition.title}”", *self.deed.explanation]
        if self.deed.name == "approve":
            said += [f"To: {self.petition.addressee}", self.petition.wording, self.petition.background]
        return [paragraph for paragraph in said if paragraph]

    def initial(self) -> dict[str, Any]:
        return {"seen": life.stamp(self.petition)}

    def act(self, values: dict[str, Any]) -> str:
        self.deed.do(self.petition, self.by, values)
        return self.deed.done
