from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from campaigns.models import Bill, LetterAction, Mailout, Petition
from pages.sitemap import OnTheOneAddress

MOST = 1_000


class BillSitemap(OnTheOneAddress, Sitemap[str]):
    """The list of bills and a page for each; editors' pages stand in the site's own."""

    def items(self) -> list[str]:
        slugs = Bill.objects.values_list("slug", flat=True)[:MOST]
        return [reverse("bills"), *(reverse("bill", args=[slug]) for slug in slugs)]

    def location(self, item: str) -> str:
        return item


class PetitionsSitemap(OnTheOneAddress, Sitemap[str]):
    """The list of petitions, and for each its page and the one that says where its signatures come from."""

    def items(self) -> list[str]:
        slugs = Petition.objects.published().values_list("slug", flat=True)[:MOST]
        pages = [reverse(name, args=[slug]) for slug in slugs for name in ("petition", "petition_where")]
        return [reverse("petitions"), *pages]

    def location(self, item: str) -> str:
        return item


class LettersSitemap(OnTheOneAddress, Sitemap[str]):
    """The list of what can be written about, and a page for each."""

    def items(self) -> list[str]:
        slugs = LetterAction.objects.shown().values_list("slug", flat=True)[:MOST]
        return [reverse("letters"), *(reverse("letter_action", args=[slug]) for slug in slugs)]

    def location(self, item: str) -> str:
        return item


class MailoutsSitemap(OnTheOneAddress, Sitemap[str]):
    """The archive of mail-outs, and a page for each."""

    def items(self) -> list[str]:
        slugs = Mailout.objects.archived().order_by("-started_at").values_list("slug", flat=True)[:MOST]
        return [reverse("mailouts"), *(reverse("mailout", args=[slug]) for slug in slugs)]

    def location(self, item: str) -> str:
        return item
