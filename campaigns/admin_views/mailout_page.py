"""A mail-out's own screen: how it stands, what is to be done next, what it says and whom it is for."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.log_actions import registry

from campaigns import mailout_checks, mailout_pace
from campaigns.admin_views import mailout_deeds as deeds
from campaigns.admin_views import mailout_screens as screens
from campaigns.mailout_enums import EDITABLE, LEFT, MailoutState
from campaigns.models import Mailout
from campaigns.selectors import mailout_report, mailout_standing, segments
from people.admin_views.screens import officer, show

LISTED = 20
SHOWN_REPORT = {*LEFT, MailoutState.PREPARING, MailoutState.CANCELLED}


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    screens.require(request, screens.SEE)
    mailout, user = screens.mailout_or_404(pk), officer(request)
    progress = mailout_report.progress(mailout)
    offered = [deed for deed in deeds.DEEDS if deed.is_offered(mailout, user)]
    return show(
        request,
        "page",
        folder=screens.FOLDER,
        title=mailout.title,
        icon=screens.ICON,
        trail=[screens.start()],
        mailout=mailout,
        standing=mailout_standing.of(mailout, user, progress, rate=mailout_pace.per_second()),
        progress=progress,
        deeds=[deed for deed in offered if deed.name not in deeds.TOOLS],
        tools=[deed for deed in offered if deed.name in deeds.TOOLS],
        has_report=mailout.state in SHOWN_REPORT and mailout.mailing_id is not None,
        is_editable=mailout.state in EDITABLE,
        may_change=user.has_perm(screens.CHANGE),
        may_change_segment=user.has_perm(screens.CHANGE_SEGMENT),
        history=registry.get_logs_for_instance(mailout).select_related("user")[:LISTED],
        **what_it_is(mailout),
    )


def what_it_is(mailout: Mailout) -> dict[str, Any]:
    """What its screen and the one that approves it both show."""
    audience = screens.audience_of(mailout, counts=mailout.state in EDITABLE)
    return {
        "audience": audience,
        "origin": segments.origin_of(mailout),
        "subjects": [text for text in (mailout.subject, mailout.second_subject) if text],
    }


@require_http_methods(["GET", "HEAD", "POST"])
def checks(request: HttpRequest, pk: int) -> HttpResponse:
    """What the machine finds, with what is to be mended. By POST also what lies on other sites."""
    screens.require(request, screens.SEE)
    mailout = screens.mailout_or_404(pk)
    found = mailout_checks.check(mailout, afar=request.method == "POST")
    return show(
        request,
        "checks",
        folder=screens.FOLDER,
        title="Checks",
        icon="clipboard-list",
        trail=screens.trail_to(mailout),
        mailout=mailout,
        is_editable=mailout.state in EDITABLE,
        may_change=request.user.has_perm(screens.CHANGE),
        **mailout_checks.by_outcome(found),
    )
