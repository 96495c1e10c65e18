"""Which signatures are to be decided about at once, and why."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.formats import date_format
from wagtail.admin.widgets import AdminDateInput

from campaigns import countries
from campaigns.enums import Decision
from campaigns.models import FraudRule, Petition
from campaigns.services import deciding
from groups.models import CommunityGroup
from places.models import Constituency

DECISIONS = [
    (Decision.INVALIDATED, "Invalidate: they count no more"),
    (Decision.RESTORED, "Restore: what was invalidated counts again"),
    (Decision.RELEASED, "Release: owners of what is held are asked to confirm"),
]
DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
MOST_TICKED = 200
MOST_KEY = 2**63 - 1  # that the database knows
NAMED: dict[str, type[Model]] = {"constituency": Constituency, "group": CommunityGroup}


def rule_names() -> list[tuple[str, str]]:
    names = FraudRule.objects.order_by("name").values_list("name", flat=True).distinct()
    return [("", "Any"), *((name, name) for name in names)]


class Conditions(forms.Form):
    petition = forms.ModelChoiceField(Petition.objects.published())
    decision = forms.ChoiceField(label="What to do", choices=DECISIONS)
    name = forms.CharField(label="Name contains", max_length=100, required=False)
    domain = forms.CharField(
        label="Domain of the email address", max_length=255, required=False, help_text="For example example.org"
    )
    area = forms.CharField(
        label="Area of the postcode", max_length=4, required=False, help_text="LS for all of Leeds, or LS1"
    )
    since = forms.DateField(label="Signed from", widget=AdminDateInput, required=False)
    until = forms.DateField(label="Signed up to", widget=AdminDateInput, required=False)
    constituency = forms.ModelChoiceField(Constituency.objects.current(), required=False)
    country = forms.ChoiceField(choices=lambda: [("", "Any"), *countries.choices()], required=False)
    group = forms.ModelChoiceField(CommunityGroup.objects.all(), label="By the link of", required=False)
    rule = forms.ChoiceField(label="Held by the rule", choices=rule_names, required=False)
    held = forms.BooleanField(label="Only what is held", required=False)
    counted = forms.BooleanField(label="Only what was confirmed", required=False)
    pks = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_domain(self) -> str:
        domain: str = self.cleaned_data["domain"].strip().lower().removeprefix("@")
        if domain and not DOMAIN.fullmatch(domain):
            raise forms.ValidationError("Write what stands after the @, such as example.org.")
        return domain

    def clean_area(self) -> str:
        area: str = self.cleaned_data["area"].strip().upper()
        if area and not (deciding.LETTERS.fullmatch(area) or deciding.OUTCODE.fullmatch(area)):
            raise forms.ValidationError("Write the beginning of a postcode, such as LS or LS1.")
        return area

    def clean_pks(self) -> list[int]:
        """Those that were ticked in the list."""
        parts = [part for part in self.cleaned_data["pks"].split(",") if part]
        if len(parts) > MOST_TICKED or not all(part.isdecimal() and len(part) < 19 for part in parts):
            raise forms.ValidationError("Tick them again in the list.")
        return [int(part) for part in parts]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not any(self.conditions.values()):
            raise forms.ValidationError("Say which signatures: at least one condition beside the petition.")
        return cleaned

    @property
    def conditions(self) -> dict[str, Any]:
        """As services.deciding takes and keeps them."""
        given = {name: self.cleaned_data.get(name) for name in deciding.CONDITIONS}
        return {name: plain(value) for name, value in given.items() if value}

    @property
    def said(self) -> list[tuple[str, str]]:
        """The conditions in words."""
        shown = {**self.cleaned_data, "country": countries.NAMES.get(self.cleaned_data["country"], "")}
        labels = {name: str(self.fields[name].label or name.capitalize()) for name in self.conditions}
        said = [(label, shown[name]) for name, label in labels.items() if name != "pks"]
        if self.cleaned_data["pks"]:
            said.append(("Ticked in the list", str(len(self.cleaned_data["pks"]))))
        return [(label, "Yes" if value is True else str(value)) for label, value in said]


def plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value.pk if isinstance(value, Constituency | CommunityGroup) else value


def in_words(conditions: Mapping[str, Any]) -> list[tuple[str, str]]:
    """As a batch keeps them; those that may have said who somebody is are gone once it is finished."""
    labels = {name: str(field.label or name.capitalize()) for name, field in Conditions.base_fields.items()}
    labels["pks"] = "Ticked in the list"
    return [(labels[name], value_in_words(name, value)) for name, value in conditions.items()]


def value_in_words(name: str, value: Any) -> str:
    if value == deciding.FORGOTTEN:
        return "Not kept: it may say who somebody is"
    if name in NAMED:
        found = NAMED[name]._default_manager.filter(pk=value).first()
        return str(found or "It is gone")
    if name in ("since", "until"):
        return date_format(date.fromisoformat(value))
    shown = {"pks": lambda: str(len(value)), "country": lambda: str(countries.name(value))}
    return shown[name]() if name in shown else "Yes" if value is True else str(value)


class Reason(forms.Form):
    reason = forms.CharField(
        label="Reason",
        max_length=300,
        help_text="Staff read it, and so does whoever signed and asks. Name nobody.",
    )


class Decide(Conditions, Reason):
    up_to = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST_KEY)


class Find(forms.Form):
    words = forms.CharField(
        label="Name, postcode or email address",
        min_length=3,
        max_length=254,
        help_text="Part of a name will do; a postcode or an address has to be whole. That you searched is logged.",
    )
    petition = forms.ModelChoiceField(Petition.objects.published(), required=False, empty_label="All petitions")
