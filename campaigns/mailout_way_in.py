"""By which mail-out somebody came: `via=m<number>` in the address of the page, which says nothing of who they are.

No cookie keeps it. It stands in the address of the page whose form they send, which their browser tells our own site.
"""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlencode, urlsplit

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from campaigns.mailout_enums import AfterMailout
from campaigns.services import mailout_actions

NAME = "via"
WRITTEN = re.compile(r"m([1-9][0-9]{0,17})")
# Which forms, by the name of their address. A letter is written over several pages: its draft remembers the number.
COUNTED = {
    "petition_sign": AfterMailout.SIGNED,
    "petition_sign_for": AfterMailout.SIGNED,
    "newsletter": AfterMailout.SIGNED_UP,
    "campaign_follow": AfterMailout.SIGNED_UP,
    "group_event_book": AfterMailout.BOOKED,
}


def read(request: HttpRequest) -> int | None:
    """The number of the mail-out; None where they came otherwise."""
    return number(request.GET.get(NAME, "")) or number(of_page_before(request))


def of_page_before(request: HttpRequest) -> str:
    try:
        before = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    if before.netloc != request.get_host():
        return ""
    return parse_qs(before.query, max_num_fields=None).get(NAME, [""])[0] if len(before.query) < 500 else ""


def number(written: str) -> int | None:
    found = WRITTEN.fullmatch(written)
    return int(found[1]) if found else None


def kept(request: HttpRequest, url: str) -> str:
    """An address of ours that a page links to, so that it is known there too."""
    found = number(request.GET.get(NAME, ""))
    return f"{url}?{urlencode({NAME: f'm{found}'})}" if found else url


class CountAfterMailouts:
    """Counts forms that were taken: each of them answers with the address of a page that says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "POST" and response.status_code in (302, 303):
            count(request)
        return response


def count(request: HttpRequest) -> None:
    match = request.resolver_match
    kind = COUNTED.get(match.url_name or "") if match else None
    mailout_id = read(request) if kind else None
    if kind and mailout_id:
        mailout_actions.count(mailout_id=mailout_id, kind=kind)
