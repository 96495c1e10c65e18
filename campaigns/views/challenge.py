"""The challenge of whoever fills in the form to sign, while one is asked for; fetched, so that pages can be stored."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from campaigns.selectors import signable
from campaigns.services import proofs


@require_safe
def challenge(request: HttpRequest, slug: str) -> HttpResponse:
    """204 where none is asked for. Each is for one signing, so nobody keeps it."""
    petition = signable.petition(slug)
    is_asked = petition.is_open and petition.asks_for_proof
    answer = JsonResponse(proofs.make(petition_id=petition.pk)) if is_asked else HttpResponse(status=204)
    answer.headers["Cache-Control"] = "no-store"
    return answer
