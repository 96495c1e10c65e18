"""Pages that the site can't be without: the home page, and the two that stand one step from every page."""

from collections.abc import Collection

from django.db.models import Q
from wagtail.models import Page

from pages.models import SafetyRoutes

HOME = "The home page is the site: it can't be unpublished or deleted."
ONE_STEP = (
    "“{}” stands one step from every page, for people in danger, so it stays on the site. "
    "Choose another page for it under Settings, Safety routes, first."
)


def first_of(pages: Collection[Page], *, and_below: bool) -> tuple[Page, str] | None:
    """The first of these pages that must stay, or of those below them too, with the reason."""
    asked = Q(pk__in=[page.pk for page in pages])
    for page in pages if and_below else ():
        asked |= Q(path__startswith=page.path)
    if home := Page.objects.filter(asked, sites_rooted_here__isnull=False).first():
        return home, HOME
    routes = SafetyRoutes.objects
    named = Q(pk__in=routes.values("if_this_is_you")) | Q(pk__in=routes.values("if_you_are_worried"))
    found = Page.objects.filter(asked, named).order_by("path").first()
    return (found, ONE_STEP.format(found.title)) if found else None
