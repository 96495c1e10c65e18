"""Forms of the data-protection desk."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from wagtail.admin.widgets import AdminDateInput

from people.enums import RequestKind
from people.models import Person
from people.selectors import records

NOBODY_THERE = "Nobody is known by that. Search under People, where each page shows its number."
TWO_THERE = "Two people share this address. Give the number from the right one's page instead."


class Find(forms.Form):
    words = forms.CharField(
        label="Name or email address",
        min_length=records.SHORTEST,
        max_length=200,
        help_text="Part of either will do. That you searched is logged, not what for.",
    )
    reason = forms.CharField(
        label="Reason", max_length=200, required=False, help_text="If you like: goes into the access log."
    )


class WithReason(forms.Form):
    reason = forms.CharField(
        label="Reason", max_length=200, required=False, help_text="If you like: goes into the access log."
    )


class CorrectName(WithReason):
    name = forms.CharField(label="Name", max_length=200)
    field_order = ["name", "reason"]


class Erase(forms.Form):
    reason = forms.CharField(
        label="Reason",
        max_length=200,
        required=False,
        help_text="If you like, such as the reference of their request, but no name: it stays in the access log.",
    )
    sure = forms.BooleanField(label="I have read what goes and what stays. Erase it for good.")


class PlaceHold(forms.Form):
    reason = forms.CharField(
        label="Why it must be kept", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}), help_text="Encrypted."
    )


class Because(forms.Form):
    reason = forms.CharField(label="Reason", max_length=200, help_text="Goes into the access log.")


class Step(forms.Form):
    """A step in the life of a request. `seen` is the last one that the screen showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class Note(Step):
    text = forms.CharField(label="Note", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))


class Assign(Step):
    to = forms.ModelChoiceField(label="Who deals with it", queryset=records.officers())


class Extend(Step):
    because = forms.CharField(
        label="Why more time is needed",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Tell them this reason within the first month, then write it here.",
    )


class Close(Step):
    outcome = forms.CharField(
        label="What was done, and what they were told", max_length=2000, widget=forms.Textarea(attrs={"rows": 6})
    )


def somebody(typed: str) -> Person | None:
    """The person of this number or address; None where nothing was typed. Raises ValidationError."""
    if not typed:
        return None
    wanted = {"pk": typed} if typed.isdecimal() else {"address__canonical": records.canonical(typed)}
    found = list(Person.objects.known().filter(**wanted)[:2])
    if len(found) != 1:
        raise forms.ValidationError(TWO_THERE if found else NOBODY_THERE)
    return found[0]


class Identify(Step):
    person = forms.CharField(label="Their email address, or the number from their page", max_length=254)

    def clean_person(self) -> Person | None:
        return somebody(self.cleaned_data["person"])


class NewRequest(forms.Form):
    kind = forms.ChoiceField(label="What they ask for", choices=RequestKind)
    received_on = forms.DateField(
        label="The day it came", widget=AdminDateInput, help_text="The time to answer runs from then."
    )
    contact = forms.CharField(
        label="How to answer", max_length=300, help_text="Their name with an address or telephone number. Encrypted."
    )
    details = forms.CharField(
        label="In their own words", max_length=5000, widget=forms.Textarea(attrs={"rows": 8}), help_text="Encrypted."
    )
    person = forms.CharField(
        label="Whose data it is about",
        max_length=254,
        required=False,
        help_text="Their email address, or the number from their page, once you know who they are.",
    )

    def clean_received_on(self) -> date:
        day: date = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("This day is still to come.")
        return day

    def clean_person(self) -> Person | None:
        return somebody(self.cleaned_data["person"])

    def received(self) -> dict[str, Any]:
        """As `requests.receive` takes it."""
        day = self.cleaned_data["received_on"]
        at = timezone.now() if day == timezone.localdate() else timezone.make_aware(datetime.combine(day, time(12)))
        taken = {key: self.cleaned_data[key] for key in ("kind", "contact", "details", "person")}
        return {**taken, "received_at": at}
