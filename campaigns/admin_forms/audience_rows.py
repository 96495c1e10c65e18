"""What a condition of an audience is filled in with, by its kind. What is filled in, campaigns.audiences reads."""

from collections.abc import Callable
from typing import Any

from django import forms
from wagtail.admin.widgets import AdminDateInput

from campaigns.audiences import conditions, over_time
from campaigns.audiences.tree import KINDS
from campaigns.models import CampaignPage, LetterAction, Mailout, Petition
from groups.enums import Role
from groups.models import CommunityGroup
from people.enums import Purpose
from places.models import Constituency, Country, Region
from training.models import Course

MOST_LISTED = 1000  # of the newest; a list of all would be too long to choose from
Choices = list[tuple[str, str]]
NOBODY_CHOSEN = ("", "Choose")


def listed(rows: Any, first: tuple[str, str] = NOBODY_CHOSEN, *, by: str = "pk", name: str = "title") -> Choices:
    return [first, *((str(key), str(label)) for key, label in rows.values_list(by, name)[:MOST_LISTED])]


def petitions() -> Choices:
    return listed(Petition.objects.published().order_by("-created_at"))


def actions() -> Choices:
    return listed(LetterAction.objects.shown().order_by("-created_at"))


def campaigns() -> Choices:
    return listed(CampaignPage.objects.live().order_by("title"))


def seats() -> Choices:
    return listed(Constituency.objects.current().order_by("name"), name="name")


def regions() -> Choices:
    found = [listed(model.objects.order_by("name"), by="slug", name="name") for model in (Region, Country)]
    return [*found[0], *found[1][1:]]


def groups() -> Choices:
    return listed(CommunityGroup.objects.with_page().order_by("name"), ("", "Any group"), name="name")


def courses() -> Choices:
    return listed(Course.objects.order_by("title"), ("", "Any course"))


def mailouts() -> Choices:
    return listed(Mailout.objects.exclude(mailing=None).order_by("-created_at"))


def roles() -> Choices:
    return [("", "Any role"), *((value, str(label)) for value, label in Role.choices)]


def purposes() -> Choices:
    labels = dict(Purpose.choices)
    return [NOBODY_CHOSEN, *((value, str(labels[value])) for value in conditions.OTHER_PURPOSES)]


def chosen_from(label: str, choices: Callable[[], Choices]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices)


def whole(label: str, least: int, most: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most)


FIELDS: dict[str, dict[str, Callable[[], forms.Field]]] = {
    "signed": {"petition": lambda: chosen_from("Petition", petitions)},
    "wrote": {"action": lambda: chosen_from("Letter action", actions)},
    "follows": {"campaign": lambda: chosen_from("Campaign", campaigns)},
    "constituency": {"constituency": lambda: chosen_from("Constituency", seats)},
    "region": {"region": lambda: chosen_from("Region or nation", regions)},
    "near": {
        "postcode": lambda: forms.CharField(label="Postcode", max_length=10),
        "km": lambda: whole("Within how many km", 1, conditions.LONGEST_WAY),
    },
    "group": {"group": lambda: chosen_from("Group", groups), "role": lambda: chosen_from("Role", roles)},
    "training": {
        "course": lambda: chosen_from("Course", courses),
        "standing": lambda: chosen_from("How it stands", lambda: list(over_time.STANDINGS)),
        "days": lambda: whole("Days, where it runs out", 0, over_time.MOST_DAYS),
    },
    "active": {
        "when": lambda: chosen_from("When", lambda: list(over_time.WHEN)),
        "day": lambda: forms.DateField(label="Day", widget=AdminDateInput),
    },
    "got": {"mailout": lambda: chosen_from("Mail-out", mailouts)},
    "agreed": {"purpose": lambda: chosen_from("Kind of message", purposes)},
}
NEW_ONES: Choices = [NOBODY_CHOSEN, *((kind, each.label) for kind, each in KINDS.items())]


class ConditionForm(forms.Form):
    """The fields of one condition, filled with what is kept or was typed; never validated here."""

    use_required_attribute = False  # else a browser lets nobody add a condition before all are filled in

    def __init__(self, kind: str, told: dict[str, Any], prefix: str) -> None:
        values = {name: told.get(name) for name in FIELDS[kind]}
        super().__init__(initial=values, prefix=prefix)
        for name, make in FIELDS[kind].items():
            field = self.fields[name] = make()
            if isinstance(field, forms.ChoiceField):
                keep_chosen(field, values[name])

    @property
    def names(self) -> list[str]:
        return list(self.fields)


def keep_chosen(field: forms.ChoiceField, value: Any) -> None:
    """What was chosen before stays chosen, also where it is listed no more."""
    text = "" if value is None else str(value)
    offered: Any = field.choices
    choices = list(offered)
    if text and text not in {str(key) for key, _ in choices}:
        field.choices = [*choices, (text, "As chosen before")]
