"""sitemap.xml: the live public pages of every language, on the one address that the site is known by."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from wagtail.models import Page

from pages import outline


class PageSitemap(Sitemap[Page]):
    def items(self) -> list[Page]:
        return list(outline.current().pages.values())

    def location(self, item: Page) -> str:
        return outline.current().address(item) or "/"

    def lastmod(self, item: Page) -> datetime | None:
        published: datetime | None = item.last_published_at
        return published

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: object = None) -> str:
        return urlsplit(settings.SITE_URL).netloc
