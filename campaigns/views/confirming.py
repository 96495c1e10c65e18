"""Confirming a signature by the link or the code of our message, and saying where it counts."""

from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from campaigns.enums import SignatureState
from campaigns.forms import ConstituencyForm, SendAgainForm, SignatureCodeForm
from campaigns.models import Petition, Signature
from campaigns.services import codes, confirming, log, reminding
from campaigns.views.petition import FAR_TOO_LONG, TOO_BIG, TOO_MANY, UNPROCESSABLE, get_petition, see
from pages.answers import for_every_reader
from pages.forms import UNREADABLE
from pages.same_origin import same_origin_form
from people import machines
from people.forms.addresses import AddressForm
from places.forms import CHOOSE
from places.picker import Picker
from places.selectors import places
from places.views.your_area import pick_for

MOST_FROM_A_MACHINE, AN_HOUR = 60, 60 * 60
F = TypeVar("F", bound=AddressForm)


@same_origin_form
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """A GET only shows a button, since scanners of mail follow links; the button's POST counts the signature.

    The token alone finds it: `slug` is for the reader's eye, and a petition may be given another.
    """
    found = get_signature(token)
    if found is None or found.state == SignatureState.INVALIDATED:
        return unknown_link(request, found)
    if request.method == "POST":
        return count(request, found)
    if found.state == SignatureState.CONFIRMED:
        return confirmed(request, found, what="before")
    if not found.petition.takes_confirmations:
        return too_late(request, found.petition)
    context = {
        "petition": found.petition,
        "signature": found,
        "ticked": confirming.asked_about(found),
        "noindex": True,
        "without_newsletter": True,
    }
    return render(request, "campaigns/petition/confirm.html", context)


def count(request: HttpRequest, signature: Signature) -> HttpResponse:
    """Somebody else may have ticked the boxes for news, so the owner of the address is asked about each again."""
    try:
        agreed = request.POST.getlist("news")
    except UNREADABLE:
        agreed = []
    try:
        newly = confirming.confirm(signature, agreed=agreed)
    except confirming.TooLate:
        return too_late(request, signature.petition)
    if not newly and not confirming.counts(signature):  # it was withdrawn, or taken out, since it was looked up
        return unknown_link(request)
    return confirmed(request, signature, what="newly" if newly else "before")


def too_late(request: HttpRequest, petition: Petition) -> HttpResponse:
    context = {"petition": petition, "is_too_late": True, "noindex": True}
    return render(request, "campaigns/petition/closed.html", context)


@same_origin_form
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def enter_code(request: HttpRequest, slug: str) -> HttpResponse:
    """The answer to a wrong code is the same whether or not somebody signed with the address."""
    petition = get_petition(slug)
    form, status = read(request, SignatureCodeForm)
    if form.is_bound and not status:
        try:
            found = codes.enter(petition=petition, email=form.cleaned_data["email"], digits=form.cleaned_data["code"])
        except codes.TooManyTries:
            form.add_error(None, _("This was tried too often. Wait an hour, or use the link in our message."))
            status = TOO_MANY
        else:
            if found is not None:
                return by_code(request, found)
            form.refuse()
            status = UNPROCESSABLE
    return show_asking(request, "campaigns/petition/code.html", petition, form, status)


@never_cache
def by_code(request: HttpRequest, signature: Signature) -> HttpResponse:
    """Counted at once, but where the page with the button asks about a box that was ticked, or shows other words."""
    is_asked = confirming.must_be_read_again(signature) or confirming.asked_about(signature)
    if signature.state == SignatureState.PENDING and is_asked:
        return see(signature.get_confirm_path())
    return count(request, signature)


@same_origin_form
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def send_again(request: HttpRequest, slug: str) -> HttpResponse:
    """The answer is the same whether or not somebody signed with the address."""
    petition = get_petition(slug)
    form, status = read(request, SendAgainForm)
    if form.is_bound and not status:
        reminding.send_again(petition=petition, email=form.cleaned_data["email"])
        return see(reverse("petition_check_inbox", args=[petition.slug]))
    return show_asking(request, "campaigns/petition/send_again.html", petition, form, status)


