from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from groups.models import CommunityGroup
from pages.sitemap import OnTheOneAddress

MOST = 20_000


class GroupsSitemap(OnTheOneAddress, Sitemap[str]):
    """The list of groups and the page of each that stands in it."""

    limit = MOST

    def items(self) -> list[str]:
        slugs = CommunityGroup.objects.listed().values_list("slug", flat=True)[: MOST - 1]
        return [reverse("groups"), *(reverse("group", args=[slug]) for slug in slugs)]

    def location(self, item: str) -> str:
        return item
