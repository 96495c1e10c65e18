from typing import Any

from django.utils.translation import gettext_lazy as _

from people.forms.addresses import AddressForm


class ByMailForm(AddressForm):
    """Where a course is sent as text."""

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["email"].help_text = _("We send one message with the whole course. You join no list.")
