"""sitemap.xml: the live public pages of every language, on the one address that the site is known by."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from wagtail.models import Page

from pages import outline

_others: list[str] = []


def register(name: str) -> None:
    """The name of another sitemap's address: robots.txt tells of it."""
    _others.append(name)


def addresses() -> list[str]:
    return [reverse(name) for name in ("sitemap", *_others)]


class OnTheOneAddress:
    """Of a sitemap: whatever host asked, it names the one that SITE_URL says."""

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: object = None) -> str:
        return urlsplit(settings.SITE_URL).netloc


def stands_alone(page: Page) -> bool:
    """Not so a page that only leads to where readers meet it."""
    return getattr(page.specific_class, "stands_alone", True)


class PageSitemap(OnTheOneAddress, Sitemap[Page]):
    def items(self) -> list[Page]:
        return [page for page in outline.current().pages.values() if stands_alone(page)]

    def location(self, item: Page) -> str:
        return outline.current().address(item) or "/"

    def lastmod(self, item: Page) -> datetime | None:
        published: datetime | None = item.last_published_at
        return published
