"""The site's live pages in outline: what links, menus, routing and the sitemap need of them, read once a generation.

Wagtail by itself asks for these again and again, a query or two for every link and every step of an address. Here
they are read in two queries after each publication and kept in the process, those of every language. Pages of other
sites, private pages and pages beyond the bound are not in it; whoever misses one here goes Wagtail's own way.
"""

from typing import NamedTuple

from django.conf import settings
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page, PageViewRestriction, Site

from pages import generation
from pages.models import BasePage

MOST = 5_000  # about 10 MB in each process
FIELDS = (
    "id",
    "title",
    "slug",
    "path",
    "depth",
    "numchild",
    "url_path",
    "content_type",
    "live",
    "locale__language_code",
    "translation_key",
    "show_in_menus",
    "last_published_at",
)


class Place(NamedTuple):
    language: str
    path: str  # below the home page of its language, as urls.py gives it: "learn/signs/", "" for home


class Outline:
    """Live and public pages of the default site, in the order of the tree, without the fields of their types."""

    def __init__(self) -> None:
        self.site = Site.objects.select_related("root_page", "safetyroutes").filter(is_default_site=True).first()
        self.pages: dict[int, Page] = {}
        self.homes: dict[str, Page] = {}  # by language; the site's root page is one of them
        self._places: dict[int, Place] = {}
        self._at: dict[Place, Page] = {}
        self._translated: dict[tuple[object, str], Page] = {}  # by translation key and language
        if self.site is not None:
            self._read(self.site.root_page)

    def _read(self, root: Page) -> None:
        live = Page.objects.filter(Exists(homes_above(root))).live().filter(~Exists(restrictions_above()))
        for page in live.select_related("locale").only(*FIELDS).order_by("path")[:MOST]:
            if page.translation_key == root.translation_key and page.locale.language_code in dict(settings.LANGUAGES):
                self.homes[page.locale.language_code] = page
            for language, home in self.homes.items():
                if page.path.startswith(home.path):
                    self._add(page, Place(language, page.url_path[len(home.url_path) :]))

    def _add(self, page: Page, place: Place) -> None:
        self.pages[page.pk], self._places[page.pk], self._at[place] = page, place, page
        self._translated[page.translation_key, place.language] = page

    def address(self, page: Page) -> str | None:
        """Its path on the site, "/learn/"; None where the page is not in the outline."""
        place = self._places.get(page.pk)
        if place is None:
            return None
        with translation.override(place.language):
            return reverse("wagtail_serve", args=[place.path])

    def at(self, path: str) -> Page | None:
        """The page in the reader's language whose address is `path`, given as urls.py gives it ("learn/signs/")."""
        return self._at.get(Place(reading(), path))

    def home(self) -> Page | None:
        """Of the reader's language; of the site's own where there is none."""
        return self.homes.get(reading()) or (self.pages.get(self.site.root_page_id) if self.site else None)

    def localized(self, page: Page) -> Page:
        """The same page in the reader's language, as far as there is one."""
        known = self.pages.get(page.pk)
        return self._translated.get((known.translation_key, reading()), page) if known else page

    def translations(self, page: Page) -> dict[str, Page]:
        """The page in each language that it is there in, itself among them; by language."""
        known = self.pages.get(page.pk)
        key = known and known.translation_key
        return {code: self._translated[key, code] for code in self.homes if (key, code) in self._translated}

    def children(self, page: Page) -> list[Page]:
        return [child for child in self.pages.values() if child.depth == page.depth + 1 and child.is_child_of(page)]

    def above(self, page: Page) -> list[Page]:
        """The pages above this one, home first."""
        return [other for other in self.pages.values() if page.is_descendant_of(other)]

    def siblings(self, page: Page) -> list[Page]:
        return [other for other in self.pages.values() if other.is_sibling_of(page) and other.pk != page.pk]


def reading() -> str:
    """The reader's language."""
    return translation.get_language() or settings.LANGUAGE_CODE


def homes_above(root: Page) -> QuerySet[Page]:
    """For a query of pages: the home page that each stands below, in whatever language."""
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    homes: QuerySet[Page] = Page.objects.filter(translation_key=root.translation_key).annotate(below=path)
    return homes.filter(below__startswith=F("path"))


def restrictions_above() -> QuerySet[PageViewRestriction]:
    """For a query of pages: the restrictions on each or on a page above it, in the same statement, since pages move."""
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    found: QuerySet[PageViewRestriction] = PageViewRestriction.objects.annotate(below=path)
    return found.filter(below__startswith=F("page__path"))


_read: tuple[int, Outline] | None = None


def current() -> Outline:
    """The outline of the present generation, read now if this process has not yet."""
    global _read
    if generation.in_transaction():
        return Outline()
    number = generation.current().published
    if _read is None or _read[0] != number:
        _read = (number, Outline())
    return _read[1]


def forget() -> None:
    """For tests, whose rollbacks take the generation's number back."""
    global _read
    _read = None


def routed(request: HttpRequest, path: str) -> Page | None:
    """The page at this path with the fields of its type, in one query; None where Wagtail has to find out."""
    outline = current()
    found = outline.at(path)
    if found is None or Site.find_for_request(request) != outline.site:
        return None
    model = found.specific_class
    if model is None or not issubclass(model, BasePage):
        return None
    served: BasePage | None = model.objects.for_serving().filter(pk=found.pk, live=True).first()
    return served
