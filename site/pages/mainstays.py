"""Pages that the site can't be without: the home page, the two one step from every page, and what apps register."""

from collections.abc import Callable, Collection

from django.db.models import Q
from wagtail.models import Page

from pages.models import SafetyRoutes

HOME = "The home page is the site: it can't be unpublished or deleted."
ONE_STEP = (
    "“{}” stands one step from every page, for people in danger, so it stays on the site. "
    "Choose another page for it under Settings, Safety routes, first."
)


Kept = tuple[Page, str]
_others: list[Callable[[Q], Kept | None]] = []


def register(first: Callable[[Q], Kept | None]) -> None:
    """`first` finds, among the pages of a filter, one that must stay, with the reason."""
    _others.append(first)


def first_of(pages: Collection[Page], *, and_below: bool) -> Kept | None:
    """The first of these pages that must stay, or of those below them too, with the reason."""
    asked = Q(pk__in=[page.pk for page in pages])
    for page in pages if and_below else ():
        asked |= Q(path__startswith=page.path)
    if home := Page.objects.filter(asked, sites_rooted_here__isnull=False).first():
        return home, HOME
    routes = SafetyRoutes.objects
    named = Q(pk__in=routes.values("if_this_is_you")) | Q(pk__in=routes.values("if_you_are_worried"))
    found = Page.objects.filter(asked, named).order_by("path").first()
    if found:
        return found, ONE_STEP.format(found.title)
    return next((kept for other in _others if (kept := other(asked))), None)
