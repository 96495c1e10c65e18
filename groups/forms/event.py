from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.enums import EventKind
from groups.forms.words import DisputableForm, DisputedField, WordsField
from groups.models import Event
from groups.services.events import Details
from pages.forms import DescribedForm
from places.enums import Outcome
from places.selectors import places

LONGER = {"max_length": _("This is longer than %(limit_value)d characters. Shorten it")}
MOST_SEATS = 10_000


class EventForm(DisputableForm):
    """What whoever runs an event says of it. It begins and ends on one day."""

    title = DisputedField(
        label=_("What is it called?"), max_length=120, error_messages={"required": _("Say what it is called"), **LONGER}
    )
    kind = forms.ChoiceField(label=_("What is it?"), choices=EventKind)
    day = forms.DateField(
        label=_("Day"),
        error_messages={"required": _("Enter the day"), "invalid": _("Enter a day, like 2027-03-14")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    start = forms.TimeField(
        label=_("Begins at"),
        error_messages={"required": _("Enter when it begins"), "invalid": _("Enter a time, like 19:00")},
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    end = forms.TimeField(
        label=_("Ends at"),
        error_messages={"required": _("Enter when it ends"), "invalid": _("Enter a time, like 21:00")},
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    place = DisputedField(
        label=_("Where?"),
        max_length=200,
        required=False,
        help_text=_("Name and street, as everybody may read it. Nobody's home"),
        error_messages=LONGER,
    )
    postcode = forms.CharField(
        label=_("Postcode of the place"),
        max_length=20,
        required=False,
        help_text=_("So that people near it find it"),
        error_messages=LONGER,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    online = forms.URLField(
        label=_("Link to take part online"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("Told to those who have a place alone"),
        error_messages={"invalid": _("Enter a whole link, beginning with https://"), **LONGER},
    )
    joining = DisputedField(
        label=_("How to take part"),
        max_length=2000,
        required=False,
        help_text=_("Told to those who have a place alone: a code for the door, what to bring, how to dial in"),
        error_messages=LONGER,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    capacity = forms.IntegerField(
        label=_("How many places?"),
        min_value=1,
        max_value=MOST_SEATS,
        required=False,
        help_text=_("Empty: as many as come"),
        error_messages={"invalid": _("Enter a whole number"), "min_value": _("There must be one place at least")},
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    description = DisputedField(
        label=_("What happens there?"),
        max_length=4000,
        required=False,
        error_messages=LONGER,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean_postcode(self) -> str:
        typed: str = self.cleaned_data["postcode"]
        place = places.locate(postcode=typed) if typed else None
        if place and place.outcome == Outcome.MALFORMED:
            raise forms.ValidationError(place.hint)
        return place.postcode if place else ""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if {"start", "end", "day"} <= cleaned.keys():
            if cleaned["end"] <= cleaned["start"]:
                self.add_error("end", _("It ends before it begins"))
            elif at(cleaned["day"], cleaned["end"]) <= timezone.now():
                self.add_error("day", _("This day is over"))
        if not (self["place"].data or self["online"].data):
            self.add_error("place", _("Say where it is, or give the link to take part online"))
        return cleaned

    @property
    def is_doubtful(self) -> bool:
        """After validation: whether staff read its words before anybody else does."""
        return bool(self.cleaned_data["is_doubtful"])

    @property
    def details(self) -> Details:
        """After validation."""
        return self.details_of(self.cleaned_data)

    @staticmethod
    def details_of(values: dict[str, Any]) -> Details:
        names = ("title", "description", "place", "postcode", "online", "joining", "capacity")
        return Details(
            kind=EventKind(values["kind"]),
            starts_at=at(values["day"], values["start"]),
            ends_at=at(values["day"], values["end"]),
            **{name: values[name] for name in names},
        )


class CancelEventForm(DescribedForm):
    because = WordsField(
        label=_("Why?"),
        max_length=300,
        help_text=_("Everybody who has a place is told, and the event's page says it"),
        error_messages={"required": _("Say why"), **LONGER},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def attendance_form(names: Sequence[tuple[int, str]]) -> type[forms.Form]:
    """A box for each booking, by its key."""
    came = forms.TypedMultipleChoiceField(
        label=_("Tick everybody who was there"),
        choices=names,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    return type("AttendanceForm", (forms.Form,), {"came": came})


def at(day: date, moment: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, moment))


def initial(event: Event) -> dict[str, Any]:
    names = ("title", "kind", "place", "postcode", "online", "joining", "capacity", "description")
    start, end = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    when = {"day": start.date(), "start": start.time(), "end": end.time()}
    return {**when, **{name: getattr(event, name) for name in names}}
