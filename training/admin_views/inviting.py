"""Inviting the nearest groups in which nobody knows the signs that a session teaches."""

from typing import Any

from django import forms
from django.utils import timezone

from groups.models import CommunityGroup
from places.selectors.places import Near
from training import families
from training.admin_views.sessions import REFUSALS, SessionStep
from training.selectors import untrained
from training.selectors.sessions import KM_IN_A_MILE
from training.services import inviting


class InviteForm(forms.Form):
    family = forms.CharField(widget=forms.HiddenInput, required=False)
    groups = forms.MultipleChoiceField(
        label="Groups",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one."},
    )


class Invite(SessionStep):
    title, button, template, folder = (
        "Invite the nearest groups",
        "Write to those who lead them",
        "invite",
        "training/admin",
    )
    form_class = InviteForm
    refusals = {
        **REFUSALS,
        inviting.NotToCome: "Nobody can book a place in it: it is no longer to come, or not published.",
        inviting.NobodyToInvite: "Each of these groups was invited to it before.",
    }

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        values = self.request.POST if self.request.method == "POST" else self.request.GET
        self.taught = families.read(self.session.version.families) or [families.ANY]
        wanted = values.get("family", "")
        self.family = wanted if wanted in self.taught else self.taught[0]
        self.near = self.nearest()

    def nearest(self) -> list[Near[CommunityGroup]]:
        position = self.session.event.position
        if position is None:
            return []
        return untrained.to_invite(self.session, self.family, position, timezone.localdate())

    def initial(self) -> dict[str, Any]:
        return {"family": self.family, "groups": [str(each.thing.pk) for each in self.near]}

    def read(self) -> forms.Form:
        return self.offer(super().read())

    def offer(self, form: forms.Form) -> forms.Form:
        choices = [(str(each.thing.pk), f"{each.thing.name}, {away(each.km)}") for each in self.near]
        form.fields["groups"].choices = choices  # type: ignore[attr-defined]
        return form

    def ask(self, form: forms.Form, status: int = 200) -> Any:
        return super().ask(self.offer(form), status)

    def explanation(self) -> list[str]:
        return [
            "The ten nearest groups within 50 miles in which nobody is trained in these signs today, and which were "
            "not invited to this session before.",
            "A draft is made for everybody who leads them. You or a colleague can change it under Groups, Messages; "
            "a second person sends it. Whoever wants no mail of ours gets none.",
        ]

    def context(self) -> dict[str, Any]:
        return {
            "families": [(key, families.LABELS[key]) for key in self.taught],
            "family": self.family,
            "near": self.near,
            "has_place": self.session.event.position is not None,
        }

    def act(self, values: dict[str, Any]) -> str:
        message = inviting.invite(session=self.session, groups=[int(each) for each in values["groups"]], by=self.by)
        number = message.invitations.count()
        groups = "1 group" if number == 1 else f"{number} groups"
        return f"A draft to those who lead {groups} waits under Messages to groups. A second person sends it."


def away(km: float) -> str:
    miles = round(km / KM_IN_A_MILE)
    return f"{miles} miles" if miles > 1 else "a mile or less"
