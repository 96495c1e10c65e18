"""The forms by which a letter is begun, written, sent and confirmed. None of them keeps anything by itself."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from campaigns import pasted
from campaigns.forms import SendAgainForm
from campaigns.models import LetterAction, TalkingPoint
from campaigns.models.letter import LONGEST_BODY, LONGEST_SUBJECT
from campaigns.services import letter_drafts
from campaigns.services.letter_drafts import MOST_POINTS, Content
from pages import plain_text, victim_reports
from pages.forms import DescribedForm
from people.forms.addresses import AddressForm
from people.forms.names import NameForm
from people.forms.own_data import CodeForm
from places.enums import Outcome
from places.forms import LONGEST_POSTCODE
from places.models import Constituency, GovernmentOffice
from places.picker import Picker
from places.selectors import places
from places.selectors.places import Place
from places.views.your_area import pick_for

LANGUAGES = [("en", _("English")), ("cy", _("Welsh"))]
LONGEST_TOWN, LONGEST_POSTAL_ADDRESS = 80, 300
FULL_POSTCODE = _("Enter a full UK postcode, like LS1 4DY")
ONE_LINE = _("This has to be one line. Take out the line break")
ODD_SIGNS = _("There is a character in it that can't be shown. Type it again")


class Ticks(forms.CheckboxSelectMultiple):
    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """The list of errors leads to the first box."""
        return super().id_for_label(id_, index or "0")


class OneLine(forms.CharField):
    """What stands in the head of a message or on an envelope: no line may be added to either."""

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if len(text.splitlines()) > 1:
            raise forms.ValidationError(ONE_LINE, code="lines")
        if not plain_text.can_be_shown(text):
            raise forms.ValidationError(ODD_SIGNS, code="signs")
        return " ".join(text.split())


class LetterText(forms.CharField):
    def to_python(self, value: Any) -> str:
        return pasted.clean(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        super().validate(value)
        if not plain_text.can_be_shown(value):
            raise forms.ValidationError(ODD_SIGNS, code="signs")


class ActionForm(DescribedForm):
    """A form whose fields depend on the action: `fit` sees to them before anything that was sent is read."""

    def __init__(self, data: Any = None, *, action: LetterAction, **options: Any) -> None:
        self.action = action
        super().__init__(None, **options)
        self.fit()
        for name, field in self.fields.items():
            if field.help_text:
                field.widget.attrs["aria-describedby"] = f"{str(self.auto_id) % name}_hint"
        if data is not None:
            self.is_bound, self.data = True, data
            self.mark_errors()

    def fit(self) -> None:
        """Nothing, where the fields are the same for every action."""

    def mark_errors(self) -> None:
        """As DescribedForm does, for whoever hears the page."""
        for name in self.errors.keys() & self.fields.keys():
            attributes = self.fields[name].widget.attrs
            described_by = [attributes.get("aria-describedby", ""), f"{str(self.auto_id) % name}_error"]
            attributes |= {"aria-invalid": "true", "aria-describedby": " ".join(filter(None, described_by))}


class PlaceForm(ActionForm):
    """A postcode, and what lies there."""

    postcode = forms.CharField(
        label=_("Postcode"),
        max_length=LONGEST_POSTCODE,
        required=False,
        error_messages={"max_length": FULL_POSTCODE},
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "spellcheck": "false"}),
    )
    needs_postcode = False
    place: Place | None = None

    def clean_postcode(self) -> str:
        typed: str = self.cleaned_data["postcode"]
        if not typed:
            if self.needs_postcode:
                raise forms.ValidationError(_("Enter your postcode"), code="required")
            return ""
        self.place = places.locate(postcode=typed)
        if self.place.outcome == Outcome.MALFORMED:
            raise forms.ValidationError(self.place.hint)
        return self.place.postcode


class StartForm(PlaceForm):
    """What to say, to whom, and in which language. Nothing is ticked before somebody ticks it."""

    points = forms.ModelMultipleChoiceField(
        TalkingPoint.objects.none(),
        label=_("What do you want to say?"),
        help_text=_("Choose up to five. You put each in your own words on the next page"),
        error_messages={"required": _("Choose at least one thing to say")},
        widget=Ticks,
    )
    offices = forms.ModelMultipleChoiceField(
        GovernmentOffice.objects.none(),
        label=_("Who do you want to write to?"),
        help_text=_("Each gets a letter of their own"),
        error_messages={"required": _("Choose at least one person to write to")},
        widget=Ticks,
    )
    constituency = forms.ModelChoiceField(Constituency.objects.current(), to_field_name="code", required=False)
    language = forms.ChoiceField(
        label=_("Which language do you write in?"),
        choices=LANGUAGES,
        initial="en",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language"), "invalid_choice": _("Choose a language")},
    )
    picker: Picker | None = None
    field_order = ("offices", "postcode", "points", "language")

    def fit(self) -> None:
        action = self.action
        self.needs_postcode = action.is_to_mps
        self.all_offices = [] if action.is_to_mps else list(action.offices.all())
        self.offer("points", action.points.all(), is_needed=action.points.exists())
        self.offer("offices", action.offices.all(), is_needed=len(self.all_offices) > 1)
        self.fields["postcode"].help_text = _("To find your MP. It stays on our server")
        if not action.is_to_mps:
            del self.fields["postcode"], self.fields["constituency"]

    def offer(self, name: str, choices: Any, *, is_needed: bool) -> None:
        field = self.fields[name]
        if is_needed and isinstance(field, forms.ModelMultipleChoiceField):
            field.queryset = choices
        else:
            del self.fields[name]

    def clean_points(self) -> Any:
        points = self.cleaned_data["points"]
        if len(points) > MOST_POINTS:
            raise forms.ValidationError(_("Choose five at most. A short letter is read more closely"), code="many")
        return points

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.place and not cleaned.get("constituency") and not self.place.constituency:
            self.ask_for_constituency(self.place)
        return cleaned

    def ask_for_constituency(self, place: Place) -> None:
        if not place.may_choose:
            self.add_error("postcode", place.hint or FULL_POSTCODE)
            return
        self.picker = pick_for(place, error=str(_("Choose the constituency that you live in")))
        self.add_error("constituency", place.hint or _("Choose the constituency that you live in"))

    @property
    def content(self) -> Content:
        """After validation: the draft to begin with."""
        given = self.cleaned_data
        points, chosen = list(given.get("points") or ()), given.get("constituency")
        found = self.place.constituency if self.place else None
        seat = chosen or found
        return Content(
            offices=tuple(office.pk for office in given.get("offices") or self.all_offices),
            constituency=seat.code if seat else "",
            is_chosen=chosen is not None,
            postcode=given.get("postcode") or "",
            points=tuple(point.pk for point in points),
            language=given["language"],
            text=letter_drafts.begun_with(points),
        )


class DraftForm(ActionForm):
    subject = OneLine(
        label=_("Subject"),
        max_length=LONGEST_SUBJECT,
        required=False,
        help_text=_("What your letter is about, in a few words"),
        error_messages={"max_length": _("The subject is longer than %(limit_value)d characters. Shorten it")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    text = LetterText(
        label=_("Your letter"),
        max_length=LONGEST_BODY,
        required=False,
        help_text=_("We add the greeting at the top and your name at the end"),
        error_messages={
            "max_length": _(
                "Your letter has %(show_value)d characters, and %(limit_value)d is the most. All of it still stands "
                "here: shorten it, then save it"
            )
        },
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "true", "autocomplete": "off"}),
    )
    points = forms.ModelMultipleChoiceField(TalkingPoint.objects.none(), required=False, widget=Ticks)
    language = forms.ChoiceField(choices=LANGUAGES, required=False)
    # Ticked by whoever was told that their words look like a report about a person, and says that they are none.
    no_report = forms.BooleanField(required=False)

    def fit(self) -> None:
        cast("forms.ModelMultipleChoiceField[TalkingPoint]", self.fields["points"]).queryset = self.action.points.all()

    def check_for_sending(self) -> None:
        """Add what is still missing before it can be sent."""
        if not self.cleaned_data.get("subject") and "subject" not in self.errors:
            self.add_error("subject", _("Say in a few words what your letter is about"))
        text = self.cleaned_data.get("text", "")
        if not text and "text" not in self.errors:
            self.add_error("text", _("Write your letter first"))
        elif letter_drafts.has_gap(text):
            self.add_error("text", _("Put your own words where the [square brackets] are, or take those lines out"))


class SendForm(PlaceForm, NameForm, AddressForm):
    town = OneLine(
        label=_("Town or village"),
        max_length=LONGEST_TOWN,
        required=False,
        help_text=_("So that your reader knows where you write from"),
        error_messages={"max_length": _("The name of the town is longer than %(limit_value)d characters")},
        widget=forms.TextInput(attrs={"autocomplete": "address-level2", "spellcheck": "false"}),
    )
    postal_address = LetterText(
        label=_("Your address"),
        max_length=LONGEST_POSTAL_ADDRESS,
        help_text=_("House number, street and town. Put the postcode in the next box"),
        error_messages={
            "required": _("Enter your address. Whoever answers needs to know that you live there"),
            "max_length": _("Your address is longer than %(limit_value)d characters"),
        },
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "street-address", "spellcheck": "false"}),
    )
    field_order = ("name", "email", "postal_address", "town", "postcode")

    def __init__(self, data: Any = None, *, action: LetterAction, content: Content, **options: Any) -> None:
        self.content, self.needs_postcode = content, action.asks_address
        super().__init__(data, action=action, initial={"postcode": content.postcode}, **options)

    def fit(self) -> None:
        self.fields["email"].help_text = _("We send you one message: press its button, and your letter is on its way")
        if self.action.asks_address:
            del self.fields["town"]
        else:
            del self.fields["postal_address"]
            self.fields["postcode"].help_text = _("To count letters by area. It is not in your letter")

    def clean_town(self) -> str:
        town: str = self.cleaned_data["town"]
        if victim_reports.recognise(town):
            raise forms.ValidationError(_("Put only the name of your town here. We can't act on anything else"))
        return town

    def clean_postal_address(self) -> str:
        address: str = self.cleaned_data["postal_address"]
        if victim_reports.recognise(address):
            raise forms.ValidationError(_("Put only your own address here. We can't act on anything else"))
        return address

    def clean_postcode(self) -> str:
        postcode = super().clean_postcode()
        found = self.place.constituency if self.place else None
        if self.action.is_to_mps and not self.content.is_chosen and found and found.code != self.content.constituency:
            raise forms.ValidationError(
                _(
                    "This postcode is in %(name)s, and your letter is to another MP. Go back to your letter to "
                    "change that"
                ),
                params={"name": found.name},
            )
        return postcode

    @property
    def given(self) -> dict[str, Any]:
        """After validation: what services.letters takes of it."""
        names = ("name", "email", "postcode", "town", "postal_address")
        return {name: self.cleaned_data.get(name, "") for name in names}


class LetterSendAgainForm(SendAgainForm):
    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self["email"].help_text = _("The one that you wrote with")


class LetterCodeForm(LetterSendAgainForm, CodeForm):
    """The other way to confirm: the code of our message, and the address that it went to."""

    field_order = ("email", "code")

    def refuse(self) -> None:
        """Say that it was not right, and not whether somebody wrote with this address."""
        self.add_error("code", _("This code doesn't go with this address. Look at our newest message again"))
        self.fields["code"].widget.attrs |= {"aria-invalid": "true", "aria-describedby": "id_code_error"}


def days_kept() -> int:
    """How long the text and the address of a letter are kept after it has left."""
    return int(settings.KEEP_DAYS["letter_texts"])
