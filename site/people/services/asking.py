"""Requests and complaints that come by the form, from people who did not use a code."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from mail.models import Delivery
from mail.services import deliveries
from people.enums import RequestKind
from people.models import DataRequest
from people.services import people, requests

REQUEST, COMPLAINT = "request_received", "complaint_received"  # kinds of message
MOST_MESSAGES_A_DAY = 3  # to one address, whoever keeps sending the form
LOOK = "It looked like a report about a person; its writer said that it is none. Read it with that in mind."


@transaction.atomic
def receive(*, kind: str, name: str, email: str, details: str, looked_like_a_report: bool = False) -> DataRequest:
    """Write the request down under whoever is known at the address, and tell the address by when we answer.

    Nobody has shown yet that the address is theirs: what is asked for is only ever sent to that address.
    """
    met = people.meet(email=email, name=name)
    request = requests.receive(
        kind=kind,
        contact=f"{name} <{email}>",
        details=details,
        person=met.person,
        note=LOOK if looked_like_a_report else "",
    )
    tell(request, met.address.pk)
    return request


def tell(request: DataRequest, address_id: int) -> Delivery | None:
    """None of what was typed is in it: whoever owns the address may not have typed it."""
    since = timezone.now() - timedelta(days=1)
    told = Delivery.objects.to_address(address_id).filter(kind__in=(REQUEST, COMPLAINT), created_at__gte=since)
    if told.count() >= MOST_MESSAGES_A_DAY:
        return None
    kind = COMPLAINT if request.kind == RequestKind.COMPLAINT else REQUEST
    context = {"reference": request.reference, "due_on": request.due_on.isoformat()}
    return deliveries.queue(kind=kind, address_id=address_id, context=context)
