"""News as an Atom feed, every address on the one that the site is known by."""

from datetime import datetime, time
from typing import TYPE_CHECKING

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from pages.models import NewsIndexPage, NewsPage

ENTRIES = 30


class NewsFeed(Feed["NewsPage", "NewsIndexPage"]):
    feed_type = Atom1Feed
    author_name = "ACTFORJUSTICE"

    def __init__(self, index: "NewsIndexPage") -> None:
        self.index = index
        self.link = index.full_url
        self.feed_url = f"{index.full_url}{index.reverse_subpage('feed')}"
        self.feed_guid = self.link

    def title(self) -> str:
        return _("{title} from ACTFORJUSTICE").format(title=self.index.title)

    def subtitle(self) -> str:
        return self.index.summary

    def items(self) -> list["NewsPage"]:
        return list(self.index.news()[:ENTRIES])

    def item_title(self, item: "NewsPage") -> str:
        return str(item.title)

    def item_description(self, item: "NewsPage") -> str:
        return item.summary

    def item_link(self, item: "NewsPage") -> str:
        return str(item.full_url)

    def item_guid(self, item: "NewsPage") -> str:
        return self.item_link(item)

    def item_pubdate(self, item: "NewsPage") -> datetime:
        return make_aware(datetime.combine(item.date, time()))

    def item_updateddate(self, item: "NewsPage") -> datetime:
        return item.last_published_at or self.item_pubdate(item)
