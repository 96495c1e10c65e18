from typing import Any

from django.utils.translation import gettext_lazy as _

from groups.admin_forms.resources import FileField
from groups.forms.words import WordsField
from pages.forms import DescribedForm


class MaterialForm(DescribedForm):
    title = WordsField(
        label=_("What is it called?"),
        max_length=120,
        error_messages={
            "required": _("Say what it is called"),
            "max_length": _("This is longer than %(limit_value)d characters. Shorten it"),
        },
    )
    file = FileField(label=_("File"), error_messages={"required": _("Choose a file")})

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["file"].help_text = _(
            "A document of 20 MB at most. Only those with a place, and staff, can fetch it"
        )
