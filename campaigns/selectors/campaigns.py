"""What campaign pages show beside their own words."""

from typing import NamedTuple

from django.db.models import Case, Q, When

from campaigns.enums import UNPUBLISHED
from campaigns.models import Bill, CampaignFact, CampaignPage, Petition
from campaigns.selectors import bills
from campaigns.selectors.bills import Tracker
from pages import facts, outline
from pages.models import Fact

MOST_FEATURED = 4


class RelatedFact(NamedTuple):
    fact: Fact
    sentence: str


def related_facts(page: CampaignPage) -> list[RelatedFact]:
    """Those that are live, with the value that they have now."""
    stated = facts.by_id()
    chosen: list[CampaignFact] = list(page.related_facts.all())
    return [RelatedFact(stated[key], each.sentence) for each in chosen if (key := str(each.fact_id)) in stated]


def bill_of(page: CampaignPage) -> tuple[Bill, Tracker] | None:
    bill = page.bill if page.bill_id else None
    return (bill, bills.tracker(bill)) if bill else None


def petition_of(page: CampaignPage) -> Petition | None:
    """No query where the page was read with it."""
    petition = page.petition if page.petition_id else None
    return petition if petition and petition.state not in UNPUBLISHED else None


def featured(first: int | None) -> list[CampaignPage]:
    """For the home page: the one with the key `first`, then those marked for it, the newest before."""
    public = outline.current().pages
    asked = CampaignPage.objects.for_serving().live().filter(Q(is_featured=True) | Q(pk=first))
    ordered = asked.order_by(Case(When(pk=first or 0, then=0), default=1), "-first_published_at", "-pk")
    return [page for page in ordered.defer_streamfields()[: 2 * MOST_FEATURED] if page.pk in public][:MOST_FEATURED]
