"""The pages of constituencies: one for each, and the list of them all."""

from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.contrib.sitemaps.views import sitemap as django_sitemap
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from pages.answers import for_every_reader
from places import names
from places.models import Constituency
from places.selectors import constituencies
from places.sitemap import PlacesSitemap
from places.views import shown

ON_A_PAGE = 50
LONGEST_NAME = 100  # of what is looked for


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Constituency.objects.select_related("country", "region"), slug=slug)
    context = {**shown.head(request, shown.your_area(), shown.all_constituencies()), **shown.of_area(found)}
    return for_every_reader(render(request, "places/constituency.html", context), shows_counts=True)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """`q` is part of a name, `place` the slug of a nation or region, `page` goes on; whatever they hold, it answers."""
    everything = list(Constituency.objects.current().select_related("country", "region"))
    places = places_of(everything)
    asked = request.GET.get("q", "")[:LONGEST_NAME].strip().replace("\0", "")
    place = request.GET.get("place", "") if request.GET.get("place") in {each["slug"] for each in places} else ""
    found = constituencies.named(constituencies.within(everything, place), asked)
    found.sort(key=lambda each: names.words(each.name))
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    request.GET = QueryDict(urlencode({name: value for name, value in (("q", asked), ("place", place)) if value}))
    context = {
        **shown.head(request, shown.your_area()),
        "asked": asked,
        "place": place,
        "places": places,
        "page_of_list": page,
        "letters": by_letter(page),
        "noindex": bool(asked),
    }
    return for_every_reader(render(request, "places/constituencies.html", context), shows_counts=True)


def places_of(everything: list[Constituency]) -> list[dict[str, str]]:
    """The nations, England's regions after England."""
    named = {
        (each.country.name, part.name, part.slug)
        for each in everything
        for part in (each.country, each.region)
        if part is not None
    }
    ordered = sorted(named, key=lambda names: (names[0], names[1] != names[0], names[1]))
    return [{"name": name, "slug": slug, "country": country} for country, name, slug in ordered]


def by_letter(page: Page[Constituency]) -> list[dict[str, Any]]:
    def first(each: Constituency) -> str:
        return each.name[0].upper()

    return [{"letter": letter, "constituencies": list(each)} for letter, each in groupby(page.object_list, key=first)]


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    return for_every_reader(django_sitemap(request, {"places": PlacesSitemap}))
