"""How many an audience is, what it is, and some of those in it. Asked by POST: nothing of it stands in an address."""

from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from campaigns import audiences
from campaigns.admin_forms import audience as fields
from campaigns.audiences import Audience
from campaigns.mailout_enums import MAILOUT_PURPOSES
from campaigns.selectors import audiences as selectors
from people.admin_views.screens import officer, show
from people.enums import Purpose

FOLDER = "campaigns/admin/mailouts"
MAY = ("campaigns.change_mailout", "campaigns.add_mailout")
MOST_REST = 365
MARK = "It says something of people's political opinions. Only a purpose that covers it may use it."
Hidden = list[tuple[str, str]]


class Asked(NamedTuple):
    audience: Audience
    purpose: str
    rest_days: int


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """What an element reads where `counts_only` is sent; else a page, which shows people once its button is pressed."""
    if not all(request.user.has_perm(each) for each in MAY):
        raise PermissionDenied
    try:
        asked = read(request)
        says, refused = said(asked), bool(audiences.refusal(asked.audience, asked.purpose))
    except audiences.BadAudience as bad:
        asked, says, refused = None, [str(bad)], True
        selectors.get_ready(kinds_of(request))
    if "counts_only" in request.POST:
        return JsonResponse({"says": says}, headers={"Cache-Control": "no-store"})
    shows = asked is not None and not refused and "sample" in request.POST
    sample = selectors.sample(*asked, by=officer(request)) if asked and shows else []
    return show(
        request,
        "audience_look",
        folder=FOLDER,
        title="Whom it is for",
        icon="group",
        trail=[],
        says=says,
        sample=sample,
        was_asked=shows,
        may_ask=not refused,
        sent=sent(request),
        status=200 if asked else 422,
    )


def read(request: HttpRequest) -> Asked:
    """Raises BadAudience."""
    rows = fields.read(request.POST, request.POST.get("audience", "conditions"))
    rows.pop(fields.EDITING, None)
    purpose, days = request.POST.get("purpose", ""), request.POST.get("rest_days", "")
    known = dict(MAILOUT_PURPOSES)
    resting = int(days) if days.isascii() and days.isdecimal() and len(days) < 4 else 0
    return Asked(audiences.parse(rows), purpose if purpose in known else Purpose.CAMPAIGN_NEWS, min(resting, MOST_REST))


def kinds_of(request: HttpRequest) -> set[str]:
    rows = fields.read(request.POST, request.POST.get("audience", "conditions"))
    return {condition["is"] for group in rows["groups"] for condition in group["conditions"]}


def said(asked: Asked) -> list[str]:
    """Raises BadAudience."""
    sentence = audiences.sentence(asked.audience, purpose=asked.purpose, rest_days=asked.rest_days)
    if refusal := audiences.refusal(asked.audience, asked.purpose):
        return [sentence, refusal]
    counted = selectors.count(*asked)
    mark = [MARK] if asked.audience.reveals_opinion else []
    number = f"{counted.number:,} {'address' if counted.number == 1 else 'addresses'}"
    return [f"{number}, {counted.when}.", sentence, *mark]


def sent(request: HttpRequest) -> Hidden:
    """The conditions once more, for the button that shows some people."""
    name = request.POST.get("audience", "conditions")
    kept: Any = [(key, request.POST[key]) for key in request.POST if key.startswith(f"{name}-")]
    also = ("purpose", "rest_days", "audience")
    return [*kept, *((key, request.POST[key]) for key in also if key in request.POST)]
