"""Whole pages for anonymous readers from memory, and the order in which a request meets exit, store and headers.

Nothing is stored but what its view marked with `answers.for_every_reader`.
"""

import gzip
import re
from collections.abc import Callable
from hashlib import blake2b
from typing import NamedTuple

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers

from pages import exits, generation

LIFETIME = 3600  # seconds in our own store; publishing ends it earlier
PERSONAL_COOKIES = (settings.SESSION_COOKIE_NAME, "messages", exits.COOKIE)
TEXT = re.compile(r"text/|application/(?:json|(?:\w+\+)?xml)")
TAKES_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")
Reply = Callable[[HttpRequest], HttpResponseBase]


class StoredPage(NamedTuple):
    counted: int | None  # the generation of counts it shows, None where it shows none
    headers: dict[str, str]
    body: bytes
    packed: bytes | None  # with gzip, for text. It is the same for every reader, so its size tells nobody's secret.

    def answer(self, request: HttpRequest) -> HttpResponse:
        if self.packed is None or not TAKES_GZIP.search(request.headers.get("Accept-Encoding", "")):
            return HttpResponse(self.body, headers=self.headers)
        other = {"Content-Encoding": "gzip", "Content-Length": str(len(self.packed))}
        response = HttpResponse(self.packed, headers={**self.headers, **other})
        if "ETag" in response.headers:
            response.headers["ETag"] = "W/" + response.headers["ETag"].removeprefix("W/")  # the words are the same
        return response


class PageCacheMiddleware:
    """Exit check, then the store, then the view."""

    def __init__(self, get_response: Reply) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if exits.comes_back_after_leaving(request):
            return exits.away()
        if not is_anonymous_reader(request):
            return not_kept(not_for_proxies(self.get_response(request)))
        return self.from_store_or_view(request)

    def from_store_or_view(self, request: HttpRequest) -> HttpResponseBase:
        # Asked before rendering: what is published meanwhile must not file the old words under the new number.
        now = generation.current()
        key = key_of(request, now.published)
        stored: StoredPage | None = caches["pages"].get(key)
        if stored is not None and stored.counted in (None, now.counted):
            return only_if_changed(request, stored.answer(request))
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and is_storable(request, response):
            counted = now.counted if getattr(response, "shows_counts", False) else None
            stored = to_store(response, counted)
            caches["pages"].set(key, stored, LIFETIME)
            return only_if_changed(request, stored.answer(request))
        return not_kept(response)


def to_store(response: HttpResponse, counted: int | None) -> StoredPage:
    packed = None
    if TEXT.match(response.headers.get("Content-Type", "")):
        patch_vary_headers(response, ["Accept-Encoding"])
        packed = gzip.compress(response.content, mtime=0)
    return StoredPage(counted, dict(response.headers), response.content, packed)


def key_of(request: HttpRequest, published: int) -> str:
    """With the day, since a petition that closes at midnight publishes nothing; hashed, since a path may be long."""
    host = split_domain_port(request.get_host())[0]
    parts = (published, timezone.localdate(), request.scheme, host, request.path)
    return f"page:{blake2b(repr(parts).encode(), digest_size=16).hexdigest()}"


def is_anonymous_reader(request: HttpRequest) -> bool:
    """No session, has not pressed Exit, reads a public page, and is no editor's preview."""
    return (
        request.method in ("GET", "HEAD")
        and not any(name in request.COOKIES for name in PERSONAL_COOKIES)
        and not request.META.get("QUERY_STRING")
        and not getattr(request, "is_dummy", False)
        and not request.path.startswith(("/admin/", "/exit/"))  # leaving must not wait for a database
    )


def is_storable(request: HttpRequest, response: HttpResponseBase) -> bool:
    return (
        request.method == "GET"
        and response.status_code == 200
        and "X-Accel-Expires" in response.headers
        and not response.cookies
    )


def only_if_changed(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """304 for whoever has this already. Only what carries an ETag can be compared: a feed, no page for reading."""
    if "ETag" not in response.headers:
        return response
    return get_conditional_response(request, etag=response.headers["ETag"], response=response) or response


def not_for_proxies(response: HttpResponseBase) -> HttpResponseBase:
    if "X-Accel-Expires" in response.headers:
        response.headers["X-Accel-Expires"] = "0"
    return response


def not_kept(response: HttpResponseBase) -> HttpResponseBase:
    """No browser keeps a page of ours, whether found, refused or full of somebody's answers."""
    if response.headers.get("Content-Type", "").startswith("text/html"):
        response.headers.setdefault("Cache-Control", "no-store")
    return response
