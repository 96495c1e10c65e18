"""What was written to supporters as an Atom feed, every address on the one that the site is known by."""

from datetime import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from campaigns.models import Mailout
from mail import tokens

ENTRIES = 30


class MailoutFeed(Feed[Mailout, None]):
    feed_type = Atom1Feed
    author_name = "ACTFORJUSTICE"

    def title(self) -> str:
        return _("What ACTFORJUSTICE wrote to its supporters")

    def link(self) -> str:
        return f"{settings.SITE_URL}{reverse('mailouts')}"

    feed_guid = link

    def feed_url(self) -> str:
        return f"{settings.SITE_URL}{reverse('mailouts_feed')}"

    def items(self) -> list[Mailout]:
        return list(Mailout.objects.archived().order_by("-started_at", "-pk")[:ENTRIES])

    def item_title(self, item: Mailout) -> str:
        return tokens.filled(item.subject, {}, in_html=False)

    def item_description(self, item: Mailout) -> str:
        return tokens.filled(item.preheader, {}, in_html=False)

    def item_link(self, item: Mailout) -> str:
        return f"{settings.SITE_URL}{reverse('mailout', args=[item.slug])}"

    def item_guid(self, item: Mailout) -> str:
        return self.item_link(item)

    def item_pubdate(self, item: Mailout) -> datetime | None:
        return item.started_at

    item_updateddate = item_pubdate
