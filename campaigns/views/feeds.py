"""What happens with petitions, as Atom feeds."""

from datetime import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import set_response_etag
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns.models import Petition
from campaigns.selectors import events
from campaigns.selectors.events import Event
from campaigns.views.petition_page import get_petition
from pages.answers import for_every_reader


class EventFeed(Feed[Event, None]):
    """Every address on the one that the site is known by."""

    feed_type = Atom1Feed
    author_name = "ACTFORJUSTICE"

    def __init__(self, title: str, path: str, page: str, found: list[Event], *, names_petition: bool) -> None:
        self.title = title
        self.link = self.feed_guid = f"{settings.SITE_URL}{page}"
        self.feed_url = f"{settings.SITE_URL}{path}"
        self.found, self.names_petition = found, names_petition

    def items(self) -> list[Event]:
        return self.found

    def item_title(self, item: Event) -> str:
        return f"{item.petition.title}: {item.title}" if self.names_petition else item.title

    def item_description(self, item: Event) -> str:
        return item.text

    def item_link(self, item: Event) -> str:
        return f"{settings.SITE_URL}{item.url}"

    def item_guid(self, item: Event) -> str:
        return self.item_link(item)

    def item_pubdate(self, item: Event) -> datetime:
        return item.at

    def item_updateddate(self, item: Event) -> datetime:
        return item.at


@require_safe
def one(request: HttpRequest, slug: str) -> HttpResponse:
    petition: Petition = get_petition(slug, with_history=True)
    title = _("{title}: a petition by ACTFORJUSTICE").format(title=petition.title)
    page = petition.get_absolute_url()
    return answer(request, EventFeed(title, request.path, page, events.of(petition), names_petition=False))


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    title, page = _("Petitions by ACTFORJUSTICE"), reverse("petitions")
    return answer(request, EventFeed(title, request.path, page, events.of_all(), names_petition=True))


def answer(request: HttpRequest, feed: EventFeed) -> HttpResponse:
    response = for_every_reader(feed(request))
    response.headers["Cache-Control"] = "no-cache"  # programs that read feeds keep it and ask whether it changed
    set_response_etag(response)
    return response
