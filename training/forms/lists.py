"""A list of who came, pasted or as a file."""

import io
from typing import Any, BinaryIO, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.sheets.bounds import LARGEST, MOST_ROWS
from pages.forms import DescribedForm
from training import pasted

LONGEST = 200_000  # characters of what is pasted


class Source(NamedTuple):
    file: BinaryIO
    size: int
    name: str


class ListForm(DescribedForm):
    text = forms.CharField(
        label=_("Paste the list"),
        required=False,
        max_length=LONGEST,
        strip=False,
        help_text=_("One person on each line, with name and email address. A line of headings is fine"),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
    )
    file = forms.FileField(
        label=_("Or choose a file"),
        required=False,
        help_text=_("CSV or XLSX, at most %(rows)s rows and %(size)d MB. Its first line names the columns")
        % {"rows": f"{MOST_ROWS:,}", "size": LARGEST // 1024 // 1024},
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        error_messages={"empty": _("The file is empty. Choose another")},
    )

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("file") and not cleaned.get("text", "").strip():
            self.add_error("text", _("Paste a list, or choose a file"))
        return cleaned

    @property
    def source(self) -> Source:
        if file := self.cleaned_data.get("file"):
            return Source(file.file, file.size, file.name)
        table = pasted.as_table(self.cleaned_data["text"])
        return Source(io.BytesIO(table), len(table), str(_("Pasted list")))
