"""What a reader gets when something is wrong: pages that need no database, with where to find help."""

import sys

from csp.utils import build_policy
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

AWAY = (OperationalError, InterfaceError)  # how a database that is gone, or too busy, shows
RETRY_AFTER = 120  # seconds


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    try:
        return render(request, "404.html", {"frame": "base.html", "noindex": True}, status=404)
    except DatabaseError:
        return without_database("404.html", 404)


def went_wrong(request: HttpRequest) -> HttpResponse:
    """The fault of a database that is away is not lasting, and is called so."""
    if isinstance(sys.exception(), AWAY):
        return unavailable()
    return without_database("500.html", 500)


def unavailable() -> HttpResponse:
    response = without_database("503.html", 503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def without_database(template: str, status: int) -> HttpResponse:
    """With its own policy and `no-store`: the middleware that would set them may be what failed."""
    response = HttpResponse(render_to_string(template, {"frame": "plain.html"}), status=status)
    response.headers["Content-Security-Policy"] = build_policy()
    response.headers["Cache-Control"] = "no-store"
    return response
