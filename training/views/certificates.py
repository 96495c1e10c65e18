"""A certificate: what anybody sees who was given its link, and what its holder takes and decides.

Holders are who signed in, or typed the code that opens their own data: the link in a message shows no more to them than
to anybody (docs/architecture.md, links in messages).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from groups.views.answers import GONE, PRIVATE, is_readable, see
from pages.same_origin import same_origin_form
from training import certificate_numbers
from training.enums import COUNTS_AS_TRAINED
from training.models import Certificate
from training.selectors import certificates as selectors
from training.services import certificates
from training.views.mine import people_of

View = Callable[..., HttpResponse]


@require_safe
@cache_control(no_store=True, private=True)
def show(request: HttpRequest, token: str) -> HttpResponse:
    award = award_or_404(token)
    return page(request, award)


def award_or_404(token: str) -> Any:
    award = selectors.award_of(token)
    if award is None:
        raise Http404
    return award


def page(request: HttpRequest, award: Any, *, status: int = 200) -> HttpResponse:
    certificate = selectors.of_award(award)
    context = {
        "award": award,
        "certificate": certificate,
        "says": selectors.says(certificate) if certificate else None,
        "number": certificate_numbers.shown(certificate.number) if certificate else "",
        "is_erased": award.person.erased_at is not None or (certificate is not None and certificate.is_erased),
        "counts": award.standing in COUNTS_AS_TRAINED,
        "is_own": is_holder(request, award),
        "crumbs": [{"title": _("Training"), "url": reverse("training")}],
        **PRIVATE,
    }
    return render(request, "training/certificates/certificate.html", context, status=status)


def is_holder(request: HttpRequest, award: Any) -> bool:
    return award.person.erased_at is None and award.person_id in (people_of(request) or ())


def for_holder(view: View) -> View:
    """Gives the view the award of whoever asks. A login goes by Django's token, an open visit by where the form was."""

    @require_POST
    @cache_control(no_store=True, private=True)
    @wraps(view)
    def of_award(request: HttpRequest, token: str) -> HttpResponse:
        award = award_or_404(token)
        return view(request, award) if is_holder(request, award) else see("training_certificate", token)

    with_token, from_here = csrf_protect(of_award), same_origin_form(of_award)

    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        return (with_token if request.user.is_authenticated else from_here)(request, token=token)

    return csrf_exempt(guarded)


def issued(award: Any) -> Certificate | None:
    try:
        return certificates.issue(award)
    except certificates.NotPossible:
        return None


@for_holder
def pdf(request: HttpRequest, award: Any) -> HttpResponse:
    """Made when it is first asked for."""
    certificate = issued(award)
    if certificate is None or certificate.is_erased:
        return page(request, award, status=GONE)
    name = f"certificate-{certificate_numbers.shown(certificate.number)}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(bytes(certificate.pdf), content_type="application/pdf", headers=headers)


@for_holder
def name(request: HttpRequest, award: Any) -> HttpResponse:
    """Whether whoever checks it sees the holder's name. What is printed stays."""
    certificate = issued(award)
    if certificate is not None and is_readable(request):
        certificates.show_name(certificate, is_shown=request.POST.get("shows_name") == "yes")
    return see("training_certificate", award.token)
