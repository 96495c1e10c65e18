from typing import ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from campaigns.models.petition import Petition
from pages.blocks import BodyBlock
from pages.fields import BodyField
from pages.models import BasePage


class CampaignPage(BasePage):
    """A legislative campaign: the problem, the ask, who decides, and the petition it carries."""

    decider = models.CharField("who decides", max_length=120, blank=True)
    body = BodyField(BodyBlock(required=False), blank=True)
    petition = models.ForeignKey(
        Petition, null=True, blank=True, on_delete=models.PROTECT, related_name="campaign_pages"
    )

    template = "campaigns/campaign_page.html"
    parent_page_types: ClassVar = ["pages.SectionPage", "pages.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    shows_counts = True
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("decider"),
        FieldPanel("petition"),
        FieldPanel("body"),
    ]
