"""What all forms of public pages share."""

from typing import Any

from django import forms
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http.multipartparser import MultiPartParserError

# What reading a form that was sent may raise, where it is far too long or broken.
UNREADABLE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, MultiPartParserError)


class DescribedForm(forms.Form):
    """Fields that screen readers hear together with their hint and their error."""

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data=data, label_suffix="", **options)
        for name, field in self.fields.items():
            identifier = str(self.auto_id) % name
            described_by = [f"{identifier}_hint"] if field.help_text else []
            if self.is_bound and name in self.errors:
                described_by.append(f"{identifier}_error")
                field.widget.attrs["aria-invalid"] = "true"
            if described_by:
                field.widget.attrs["aria-describedby"] = " ".join(described_by)
