from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from groups.enums import Aim, GroupKind
from groups.selectors import directory
from groups.selectors.directory import Wanted
from pages.forms import DescribedForm

LONGEST_NAME = 80


def regions() -> list[tuple[str, str | Promise]]:
    return [("", _("Everywhere")), *directory.regions()]


class DirectoryForm(DescribedForm):
    """Which groups to list, as the address says it. What it does not understand counts as not asked for."""

    name = forms.CharField(
        label=_("Name or town"),
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    region = forms.ChoiceField(label=_("Region or nation"), choices=regions, required=False)
    kind = forms.ChoiceField(
        label=_("Kind of group"), choices=[("", _("Every kind")), *GroupKind.choices], required=False
    )
    aim = forms.ChoiceField(label=_("What it does"), choices=[("", _("Anything")), *Aim.choices], required=False)

    @property
    def wanted(self) -> Wanted:
        return Wanted(**{name: self.cleaned_data.get(name, "") for name in Wanted._fields})
