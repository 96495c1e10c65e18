"""A certificate as an Open Badge, for its holder."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse

from groups.views.answers import GONE, UNPROCESSABLE, is_readable
from training import certificate_numbers
from training.models import Certificate
from training.services import badges, certificates
from training.views.certificates import for_holder, issued, page


class Kind(NamedTuple):
    content_type: str
    make: Callable[[Certificate, Any], bytes | str]


def as_json(certificate: Certificate, award: Any) -> str:
    """To read it, not to prove anything: it carries no signature."""
    return json.dumps(badges.credential(certificate, award), indent=2, ensure_ascii=False) + "\n"


KINDS = {
    "png": Kind("image/png", badges.as_png),
    "svg": Kind("image/svg+xml", badges.as_svg),
    "jwt": Kind("text/plain; charset=ascii", badges.as_jwt),
    "json": Kind("application/vc+ld+json", as_json),
}


@for_holder
def take(request: HttpRequest, award: Any) -> HttpResponse:
    kind = request.POST.get("kind", "") if is_readable(request) else ""
    if kind not in KINDS:
        return page(request, award, status=UNPROCESSABLE)
    certificate = issued(award)
    try:
        content = KINDS[kind].make(certificate, award) if certificate else None
    except certificates.NotPossible:
        content = None
    if certificate is None or content is None:
        return page(request, award, status=GONE)
    name = f"badge-{certificate_numbers.shown(certificate.number)}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=KINDS[kind].content_type, headers=headers)
