"""Whether a certificate is real, for anybody: by its number, by what its QR code holds, or without us at all."""

import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from groups.views.answers import AN_HOUR, TOO_BIG, TOO_MANY, UNPROCESSABLE, WAIT, is_readable, refused, see
from pages.answers import for_every_reader
from pages.same_origin import same_origin_form
from people import machines
from training import certificate_keys
from training.forms.verifying import NumberForm
from training.selectors import certificates as selectors
from training.services import badges

PROGRAM = settings.BASE_DIR / "static/verify/certificate-check.js"
MOST_FROM_A_MACHINE = 60  # in an hour


@same_origin_form
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return for_every_reader(ask(request, NumberForm()))
    if not is_readable(request):
        return ask(request, refused(NumberForm({})), TOO_BIG)
    form = NumberForm(request.POST)
    if not form.is_valid():
        return ask(request, form, UNPROCESSABLE)
    if not machines.may_send(request, form="certificate", quota=MOST_FROM_A_MACHINE, seconds=AN_HOUR):
        form.add_error(None, str(WAIT))
        return ask(request, form, TOO_MANY)
    token = selectors.address_of(form.cleaned_data["number"])
    if token is None:
        form.refuse()
        return ask(request, form, UNPROCESSABLE)
    return see("training_certificate", token)


def ask(request: HttpRequest, form: NumberForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "keys_json": public_keys(),
        "crumbs": [{"title": _("Training"), "url": reverse("training")}],
        "address": f"{settings.SITE_URL}{reverse('training_keys')}",
        "noindex": form.is_bound,
        "canonical": f"{settings.SITE_URL}{reverse('training_verify')}",
    }
    return render(request, "training/certificates/verify.html", context, status=status)


def public_keys() -> str:
    """By name, those that sign what QR codes hold; as JSON for the script that checks."""
    return json.dumps({each.name: certificate_keys.base64url(each.public) for each in certificate_keys.all_keys()})


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """A file to keep, which checks certificates where there is no network: with our keys as they are today."""
    program = PROGRAM.read_text(encoding="utf-8")
    context = {"keys_json": public_keys(), "program": program, "today": timezone.localdate()}
    answer = render(request, "training/certificates/offline.html", context)
    answer.headers["Content-Disposition"] = 'attachment; filename="check-certificates.html"'
    return for_every_reader(answer)


def document(content: dict[str, Any], kind: str = "application/json") -> HttpResponse:
    """For programs, wherever they run."""
    answer = JsonResponse(content, content_type=kind, json_dumps_params={"indent": 2})
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    every = [certificate_keys.as_jwk(each) for each in certificate_keys.all_keys()]
    every += [certificate_keys.as_badge_jwk(each) for each in certificate_keys.all_badge_keys()]
    return for_every_reader(document({"keys": every}))


@require_safe
def key(request: HttpRequest, name: str) -> HttpResponse:
    """The one that a badge names as what signed it."""
    for each in certificate_keys.all_badge_keys():
        if each.name == name:
            return for_every_reader(document(certificate_keys.as_badge_jwk(each), "application/jwk+json"))
    raise Http404("No key of that name")


@require_safe
def issuer(request: HttpRequest) -> HttpResponse:
    return for_every_reader(document({"@context": list(badges.CONTEXT), **badges.issuer()}))


@require_safe
@never_cache
def revoked(request: HttpRequest) -> HttpResponse:
    return document(badges.revocations(timezone.localdate()))
