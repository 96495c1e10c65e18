from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Case, OuterRef, QuerySet, Subquery, Value, When
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import set_response_etag
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from campaigns.enums import CAMPAIGN_OVER, CampaignState
from campaigns.models.bill import Bill
from campaigns.models.letter_action import LetterAction
from campaigns.models.petition import Petition
from pages import answers
from pages.blocks import BodyBlock
from pages.fields import BodyField
from pages.models import BasePage
from pages.models.base import BasePageQuerySet
from pages.models.content import PageWithBody

ON_A_PAGE = 20
MOST_UPDATES, MOST_SUPPORTERS, MOST_FACTS = 200, 200, 12


class CampaignPageQuerySet(BasePageQuerySet):
    def for_serving(self) -> "CampaignPageQuerySet":
        """With the petition, the bill and the letter that its page shows."""
        newest = LetterAction.objects.open().filter(campaign=OuterRef("pk")).order_by("-opened_at", "-pk")
        columns = {f"letter_{name}": Subquery(newest.values(name)[:1]) for name in ("slug", "title")}
        found: CampaignPageQuerySet = (
            super().for_serving().select_related("petition__total", "bill").annotate(**columns)
        )
        return found


class CampaignPage(RoutablePageMixin, BasePage):
    """A legislative campaign: the problem, the ask, who decides, and the petition it carries."""

    state = models.CharField(max_length=20, choices=CampaignState, default=CampaignState.LIVE)
    outcome = models.TextField(
        max_length=500, blank=True, help_text="What came of it, once it is won, lost or closed: shown at the top."
    )
    is_featured = models.BooleanField("on the home page", default=False)
    ask = models.TextField("what we ask for", max_length=500, blank=True)
    why_now = models.TextField(max_length=1000, blank=True)
    decider = models.CharField("who decides", max_length=120, blank=True)
    body = BodyField(BodyBlock(required=False), blank=True)
    petition = models.ForeignKey(
        Petition, null=True, blank=True, on_delete=models.PROTECT, related_name="campaign_pages"
    )
    bill = models.ForeignKey(Bill, null=True, blank=True, on_delete=models.PROTECT, related_name="campaign_pages")
    share_text = models.CharField(
        "words for sharing",
        max_length=200,
        blank=True,
        help_text="What somebody's message begins with when they share this. Empty: the title.",
    )

    objects = PageManager.from_queryset(CampaignPageQuerySet)()

    template = "campaigns/campaign_page.html"
    parent_page_types: ClassVar = ["campaigns.CampaignIndexPage", "pages.SectionPage", "pages.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    shows_counts = True
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("ask"),
        index.SearchField("why_now"),
        index.SearchField("body"),
        index.FilterField("state"),
    ]
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("state"), FieldPanel("is_featured")]), FieldPanel("outcome")], "How it stands"
        ),
        FieldPanel("ask"),
        FieldPanel("why_now"),
        FieldPanel("decider"),
        FieldPanel("petition"),
        FieldPanel("bill"),
        FieldPanel("body", heading="The problem"),
        InlinePanel("related_facts", heading="Facts that matter here", label="fact", max_num=MOST_FACTS),
        InlinePanel("updates", heading="What we have done", label="update", max_num=MOST_UPDATES),
        InlinePanel("supporters", heading="Who stands with us", label="supporter", max_num=MOST_SUPPORTERS),
    ]
    promote_panels = [*BasePage.promote_panels, FieldPanel("share_text")]

    @property
    def is_over(self) -> bool:
        return self.state in CAMPAIGN_OVER

    @property
    def words_to_share(self) -> str:
        return self.share_text or str(self.title)

    @path("feed/", name="feed")  # type: ignore[untyped-decorator]
    def feed(self, request: HttpRequest) -> HttpResponse:
        from campaigns import feeds

        response = answers.for_every_reader(feeds.CampaignFeed(self)(request))
        response.headers["Cache-Control"] = "no-cache"  # programs that read feeds keep it and ask whether it changed
        set_response_etag(response)
        return response


class CampaignUpdate(models.Model):
    """Something that happened in a campaign, on its page and in its feed."""

    page = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="updates")
    on = models.DateField("day", default=timezone.localdate)
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=2000, blank=True)

    panels = [FieldRowPanel([FieldPanel("on"), FieldPanel("title")]), FieldPanel("text")]

    class Meta:
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return self.title


class CampaignSupporter(Orderable):
    """An organisation that stands with a campaign."""

    page = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="supporters")
    name = models.CharField(max_length=120)
    url = models.URLField("address", blank=True)

    panels = [FieldRowPanel([FieldPanel("name"), FieldPanel("url")])]

    def __str__(self) -> str:
        return self.name


class CampaignFact(Orderable):
    """A fact of the registry that says why a campaign matters, with the sentence that follows its value."""

    page = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="related_facts")
    fact = models.ForeignKey("pages.Fact", on_delete=models.CASCADE, related_name="+")
    sentence = models.CharField(max_length=160, help_text="What the figure is, as it goes on under the value.")

    panels = [FieldPanel("fact"), FieldPanel("sentence")]

    def __str__(self) -> str:
        return self.sentence


class CampaignIndexPage(PageWithBody):
    """The campaigns below it, those that are live first."""

    template = "campaigns/campaign_index.html"
    parent_page_types: ClassVar = ["pages.HomePage", "pages.SectionPage"]
    subpage_types: ClassVar = ["campaigns.CampaignPage", "pages.ArticlePage", "pages.SectionPage"]
    shows_counts = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        chosen = request.GET.get("kind", "")
        state = chosen if chosen in CampaignState.values else ""
        everything = self.campaigns()
        states = set(everything.order_by().values_list("state", flat=True).distinct())
        listed = everything.filter(state=state) if state else everything
        campaigns = Paginator(listed, ON_A_PAGE).get_page(request.GET.get("page"))
        options = [{"value": "", "current": not state}] + [
            {"value": each.value, "label": each.label, "current": each == state}
            for each in CampaignState
            if each in states
        ]
        return {**context, "campaigns": campaigns, "options": options, "part_of_list": campaigns.number}

    def campaigns(self) -> QuerySet[CampaignPage]:
        """Those that whoever reads this page may see, in the order of their states, the newest of each first."""
        order = Case(*(When(state=state, then=Value(place)) for place, state in enumerate(CampaignState)))
        found: QuerySet[CampaignPage] = CampaignPage.objects.child_of(self).live().filter(view_restrictions=None)
        listed = found.select_related("petition__total").order_by(order, "-first_published_at", "-pk")
        return listed.defer_streamfields()  # type: ignore[attr-defined,no-any-return]
