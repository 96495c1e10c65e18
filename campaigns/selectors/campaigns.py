"""What campaign pages show beside their own words."""

from typing import NamedTuple

from campaigns.models import Bill, CampaignFact, CampaignPage
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


def featured() -> list[CampaignPage]:
    """For the home page: those marked for it that readers may see, the newest first."""
    public = outline.current().pages
    asked = CampaignPage.objects.live().filter(is_featured=True).order_by("-first_published_at", "-pk")
    return [page for page in asked.defer_streamfields()[: 2 * MOST_FEATURED] if page.pk in public][:MOST_FEATURED]
