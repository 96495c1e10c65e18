"""News, newest first, with a feed."""

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import set_response_etag
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.search import index

from pages import answers
from pages.models.base import BasePage
from pages.models.content import Article

ON_A_PAGE = 10
BESIDE = 4  # other news shown beside one


class NewsIndexPage(RoutablePageMixin, BasePage):
    template = "pages/news_index_page.html"
    parent_page_types: ClassVar = ["pages.HomePage"]
    subpage_types: ClassVar = ["pages.NewsPage"]

    def news(self) -> models.QuerySet["NewsPage"]:
        """What whoever reads this page may see, newest first."""
        return newest_first(NewsPage.objects.child_of(self))

    @path("feed/", name="feed")  # type: ignore[untyped-decorator]
    def feed(self, request: HttpRequest) -> HttpResponse:
        from pages import feeds

        response = answers.for_every_reader(feeds.NewsFeed(self)(request))
        response.headers["Cache-Control"] = "no-cache"  # programs that read feeds keep it and ask whether it changed
        set_response_etag(response)
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        news = Paginator(self.news(), ON_A_PAGE).get_page(request.GET.get("page"))
        return {**context, "news": news, "part_of_list": news.number}


class NewsPage(Article):
    date = models.DateField(default=timezone.localdate, help_text="The day of the news.")

    template = "pages/news_page.html"
    parent_page_types: ClassVar = ["pages.NewsIndexPage"]
    search_fields = [*Article.search_fields, index.FilterField("date")]
    content_panels = [*Article.content_panels, FieldPanel("date")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Beside it stand the latest others, not all of them."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        others = newest_first(NewsPage.objects.sibling_of(self, inclusive=False))
        return {**context, "siblings": others[:BESIDE], "next_page": None}


def newest_first(news: Any) -> models.QuerySet[NewsPage]:
    """Those that are live and not private by themselves, without their bodies: who is let in above may see them."""
    found: models.QuerySet[NewsPage] = news.live().filter(view_restrictions=None).order_by("-date", "-pk")
    return found.defer_streamfields()  # type: ignore[attr-defined,no-any-return]
