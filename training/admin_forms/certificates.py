"""What staff choose where they have certificates made for many."""

from typing import Any

from django import forms
from django.utils import timezone

from training.models import Course, Session

RECENT = 200  # sessions to choose from


class AskForm(forms.Form):
    course = forms.ModelChoiceField(
        Course.objects.order_by("title"), required=False, label="Course", empty_label="Any course"
    )
    session = forms.ModelChoiceField(
        Session.objects.none(), required=False, label="Session", empty_label="Whether or not at a session"
    )
    since = forms.DateField(
        required=False, label="Completed from", widget=forms.DateInput(attrs={"type": "date"}), help_text="Or always."
    )
    until = forms.DateField(
        required=False, label="Completed until", widget=forms.DateInput(attrs={"type": "date"}), help_text="Or today."
    )
    tells = forms.BooleanField(
        required=False,
        label="Write to those whose certificate is made now",
        help_text="Whoever has one already gets no message.",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        past = Session.objects.filter(event__starts_at__lt=timezone.now()).select_related("event")
        newest = past.order_by("-event__starts_at").values_list("pk", flat=True)[:RECENT]
        chosen: Any = self.fields["session"]
        chosen.queryset = Session.objects.filter(pk__in=list(newest)).select_related("event", "version__course")
        chosen.label_from_instance = lambda row: f"{row.event.title}, {timezone.localdate(row.event.starts_at)}"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("course") and not cleaned.get("session") and not self.errors:
            raise forms.ValidationError("Choose a course, or a session.")
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", "It lies before the first day.")
        return cleaned
