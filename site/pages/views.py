from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail import views as wagtail_views
from wagtail.url_routing import RouteResult

from pages import outline


def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """An editors' page, found through the outline; Wagtail's own view does the rest, and finds what is not there."""
    if (page := outline.routed(request, path)) is not None:
        request._wagtail_route_for_request = RouteResult(page)  # type: ignore[attr-defined]
    response: HttpResponseBase = wagtail_views.serve(request, path)
    return response