def read(request: HttpRequest, form_class: type[F]) -> tuple[F, int]:
    """The form as it was sent, and the status to refuse it with: 0 where it can be gone on with."""
    if request.method != "POST":
        return form_class(), 0
    try:
        form = form_class(request.POST)
    except UNREADABLE:
        form = form_class({})
        form.full_clean()
        form.errors.clear()
        form.add_error(None, FAR_TOO_LONG)
        return form, TOO_BIG
    if not form.is_valid():
        return form, UNPROCESSABLE
    if not machines.may_send(request, form="about_a_signature", quota=MOST_FROM_A_MACHINE, seconds=AN_HOUR):
        form.add_error(None, _("Too many messages and codes were asked for from your connection. Wait an hour."))
        return form, TOO_MANY
    return form, 0


def show_asking(
    request: HttpRequest, template: str, petition: Petition, form: AddressForm, status: int
) -> HttpResponse:
    context = {"petition": petition, "form": form, "without_newsletter": True}
    answer = render(request, template, context, status=status or 200)
    return answer if form.is_bound else for_every_reader(answer)


@same_origin_form
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose_constituency(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """For whoever isn't counted where they live: a postcode that we don't know, or that lies in two seats."""
    found = get_signature(token)
    if found is None:
        return unknown_link(request)
    if found.state != SignatureState.CONFIRMED:
        return see(found.get_confirm_path())
    if request.method != "POST" or not places.locate(postcode=found.postcode).may_choose:
        return ask_for_constituency(request, found)
    try:
        form = ConstituencyForm(request.POST)
    except UNREADABLE:
        return ask_for_constituency(request, found, error=CHOOSE, status=TOO_BIG)
    if not form.is_valid():
        return ask_for_constituency(request, found, error=CHOOSE, status=UNPROCESSABLE)
    confirming.choose_constituency(signature=found, constituency=form.cleaned_data["constituency"])
    return confirmed(request, found, what="moved")


def ask_for_constituency(
    request: HttpRequest, signature: Signature, *, error: str | Promise = "", status: int = 200
) -> HttpResponse:
    context = {
        "petition": signature.petition,
        "signature": signature,
        "picker": picker_of(signature, error=str(error)),
        "noindex": True,
    }
    return render(request, "campaigns/petition/constituency.html", context, status=status)


def picker_of(signature: Signature, error: str = "") -> Picker | None:
    """None for whoever lives where no seat of the House of Commons is, or is nowhere any more."""
    if not signature.postcode:
        return None
    place = places.locate(postcode=signature.postcode)
    chosen = signature.constituency.code if signature.constituency else ""
    return pick_for(place, chosen=chosen, error=error) if place.may_choose else None


def confirmed(request: HttpRequest, signature: Signature, *, what: str) -> HttpResponse:
    """`what` happened: counted "newly", counted "before", or "moved" to another constituency."""
    context = {
        "petition": signature.petition,
        "signature": signature,
        "what": what,
        "picker": None if signature.constituency else picker_of(signature),
        "receipt": log.receipt(signature),
        "share_url": f"{settings.SITE_URL}{share_path(signature)}",
        "noindex": True,
    }
    return render(request, "campaigns/petition/confirmed.html", context)


def share_path(signature: Signature) -> str:
    """The petition's page, by the link of the group that they came by."""
    slug = signature.petition.slug
    return (
        reverse("petition_for", args=[slug, signature.group.slug])
        if signature.group
        else reverse("petition", args=[slug])
    )


def unknown_link(request: HttpRequest, invalidated: Signature | None = None) -> HttpResponse:
    context = {"invalidated": invalidated, "noindex": True}
    return render(request, "campaigns/petition/confirm_unknown.html", context, status=404)


def get_signature(token: str) -> Signature | None:
    """None where it is held, since its link was never sent, and where the owner was erased, and with the name their
    say over what stays counted."""
    related = ("petition", "address", "person", "group", "constituency_found", "constituency_chosen")
    known = Signature.objects.select_related(*related).exclude(state=SignatureState.HELD).exclude(name="")
    return known.filter(token=token).first()
