"""What a campaign has done as an Atom feed, every address on the one that the site is known by."""

from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from campaigns.models import CampaignPage, CampaignUpdate

ENTRIES = 30


class CampaignFeed(Feed[CampaignUpdate, CampaignPage]):
    feed_type = Atom1Feed
    author_name = "ACTFORJUSTICE"

    def __init__(self, page: CampaignPage) -> None:
        self.page = page
        self.link = page.full_url
        self.feed_url = f"{page.full_url}{page.reverse_subpage('feed')}"
        self.feed_guid = self.link

    def title(self) -> str:
        return _("{title}, a campaign of ACTFORJUSTICE").format(title=self.page.title)

    def subtitle(self) -> str:
        return self.page.summary

    def items(self) -> list[CampaignUpdate]:
        return list(self.page.updates.all()[:ENTRIES])

    def item_title(self, item: CampaignUpdate) -> str:
        return item.title

    def item_description(self, item: CampaignUpdate) -> str:
        return item.text

    def item_link(self, item: CampaignUpdate) -> str:
        return f"{self.link}#update-{item.pk}"

    def item_guid(self, item: CampaignUpdate) -> str:
        return self.item_link(item)

    def item_pubdate(self, item: CampaignUpdate) -> datetime:
        return make_aware(datetime.combine(item.on, time()))

    item_updateddate = item_pubdate
