"""Signing a petition: form, check your inbox, confirm, done."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.enums import SignatureState
from campaigns.forms import SignatureForm
from campaigns.models import Petition, Signature
from campaigns.services import petitions
from pages.answers import for_every_reader
from pages.same_origin import same_origin_form

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
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, MultiPartParserError):
        return too_big(request, petition)
    if not form.is_valid():
        return show_form(request, petition, form, status=UNPROCESSABLE)
    given = {field: form.cleaned_data[field] for field in ("name", "email", "postcode")}
    try:
        petitions.sign(petition=petition, **given)
    except petitions.PetitionClosed:  # at midnight, between our question above and now
        return closed(request, petition)
    answer = redirect("petition_check_inbox", petition.slug)
    answer.status_code = SEE_OTHER
    return answer


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
    found = Signature.objects.select_related("petition", "address").filter(token=token).first()
    if found is None:
        return render(request, "campaigns/petition/confirm_unknown.html", {"noindex": True}, status=404)
    context = {"petition": found.petition, "signature": found, "noindex": True}
    if request.method == "POST":
        newly = petitions.confirm(found)
        return render(request, "campaigns/petition/confirmed.html", {**context, "newly": newly})
    if found.state == SignatureState.CONFIRMED:
        return render(request, "campaigns/petition/confirmed.html", {**context, "newly": False})
    return render(request, "campaigns/petition/confirm.html", context)


def get_petition(slug: str) -> Petition:
    return get_object_or_404(Petition.objects.published().with_total(), slug=slug)
