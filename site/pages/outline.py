"""The site's live pages in outline: what links, menus, breadcrumbs and routing need of them, read once a generation.

Wagtail by itself asks for these again and again, a query or two for every link and every step of an address. Here
they are read in two queries after each publication and kept in the process. Pages of other sites or languages,
private pages and pages beyond the bound are not in it; whoever misses one here goes Wagtail's own way.
"""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
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
    "locale",
    "show_in_menus",
)


class Outline:
    """Live and public pages of the default site, in the order of the tree, without the fields of their types."""

    def __init__(self) -> None:
        self.site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
        self.pages: dict[int, Page] = {}
        self._by_address: dict[str, Page] = {}
        if self.site is not None:
            self._read(self.site.root_page)

    def _read(self, root: Page) -> None:
        live = Page.objects.descendant_of(root, inclusive=True).live().filter(~Exists(restrictions_above()))
        for page in live.only(*FIELDS).order_by("path")[:MOST]:
            self.pages[page.pk] = page
            self._by_address[page.url_path] = page
        self._prefix = len(root.url_path)

    def address(self, page: Page) -> str | None:
        """Its path on the site, "/learn/"; None where the page is not in the outline."""
        if page.pk not in self.pages:
            return None
        return reverse("wagtail_serve", args=[self.pages[page.pk].url_path[self._prefix :]])

    def at(self, path: str) -> Page | None:
        """The page whose address is `path`, given as urls.py gives it ("learn/signs/", "" for home)."""
        return self._by_address.get(f"{self.site.root_page.url_path}{path}") if self.site else None

    def children(self, page: Page) -> list[Page]:
        return [child for child in self.pages.values() if child.depth == page.depth + 1 and child.is_child_of(page)]

    def above(self, page: Page) -> list[Page]:
        """The pages above this one, home first."""
        return [other for other in self.pages.values() if page.is_descendant_of(other)]

    def siblings(self, page: Page) -> list[Page]:
        return [other for other in self.pages.values() if other.is_sibling_of(page) and other.pk != page.pk]


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
