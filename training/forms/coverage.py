from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from pages.forms import DescribedForm
from places.enums import Outcome
from places.forms import LONGEST_POSTCODE
from places.selectors.places import Place, locate
from training import families

FAMILIES = list(families.LABELS.items())
OUTLINES = "outlines"


class CoverageForm(forms.Form):
    """Which signs, where and when. What an address says wrongly is left out."""

    family = forms.ChoiceField(label=_("Signs of"), choices=FAMILIES, required=False)
    area = forms.ChoiceField(label=_("Nation or region"), required=False)
    month = forms.ChoiceField(label=_("When"), required=False)
    map = forms.ChoiceField(choices=[(OUTLINES, OUTLINES)], required=False, widget=forms.HiddenInput)

    def __init__(self, data: object, *, areas: Sequence[tuple[str, str]], days: Sequence[date]) -> None:
        super().__init__(data, auto_id="by_%s")  # type: ignore[arg-type]
        ends = [(f"{day:%Y-%m}", date_format(day, "YEAR_MONTH_FORMAT")) for day in days]
        self.fields["area"].choices = [("", _("The whole United Kingdom")), *areas]  # type: ignore[attr-defined]
        self.fields["month"].choices = [("", _("Today")), *ends]  # type: ignore[attr-defined]

    def chosen(self, name: str) -> str:
        self.full_clean()
        return str(self.cleaned_data.get(name, ""))


class NearestForm(DescribedForm):
    """The postcode is in no address and is not kept."""

    postcode = forms.CharField(
        label=_("Postcode"),
        max_length=LONGEST_POSTCODE,
        help_text=_("Of your home or any other place, like LS1 4DY. We don't keep it"),
        error_messages={
            "required": _("Enter a postcode, like LS1 4DY"),
            "max_length": _("Enter a full UK postcode, like LS1 4DY"),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    family = forms.ChoiceField(label=_("Signs of"), choices=FAMILIES, required=False)
    place: Place | None = None

    def clean_postcode(self) -> str:
        self.place = locate(postcode=self.cleaned_data["postcode"])
        if self.place.outcome == Outcome.MALFORMED:
            raise forms.ValidationError(self.place.hint)
        return str(self.place.postcode)

    def clean_family(self) -> str:
        return self.cleaned_data["family"] or families.ANY
