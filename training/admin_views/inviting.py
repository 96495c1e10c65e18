"""Inviting the nearest groups in which nobody knows the signs that a session teaches."""

from typing import Any

from django import forms
from django.utils import timezone

from training import families
from training.admin_views.sessions import REFUSALS, SessionStep
from training.forms import inviting as choosing
from training.forms.inviting import InviteForm
from training.selectors import untrained
from training.services import inviting


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
        inviting.NobodyToInvite: "Each of these groups was invited to it before, or takes no messages any more.",
    }

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        values = self.request.POST if self.request.method == "POST" else self.request.GET
        self.family = choosing.wanted(values, self.session)
        self.near = untrained.to_invite(self.session, self.family, timezone.localdate())

    def initial(self) -> dict[str, Any]:
        return choosing.initial(self.family, self.near)

    def read(self) -> forms.Form:
        return self.offer(super().read())

    def offer(self, form: Any) -> forms.Form:
        form.offer(self.near)
        return form  # type: ignore[no-any-return]

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
            "families": [(key, families.LABELS[key]) for key in choosing.taught(self.session)],
            "family": self.family,
            "near": self.near,
            "has_place": self.session.event.position is not None,
        }

    def act(self, values: dict[str, Any]) -> str:
        message = inviting.invite(session=self.session, groups=[int(each) for each in values["groups"]], by=self.by)
        number = message.invitations.count()
        groups = "1 group" if number == 1 else f"{number} groups"
        return f"A draft to those who lead {groups} waits under Messages to groups. A second person sends it."
