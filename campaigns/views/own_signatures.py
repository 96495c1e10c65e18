"""What somebody takes along of their own signatures, behind a code that was sent to their address."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from campaigns.models import Signature
from campaigns.services import log
from people.selectors.own_data import Record
from people.views.own_data import of_record


@of_record
@require_safe
def receipt(request: HttpRequest, record: Record, signature_id: int) -> HttpResponse:
    """It holds their address and shows that a line of the log is theirs, so no link in a message leads here."""
    theirs = Signature.objects.select_related("petition", "address").filter(person=record.person)
    signature = theirs.filter(pk=signature_id).first()
    made = log.receipt_file(signature) if signature else None
    if signature is None or made is None:
        raise Http404("No receipt")
    answer = HttpResponse(json.dumps(made, indent=2), content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="receipt-{signature.petition.slug}.json"'
    return answer
