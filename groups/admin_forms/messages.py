"""What staff fill in about messages to groups."""

from typing import Any

from django import forms

from groups.audience import HAVE_LEADERS, Audience
from groups.enums import GroupKind, GroupState, Health
from groups.forms.message import MessageForm
from groups.models import CommunityGroup
from groups.selectors import directory


def several(label: str, choices: Any = (), help_text: str = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, help_text=help_text, widget=forms.CheckboxSelectMultiple
    )


class NamedField(forms.MultipleChoiceField):
    """Which may be named, the form says: it knows what was named before."""

    def valid_value(self, value: Any) -> bool:
        return True


class ToLeadersForm(MessageForm):
    """A message that was begun for some groups goes to no other; of any other message nothing of it is asked."""

    named = NamedField(
        label="Only these groups",
        required=False,
        help_text="They were chosen for this message. Untick those it is not for.",
        widget=forms.CheckboxSelectMultiple,
    )
    states = several("State", [(state.value, GroupState(state).label) for state in HAVE_LEADERS])
    kinds = several("Kind", GroupKind.choices, "None ticked: every kind.")
    regions = several("Region", directory.regions, "None ticked: everywhere.")
    healths = several("Health", Health.choices, "None ticked: however they fare.")
    field_order = ("named", "states", "kinds", "regions", "healths", "subject", "body", "no_report")

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        if slugs := self.initial.get("named"):
            rows = CommunityGroup.objects.filter(slug__in=slugs).order_by("name").values_list("slug", "name")
            self.fields["named"].choices = rows  # type: ignore[attr-defined]
        else:
            del self.fields["named"]

    def clean_states(self) -> list[str]:
        states: list[str] = self.cleaned_data["states"]
        if not states:
            raise forms.ValidationError("Tick at least one.")
        return states

    def clean_named(self) -> list[str]:
        before = self.initial.get("named") or []
        named = [slug for slug in before if slug in self.cleaned_data["named"]]
        if before and not named:
            raise forms.ValidationError("Tick at least one, or delete the message.")
        return named

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen = {name: tuple(cleaned.get(name) or ()) for name in Audience._fields}
        return {**cleaned, "audience": Audience(**chosen)}


class SeenForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class RefuseForm(forms.Form):
    reason = forms.CharField(
        label="Why",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Whoever wrote it gets it by mail.",
    )
