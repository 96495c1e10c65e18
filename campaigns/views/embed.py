"""What other sites show of a petition: a thermometer in a frame, and where oEmbed asks for it."""

from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from campaigns import embeds
from campaigns.selectors import petitions
from campaigns.views.petition_page import get_petition
from pages.answers import for_every_reader
from pages.policy import View, framed_by_anybody

BAD_REQUEST, NOT_FOUND, NOT_IMPLEMENTED = 400, 404, 501
LARGEST = 100_000  # pixels


@require_safe
@framed_by_anybody
def thermometer(request: HttpRequest, slug: str, look: str = "") -> HttpResponse:
    if look and look not in embeds.LOOKS:
        raise Http404
    petition = get_petition(slug)
    context = {
        "petition": petition,
        "state": petitions.shown_state(petition),
        "url": embeds.page(petition),
        "look": look,
    }
    return for_every_reader(render(request, "campaigns/embed/thermometer.html", context), shows_counts=True)


def for_every_site(view: View) -> View:
    """Any page may read it; nothing in it is about its reader."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = view(request, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return answer


@require_safe
@for_every_site
def oembed(request: HttpRequest) -> HttpResponse:
    """The statuses are those that oEmbed names: 404 for what isn't ours, 501 for a format that we don't speak."""
    if request.GET.get("format", "json") != "json":
        return problem(NOT_IMPLEMENTED, "Only format=json is spoken here.")
    if not request.GET.get("url"):
        return problem(BAD_REQUEST, "Give the address of a petition's page as url.")
    try:
        width, height = (size(request.GET.get(name, "")) for name in ("maxwidth", "maxheight"))
    except ValueError:
        return problem(BAD_REQUEST, "maxwidth and maxheight are whole numbers of pixels, from 1 on.")
    petition = embeds.petition_at(request.GET["url"])
    if petition is None:
        return problem(NOT_FOUND, "There is no petition of ours at this address.")
    response = JsonResponse(embeds.answer(petition, max_width=width, max_height=height))
    response.headers["Cache-Control"] = f"public, max-age={embeds.KEPT_FOR}"
    return response


def size(given: str) -> int:
    """Raises ValueError for what is no size; without one there is no limit."""
    pixels = min(int(given), LARGEST) if given else LARGEST
    if pixels < 1:
        raise ValueError
    return pixels


def problem(status: int, sentence: str) -> HttpResponse:
    return JsonResponse({"error": sentence}, status=status)
