import re
import unicodedata

from django import forms

from pages.forms import DescribedForm
from people import addresses
from places.enums import Outcome
from places.models import Constituency
from places.selectors import places

LONGEST_NAME, LONGEST_ADDRESS = 200, 254
LINK = re.compile(r"https?:|www\.|//", re.IGNORECASE)
FORMULA = ("=", "+", "-", "@")  # a spreadsheet would run an exported name that begins so


class SignatureForm(DescribedForm):
    name = forms.CharField(
        label="Full name",
        max_length=LONGEST_NAME,
        error_messages={
            "required": "Enter your name",
            "max_length": "Your name is longer than %(limit_value)d characters. Enter a shorter form of it",
        },
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
    )
    email = forms.EmailField(
        label="Email address",
        max_length=LONGEST_ADDRESS,
        help_text="We send one message to confirm that it is you",
        error_messages={
            "required": "Enter your email address",
            "invalid": "Enter an email address in the right form, like name@example.org",
            "max_length": "An email address has at most %(limit_value)d characters",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
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
    # The address that was asked about last time: sent again unchanged, it is taken as meant.
    asked_about = forms.CharField(required=False, max_length=LONGEST_ADDRESS, widget=forms.HiddenInput)

    def clean_name(self) -> str:
        name = " ".join(unicodedata.normalize("NFC", self.cleaned_data["name"]).split())
        if len(name) > LONGEST_NAME:  # some letters become two when they are put in their usual form
            raise forms.ValidationError(
                self.fields["name"].error_messages["max_length"] % {"limit_value": LONGEST_NAME}
            )
        if any(unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs") for character in name):
            raise forms.ValidationError("Your name has a character that can't be shown. Type it again")
        if LINK.search(name):
            raise forms.ValidationError("Enter your name without a web address")
        if name.startswith(FORMULA):
            raise forms.ValidationError("A name can't begin with =, +, - or @")
        return name

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        try:
            too_long = len(addresses.canonical(email)) > LONGEST_ADDRESS
        except UnicodeError:
            too_long = True
        if too_long:
            raise forms.ValidationError(self.fields["email"].error_messages["invalid"], code="invalid")
        meant = addresses.without_typo(email)
        if meant and self.data.get("asked_about") != email:
            self.data = {**{field: self.data.get(field) for field in self.fields}, "asked_about": email}
            raise forms.ValidationError(f"Did you mean {meant}? Change it, or send it again if it is right")
        return email

    def clean_postcode(self) -> str:
        place = places.locate(postcode=self.cleaned_data["postcode"])
        if place.outcome == Outcome.MALFORMED:
            raise forms.ValidationError(place.hint)
        return place.postcode


class ConstituencyForm(DescribedForm):
    """Where somebody lives, from the list of components/constituency-picker.html."""

    constituency = forms.ModelChoiceField(Constituency.objects.current(), to_field_name="code")
