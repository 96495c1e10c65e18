from typing import ClassVar

from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable
from wagtail.search import index

from campaigns.enums import CampaignState
from campaigns.models.bill import Bill
from campaigns.models.petition import Petition
from pages.blocks import BodyBlock
from pages.fields import BodyField
from pages.models import BasePage


class CampaignPage(BasePage):
    """A legislative campaign: the problem, the ask, who decides, and the petition it carries."""

    state = models.CharField(max_length=20, choices=CampaignState, default=CampaignState.LIVE)
    is_featured = models.BooleanField("on the home page", default=False)
    ask = models.TextField("what we ask for", max_length=500, blank=True)
    why_now = models.TextField(max_length=1000, blank=True)
    decider = models.CharField("who decides", max_length=120, blank=True)
    body = BodyField(BodyBlock(required=False), blank=True)
    petition = models.ForeignKey(
        Petition, null=True, blank=True, on_delete=models.PROTECT, related_name="campaign_pages"
    )

    bill = models.ForeignKey(Bill, null=True, blank=True, on_delete=models.PROTECT, related_name="campaign_pages")

    template = "campaigns/campaign_page.html"
    parent_page_types: ClassVar = ["pages.SectionPage", "pages.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    shows_counts = True
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("state"), FieldPanel("is_featured")]),
        FieldPanel("ask"),
        FieldPanel("why_now"),
        FieldPanel("decider"),
        FieldPanel("petition"),
        FieldPanel("bill"),
        FieldPanel("body"),
        InlinePanel("updates", heading="What we have done", label="update"),
        InlinePanel("supporters", heading="Who stands with us", label="supporter"),
    ]


class CampaignUpdate(models.Model):
    """Something that happened in a campaign, on its page and in its feed."""

    page = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="updates")
    on = models.DateField(default=timezone.localdate)
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return self.title


class CampaignSupporter(Orderable):
    """An organisation that stands with a campaign."""

    page = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="supporters")
    name = models.CharField(max_length=120)
    url = models.URLField(blank=True)

    def __str__(self) -> str:
        return self.name
