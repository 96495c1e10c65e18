"""A mail-out while it leaves and afterwards: how far it is, how it fares, what perhaps left, and all sums as a file."""

import time
from typing import Any

from django.core.cache import cache
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from campaigns import mailout_pace
from campaigns.admin_forms.mailout_doubts import Settling
from campaigns.admin_views import mailout_deeds as deeds
from campaigns.admin_views import mailout_screens as screens
from campaigns.mailout_enums import MailoutState
from campaigns.models import Mailout
from campaigns.selectors import mailout_doubts, mailout_report, mailout_standing
from campaigns.selectors.mailout_report import Progress
from people.admin_views.screens import officer, show
from people.services import exports
from training.services.exporting import as_csv, as_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOVES = (MailoutState.PREPARING, MailoutState.SENDING)  # while it is in one of these, figures change by themselves
LOOKED_BACK, FRESH = 30, 300  # seconds: over how long the rate is taken, and how long an older look is kept


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    screens.require(request, screens.SEE)
    return shown(request, screens.mailout_or_404(pk))


def shown(request: HttpRequest, mailout: Mailout, *, settling: Settling | None = None) -> HttpResponse:
    """`settling`: what was sent to settle those that perhaps left, where something is wrong in it."""
    user, progress = officer(request), mailout_report.progress(mailout)
    rate, doubts = rate_of(mailout, progress), mailout_doubts.of(mailout)
    return show(
        request,
        "watch",
        folder=screens.FOLDER,
        title="How it fares",
        icon="view",
        trail=screens.trail_to(mailout),
        mailout=mailout,
        standing=mailout_standing.of(mailout, user, progress, rate=rate or mailout_pace.per_second()),
        progress=progress,
        says=says(mailout, progress, rate),
        moves=mailout.state in MOVES,
        deeds=[deed for deed in deeds.DEEDS if deed.name in STOPPING and deed.is_offered(mailout, user)],
        doubts=doubts,
        settling=settling or Settling(doubts=doubts),
        settle_at=reverse("mailouts:settle", args=[mailout.pk]),
        may_send=user.has_perm(screens.SEND),
        kinds=[("mailouts:csv", "As CSV"), ("mailouts:xlsx", "As XLSX")],
        status=422 if settling else 200,
        **report(mailout, progress),
    )


STOPPING = ("pause", "resume", "cancel")


def report(mailout: Mailout, progress: Progress) -> dict[str, Any]:
    fared = mailout_report.fared(mailout)
    return {
        "states": mailout_report.chart_of_states(progress),
        "bounces": mailout_report.bounces(mailout),
        "links": mailout_report.clicks(mailout),
        "clicked": mailout_report.chart_of_clicks(mailout),
        "subjects": mailout_report.subjects(mailout),
        "actions": mailout_report.actions(mailout),
        "fared": fared,
        "unsubscribed_share": progress.share(fared.unsubscribed),
        "complained_share": progress.share(progress.complained),
        "came_back_share": progress.share(progress.came_back),
        "earlier": mailout_report.earlier(mailout),
    }


def says(mailout: Mailout, progress: Progress, rate: float) -> dict[str, str]:
    """What changes by itself, by the names that its places have on the screen."""
    return {
        "left": f"{progress.left:,}",
        "to_go": f"{progress.to_go:,}",
        "came_back": f"{progress.came_back:,}",
        "refused": f"{progress.refused:,}",
        "complained": f"{progress.complained:,}",
        "uncertain": f"{progress.uncertain:,}",
        "per_cent": f"{progress.per_cent} %",
        "rate": f"{rate * 60:,.0f} a minute" if rate else "not known yet",
        "ends": ends(mailout, progress, rate),
        "at": date_format(timezone.localtime(), "H:i:s"),
    }


def ends(mailout: Mailout, progress: Progress, rate: float) -> str:
    if not progress.to_go:
        return "nothing waits"
    start, pace = timezone.now(), rate or mailout_pace.per_second()
    found = mailout_pace.ends_at(mailout, number=progress.to_go, start=start, rate=pace)
    return f"about {mailout_standing.moment(found)}" if found else "not known yet"


def rate_of(mailout: Mailout, progress: Progress) -> float:
    """Messages a second in the last half minute, as this process saw it; without an older look, since it began."""
    if mailout.state not in MOVES or mailout.started_at is None:
        return 0.0
    now = time.time()
    key = f"mailout-looks:{mailout.pk}"
    looks = [(at, done) for at, done in cache.get(key, []) if now - LOOKED_BACK <= at <= now]
    cache.set(key, [*looks, (now, progress.done)][-LOOKED_BACK:], FRESH)
    since, before = looks[0] if looks else (mailout.started_at.timestamp(), 0)
    return max(0.0, (progress.done - before) / (now - since)) if now - since >= 1 else 0.0


@require_safe
@never_cache
def figures(request: HttpRequest, pk: int) -> JsonResponse:
    """What the element on the screen asks for every two seconds."""
    screens.require(request, screens.SEE)
    mailout, user = screens.mailout_or_404(pk), officer(request)
    progress = mailout_report.progress(mailout)
    rate = rate_of(mailout, progress)
    standing = mailout_standing.of(mailout, user, progress, rate=rate or mailout_pace.per_second())
    return JsonResponse(
        {
            "state": mailout.state,
            "done": progress.done,
            "number": progress.number,
            "says": {**says(mailout, progress, rate), "standing": standing.says, "next": standing.next},
        }
    )


@require_POST
def take(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """All sums as a file. Nobody's name is in it; that it was taken is logged all the same."""
    screens.require(request, screens.SEE)
    mailout = screens.mailout_or_404(pk)
    table = ([str(exports.guarded(cell)) for cell in row] for row in mailout_report.rows(mailout))
    mark = exports.mark(by=officer(request), of="figures of a mail-out")
    name = f"{mailout.slug}-{mark.file}.{kind}"
    if kind == "xlsx":
        file = as_workbook(table, mark=mark, title="Mail-out")
        return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(as_csv(table), content_type="text/csv; charset=utf-8", headers=headers)
