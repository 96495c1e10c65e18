"""The steps of registering a group, a form each, and the form that answers what staff asked."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.enums import Ages, Aim, GroupKind
from groups.models import Agreement, CommunityGroup
from groups.services.deciding import ME, SECOND
from pages import plain_text, victim_reports
from pages.forms import DescribedForm
from people import addresses, names
from people.enums import Purpose
from people.forms.addresses import LONGEST_ADDRESS, AddressForm
from people.forms.consent import AsksForConsent
from people.forms.names import NameForm
from places.enums import Outcome
from places.selectors import places

ADULT, TEENAGER, CHILD = "adult", "teenager", "child"
OTHER = "other"
CHOOSE = ("", _("Choose one"))
OWN_AGE = [CHOOSE, (ADULT, _("18 or over")), (TEENAGER, _("13 to 17")), (CHILD, _("Under 13"))]
AGES = [
    CHOOSE,
    (Ages.ADULTS, _("18 or over only")),
    (Ages.TEENAGERS_TOO, _("13 to 17 as well")),
    (CHILD, _("Under 13 as well")),
]
LEADS = [CHOOSE, (ME, _("I am")), (SECOND, _("The second leader")), (OTHER, _("Somebody else"))]
LONGEST_ABOUT = 2000
TOO_LONG = {"max_length": _("This is longer than %(limit_value)d characters. Shorten it")}


def check_words(text: str) -> str:
    if not plain_text.can_be_shown(text):
        raise forms.ValidationError(_("This has characters that can't be shown. Type it again"))
    if plain_text.holds_code(text):
        raise forms.ValidationError(_("This looks like code. Leave out the sign <"))
    return text


class Boxes(forms.CheckboxSelectMultiple):
    """With an address for the summary of errors: that of the whole set."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return super().id_for_label(id_, index) or id_


class StepForm(DescribedForm):
    """Fields of one step. What the public typed freely in it is looked at before it is kept."""

    free_texts: tuple[str, ...] = ()
    # Ticked by whoever was told that their words look like a report about a person, and says that they are none.
    no_report = forms.BooleanField(required=False, widget=forms.HiddenInput)

    @property
    def looks_like_a_report(self) -> bool:
        """Whether it may be about a possible victim; also where the form has other mistakes."""
        typed = [str(self.data.get(name) or "")[: 2 * LONGEST_ABOUT] for name in self.free_texts if name in self.fields]
        return bool(victim_reports.recognise("\n\n".join(typed)))

    @property
    def is_said_to_be_none(self) -> bool:
        return bool(self.data.get("no_report"))

    @property
    def answers(self) -> dict[str, Any]:
        """After validation: what is kept of it."""
        return {name: self.cleaned_data[name] for name in self.fields if name != "no_report"}


class BeginForm(NameForm, AddressForm, StepForm):
    free_texts = ("name",)
    age = forms.ChoiceField(
        label=_("How old are you?"),
        choices=OWN_AGE,
        help_text=_("Whoever leads a group is 18 or over"),
        error_messages={"required": _("Say how old you are")},
    )
    field_order = ("name", "email", "age")

    def clean_age(self) -> str:
        age: str = self.cleaned_data["age"]
        if age != ADULT:
            raise forms.ValidationError(
                _("Only an adult can register a group. Ask a parent, a teacher or another adult to lead it with you")
            )
        return age


class YouForm(StepForm):
    """The name alone may still be changed: the address was confirmed."""

    free_texts = ("applicant",)
    applicant = NameForm.base_fields["name"]

    def clean_applicant(self) -> str:
        return names.tidied(self.cleaned_data["applicant"])


class GroupForm(StepForm):
    free_texts: tuple[str, ...] = ("name", "about")
    name = forms.CharField(
        label=_("Name of the group"),
        max_length=CommunityGroup._meta.get_field("name").max_length,
        help_text=_("For example ACTFORJUSTICE Leeds"),
        error_messages={"required": _("Enter the name of the group"), **TOO_LONG},
    )
    kind = forms.ChoiceField(
        label=_("What kind of group is it?"),
        choices=[CHOOSE, *GroupKind.choices],
        error_messages={"required": _("Choose what kind of group it is")},
    )
    aims = forms.MultipleChoiceField(
        label=_("What do you want to do?"),
        choices=Aim.choices,
        widget=Boxes,
        error_messages={"required": _("Choose at least one thing that you want to do")},
    )
    about = forms.CharField(
        label=_("In your own words"),
        max_length=LONGEST_ABOUT,
        required=False,
        help_text=_("Your page shows it once the group is approved. Name nobody who may be a victim"),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages=TOO_LONG,
    )
    ages = forms.ChoiceField(
        label=_("How old are its members?"),
        choices=AGES,
        help_text=_("People under 18 are never named in public, and nobody writes to them directly"),
        error_messages={"required": _("Say how old its members are")},
    )

    def clean_name(self) -> str:
        return check_words(self.cleaned_data["name"])

    def clean_about(self) -> str:
        return check_words(self.cleaned_data["about"].replace("\r\n", "\n"))

    def clean_ages(self) -> str:
        ages: str = self.cleaned_data["ages"]
        if ages == CHILD:
            raise forms.ValidationError(_("Children under 13 can't be members. Choose who else is"))
        return ages


