"""What a leader writes down of training that their people had."""

import re
import uuid
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.forms.words import WordsField
from groups.models import CommunityGroup
from pages.forms import DescribedForm
from people import addresses, names
from people.forms.addresses import LONGEST_ADDRESS
from training.models import CourseVersion
from training.selectors import group_training
from training.services.training_logs import Details, Named

MOST_OFFERED, MOST_PASTED = 200, 50  # people
LONGEST_AGO = timedelta(days=366)
LONGER = {"max_length": _("This is longer than %(limit_value)d characters. Shorten it")}
EMAIL = re.compile(r"[^\s<>(),;]+@[^\s<>(),;]+")


class Boxes(forms.CheckboxSelectMultiple):
    """With an address for the summary of errors: that of the whole set."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return super().id_for_label(id_, index) or id_


class PeopleField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, person: Any) -> str:
        return person.name or str(_("No name yet"))


class LinesField(WordsField):
    """Takes addresses in angle brackets, as mail programs copy them."""

    def to_python(self, value: Any) -> str:
        return super().to_python(value or "").replace("<", " ").replace(">", " ")


class LogForm(DescribedForm):
    """What is the same for every group; `log_form` adds the courses and the people of one."""

    field_order = ("course", "on", "place", "trainer", "evidence", "members", "others", "is_agreed")
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    on = forms.DateField(
        label=_("On which day?"),
        error_messages={"required": _("Enter the day"), "invalid": _("Enter a day, like 2026-03-14")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    place = WordsField(label=_("Where?"), max_length=120, required=False, error_messages=LONGER)
    trainer = WordsField(
        label=_("Who taught it?"),
        max_length=120,
        required=False,
        help_text=_("Their name, and whom they work for"),
        error_messages=LONGER,
    )
    evidence = WordsField(
        label=_("How can we see that it took place?"),
        max_length=500,
        help_text=_("For example: we keep the list that everybody signed. Write nothing about possible victims"),
        error_messages={"required": _("Say how we can see that it took place"), **LONGER},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    others = LinesField(
        label=_("Who else of your people was there?"),
        required=False,
        max_length=MOST_PASTED * (LONGEST_ADDRESS + names.LONGEST),
        help_text=_("A line for each: name, comma, email address. You can paste a list of up to 50"),
        error_messages=LONGER,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
    )
    is_agreed = forms.BooleanField(
        label=_("Everybody whom I typed is 13 or over, and agreed that I give you their address"), required=False
    )

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        today = timezone.localdate()
        if day > today:
            raise ValidationError(_("This day is still to come. Write it down once it took place"))
        if day < today - LONGEST_AGO:
            raise ValidationError(_("This is longer than a year ago. Write to us, and we look at it with you"))
        return day

    def clean_others(self) -> list[Named]:
        lines = [line for line in self.cleaned_data["others"].splitlines() if line.strip()]
        if len(lines) > MOST_PASTED:
            raise ValidationError(_("At most 50 people fit here. Write the others down in a second step"))
        named = [read(line) for line in lines]
        wrong = [line.strip()[:60] for line, found in zip(lines, named, strict=True) if found is None]
        if wrong:
            raise ValidationError(
                [ValidationError(_("We can't read “%(line)s”"), params={"line": line}) for line in wrong]
            )
        return [found for found in named if found is not None]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        typed, ticked = cleaned.get("others"), cleaned.get("members")
        if not typed and not ticked and not {"others", "members"} & self.errors.keys():
            self.add_error("members", _("Tick or type at least one person"))
        course = cleaned.get("course")
        if typed and course and course.prerequisites.exists():  # else it would tell what their owners hold
            self.add_error("others", _("Another course comes before this one, so we take only people of your group"))
        if typed and not cleaned.get("is_agreed"):
            self.add_error("is_agreed", _("Ask them first, then tick this"))
        return cleaned

    @property
    def details(self) -> Details:
        """After validation."""
        values = self.cleaned_data
        version = CourseVersion.objects.in_use().select_related("course").get(course=values["course"])
        return Details(version, values["on"], values["evidence"], values["place"], values["trainer"])


def log_form(group: CommunityGroup) -> type[LogForm]:
    fields = {"course": course_field(), "members": members_field(group)}
    return type("LogForm", (LogForm,), fields)


def course_field() -> forms.ModelChoiceField:  # type: ignore[type-arg]
    return forms.ModelChoiceField(
        group_training.loggable(),
        label=_("What were they trained in?"),
        empty_label=_("Choose a course"),
        error_messages={"required": _("Choose a course"), "invalid_choice": _("Choose a course from the list")},
    )


def members_field(group: CommunityGroup) -> PeopleField:
    """The first by name: of a group of many the rest can be typed."""
    everybody = group_training.people_of(group)
    first = everybody.values_list("pk", flat=True)[:MOST_OFFERED]
    return PeopleField(
        everybody.filter(pk__in=list(first)),
        label=_("Who of your group was there?"),
        required=False,
        widget=Boxes,
        error_messages={"invalid_choice": _("Somebody you ticked left the group meanwhile. Look at the list again")},
    )


def read(line: str) -> Named | None:
    """As "Suzie Signer, suzie@example.org", in any order and with the usual signs between; None where it is not so."""
    found = EMAIL.search(line)
    if found is None:
        return None
    email, rest = found.group(), line[: found.start()] + " " + line[found.end() :]
    try:
        validate_email(email)
        addresses.canonical(email)
        name = names.tidied(rest.strip(" \t,;<>()\"'"))
    except (ValidationError, ValueError):
        return None
    return Named(name, email) if name and "@" not in name else None
