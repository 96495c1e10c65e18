"""Asking for a place without an account, by name and e-mail address."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from groups import booking_messages
from groups.enums import BookingState
from groups.models import Booking, Event
from groups.services import seats, telling
from mail.models import Delivery
from mail.services import deliveries
from people.models import Address
from people.services import people

MOST_A_DAY = 3  # messages that ask about one place, whoever keeps pressing the button
MOST_TO_AN_ADDRESS = 10  # a day, about all events: whoever types somebody else's address can't fill their inbox
TO_CONFIRM = "booking_confirm"


@transaction.atomic
def ask(*, event: Event, name: str, email: str) -> Booking:
    """Write down that somebody asks for a place, and send the link that confirms it. Raises seats.NotBookable.

    Whoever has a place, or waits for one, is sent the link to it: the answer looks the same to whoever typed the
    address.
    """
    if not event.may_be_booked:
        raise seats.NotBookable
    met = people.meet(name=name, email=email)
    booking = seats.ask(event=event, person=met.person)
    send_link(booking, met.address)
    return booking


def send_link(booking: Booking, address: Address) -> None:
    kind = TO_CONFIRM if booking.state == BookingState.ASKED else telling.kind_of(booking)
    if not had_enough(booking, address):
        context = booking_messages.context_of(kind, booking)
        deliveries.queue(kind=kind, address_id=address.pk, context=context)


def had_enough(booking: Booking, address: Address) -> bool:
    kinds = (TO_CONFIRM, *telling.KINDS.values())
    since = timezone.now() - timedelta(days=1)
    sent = Delivery.objects.to_address(address.pk).filter(created_at__gte=since, kind__in=kinds)
    of_this = Q(context__booking_path=booking.get_absolute_url())
    numbers = sent.aggregate(to_all=Count("pk"), of_this=Count("pk", filter=of_this))
    return bool(numbers["to_all"] >= MOST_TO_AN_ADDRESS or numbers["of_this"] >= MOST_A_DAY)
