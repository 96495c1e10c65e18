"""Closing the site for a while: one page for everything, from a middleware that needs no database."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from pages import errors, exits


def flag() -> Path:
    return Path(settings.BESIDE_DATABASE) / "maintenance"


class MaintenanceMiddleware:
    """While the flag is there, everything but static files and Exit is answered with 503; the admin too.

    So nothing is written meanwhile, and a restore or an upgrade loses nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not flag().exists() or request.path == reverse("exit"):
            return self.get_response(request)
        return exits.away() if exits.comes_back_after_leaving(request) else errors.unavailable()
