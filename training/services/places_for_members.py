"""Places at a session that a leader asks for, for people of the group.

Whoever's address is known to be theirs has the place at once, or one in the queue, and is told so with a link to give
it back; whoever's is not is asked first. All of it goes through the one service of seats, so it never overbooks.
"""

from collections.abc import Collection
from typing import NamedTuple

from django.db import transaction

from groups.enums import BookingState
from groups.models import Booking, CommunityGroup
from groups.services import rsvps, seats
from people.models import Person
from people.services import people
from training.models import Session

MOST_AT_ONCE = 50


class Asked(NamedTuple):
    booked: int = 0
    waiting: int = 0
    to_confirm: int = 0
    had: int = 0  # a place, or the wish for one, before
    gave_back: int = 0  # what a leader asked for before: they are left in peace


class TooMany(Exception):
    """More than a leader may ask for at once."""


COUNTED_AS = {BookingState.BOOKED: "booked", BookingState.WAITING: "waiting", BookingState.ASKED: "to_confirm"}


@transaction.atomic
def ask(*, session: Session, group: CommunityGroup, persons: Collection[Person]) -> Asked:
    """Places for these people of a group. Safe to repeat. Raises seats.NotBookable and TooMany."""
    if len(persons) > MOST_AT_ONCE:
        raise TooMany
    people.lock_addresses({person.address_id for person in persons})
    theirs = session.event.bookings.filter(person__in=persons)
    had = set(theirs.live().values_list("person", flat=True))
    refused = set(theirs.exclude(by_group=None).filter(state=BookingState.CANCELLED).values_list("person", flat=True))
    numbers = dict.fromkeys(Asked._fields, 0)
    for person in sorted(persons, key=lambda each: each.pk):
        if person.pk in had:
            numbers["had"] += 1
        elif person.pk in refused:
            numbers["gave_back"] += 1
        else:
            numbers[COUNTED_AS[BookingState(ask_for(session, group, person).state)]] += 1
    return Asked(**numbers)


def ask_for(session: Session, group: CommunityGroup, person: Person) -> Booking:
    if person.address.confirmed_at is not None:
        return seats.book(event=session.event, person=person, by_group=group)
    booking = seats.ask(event=session.event, person=person, by_group=group)
    rsvps.send_link(booking, person.address)
    return booking
