"""Replies to mail-outs as staff look at them."""

from django.db.models import Case, IntegerField, QuerySet, Value, When

from campaigns.mailout_enums import BY_PEOPLE
from campaigns.models import MailoutReply
from mail.models import Delivery
from people.models import Person

MOST_COUNTED = 1_000
URGENCY = Case(
    *(When(sort=sort, then=Value(number)) for number, sort in enumerate(BY_PEOPLE)),
    default=Value(len(BY_PEOPLE)),
    output_field=IntegerField(),
)


def replies() -> QuerySet[MailoutReply]:
    """What may be about somebody in danger first, then whoever asks us to stop, then the newest; without any words."""
    rows = MailoutReply.objects.select_related("mailout", "step__series", "done_by").defer("text", "subject")
    return rows.annotate(urgency=URGENCY).order_by("urgency", "-arrived_at", "-pk")


def waiting() -> QuerySet[MailoutReply]:
    return MailoutReply.objects.filter(done_at=None, sort__in=BY_PEOPLE)


def owners(reply: MailoutReply) -> list[Person]:
    """Whoever is known at the address that it says it is from; it may not be from them."""
    if reply.address_id is None:
        return []
    at_it = Person.objects.filter(address=reply.address_id, erased_at=None).select_related("merged_into")
    found = {root.pk: root for person in at_it for root in [person.merged_into or person] if root.erased_at is None}
    return [found[key] for key in sorted(found)]


def was_written_to(reply: MailoutReply) -> bool:
    """Whether the mail-out that it answers went to the address that it says it is from."""
    source = reply.mailout or reply.step
    if source is None or source.mailing_id is None or reply.address_id is None:
        return False
    return Delivery.objects.filter(mailing=source.mailing_id, address=reply.address_id).exists()
