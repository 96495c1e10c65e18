from django import forms

from pages.forms import DescribedForm
from people.forms.addresses import AddressForm
from people.forms.consent import OffersNews
from people.forms.names import NameForm
from places.enums import Outcome
from places.models import Constituency
from places.selectors import places


class SignatureForm(OffersNews, NameForm, AddressForm):
    postcode = forms.CharField(
        label="Postcode",
        max_length=20,
        help_text="To count signatures by area. It stays on our server",
        error_messages={
            "required": "Enter your postcode",
            "max_length": "Enter a full UK postcode, like LS1 4DY.",
        },
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "spellcheck": "false"}),
    )
    field_order = ("name", "email", "postcode", "news")

    def clean_postcode(self) -> str:
        place = places.locate(postcode=self.cleaned_data["postcode"])
        if place.outcome == Outcome.MALFORMED:
            raise forms.ValidationError(place.hint)
        return place.postcode


class ConstituencyForm(DescribedForm):
    """Where somebody lives, from the list of components/constituency-picker.html."""

    constituency = forms.ModelChoiceField(Constituency.objects.current(), to_field_name="code")
