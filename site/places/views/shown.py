"""What the page of a constituency and the answer to a postcode have in common."""

from typing import Any

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from pages import outline
from places import areas, sources
from places.areas import Area
from places.models import Constituency, Position
from places.selectors import constituencies

Crumb = dict[str, str]


def of_area(constituency: Constituency, position: Position | None = None) -> dict[str, Any]:
    """The MP and those before, the panels of other apps, and what lies around; distances are from `position`."""
    area = Area(constituency, position or constituency.position)
    order = (F("ended_on").desc(nulls_first=True), F("started_on").desc(nulls_last=True))
    members = list(constituency.representatives.order_by(*order))
    panels = [(panel.title, panel.render(area)) for panel in areas.panels()]
    return {
        "constituency": constituency,
        "member": next((each for each in members if each.ended_on is None), None),
        "former": [each for each in members if each.ended_on is not None],
        "find_your_mp": sources.FIND_YOUR_MP,
        "panels": [{"title": title, "html": html} for title, html in panels if html],
        "around": constituencies.around(area.position, but=constituency),
        "sources": sources.of_page(members),
    }


def head(request: HttpRequest, *below: Crumb) -> dict[str, Any]:
    """The breadcrumb, and the one address by which the page is known."""
    return {"crumbs": [*home(), *below], "canonical": f"{settings.SITE_URL}{request.path}"}


def home() -> list[Crumb]:
    known = outline.current()
    page = known.home()
    return [{"title": page.title, "url": known.address(page) or "/"}] if page else []


def your_area() -> Crumb:
    return {"title": _("Your area"), "url": reverse("your_area")}


def all_constituencies() -> Crumb:
    return {"title": _("Constituencies"), "url": reverse("constituencies")}
