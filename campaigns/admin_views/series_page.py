"""A series' own screen: how it stands, each message and who gets it when, and what the machine found in it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.log_actions import registry

from campaigns import mailout_checks, series_checks
from campaigns.admin_forms.mailout_doubts import Settling
from campaigns.admin_views import series_deeds as deeds
from campaigns.admin_views import series_screens as screens
from campaigns.mailout_enums import SeriesState
from campaigns.models import Series
from campaigns.selectors import mailout_doubts, series_harm, series_timeline
from people.admin_views.screens import officer, show

LISTED = 20


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    screens.require(request, screens.SEE)
    return shown(request, screens.series_or_404(pk))


def shown(request: HttpRequest, series: Series, *, settling: Settling | None = None) -> HttpResponse:
    """`settling`: what was sent to settle those that perhaps left, where something is wrong in it."""
    user, doubts = officer(request), mailout_doubts.of(series)
    is_draft = series.state == SeriesState.DRAFT
    return show(
        request,
        "page",
        folder=screens.FOLDER,
        title=series.title,
        icon=screens.ICON,
        trail=[screens.start()],
        series=series,
        lines=series_timeline.lines(series),
        missing=series_checks.missing(series) if is_draft else [],
        because=series_harm.why_stopped(series),
        deeds=[(deed, deed.path(series)) for deed in deeds.DEEDS if deed.is_offered(series, user)],
        is_own=series.state == SeriesState.IN_REVIEW and deeds.wrote(series, user),
        doubts=doubts,
        settling=settling or Settling(doubts=doubts),
        settle_at=reverse("series:settle", args=[series.pk]),
        may_send=user.has_perm(screens.SEND),
        may_change=user.has_perm(screens.CHANGE) and series.state != SeriesState.ENDED,
        history=registry.get_logs_for_instance(series).select_related("user")[:LISTED],
        status=422 if settling else 200,
    )


@require_safe
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Some of those who get something soon, by name."""
    screens.require(request, screens.CHANGE)
    series = screens.series_or_404(pk)
    return show(
        request,
        "people",
        folder=screens.FOLDER,
        title="Who is next",
        icon="group",
        trail=screens.trail_to(series),
        series=series,
        found=series_timeline.who_is_next(series, by=officer(request)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def checks(request: HttpRequest, pk: int) -> HttpResponse:
    """What the machine finds in it and in each of its messages. By POST also what lies on other sites."""
    screens.require(request, screens.SEE)
    series = screens.series_or_404(pk)
    found = series_checks.check(series, afar=request.method == "POST")
    return show(
        request,
        "checks",
        folder=screens.FOLDER,
        title="Checks",
        icon="clipboard-list",
        trail=screens.trail_to(series),
        series=series,
        stopping=len(series_checks.stopping(found)),
        **mailout_checks.by_outcome(series_checks.named(found)),
    )
