from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns import countries
from pages import plain_text, victim_reports
from pages.forms import DescribedForm
from people.forms.addresses import AddressForm
from people.forms.consent import OffersNews
from people.forms.names import NameForm
from people.forms.newsletter import NewsletterForm
from people.forms.own_data import CodeForm
from places import postcodes
from places.enums import Outcome
from places.models import Constituency
from places.selectors import places
from places.selectors.places import Place

LONGEST_COMMENT = 500
NO_POSTCODE = _("Enter your postcode. If you live outside the UK, choose your country")
COUNTRY_OF_AREA = {"GY": "GG", "IM": "IM", "JE": "JE"}  # postcodes of the Crown dependencies, which are not in the UK


class CommentField(forms.CharField):
    """Text of several lines, whose ends count as one character each, as the browser counts them."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


class CountryField(forms.ChoiceField):
    def valid_value(self, value: Any) -> bool:
        return value in countries.NAMES


class SignatureForm(OffersNews, NameForm, AddressForm):
    # Read before the postcode, which only the United Kingdom has. Without it somebody lives there.
    country = CountryField(
        label=_("Country"),
        choices=countries.choices,
        initial=countries.HOME,
        required=False,
        error_messages={"invalid_choice": _("Choose a country from the list")},
        widget=forms.Select(attrs={"autocomplete": "country"}),
    )
    postcode = forms.CharField(
        label=_("Postcode"),
        max_length=20,
        required=False,
        help_text=_("To count signatures by area. It stays on our server"),
        error_messages={"max_length": _("Enter a full UK postcode, like LS1 4DY.")},
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "spellcheck": "false"}),
    )
    is_public = forms.BooleanField(required=False)
    # Of work, put in by a script while one is asked for. What is none is as good as empty, and no error.
    proof = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order: Sequence[str] = ("name", "email", "country", "postcode", "is_public", "news", "updates")

    def __init__(self, data: Any = None, **options: Any) -> None:
        self.place: Place | None = None  # what was found of the postcode
        super().__init__(data, **options)

    def clean_country(self) -> str:
        return self.cleaned_data["country"] or countries.HOME

    def clean_postcode(self) -> str:
        if self.cleaned_data.get("country", countries.HOME) != countries.HOME:
            return ""
        if not self.cleaned_data["postcode"]:
            raise forms.ValidationError(NO_POSTCODE, code="required")
        place = places.locate(postcode=self.cleaned_data["postcode"])
        if place.outcome == Outcome.MALFORMED:
            raise forms.ValidationError(place.hint)
        self.place = place
        return place.postcode

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        elsewhere = COUNTRY_OF_AREA.get(postcodes.area(self.place.postcode)) if self.place else None
        if elsewhere:
            cleaned |= {"country": elsewhere, "postcode": ""}
        if any(name in self.fields and self.fields[name].widget.is_hidden for name in self.errors):
            self.add_error(None, _("Something in the form was broken on its way. Send it again"))
        return cleaned

    @property
    def given(self) -> dict[str, Any]:
        """After validation: what signing takes of it."""
        names = ("name", "email", "postcode", "country", "is_public")
        return {"agreed": self.agreed_to, **{name: self.cleaned_data[name] for name in names}}

    @property
    def looks_like_a_report(self) -> bool:
        return False

    @property
    def is_said_to_be_none(self) -> bool:
        return False


class SignatureWithCommentForm(SignatureForm):
    comment = CommentField(
        label=_("Why do you sign?"),
        max_length=LONGEST_COMMENT,
        required=False,
        help_text=_("At most 500 characters. We read it before we show it. Name nobody who may be a victim"),
        error_messages={"max_length": _("Your comment is longer than %(limit_value)d characters. Shorten it")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    # Ticked by whoever was told that their words look like a report about a person, and says that they are none.
    no_report = forms.BooleanField(required=False, widget=forms.HiddenInput)
    field_order = ("name", "email", "country", "postcode", "comment", "is_public", "news", "updates")

    def clean_comment(self) -> str:
        comment: str = self.cleaned_data["comment"]
        if not plain_text.can_be_shown(comment):
            raise forms.ValidationError(_("Your comment has characters that can't be shown. Type it again"))
        if plain_text.holds_code(comment):
            raise forms.ValidationError(_("Your comment looks like code. Leave out the sign <"))
        return comment

    @property
    def given(self) -> dict[str, Any]:
        return {"comment": self.cleaned_data["comment"], **super().given}

    @property
    def looks_like_a_report(self) -> bool:
        """Whether the comment may be about a possible victim; also where the form has other mistakes."""
        typed = str(self.data.get("comment") or "")[: 2 * LONGEST_COMMENT]
        return bool(typed and victim_reports.recognise(typed))

    @property
    def is_said_to_be_none(self) -> bool:
        return bool(self.data.get("no_report"))


class SendAgainForm(AddressForm):
    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self["email"].help_text = _("The one that you signed with")


class SignatureCodeForm(SendAgainForm, CodeForm):
    """The other way to confirm: the code of our message, and the address that it went to."""

    field_order = ("email", "code")

    def refuse(self) -> None:
        """Say that it was not right, and not whether somebody signed with this address."""
        self.add_error("code", _("This code doesn't go with this address. Look at our newest message again"))
        self.fields["code"].widget.attrs |= {"aria-invalid": "true", "aria-describedby": "id_code_error"}


class ConstituencyForm(DescribedForm):
    """Where somebody lives, from the list of components/constituency-picker.html."""

    constituency = forms.ModelChoiceField(Constituency.objects.current(), to_field_name="code")


class FollowForm(NewsletterForm):
    """An address beside the words that whoever follows a campaign agrees to."""

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **{"auto_id": "follow_%s", **options})
        self.fields["email"].label = _("Where we write to you")  # the form to sign, beside it, asks for one as well
