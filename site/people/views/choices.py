"""Mail choices, behind the link in every message: what the address gets, stopping it, and undoing that.

The link never expires, since an old message must still lead to the way out. It shows nothing about anybody: whoever
finds a message may learn what its address gets, and no more.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from pages.forms import UNREADABLE
from pages.same_origin import same_origin_form
from people import purposes
from people.enums import Ended, Purpose
from people.models import Address
from people.services import choices

SEE_OTHER, BAD_REQUEST, NOT_FOUND = 303, 400, 404


@same_origin_form
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mail_choices(request: HttpRequest, token: str) -> HttpResponse:
    address = find(token)
    if address is None:
        return unknown(request)
    if request.method != "POST":
        return show(request, address)
    try:
        action, purpose = request.POST.get("do", ""), request.POST.get("stop", "")
    except UNREADABLE:
        return show(request, address, status=BAD_REQUEST)
    if action == "undo":
        choices.undo(address)
    elif action == "stop-everything":
        choices.stop_everything(address)
    elif purpose in Purpose.values:
        choices.stop(address, purpose=purpose)
    else:
        return show(request, address, status=BAD_REQUEST)
    answer = redirect("mail_choices", token=address.token)
    answer.status_code = SEE_OTHER
    return answer


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one_click(request: HttpRequest, token: str, purpose: str, message: object) -> HttpResponse:
    """RFC 8058: a mail program posts here for its user, without cookies, from anywhere. A GET shows a button.

    `message` is nobody's secret: in a log it tells which message made somebody leave.
    """
    address = find(token) if purpose in Purpose.values else None
    if request.method != "POST":
        return show(request, address, asked=Purpose(purpose)) if address else unknown(request)
    try:
        asked = request.POST.get("List-Unsubscribe") == "One-Click"
    except UNREADABLE:
        asked = False
    if address is None:
        return plain("This address is not known here.", status=NOT_FOUND)
    if not asked:
        return plain("Send List-Unsubscribe=One-Click, as RFC 8058 says.", status=BAD_REQUEST)
    choices.stop(address, purpose=purpose, how=Ended.ONE_CLICK)
    return plain("Stopped.")


def plain(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(f"{text}\n", content_type="text/plain; charset=utf-8", status=status)


def find(token: str) -> Address | None:
    return Address.objects.filter(token=token).first()


def unknown(request: HttpRequest) -> HttpResponse:
    return render(
        request, "people/choices/unknown.html", {"without_newsletter": True, "noindex": True}, status=NOT_FOUND
    )


def show(request: HttpRequest, address: Address, *, asked: Purpose | None = None, status: int = 200) -> HttpResponse:
    """`asked`: the purpose that the link which was followed would stop."""
    people = choices.owners(address)
    live, stopped = choices.live(people), choices.can_be_undone(people)
    context = {
        "address": address,
        "gets": [(purpose.value, purposes.TOLD[purpose]) for purpose in live],
        "asked": (asked.value, purposes.TOLD[asked]) if asked in live else None,
        "stopped": [purposes.TOLD[purpose] for purpose in Purpose if purpose in {each.purpose for each in stopped}],
        "is_shared": choices.is_shared(address, people),
        "without_newsletter": True,
        "noindex": True,
    }
    return render(request, "people/choices/mail_choices.html", context, status=status)
