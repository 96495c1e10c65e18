"""What staff fill in where they bring in a list of training of the past."""

from typing import Any

from django import forms

from groups.admin_forms.importing import NOT_BROUGHT_IN, Upload
from training.models import ImportBatch
from training.services import import_checking

__all__ = ["Matching", "Upload"]


class Matching(forms.Form):
    """A choice for each column."""

    def __init__(self, *args: Any, batch: ImportBatch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.batch = batch
        self.known = import_checking.fields_of(batch.session)
        choices = [("", NOT_BROUGHT_IN), *((name, field.label) for name, field in self.known.items())]
        for number, heading in enumerate(batch.columns):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=f"“{heading}” is", choices=choices, required=False, initial=batch.matching.get(heading, "")
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        seen: dict[str, str] = {}
        for number, heading in enumerate(self.batch.columns):
            field = self.matching[heading]
            if field and (other := seen.setdefault(field, heading)) != heading:
                label = self.known[field].label.lower()
                self.add_error(f"column_{number}", f"“{other}” is the {label} already. Choose one of the two.")
        return cleaned

    @property
    def matching(self) -> dict[str, str]:
        return {heading: self.cleaned_data.get(f"column_{n}", "") for n, heading in enumerate(self.batch.columns)}
