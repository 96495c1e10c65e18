"""What staff fill in where two groups become one."""

from typing import Any

from django import forms

from groups.import_fields import FIELDS
from groups.models import CommunityGroup
from groups.services.merging import CHOSEN
from groups.services.states import LONGEST_REASON

KEPT, GONE = "kept", "gone"
NOTHING = "Nothing"


class Which(forms.Form):
    """Two groups by the last part of their pages' addresses."""

    kept = forms.SlugField(label="The group that goes on", help_text="The last part of the address of its page.")
    gone = forms.SlugField(label="The group that becomes part of it")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in (KEPT, GONE):
            if name in cleaned and not CommunityGroup.objects.filter(slug=cleaned[name]).exists():
                self.add_error(name, "No group has this address.")
        if not self.errors and cleaned[KEPT] == cleaned[GONE]:
            self.add_error(GONE, "This is the same group twice.")
        return cleaned

    @property
    def pair(self) -> tuple[int, int]:
        keys = dict(CommunityGroup.objects.filter(slug__in=self.cleaned_data.values()).values_list("slug", "pk"))
        return keys[self.cleaned_data[KEPT]], keys[self.cleaned_data[GONE]]


class Merging(forms.Form):
    """Whose value of each field goes on, of those in which the two differ."""

    reason = forms.CharField(
        label="Why they are one",
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Whoever leads the second group gets it by mail.",
    )

    def __init__(self, *args: Any, kept: CommunityGroup, gone: CommunityGroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason = self.fields.pop("reason")
        for name in CHOSEN:
            values = [FIELDS[name].write(group) or NOTHING for group in (kept, gone)]
            if values[0] != values[1]:
                self.fields[name] = forms.ChoiceField(
                    label=FIELDS[name].label,
                    choices=list(zip((KEPT, GONE), values, strict=True)),
                    initial=KEPT if values[0] != NOTHING else GONE,
                    required=False,
                    widget=forms.RadioSelect,
                )
        self.fields["reason"] = reason

    @property
    def taken(self) -> list[str]:
        """Fields whose value of the second group goes on."""
        return [name for name in CHOSEN if self.cleaned_data.get(name) == GONE]
