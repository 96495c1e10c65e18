"""One trainer as staff see them, and noting what was seen of their work."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.admin.widgets import AdminDateInput

from people.admin_views.screens import Step, only_for, show
from people.models import Person
from training import permissions
from training.models import Session
from training.selectors import trainers
from training.services import observations

FOLDER, INDEX, ICON, TITLE = "training/admin", "trainers:index", "user", "Trainers"
LISTED = 50
NAMELESS = "A trainer without a name"


def trainer_or_404(pk: int) -> Any:
    return get_object_or_404(trainers.every(timezone.localdate()), pk=pk)


@require_safe
@only_for(permissions.may_see_trainers)
def page(request: HttpRequest, pk: int) -> HttpResponse:
    trainer = trainer_or_404(pk)
    return show(
        request,
        "trainer",
        folder=FOLDER,
        title=trainer.name or NAMELESS,
        icon=ICON,
        trail=[(reverse(INDEX), TITLE)],
        trainer=trainer,
        is_due=trainer.next_due <= timezone.localdate(),
        held=trainers.accreditation_history(trainer, timezone.localdate())[:LISTED],
        sessions=trainers.sessions_of(trainer)[:LISTED],
        observations=trainer.observations.select_related("by", "session__event")[:LISTED],
        may_observe=permissions.may_note_observations(request.user),
        may_see_awards=permissions.may_see_awards(request.user),
        may_keep_sessions=permissions.may_keep_sessions(request.user),
    )


class ObservationForm(forms.Form):
    on = forms.DateField(label="When did you see them teach?", widget=AdminDateInput)
    session = forms.ModelChoiceField(Session.objects.none(), label="At which session?", required=False)
    note = forms.CharField(
        label="What did you see?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="What went well, and what they agreed to change. They may ask to read it. No names of participants.",
        error_messages={"required": "Say what you saw."},
    )

    def __init__(self, *arguments: Any, trainer: Person, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field: Any = self.fields["session"]
        field.queryset = Session.objects.filter(pk__in=trainers.sessions_of(trainer).values("pk")[:LISTED])
        field.label_from_instance = lambda session: session.event.title

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError("This day is still to come.")
        return day


class ObserveStep(Step):
    title, button, icon = "Note an observation", "Note it", ICON

    def allowed(self) -> bool:
        return permissions.may_note_observations(self.request.user)

    def find(self, **kwargs: Any) -> None:
        self.trainer = trainer_or_404(kwargs["pk"])

    def trail(self) -> list[tuple[str, str]]:
        own = (reverse("trainers:page", args=[self.trainer.pk]), self.trainer.name or NAMELESS)
        return [(reverse(INDEX), TITLE), own]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.ask(ObservationForm(trainer=self.trainer, initial={"on": timezone.localdate()}))

    def read(self) -> forms.Form:
        return ObservationForm(self.request.POST, trainer=self.trainer)

    def act(self, values: dict[str, Any]) -> str:
        observations.note(
            trainer=self.trainer, on=values["on"], text=values["note"], session=values["session"], by=self.by
        )
        return "The observation is noted. The next is due in twelve months."
