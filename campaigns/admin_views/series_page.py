"""A series' own screen: how it stands, each message and who gets it when; and each message as it arrives."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe
from wagtail.log_actions import registry

from campaigns import mailout_compile, series_checks
from campaigns.admin_views import series_deeds as deeds
from campaigns.admin_views import series_screens as screens
from campaigns.admin_views.mailout_previews import IN_A_FRAME, LOOKS, WITH_IMAGES, looking, sample_of_choices
from campaigns.mailout_enums import SeriesState
from campaigns.selectors import series_timeline
from mail import tokens
from people.admin_views.screens import officer, show

LISTED = 20


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    screens.require(request, screens.SEE)
    series, user = screens.series_or_404(pk), officer(request)
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
        deeds=[(deed, deed.path(series)) for deed in deeds.DEEDS if deed.is_offered(series, user)],
        is_own=series.state == SeriesState.IN_REVIEW and deeds.wrote(series, user),
        may_change=user.has_perm(screens.CHANGE) and series.state != SeriesState.ENDED,
        history=registry.get_logs_for_instance(series).select_related("user")[:LISTED],
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


@require_safe
def preview(request: HttpRequest, pk: int, message: int) -> HttpResponse:
    screens.require(request, screens.SEE)
    step = screens.message_or_404(pk, message)
    compiled = mailout_compile.compile_(step)
    return show(
        request,
        "preview",
        folder=screens.FOLDER,
        title="Preview",
        icon="view",
        trail=screens.trail_to(step.series),
        message=step,
        subject=tokens.filled(compiled.subject, {}, in_html=False),
        weight=compiled.weight // 1024,
        looks=LOOKS,
    )


@require_safe
@xframe_options_sameorigin
def look(request: HttpRequest, pk: int, message: int, name: str) -> HttpResponse:
    """For a frame: one of the ways in which it can look, to somebody of whom we know nothing."""
    screens.require(request, screens.SEE)
    compiled = mailout_compile.compile_(screens.message_or_404(pk, message))
    values = {tokens.CHOICES: sample_of_choices()}
    if name == "text":
        text = tokens.filled(compiled.text, values, in_html=False)
        answer = render(request, "campaigns/admin/mailouts/look.html", {"text": text})
    else:
        answer = HttpResponse(looking(tokens.filled(compiled.html, values, in_html=True), is_dark=name == "dark"))
    answer.headers["Content-Security-Policy"] = IN_A_FRAME if name == "images-off" else WITH_IMAGES
    return answer
