"""What staff fill in about resources of groups."""

import zipfile
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.base import File

from groups import made
from groups.services.resources import extension

PUBLIC = frozenset({"mp4", "vtt", "webm"})  # films are public whatever their collection: see docs/operations.md
ZIPPED = frozenset({"docx", "odt", "ods", "xlsx"})
LARGEST = 20 * 1024 * 1024
START = 4096


def allowed() -> list[str]:
    return sorted(set(settings.WAGTAILDOCS_EXTENSIONS) - PUBLIC)


def is_what_it_says(file: File[Any]) -> bool:
    """Whether the content is of the kind that its name says."""
    kind = extension(file)
    file.seek(0)
    if kind in ZIPPED:
        is_right = zipfile.is_zipfile(file)
    else:
        start = file.read(START)
        is_right = start.startswith(b"%PDF-") if kind == "pdf" else b"\0" not in start
    file.seek(0)
    return is_right


class FileField(forms.FileField):
    def __init__(self, **options: Any) -> None:
        names = ", ".join(name.upper() for name in allowed())
        accept = ",".join(f".{name}" for name in allowed())
        help_text = f"{names}. At most {LARGEST // 1024 // 1024} MB. Only groups and staff can fetch it."
        super().__init__(help_text=help_text, widget=forms.FileInput(attrs={"accept": accept}), **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if extension(file) not in allowed():
            raise forms.ValidationError("Groups can't be given files of this kind. Choose another.")
        if file.size > LARGEST:
            raise forms.ValidationError("This file is too large. Make it smaller, or split it.")
        if not is_what_it_says(file):
            raise forms.ValidationError("What is in this file is not what its name says. Save it again and choose it.")
        return file


class WordsForm(forms.Form):
    title = forms.CharField(max_length=120)
    description = forms.CharField(
        max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text="What groups use it for."
    )
    order = forms.IntegerField(
        label="Place in the list", min_value=1, max_value=1000, initial=100, help_text="The lowest number stands first."
    )


class AddForm(WordsForm):
    file = FileField()
    field_order = ("title", "file", "description", "order")


class AddMadeForm(WordsForm):
    maker = forms.ChoiceField(label="What is made")
    field_order = ("maker", "title", "description", "order")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["maker"].choices = [(maker.name, maker.title) for maker in made.registered()]  # type: ignore[attr-defined]


class VersionForm(forms.Form):
    file = FileField()
    what_changed = forms.CharField(
        label="What changed", max_length=300, help_text="Groups read it, so that they know whether to print it anew."
    )
