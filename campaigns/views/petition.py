"""Signing a petition: form, check your inbox, confirm, done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.enums import SignatureState
from campaigns.forms import ConstituencyForm, SignatureForm
from campaigns.models import Petition, Signature
from campaigns.services import confirming, signing
from pages.answers import for_every_reader
from pages.forms import UNREADABLE
from pages.same_origin import same_origin_form
from places.forms import CHOOSE
from places.picker import Picker
from places.selectors import places
from places.views.your_area import pick_for

UNPROCESSABLE = 422
TOO_BIG = 413
SEE_OTHER = 303


@same_origin_form
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, slug: str) -> HttpResponse:
    petition = get_petition(slug)
    if not petition.is_open:
        return closed(request, petition)
    if request.method != "POST":
        return for_every_reader(show_form(request, petition, SignatureForm()), shows_counts=True)
    try:
        form = SignatureForm(request.POST)
    except UNREADABLE:
        return too_big(request, petition)
    if not form.is_valid():
        return show_form(request, petition, form, status=UNPROCESSABLE)
    given = {field: form.cleaned_data[field] for field in ("name", "email", "postcode")}
    try:
        if form.agreed_to:
            signing.sign_and_agree(wording=form.agreed_to, petition=petition, **given)
        else:
            signing.sign(petition=petition, **given)
    except signing.PetitionClosed:  # at midnight, between our question above and now
        return closed(request, petition)
    return see(reverse("petition_check_inbox", args=[petition.slug]))


def closed(request: HttpRequest, petition: Petition) -> HttpResponse:
    answer = render(request, "campaigns/petition/closed.html", {"petition": petition})
    return for_every_reader(answer, shows_counts=True)


def show_form(request: HttpRequest, petition: Petition, form: SignatureForm, status: int = 200) -> HttpResponse:
    return render(request, "campaigns/petition/sign.html", {"petition": petition, "form": form}, status=status)


def too_big(request: HttpRequest, petition: Petition) -> HttpResponse:
    form = SignatureForm({})
    form.full_clean()
    form.errors.clear()
    form.add_error(
        None, "What you sent is far too long or broken, so none of it was kept. Go back to find what you typed."
    )
    return show_form(request, petition, form, status=TOO_BIG)


@require_safe
def check_inbox(request: HttpRequest, slug: str) -> HttpResponse:
    petition = get_petition(slug)
    return for_every_reader(render(request, "campaigns/petition/check_inbox.html", {"petition": petition}))


@same_origin_form
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """A GET only shows a button, since scanners of mail follow links; the button's POST counts the signature.

    The token alone finds it: `slug` is for the reader's eye, and a petition may be given another.
    """
    found = get_signature(token)
    if found is None:
        return unknown_link(request)
    if request.method == "POST":
        return count(request, found)
    if found.state == SignatureState.CONFIRMED:
        return confirmed(request, found, what="before")
    ticked = signing.ticked_with(found).first()
    context = {"petition": found.petition, "signature": found, "ticked": ticked, "noindex": True}
    return render(request, "campaigns/petition/confirm.html", context)


def count(request: HttpRequest, signature: Signature) -> HttpResponse:
    """Somebody else may have ticked the box for news, so the owner of the address is asked by a button of its own."""
    try:
        agreed = request.POST.get("news", "")
    except UNREADABLE:
        agreed = ""
    newly = confirming.confirm(signature, agreed=agreed)
    return confirmed(request, signature, what="newly" if newly else "before")


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


def see(path: str) -> HttpResponse:
    answer = redirect(path)
    answer.status_code = SEE_OTHER
    return answer


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
        "noindex": True,
    }
    return render(request, "campaigns/petition/confirmed.html", context)


def unknown_link(request: HttpRequest) -> HttpResponse:
    return render(request, "campaigns/petition/confirm_unknown.html", {"noindex": True}, status=404)


def get_signature(token: str) -> Signature | None:
    """None also where the owner was erased, and with the name their say over what stays counted."""
    related = ("petition", "address", "constituency_found", "constituency_chosen")
    return Signature.objects.select_related(*related).filter(token=token).exclude(name="").first()


def get_petition(slug: str) -> Petition:
    return get_object_or_404(Petition.objects.published().with_total(), slug=slug)
