from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib.sitemaps.views import sitemap as django_sitemap
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe
from wagtail import views as wagtail_views
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from pages import answers, outline
from pages.blocks.chart import charts_in, rows_of
from pages.charts import figures, sheets
from pages.search import finding, registry, words
from pages.sitemap import PageSitemap, addresses

ON_A_PAGE = 10
NOT_FOR_ROBOTS = ("/admin/", "/exit/", "/search/", "/petitions/*/confirm/", "/letters/confirm/", "/letters/drafts/")


def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """An editors' page, found through the outline; Wagtail's own view does the rest, and finds what is not there."""
    if (page := outline.routed(request, path)) is not None:
        request._wagtail_route_for_request = RouteResult(page)  # type: ignore[attr-defined]
    response: HttpResponseBase = wagtail_views.serve(request, path)
    return response


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`q` is looked for, `kind` shows one kind alone, `page` goes on; whatever they hold, there is an answer."""
    asked = words.read(request.GET.get("q", ""))
    answer = finding.find(asked)
    kinds = {searchable.kind for searchable in registry.registered()}
    kind = request.GET.get("kind", "") if request.GET.get("kind") in kinds else ""
    page = Paginator(answer.of_kind(kind), ON_A_PAGE).get_page(request.GET.get("page"))
    links = {"q": asked.text, "kind": kind}  # what the page's own links go on with, however much was sent
    request.GET = QueryDict(urlencode({name: value for name, value in links.items() if value}))
    context = {
        "asked": asked,
        "page_of_hits": page,
        "results": finding.shown(list(page.object_list), asked),
        "options": options(answer, kind),
        "loosely": answer.loosely,
        "suggestions": [] if answer.hits else finding.suggestions(asked),
        "noindex": True,
    }
    return render(request, "pages/search.html", context)


def options(answer: finding.Answer, chosen: str) -> list[dict[str, Any]]:
    """The filter: all of them together, then every kind that has hits."""
    counts = answer.counts()
    kinds = [each for each in registry.registered() if counts[each.kind]]
    total = f"{len(answer.hits)}+" if max(counts.values(), default=0) >= finding.MOST else len(answer.hits)
    everything = {"value": "", "count": total, "current": not chosen}
    return [everything, *(option(each, counts[each.kind], chosen) for each in kinds)]


def option(searchable: registry.Searchable, count: int, chosen: str) -> dict[str, Any]:
    shown = f"{count}+" if count >= finding.MOST else count
    return {
        "value": searchable.kind,
        "label": searchable.label,
        "count": shown,
        "current": searchable.kind == chosen,
    }


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Only a public server wants to be found; a copy for trying things out keeps every robot away."""
    refused = ("/",) if hasattr(settings, "INBOX") else NOT_FOR_ROBOTS
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in refused), ""]
    lines += [*(f"Sitemap: {settings.SITE_URL}{path}" for path in addresses()), ""]
    return answers.for_every_reader(HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8"))


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    return answers.for_every_reader(django_sitemap(request, {"pages": PageSitemap}))


@require_safe
def chart_csv(request: HttpRequest, page_id: int, block_id: UUID) -> HttpResponse:
    """The figures of a chart on a live, public page."""
    page = outline.current().pages.get(page_id)
    chart = charts_of(page.specific).get(str(block_id)) if page else None
    if chart is None:
        raise Http404
    try:
        read = figures.read(rows_of(chart["table"]), chart["kind"])
    except figures.BadFigures as error:
        raise Http404 from error
    response = HttpResponse(sheets.as_csv(read), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{slugify(chart["title"])[:60] or "chart"}.csv"'
    return answers.for_every_reader(response)


def charts_of(page: Page) -> dict[str, Any]:
    streams = [getattr(page, field.name) for field in page._meta.get_fields() if isinstance(field, StreamField)]
    return {identity: chart for stream in streams for identity, chart in charts_in(stream)}
