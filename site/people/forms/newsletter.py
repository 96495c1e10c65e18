from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.forms.addresses import AddressForm
from people.forms.consent import AsksForConsent


class NewsletterForm(AddressForm, AsksForConsent):
    """An address beside the words that whoever presses the button agrees to."""

    # No reader is shown it, so whoever fills it in is a program.
    homepage = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **{"auto_id": "newsletter_%s", **options})  # pages have other forms with an address

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.shown is not None and not self.was_shown:
            self.data = {**{field: self.data.get(field) for field in self.fields}, "wording": str(self.shown.pk)}
            self.add_error(None, _("What you agree to has changed. Read it below, and send the form again"))
        return cleaned

    @property
    def is_a_programs(self) -> bool:
        return bool(self.data.get("homepage"))
