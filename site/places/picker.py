"""What components/constituency-picker.html needs: every constituency by nation or region, the likely ones first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from places.models import Constituency, Position
from places.selectors import constituencies

FIELD = "constituency"
YOUR_CONSTITUENCY = _("Your constituency")


@dataclass(frozen=True)
class Option:
    value: str  # the constituency's code
    label: str


@dataclass(frozen=True)
class Group:
    label: str
    options: list[Option]


@dataclass(frozen=True)
class Picker:
    groups: list[Group]
    suggested: list[Option] = field(default_factory=list)
    chosen: str = ""  # the value that is chosen already
    label: str | Promise = YOUR_CONSTITUENCY
    hint: str | Promise = ""
    error: str = ""
    name: str = FIELD
    id: str = f"id_{FIELD}"


def pick(
    *, near: Position | None = None, first: str = "", chosen: str = "", hint: str | Promise = "", error: str = ""
) -> Picker:
    """One constituency in force. `near` puts the nearest before all; `first` names a group to begin with."""
    suggested = [option(each) for each in constituencies.around(near)]
    return Picker(groups(first), suggested, chosen, hint=hint, error=error)


def groups(first: str = "") -> list[Group]:
    found = Constituency.objects.current().select_related("country", "region")
    by_place = sorted(found, key=lambda each: (each.place != first, each.place, each.name))
    return [Group(place, options(each)) for place, each in groupby(by_place, key=lambda each: each.place)]


def options(found: Iterable[Constituency]) -> list[Option]:
    return [option(each) for each in found]


def option(constituency: Constituency) -> Option:
    welsh = f" ({constituency.name_cy})" if constituency.name_cy not in ("", constituency.name) else ""
    return Option(constituency.code, f"{constituency.name}{welsh}")
