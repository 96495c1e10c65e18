"""Forms about sheets of paper."""

from typing import Any

from django import forms

from campaigns.enums import TAKES_PAPER
from campaigns.models import Petition
from campaigns.services import overlap, paper
from groups.models import CommunityGroup
from people import names
from places import postcodes
from places.models import Constituency


class EnterForm(forms.Form):
    petition = forms.ModelChoiceField(Petition.objects.filter(state__in=TAKES_PAPER), empty_label="Choose")
    number = forms.IntegerField(
        label="Complete lines",
        min_value=1,
        max_value=paper.MOST_LINES,
        help_text="Those with a name, a postcode and a signature, without those ticked as signed online too.",
    )
    scan = forms.FileField(
        label="Scan of the sheets",
        help_text="One file: PDF, JPEG or PNG, at most 10 MB. It is encrypted, and deleted with the names online.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )
    group = forms.ModelChoiceField(CommunityGroup.objects.with_page(), required=False, help_text="That collected them.")
    constituency = forms.ModelChoiceField(
        Constituency.objects.current(), required=False, help_text="Where they were collected, if in one."
    )
    note = forms.CharField(max_length=300, required=False, help_text="Of what the second person should know. No names.")

    def clean_scan(self) -> bytes:
        file = self.cleaned_data["scan"]
        content: bytes = file.read(paper.LARGEST + 1)
        try:
            paper.kind_of(content)
        except paper.NotPossible as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return content


class SampleForm(forms.Form):
    """A name and a postcode for each line that was drawn; both stay empty where a line can't be read."""

    def __init__(self, *args: Any, drawn: list[int], number: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.drawn, self.least = drawn, overlap.least(number)
        for line in drawn:
            self.fields[f"name_{line}"] = forms.CharField(max_length=names.LONGEST, required=False)
            self.fields[f"postcode_{line}"] = forms.CharField(max_length=20, required=False)
        for name, field in self.fields.items():
            field.widget.attrs |= {"autocomplete": "off", "aria-label": name.replace("_", " of line ").capitalize()}

    @property
    def rows(self) -> list[tuple[int, forms.BoundField, forms.BoundField]]:
        return [(line, self[f"name_{line}"], self[f"postcode_{line}"]) for line in self.drawn]

    @property
    def lines(self) -> list[paper.Line]:
        given = [(self.cleaned_data[f"name_{line}"], self.cleaned_data[f"postcode_{line}"]) for line in self.drawn]
        return [paper.Line(name, postcode) for name, postcode in given if name and postcode]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for line in self.drawn:
            self.clean_line(f"name_{line}", f"postcode_{line}")
        if not self.errors and len(self.lines) < self.least:
            raise forms.ValidationError(f"Enter at least {self.least} of these lines.")
        return cleaned

    def clean_line(self, name: str, postcode: str) -> None:
        if bool(self.cleaned_data.get(name)) != bool(self.cleaned_data.get(postcode)):
            self.add_error(name, "Give both the name and the postcode, or neither if the line can't be read.")
        elif self.cleaned_data.get(postcode):
            try:
                self.cleaned_data[postcode] = postcodes.parse(self.cleaned_data[postcode])
            except postcodes.MalformedPostcode as error:
                self.add_error(postcode, str(error))


class RefuseForm(forms.Form):
    reason = forms.CharField(max_length=300, help_text="What is wrong with it. No names.")
