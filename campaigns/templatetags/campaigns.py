from typing import Any

from django import template

from campaigns.forms import SignatureForm
from campaigns.models import CampaignPage, Petition

register = template.Library()


@register.simple_tag
def campaign_feature(page: CampaignPage | None) -> dict[str, Any]:
    """What a page shows of a campaign: its page, its petition with its count, and an empty form to sign it."""
    if page is None:
        return {}
    petition = Petition.objects.published().with_total().filter(pk=page.petition_id).first()
    return {"page": page, "petition": petition, "form": SignatureForm()}
