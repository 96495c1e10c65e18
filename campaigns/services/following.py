"""Following a campaign: a consent to campaign news, given on its page, asleep until its giver answers our message."""

from campaigns.models import CampaignPage
from mail.models import Delivery
from people.models import Consent, ConsentWording
from people.services import newsletter


def form_of(page: CampaignPage) -> str:
    """How the consent names where it was given."""
    longest = Consent._meta.get_field("form").max_length
    return f"campaign {page.pk} {page.slug}"[:longest]


def follow(*, page: CampaignPage, email: str, wording: ConsentWording) -> Delivery | None:
    """Write it down and ask its owner to confirm; None where enough went to the address in the last 24 hours.

    Somebody who gets the news already is told so, and whoever typed the address sees no difference.
    """
    return newsletter.sign_up(email=email, wording=wording, form=form_of(page))
