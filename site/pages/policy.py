"""Where the Content-Security-Policy is relaxed, and by how little."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

INLINE, SELF, NONE = "'unsafe-inline'", "'self'", "'none'"
View = Callable[..., HttpResponse]


def framed_by_anybody(view: View) -> View:
    """For a view that other sites show in a frame. It runs no script and sends no form."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.xframe_options_exempt = True
        response._csp_replace = {"frame-ancestors": ["*"], "script-src": [NONE], "form-action": [NONE]}  # type: ignore[attr-defined]
        return response

    return answer


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
