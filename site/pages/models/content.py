from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Page
from wagtail.search import index

from pages.blocks import BodyBlock
from pages.fields import BodyField
from pages.models.base import BasePage
from pages.slugs import DEPTH_BELOW_HOME

LISTED = 100  # a section with more pages than this wants sections of its own


class PageWithBody(BasePage):
    content_note = models.CharField(
        max_length=200,
        blank=True,
        help_text="What on this page may be hard to read, said before it begins. Shown with a way past it.",
    )
    body = BodyField(BodyBlock(required=False), blank=True)

    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    content_panels = [*BasePage.content_panels, FieldPanel("content_note"), FieldPanel("body")]

    class Meta:
        abstract = True


class HomePage(PageWithBody):
    heading = models.CharField(max_length=120, help_text="The large words at the top.")
    lead = models.TextField(max_length=300)
    primary_page = models.ForeignKey(Page, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    primary_label = models.CharField(max_length=40, blank=True)
    secondary_page = models.ForeignKey(Page, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    secondary_label = models.CharField(max_length=40, blank=True)
    featured_campaign = models.ForeignKey(
        "campaigns.CampaignPage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    template = "pages/home_page.html"
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    max_count = 1
    shows_counts = True
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("heading"),
        FieldPanel("lead"),
        MultiFieldPanel(
            [
                FieldRowPanel([PageChooserPanel("primary_page"), FieldPanel("primary_label")]),
                FieldRowPanel([PageChooserPanel("secondary_page"), FieldPanel("secondary_label")]),
            ],
            "The two buttons",
        ),
        FieldPanel("body"),
        PageChooserPanel("featured_campaign", "campaigns.CampaignPage"),
    ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from pages import outline

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        live = outline.current().pages
        primary, secondary = live.get(self.primary_page_id or 0), live.get(self.secondary_page_id or 0)
        return {**context, "primary_page": primary, "secondary_page": secondary}


def summaries_of(pages: list[Page]) -> dict[int, str]:
    """The summary of each page under its primary key, in one query however many types of page there are."""
    types = {page.specific_class for page in pages}
    asked = [
        model.objects.filter(pk__in=[page.pk for page in pages]).order_by().values_list("pk", "summary")
        for model in types
        if model and issubclass(model, BasePage)
    ]
    return dict(asked[0].union(*asked[1:])) if asked else {}


class SectionPage(PageWithBody):
    template = "pages/section_page.html"
    parent_page_types: ClassVar = ["pages.HomePage", "pages.SectionPage"]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from pages import outline

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        children = outline.current().children(self)[:LISTED]
        summaries = summaries_of(children)
        return {**context, "children": [(child, summaries.get(child.pk, "")) for child in children]}


class Article(PageWithBody):
    """A page at the end of a branch, which shows the others of its section beside it."""

    og_type = "article"
    parent_page_types: ClassVar = ["pages.HomePage", "pages.SectionPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from pages import outline

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        in_a_section = self.depth > DEPTH_BELOW_HOME
        siblings = outline.current().siblings(self)[:LISTED] if in_a_section else []
        following = next((sibling for sibling in siblings if sibling.path > self.path), None)
        return {**context, "siblings": siblings, "next_page": following}


class ArticlePage(Article):
    template = "pages/guide_page.html"
