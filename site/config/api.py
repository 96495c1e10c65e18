"""The public API: read-only, without session, cookie or key, and open to pages of other sites."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.utils.cache import get_conditional_response, set_response_etag
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, ValidationError

from campaigns.api import router as petitions
from pages.answers import for_every_reader
from places.api import router as places

READING = ("GET", "HEAD")
ALLOWED = "GET, HEAD, OPTIONS"
PETITIONS = "/petitions/"
View = Callable[..., HttpResponse]

api = NinjaAPI(
    title="ACTFORJUSTICE",
    version="1",
    description=(
        "Petitions, constituencies of the House of Commons and what is counted in them. Free to read, without a key. "
        "Small numbers of people are hidden, so the counts of an area may add up to less than its total."
    ),
    docs_url=None,  # its page would load scripts from a third party
    urls_namespace="api",
)
otherwise = Router()
api.add_router("", places)
api.add_router("", petitions)
api.add_router("", otherwise)  # last, since it takes every address


@otherwise.get("", include_in_schema=False, url_name="start")
def start(request: HttpRequest) -> dict[str, str]:
    here = request.path
    return {name: f"{here}{name}" for name in ("constituencies/", "layers/", "petitions/", "openapi.json")}


@otherwise.get("{path:rest}/", include_in_schema=False, url_name="nothing")
def nothing(request: HttpRequest, rest: str) -> None:
    raise Http404


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(request, 404, "There is nothing at this address.")


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(request, error.status_code, str(error))


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    first = error.errors[0]
    return problem(request, 422, f"{first['loc'][-1]}: {first['msg'][0].lower()}{first['msg'][1:]}.")


def problem(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    return api.create_response(request, {"error": sentence}, status=status)


def for_everybody(view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            response = HttpResponse(status=204)
        elif request.method in READING:
            response = read(view, request, *args, **kwargs)
        else:
            response = problem(request, 405, "This API can only be read: use GET.")
        response.headers["Allow"] = ALLOWED
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return answer


def read(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    method, request.method = request.method, "GET"  # the framework knows no HEAD; the server leaves the body out
    try:
        response = view(request, *args, **kwargs)
    finally:
        request.method = method
    return kept(request, response) if response.status_code == 200 else response


def kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Whoever has an answer may ask whether it changed. That to a query is in no store, so it is compared here."""
    set_response_etag(response)
    for_every_reader(response, shows_counts=True)
    if PETITIONS in request.path:  # browsers keep nothing of the place that somebody looked at, but may keep these
        response.headers["Cache-Control"] = "no-cache"
    if request.META.get("QUERY_STRING"):
        return get_conditional_response(request, etag=response.headers["ETag"], response=response) or response
    return response


def addresses() -> tuple[list[URLPattern | URLResolver], str, str]:
    patterns, app, namespace = api.urls
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = for_everybody(pattern.callback)
    return patterns, app, namespace
