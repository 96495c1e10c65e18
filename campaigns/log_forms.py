"""The form that takes a receipt to be checked. Nothing of it is kept."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from pages.forms import DescribedForm

MOST = 20_000  # bytes; a receipt from a log of ten million lines has about 3,000
NOT_ONE = _("This is not a receipt from a public log. Use the whole text of the file, from { to }.")


class ReceiptForm(DescribedForm):
    file = forms.FileField(
        label=_("The file of your receipt"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )
    text = forms.CharField(
        label=_("Or its text"),
        required=False,
        max_length=MOST,
        help_text=_("Open the file and copy all of it"),
        error_messages={"max_length": NOT_ONE},
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
    )

    def clean_file(self) -> "UploadedFile[bytes] | None":
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file and file.size and file.size > MOST:
            raise forms.ValidationError(NOT_ONE)
        return file

    def clean(self) -> None:
        file, text = self.cleaned_data.get("file"), self.cleaned_data.get("text")
        if not self.errors and not file and not text:
            self.add_error("file", _("Choose the file of your receipt, or paste its text"))

    @property
    def receipt(self) -> str:
        """What was brought; bytes that are no text come as such, and are no receipt."""
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        return file.read().decode(errors="replace") if file else str(self.cleaned_data["text"])
