"""What the links in our messages lead to: a page that says what they are about, with a button."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from groups.forms.membership import AcceptForm
from groups.models import HandOver, Invitation, JoinRequest
from groups.services import membership
from groups.views.answers import GONE, PRIVATE, TOO_BIG, UNPROCESSABLE, is_readable, refused
from pages.same_origin import same_origin_form
from people.services.accounts import LoginOfAnother

NOT_FOUND = 404


def unknown(request: HttpRequest, status: int = NOT_FOUND) -> HttpResponse:
    return render(request, "groups/people/unknown.html", PRIVATE, status=status)


def say(request: HttpRequest, what: str, **context: object) -> HttpResponse:
    return render(request, "groups/people/said.html", {"what": what, **context, **PRIVATE})


@same_origin_form
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_join(request: HttpRequest, token: str) -> HttpResponse:
    asked = JoinRequest.objects.select_related("group", "person").filter(token=token).first()
    if asked is None:
        return unknown(request)
    if request.method != "POST" and asked.confirmed_at is None:
        return render(request, "groups/people/confirm_join.html", {"asked": asked, "group": asked.group, **PRIVATE})
    if request.method == "POST":
        try:
            membership.confirm_request(asked)
        except membership.NotOpen:
            return unknown(request, GONE)
    return say(request, "asked", group=asked.group)


@same_origin_form
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    found = get_invitation(token)
    if found is None:
        return unknown(request)
    if found.accepted_at:
        return say(request, "accepted", group=found.group, invitation=found)
    if not found.is_open:
        return unknown(request, GONE)
    if request.method != "POST":
        return show_invitation(request, found, AcceptForm())
    if not is_readable(request):
        return show_invitation(request, found, refused(AcceptForm({})), TOO_BIG)
    if "decline" in request.POST:
        membership.decline(found)
        return say(request, "declined", group=found.group)
    return accept(request, found)


def accept(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return show_invitation(request, found, form, UNPROCESSABLE)
    try:
        membership.accept(found, name=form.cleaned_data["name"], is_adult=form.is_adult)
    except membership.NotOpen:
        return unknown(request, GONE)
    except membership.TooYoung:
        form.refuse_age()
    except LoginOfAnother:
        form.add_error(None, _("Somebody else signs in with this address. Ask to be invited at one of your own"))
    else:
        return say(request, "accepted", group=found.group, invitation=found)
    return show_invitation(request, found, form, UNPROCESSABLE)


def get_invitation(token: str) -> Invitation | None:
    return Invitation.objects.select_related("group", "address", "by").filter(token=token).first()


def show_invitation(request: HttpRequest, found: Invitation, form: AcceptForm, status: int = 200) -> HttpResponse:
    context = {"invitation": found, "group": found.group, "form": form, **PRIVATE}
    return render(request, "groups/people/invitation.html", context, status=status)


@same_origin_form
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Also for one that is answered or too old."""
    found = get_invitation(token)
    if found is None:
        return unknown(request)
    if request.method != "POST" and found.reported_at is None:
        return render(request, "groups/people/report.html", {"invitation": found, "group": found.group, **PRIVATE})
    if request.method == "POST":
        membership.report(found)
    return say(request, "reported", group=found.group)


@same_origin_form
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever would lead answers here; whoever offered said so when they were signed in."""
    offer = HandOver.objects.select_related("group", "giver", "taker").filter(token=token).first()
    if offer is None:
        return unknown(request)
    if offer.done_at:
        return say(request, "took_over", group=offer.group)
    if not membership.is_open(offer) or not is_readable(request):
        return unknown(request, GONE)
    if request.method != "POST":
        return render(request, "groups/people/hand_over.html", {"offer": offer, "group": offer.group, **PRIVATE})
    if "decline" in request.POST:
        membership.decline_hand_over(offer)
        return say(request, "not_taken", group=offer.group)
    try:
        membership.take_over(offer)
    except (membership.NotOpen, membership.MayNotTakeOver):
        return unknown(request, GONE)
    except LoginOfAnother:
        return say(request, "no_login", group=offer.group)
    return say(request, "took_over", group=offer.group)
