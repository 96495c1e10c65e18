"""Choosing which of the nearest groups are invited to a session."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from groups.models import CommunityGroup
from places.selectors.places import Near
from training import families
from training.models import Session
from training.selectors.sessions import KM_IN_A_MILE


class InviteForm(forms.Form):
    family = forms.CharField(widget=forms.HiddenInput, required=False)
    groups = forms.MultipleChoiceField(
        label=_lazy("Groups"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _lazy("Tick at least one group")},
    )

    def offer(self, near: Sequence[Near[CommunityGroup]]) -> None:
        choices = [(str(each.thing.pk), f"{each.thing.name}, {away(each.km)}") for each in near]
        self.fields["groups"].choices = choices  # type: ignore[attr-defined]


def initial(family: str, near: Sequence[Near[CommunityGroup]]) -> dict[str, Any]:
    return {"family": family, "groups": [str(each.thing.pk) for each in near]}


def taught(session: Session) -> list[str]:
    """The families of signs that groups may lack."""
    return families.read(session.version.families) or [families.ANY]


def wanted(values: Mapping[str, Any], session: Session) -> str:
    family: str = values.get("family", "")
    known = taught(session)
    return family if family in known else known[0]


def away(km: float) -> str:
    miles = round(km / KM_IN_A_MILE)
    return ngettext("%d mile", "%d miles", miles) % miles if miles > 1 else _("a mile or less")
