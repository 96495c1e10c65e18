"""What staff fill in where they bring in a file of groups."""

from typing import Any

from django import forms

from groups.import_fields import FIELDS, REFERENCE
from groups.models import ImportBatch
from groups.sheets.bounds import LARGEST, MOST_ROWS

NOT_BROUGHT_IN = "Not brought in"
UPDATE, SKIP = "update", "skip"


class Upload(forms.Form):
    file = forms.FileField(
        help_text=(
            f"CSV or XLSX, at most {MOST_ROWS:,} rows and {LARGEST // 1024 // 1024} MB. "
            "The first line names the columns."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        error_messages={"required": "Choose a file.", "empty": "The file is empty. Choose another."},
    )


class Matching(forms.Form):
    """A choice for each column, and what becomes of groups that stand."""

    def __init__(self, *args: Any, batch: ImportBatch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.batch = batch
        choices = [("", NOT_BROUGHT_IN), *((name, field.label) for name, field in FIELDS.items())]
        for number, heading in enumerate(batch.columns):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=f"“{heading}” is",
                choices=choices,
                required=False,
                initial=batch.matching.get(heading, ""),
            )
        self.fields["standing"] = forms.ChoiceField(
            label="Rows about groups that are here already",
            choices=[(UPDATE, "Change the group to what the row says"), (SKIP, "Leave the group as it is")],
            initial=UPDATE if batch.updates else SKIP,
            widget=forms.RadioSelect,
            help_text=(
                "A row is about such a group by its reference, or else by its name, postcode and kind. "
                "An empty cell changes nothing."
            ),
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        seen: dict[str, str] = {}
        for heading, field in self.matching.items():
            if field and (other := seen.setdefault(field, heading)) != heading:
                self.add_error(
                    f"column_{self.batch.columns.index(heading)}",
                    f"“{other}” is the {FIELDS[field].label.lower()} already. Choose one of the two.",
                )
        if not {"name", REFERENCE} & set(seen):
            raise forms.ValidationError("Say which column is the name, or the reference of groups that are here.")
        return cleaned

    @property
    def matching(self) -> dict[str, str]:
        return {heading: self.cleaned_data.get(f"column_{n}", "") for n, heading in enumerate(self.batch.columns)}

    @property
    def updates(self) -> bool:
        return bool(self.cleaned_data["standing"] == UPDATE)
