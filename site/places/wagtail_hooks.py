from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component

from places.selectors import freshness
from places.viewsets import PlacesViewSetGroup


class FreshnessPanel(Component):
    """On the admin's home, for those who look after places."""

    name = "freshness"
    order = 60
    template_name = "admin/places/freshness_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"kinds": freshness.all_kinds()}


@hooks.register("register_admin_viewset")
def register_places() -> PlacesViewSetGroup:
    return PlacesViewSetGroup()


@hooks.register("construct_homepage_panels", order=10)
def show_freshness(request: HttpRequest, panels: list[Component]) -> None:
    if request.user.has_perm("places.view_dataimport"):
        panels.append(FreshnessPanel())
