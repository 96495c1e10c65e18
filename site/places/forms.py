"""Forms of "Your area". They write nothing: what is typed here is looked up, shown and forgotten."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pages.forms import DescribedForm
from places.enums import Outcome
from places.models import Constituency
from places.selectors.places import Place, locate

LONGEST_POSTCODE = 20  # as typed, with whatever spaces
CHOOSE = _("Choose a constituency from the list")


class PostcodeForm(DescribedForm):
    postcode = forms.CharField(
        label=_("Postcode"),
        max_length=LONGEST_POSTCODE,
        help_text=_("Of your home or any other place, like LS1 4DY. We don't keep it"),
        error_messages={
            "required": _("Enter your postcode"),
            "max_length": _("Enter a full UK postcode, like LS1 4DY"),
        },
        # It may be any place's, so WCAG 1.3.5 asks for no purpose; and no browser offers it to the next person.
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    place: Place

    def clean_postcode(self) -> str:
        self.place = locate(postcode=self.cleaned_data["postcode"])
        if self.place.outcome == Outcome.MALFORMED:
            raise forms.ValidationError(self.place.hint)
        return self.place.postcode


class ChoiceForm(DescribedForm):
    """A constituency from the list, for a postcode that was looked up before or for none."""

    constituency = forms.ModelChoiceField(
        Constituency.objects.current().select_related("country", "region"),
        to_field_name="code",
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    postcode = forms.CharField(required=False, max_length=LONGEST_POSTCODE, widget=forms.HiddenInput)

    @property
    def place(self) -> Place | None:
        """Of the postcode, where it can be read."""
        postcode = self.cleaned_data.get("postcode")
        place = locate(postcode=postcode) if postcode else None
        return place if place and place.outcome != Outcome.MALFORMED else None
