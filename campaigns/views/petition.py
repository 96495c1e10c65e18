"""Signing a petition: the form, and the page that says to look into one's inbox."""

from collections.abc import Collection

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from campaigns import clients
from campaigns.forms import SignatureCodeForm, SignatureForm, SignatureWithCommentForm
from campaigns.models import Petition
from campaigns.selectors import signable
from campaigns.services import challenges, fraud, proofs, signing
from groups.models import CommunityGroup
from groups.selectors import directory
from pages.answers import for_every_reader
from pages.forms import UNREADABLE
from pages.same_origin import same_origin_form

SEE_OTHER, TOO_BIG, UNPROCESSABLE, TOO_MANY = 303, 413, 422, 429
FAR_TOO_LONG = "What you sent is far too long or broken, so none of it was kept. Go back to find what you typed."


@same_origin_form
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, slug: str) -> HttpResponse:
    return sign_by(request, petition_for(request, slug), group=None)


@same_origin_form
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def sign_for(request: HttpRequest, slug: str, group_slug: str) -> HttpResponse:
    """By the link of a group, which the signature is attributed to; without, where there is no such group."""
    petition = petition_for(request, slug)
    group = directory.of_link(group_slug)
    if group is None and request.method != "POST":
        return redirect(petition.url_sign)
    return sign_by(request, petition, group=group)


def sign_by(request: HttpRequest, petition: Petition, *, group: CommunityGroup | None) -> HttpResponse:
    if not petition.is_open:
        return closed(request, petition)
    if request.method != "POST":
        return for_every_reader(show_form(request, petition, form_class(petition)(), group=group), shows_counts=True)
    try:
        form = form_class(petition, request.POST)(request.POST)
    except UNREADABLE:
        return show_form(request, petition, refused(form_class(petition)), status=TOO_BIG, group=group)
    if form.looks_like_a_report and not form.is_said_to_be_none:
        return show_report(request, petition, form)
    if not form.is_valid():
        return show_form(request, petition, form, status=UNPROCESSABLE, group=group)
    try:
        write_down(request, petition, form, group)
    except signing.PetitionClosed:  # at midnight, between our question above and now
        return closed(request, petition)
    return see(reverse("petition_check_inbox", args=[petition.slug]))


def write_down(request: HttpRequest, petition: Petition, form: SignatureForm, group: CommunityGroup | None) -> None:
    given = {"petition": petition, "group": group, "seen": seen(request, form), **form.given}
    proof = proofs.read(form.cleaned_data["proof"], petition_id=petition.pk)
    signature = proofs.sign(proof=proof, **given) if proof else signing.sign(**given)
    challenges.look_out(petition, signature)


def form_class(petition: Petition, sent: Collection[str] = ()) -> type[SignatureForm]:
    """Without a comment where none is taken, or where its writer leaves out what looked like a report."""
    takes_one = petition.takes_comments and "without_comment" not in sent
    return SignatureWithCommentForm if takes_one else SignatureForm


def seen(request: HttpRequest, form: SignatureForm) -> fraud.Seen:
    judged = {field: form.cleaned_data[field] for field in ("email", "name", "country")}
    return fraud.see(client_ip=clients.ip_of(request), place=form.place, **judged)


def closed(request: HttpRequest, petition: Petition) -> HttpResponse:
    answer = render(request, "campaigns/petition/closed.html", {"petition": petition})
    return for_every_reader(answer, shows_counts=True)


def show_form(
    request: HttpRequest, petition: Petition, form: SignatureForm, *, group: CommunityGroup | None, status: int = 200
) -> HttpResponse:
    context = {"petition": petition, "form": form, "group": group, "action": request.path}
    return render(request, "campaigns/petition/sign.html", context, status=status)


def show_report(request: HttpRequest, petition: Petition, form: SignatureForm) -> HttpResponse:
    """Not signed yet: the comment may be about somebody in danger, and nobody here could act on it."""
    kept = [form[field] for field in form.fields if field not in ("comment", "no_report")]
    context = {
        "petition": petition,
        "form": form,
        "kept": kept,
        "action": request.path,
        "noindex": True,
        "without_newsletter": True,
    }
    return render(request, "campaigns/petition/comment_report.html", context, status=UNPROCESSABLE)


def refused(kind: type[SignatureForm]) -> SignatureForm:
    form = kind({})
    form.full_clean()
    form.errors.clear()
    form.add_error(None, FAR_TOO_LONG)
    return form


@require_safe
def check_inbox(request: HttpRequest, slug: str) -> HttpResponse:
    context = {"petition": get_petition(slug), "form": SignatureCodeForm(), "without_newsletter": True}
    return for_every_reader(render(request, "campaigns/petition/check_inbox.html", context))


def see(path: str) -> HttpResponse:
    answer = redirect(path)
    answer.status_code = SEE_OTHER
    return answer


def petition_for(request: HttpRequest, slug: str) -> Petition:
    """Whoever sends the form needs no count of it."""
    return signable.petition(slug) if request.method == "POST" else get_petition(slug)


def get_petition(slug: str) -> Petition:
    return get_object_or_404(Petition.objects.published().with_total(), slug=slug)
