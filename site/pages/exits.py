"""Leaving at once: "Exit this page" leads away, and Back does not bring the page back.

Pressing it sets a short-lived marker. While the marker is there, only a click on a link opens a page; everything else
is led away again. Going back to a page that was reached by a link comes without `Sec-Fetch-User`; going back to one
whose address was typed can't be told from typing it (`Sec-Fetch-Site: none`), so both are led away. Pages are sent
with `no-store`, so the browser has to ask. The browser's own list of visited pages can't be cleared from here, and
"Your safety online" says so.
"""

from contextlib import suppress

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse

COOKIE = "exit_marker"
SECONDS = 600
SEE_OTHER = 303


def away() -> HttpResponse:
    """Leads to a neutral site, leaving nothing of ours in the browser's cache."""
    return HttpResponse(status=SEE_OTHER, headers={"Location": settings.EXIT_URL, "Cache-Control": "no-store"})


def leave(request: HttpRequest) -> HttpResponse:
    """Ends any session, marks the browser for ten minutes and leads away."""
    response = away()
    # Not "cookies": that would wipe the marker set in this same answer.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    response.headers["Referrer-Policy"] = "no-referrer"
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        end_session(request)
    response.set_cookie(COOKIE, "1", max_age=SECONDS, httponly=True, samesite="Lax", secure=request.is_secure())
    return response


def end_session(request: HttpRequest) -> None:
    """In the database unless it is away, which must keep nobody here; in the browser always."""
    with suppress(Error):
        request.session.flush()
    request.session = type(request.session)()  # an empty one, so that its middleware takes the cookie back


def comes_back_after_leaving(request: HttpRequest) -> bool:
    return (
        COOKIE in request.COOKIES
        and request.method in ("GET", "POST")  # Back to a form that was sent offers to send it again
        and request.headers.get("Sec-Fetch-Dest", "document") == "document"
        and not was_clicked(request)
        and not request.path.startswith(settings.STATIC_URL)
    )


def was_clicked(request: HttpRequest) -> bool:
    return request.headers.get("Sec-Fetch-User") == "?1" and request.headers.get("Sec-Fetch-Site") != "none"
