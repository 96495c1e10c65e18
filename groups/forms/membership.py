from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from groups.enums import Role
from groups.forms.words import WordsField
from groups.models import CommunityGroup
from groups.selectors import members
from pages.forms import DescribedForm
from people.forms.addresses import AddressForm
from people.forms.names import NameForm
from people.models import Person

ADULT, TEENAGER, CHILD = "adult", "teenager", "child"
AGES: list[tuple[str, str | Promise]] = [
    ("", _("Choose one")),
    (ADULT, _("18 or over")),
    (TEENAGER, _("13 to 17")),
    (CHILD, _("Under 13")),
]


class AgeForm(DescribedForm):
    age = forms.ChoiceField(
        label=_("How old are you?"), choices=AGES, error_messages={"required": _("Say how old you are")}
    )

    def clean_age(self) -> str:
        age: str = self.cleaned_data["age"]
        if age == CHILD:
            raise forms.ValidationError(_("You can join a group once you are 13. We kept nothing of what you typed"))
        return age

    @property
    def is_adult(self) -> bool:
        return bool(self.cleaned_data["age"] == ADULT)

    def refuse_age(self) -> None:
        self.add_error("age", _("This is for those of 18 or over"))


class JoinForm(NameForm, AddressForm, AgeForm):
    note = WordsField(
        label=_("Anything the leaders should know?"),
        max_length=500,
        required=False,
        help_text=_("Such as how you heard of them. Not about somebody who may be exploited"),
        error_messages={"max_length": _("This is longer than %(limit_value)d characters. Shorten it")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ("name", "email", "age", "note")


class AcceptForm(NameForm, AgeForm):
    field_order = ("name", "age")


class InviteForm(AddressForm):
    role = forms.ChoiceField(
        label=_("As what?"),
        choices=[("", _("Choose one")), *Role.choices],
        error_messages={"required": _("Choose one")},
    )

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self["email"].help_text = _("We send one message with a link. It works for 14 days")


class RemoveForm(DescribedForm):
    reason = WordsField(
        label=_("Why?"),
        max_length=300,
        help_text=_("They are told what you write here, and may see it as long as we keep it"),
        error_messages={
            "required": _("Say why"),
            "max_length": _("This is longer than %(limit_value)d characters. Shorten it"),
        },
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Person) -> str:
        return obj.name


def hand_over_form(*, group: CommunityGroup, giver: Person) -> type[DescribedForm]:
    """Asks which adult in the group shall lead in the giver's place."""

    class HandOverForm(DescribedForm):
        taker = PersonField(
            members.may_lead(group).exclude(pk=giver.pk),
            label=_("Who shall lead in your place?"),
            empty_label=_("Choose one"),
            error_messages={"required": _("Choose one"), "invalid_choice": _("Choose one from the list")},
        )

    return HandOverForm
