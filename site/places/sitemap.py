from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from pages.sitemap import OnTheOneAddress
from places.models import Constituency

MOST = 1_000


class PlacesSitemap(OnTheOneAddress, Sitemap[str]):
    """ "Your area", the list, and a page for each constituency in force."""

    def items(self) -> list[str]:
        slugs = Constituency.objects.current().values_list("slug", flat=True)[:MOST]
        return [reverse("your_area"), reverse("constituencies"), *(reverse("constituency", args=[s]) for s in slugs)]

    def location(self, item: str) -> str:
        return item
