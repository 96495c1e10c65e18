"""What staff fill in where they bring in a list of supporters."""

from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator

from campaigns.mailout_enums import MAILOUT_PURPOSES
from campaigns.models import SupporterImport
from campaigns.supporter_fields import EMAIL, FIELDS, guessed
from groups.forms.words import WordsField
from groups.sheets.bounds import LARGEST, MOST_ROWS
from people import wordings

NOT_BROUGHT_IN = "Not brought in"
NOTHING = "Nothing that we can show. They are noted, and never written to"
SHORTEST, LONGEST = 30, 2_000  # of what is said to show that they agreed
LARGEST_FILE = 10 * 1024 * 1024
KINDS = ("csv", "docx", "odt", "ods", "pdf", "txt", "xlsx")


class Upload(forms.Form):
    file = forms.FileField(
        help_text=(
            f"CSV or XLSX, at most {MOST_ROWS:,} lines and {LARGEST // 1024 // 1024} MB. The first line names the "
            "columns."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        error_messages={"required": "Choose a file.", "empty": "The file is empty. Choose another."},
    )


class Matching(forms.Form):
    """A choice for each column, what its people agreed to, and what shows that they did."""

    purpose = forms.ChoiceField(
        label="What they agreed to",
        required=False,
        help_text=(
            "Each gets nothing before they confirm it themselves, by a message that a second person has sent. "
            "Choose something only where all of them agreed to just that."
        ),
    )
    evidence = WordsField(
        label="How and when they agreed",
        min_length=SHORTEST,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=(
            "In which words they were asked, on which form, on which days, and where that can be seen. It is kept as "
            "evidence. Name nobody."
        ),
        error_messages={"required": "Say how and when they agreed. Without that nobody is brought in."},
    )
    evidence_file = forms.FileField(
        label="A file that shows it",
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{kind}" for kind in KINDS)}),
        validators=[FileExtensionValidator(KINDS)],
        help_text="Such as a copy of the empty form. Only staff can open it.",
    )

    def __init__(self, *args: Any, batch: SupporterImport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.batch = batch
        field: Any = self.fields["purpose"]
        field.choices = [
            ("", NOTHING),
            *((value, label) for value, label in MAILOUT_PURPOSES if wordings.current(value)),
        ]
        self.initial.update(purpose=batch.purpose, evidence=batch.evidence)
        self.fields = {**columns_of(batch), **self.fields}

    def clean_evidence_file(self) -> Any:
        file = self.cleaned_data["evidence_file"]
        if file is not None and file.size > LARGEST_FILE:
            raise forms.ValidationError(f"The file is larger than {LARGEST_FILE // 1024 // 1024} MB.")
        return file

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        seen: dict[str, int] = {}
        for place, heading in enumerate(self.batch.header):
            name = cleaned.get(f"column_{place}", "")
            if name and (other := seen.setdefault(name, place)) != place:
                self.add_error(
                    f"column_{place}",
                    f"“{self.batch.header[other]}” is the {FIELDS[name].label.lower()} already, so “{heading}” is not.",
                )
        if EMAIL not in seen:
            raise forms.ValidationError("Say which column is the email address.")
        return cleaned

    @property
    def columns(self) -> dict[str, int]:
        places = range(len(self.batch.header))
        return {name: place for place in places if (name := self.cleaned_data.get(f"column_{place}", ""))}


def columns_of(batch: SupporterImport) -> dict[str, forms.Field]:
    """One choice for each, with what it was matched with, or else what it is called like."""
    chosen = {place: name for name, place in (batch.columns or guessed(batch.header)).items()}
    choices = [("", NOT_BROUGHT_IN), *((name, field.label) for name, field in FIELDS.items())]
    return {
        f"column_{place}": forms.ChoiceField(
            label=f"“{heading}” is", choices=choices, required=False, initial=chosen.get(place, "")
        )
        for place, heading in enumerate(batch.header)
    }
