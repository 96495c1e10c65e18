"""Where the Content-Security-Policy is relaxed, and by how little."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

INLINE, SELF = "'unsafe-inline'", "'self'"


class RelaxPolicyForEditors:
    """Wagtail's own screens hold inline scripts and styles, and show a draft of a page in a frame. Nothing else may."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path.startswith("/admin/"):
            response._csp_update = {"script-src": [INLINE], "style-src": [INLINE], "img-src": ["blob:"]}  # type: ignore[attr-defined]
            response._csp_replace = {"frame-ancestors": [SELF], "frame-src": [SELF]}  # type: ignore[attr-defined]
        elif getattr(request, "is_preview", False):  # the draft in the editor's panel has the public page's path
            response._csp_replace = {"frame-ancestors": [SELF]}  # type: ignore[attr-defined]
        return response
