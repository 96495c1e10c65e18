"""One record of a consent with everything that proves it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from people.admin_views.screens import show
from people.enums import Access
from people.models import Consent
from people.services import access, consents, exports


def consent_or_refusal(request: HttpRequest, pk: int) -> Consent:
    if not request.user.has_perm("people.view_consent"):
        raise PermissionDenied
    return get_object_or_404(Consent.objects.select_related("person__address", "wording", "notice"), pk=pk)


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    found = consent_or_refusal(request, pk)
    access.record(Access.VIEWED, by=request.user, person=found.person, reason="consent")  # type: ignore[arg-type]
    trail = [(reverse("desk_consents:index"), "Consents")]
    title = f"Consent {found.pk}"
    return show(request, "consent", title=title, icon="check", trail=trail, consent=found, proof=consents.proof(found))


@require_POST
def download(request: HttpRequest, pk: int) -> HttpResponse:
    found = consent_or_refusal(request, pk)
    mark = exports.mark(by=request.user, of="proof of a consent", person=found.person)  # type: ignore[arg-type]
    head = {"file": mark.file, "taken_by": mark.by, "taken_at": mark.at}
    name = f"consent-{found.pk}-{mark.file}.json"
    return JsonResponse(
        {**head, **consents.proof(found)},
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
