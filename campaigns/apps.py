from typing import Any

from django.apps import AppConfig

from mail import kinds
from mail.enums import WhenUncertain
from pages import waiting

SIGNATURES = "signatures"  # the key of their layer
SAMPLE = {
    "name": "Suzie Signer",
    "petition": "Support every survivor",
    "confirm_path": "/petitions/support-every-survivor/confirm/sample/",
}


class CampaignsConfig(AppConfig):
    name = "campaigns"
    verbose_name = "Campaigns"

    def ready(self) -> None:
        from campaigns import holdings, panels, retention
        from campaigns.models import Petition
        from campaigns.selectors import totals
        from pages import generation
        from places import areas, layers

        generation.listen_to(Petition)
        again = WhenUncertain.SEND_AGAIN
        kinds.register(kinds.Kind("confirm_signature", "Confirm your signature", SAMPLE, when_uncertain=again))
        kinds.register(kinds.Kind("signed_before", "You have signed already", SAMPLE, when_uncertain=again))
        waiting.register(draft_petitions)
        holdings.register()
        retention.register_own()
        layers.register(
            layers.Layer(
                SIGNATURES,
                "Signatures by constituency",
                "signature",
                "signatures",
                count=totals.signatures_by_constituency,
                order=10,
            )
        )
        areas.register(areas.Panel("Signatures", panels.signatures, order=20))


def draft_petitions(user: Any) -> list[waiting.Waiting]:
    from django.urls import reverse

    from campaigns.enums import PetitionState
    from campaigns.models import Petition

    if not user.has_perm("campaigns.change_petition"):
        return []
    return [
        waiting.Waiting(f'The petition "{petition.title}" is a draft.', reverse("petitions:edit", args=[petition.pk]))
        for petition in Petition.objects.filter(state=PetitionState.DRAFT)[:5]
    ]