class PlaceForm(StepForm):
    free_texts: tuple[str, ...] = ("town",)
    town = forms.CharField(
        label=_("Town or village"),
        max_length=CommunityGroup._meta.get_field("town").max_length,
        error_messages={"required": _("Enter the town or village"), **TOO_LONG},
    )
    postcode = forms.CharField(
        label=_("Postcode where you meet"),
        max_length=20,
        help_text=_("It stays private. The map shows the middle of its area, never an address"),
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "spellcheck": "false"}),
        error_messages={"required": _("Enter a postcode, like LS1 4DY"), **TOO_LONG},
    )

    def clean_town(self) -> str:
        return check_words(self.cleaned_data["town"])

    def clean_postcode(self) -> str:
        place = places.locate(postcode=self.cleaned_data["postcode"])
        if place.outcome == Outcome.MALFORMED:
            raise forms.ValidationError(place.hint)
        return place.postcode


def address_field(label: Any, *, required: bool = True) -> forms.EmailField:
    return forms.EmailField(
        label=label,
        required=required,
        max_length=LONGEST_ADDRESS,
        error_messages={
            "required": _("Enter their email address"),
            "invalid": _("Enter an email address in the right form, like name@example.org"),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


def name_field(label: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=100,
        error_messages={"required": _("Enter their name"), **TOO_LONG},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class PeopleForm(StepForm):
    """Two adults lead, and somebody looks after safeguarding: without, no group is approved."""

    free_texts: tuple[str, ...] = ("second_name", "safeguarding_name")
    second_name = name_field(_("Name of the second leader"))
    second_email = address_field(_("Email address of the second leader"))
    second_is_adult = forms.BooleanField(
        label=_("They are 18 or over, and know that I name them here"),
        error_messages={"required": _("The second leader must be 18 or over, and know that you name them")},
    )
    safeguarding = forms.ChoiceField(
        label=_("Who is your safeguarding lead?"),
        choices=LEADS,
        help_text=_("An adult whom members can turn to with a worry about somebody's safety"),
        error_messages={"required": _("Say who is your safeguarding lead")},
    )
    safeguarding_name = name_field(_("Name of the safeguarding lead, if somebody else"), required=False)
    safeguarding_email = address_field(_("Email address of the safeguarding lead, if somebody else"), required=False)

    def __init__(self, data: Any = None, *, own_address: str = "", **options: Any) -> None:
        self.own_address = own_address
        super().__init__(data, **options)

    def clean_second_email(self) -> str:
        email = self.an_address("second_email")
        if self.own_address and addresses.canonical(email) == self.own_address:
            raise forms.ValidationError(_("This is your own address. Enter that of another person"))
        return email

    def clean_safeguarding_email(self) -> str:
        return self.an_address("safeguarding_email")

    def an_address(self, name: str) -> str:
        email: str = self.cleaned_data[name]
        try:
            addresses.canonical(email) if email else None
        except ValueError as error:
            raise forms.ValidationError(self.fields[name].error_messages["invalid"]) from error
        return email

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        is_other = cleaned.get("safeguarding") == OTHER
        for name in ("safeguarding_name", "safeguarding_email"):
            if not is_other:
                cleaned[name] = ""
            elif name in self.fields and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("Say who it is, or choose one of the leaders"))
        return {name: value for name, value in cleaned.items() if name in self.fields}


class AgreementForm(AsksForConsent, StepForm):
    """The agreement as it is shown now: a newer one is read and agreed to again. News is an offer beside it."""

    asked_purpose = Purpose.GROUP_NEWS
    news = forms.BooleanField(required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    agreed = forms.BooleanField(required=False)
    consented = forms.BooleanField(
        error_messages={"required": _("We can only take your group if you agree to how we use what you typed")}
    )

    def __init__(self, data: Any = None, **options: Any) -> None:
        self.agreement = Agreement.objects.current()
        super().__init__(data, **options)
        if self.agreement is not None:
            self.initial["version"] = self.agreement.version

    def clean_news(self) -> bool:
        ticked: bool = self.cleaned_data["news"]
        if ticked and not self.was_shown:
            self.data = {**{name: self.data.get(name) for name in self.fields}, "news": ""}
            if self.shown is not None:
                self.data["wording"] = self.shown.pk
            raise forms.ValidationError(_("These words have changed. Read them, and tick the box again if you agree"))
        return ticked

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.agreement is not None and cleaned.get("version") != self.agreement.version:
            self.data = {**{name: self.data.get(name) for name in self.fields}, "version": self.agreement.version}
            self.data["agreed"] = ""
            self.add_error("agreed", _("The agreement has changed. Read it, and tick the box again if you agree"))
        elif self.agreement is not None and not cleaned.get("agreed"):
            self.add_error("agreed", _("Tick the box if your group agrees to this"))
        return cleaned

    @property
    def answers(self) -> dict[str, Any]:
        return {
            "version": self.agreement.version if self.agreement else None,
            "consented": True,
            "news": self.shown.pk if self.shown and self.cleaned_data["news"] else None,
        }


STEP_FORMS: dict[str, type[StepForm]] = {
    "you": YouForm,
    "group": GroupForm,
    "place": PlaceForm,
    "people": PeopleForm,
    "agreement": AgreementForm,
}


class AnswerForm(GroupForm, PlaceForm, PeopleForm):
    """The fields that staff asked about, and no others."""

    free_texts = (*GroupForm.free_texts, *PlaceForm.free_texts, *PeopleForm.free_texts)

    def __init__(self, data: Any = None, *, asked: Collection[str], **options: Any) -> None:
        kept = {*asked, "no_report"}
        fields = type(self).base_fields.items()
        self.base_fields = {name: each for name, each in fields if name in kept}  # type: ignore[misc]
        super().__init__(data, **options)


def initial(answers: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """What was filled in before, of every step."""
    return {name: value for values in answers.values() for name, value in values.items()}
