"""Marks of who came: only ever added, from whatever device, as often as it sends them."""

import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from groups.models import Booking
from groups.services import seats
from people import addresses
from people.models import Person
from people.services import erasure, meeting, people
from training.enums import MarkSource
from training.models import FeedbackAsked, Mark, Session
from training.selectors import attendance

NOT_HERE = "They have no place at this session any more."
TAKEN = "It was sent for another session."
LONGEST_NAME, LONGEST_EMAIL = 120, 254
AN_INSTANT = timedelta(microseconds=1)


class NewMark(NamedTuple):
    """Of a booking, or of a walk-in with a name or an address."""

    id: uuid.UUID
    came: bool
    at: datetime
    booking: int | None = None
    walk_in: uuid.UUID | None = None
    name: str = ""
    email: str = ""


class Taken(NamedTuple):
    known: frozenset[uuid.UUID]  # are kept here, since now or before
    refused: dict[uuid.UUID, str]  # never will be, and why


@transaction.atomic
def take(session: Session, marks: Sequence[NewMark], *, source: MarkSource) -> Taken:
    """Add those that are not here yet. Safe to repeat, in any order, and in parts.

    An address of a walk-in that is none is kept as typed: the register asks for a better one.
    """
    booked = bookings_of(session, marks)
    usable = {mark.id: mark for mark in marks if mark.booking is None or mark.booking in booked}
    walk_ins = met(usable.values())
    seats.locked(session.event)  # so that whoever comes second sees what the first one added
    received = timezone.now()
    new = [row(session, mark, walk_ins, received, source) for mark in clamped(usable.values(), received)]
    Mark.objects.bulk_create(new, ignore_conflicts=True)
    known = frozenset(Mark.objects.filter(session=session, pk__in=usable).values_list("pk", flat=True))
    note(session, booked)
    refused = {mark.id: NOT_HERE for mark in marks if mark.id not in usable}
    return Taken(known, refused | {key: TAKEN for key in usable if key not in known})


def bookings_of(session: Session, marks: Iterable[NewMark]) -> set[int]:
    asked = {mark.booking for mark in marks if mark.booking is not None}
    found = Booking.objects.booked().filter(event=session.event_id, pk__in=asked)
    return set(found.values_list("pk", flat=True))


def met(marks: Iterable[NewMark]) -> dict[str, Person]:
    walk_ins = [mark for mark in marks if mark.walk_in and attendance.is_address(mark.email)]
    return meeting.meet_many((mark.email, mark.name) for mark in walk_ins)


def clamped(marks: Collection[NewMark], received: datetime) -> Iterator[NewMark]:
    """A clock that runs ahead would win for ever: nothing is later than when it came in, and their order stays."""
    ahead = sorted((mark for mark in marks if mark.at > received), key=lambda mark: (mark.at, mark.id), reverse=True)
    yield from (mark for mark in marks if mark.at <= received)
    yield from (mark._replace(at=received - place * AN_INSTANT) for place, mark in enumerate(ahead))


def row(session: Session, mark: NewMark, walk_ins: dict[str, Person], received: datetime, source: MarkSource) -> Mark:
    person = walk_ins[addresses.canonical(mark.email)] if mark.walk_in and attendance.is_address(mark.email) else None
    return Mark(
        id=mark.id,
        session=session,
        booking_id=mark.booking,
        walk_in=mark.walk_in if mark.booking is None else None,
        person=person,
        name=mark.name[:LONGEST_NAME] if mark.walk_in else "",
        email=mark.email[:LONGEST_EMAIL] if mark.walk_in else "",
        came=mark.came,
        at=mark.at,
        received_at=received,
        source=source,
    )


def note(session: Session, booked: set[int]) -> None:
    """What the marks come to now, with the bookings, for the figures of events."""
    if not booked:
        return
    found = attendance.latest(Mark.objects.filter(session=session, booking__in=booked))
    came = {mark.booking_id: mark.came for mark in found.values() if mark.booking_id}
    seats.note_some(
        event=session.event,
        came=[key for key, was_there in came.items() if was_there],
        stayed_away=[key for key, was_there in came.items() if not was_there],
    )


@transaction.atomic
def take_by_code(session: Session, *, email: str) -> None:
    """Somebody typed the code on the screen, and the address that they booked with, or another."""
    canonical = addresses.canonical(email)
    theirs = Booking.objects.booked().filter(event=session.event_id, person__address__canonical=canonical).first()
    now = timezone.now()
    if theirs is not None:
        mark = NewMark(uuid.uuid4(), True, now, booking=theirs.pk)
    else:
        walk_in = attendance.walk_in_of(session, canonical)
        if session.marks.filter(walk_in=walk_in).exists():
            return  # what the trainer said of them stands
        mark = NewMark(uuid.uuid4(), True, now, walk_in=walk_in, email=email)
    take(session, [mark], source=MarkSource.CODE)


def past_walk_ins(before: datetime) -> QuerySet[Mark]:
    """Of sessions that were over by then, while they still say who it was."""
    past = Mark.objects.filter(booking=None, session__event__ends_at__lt=before)
    return past.exclude(name="", email="", person=None)


@transaction.atomic
def forget_walk_ins(rows: Sequence[Mark]) -> None:
    """Without name and address, and without whoever is here for nothing else; that somebody came stays."""
    known = Person.objects.filter(pk__in={row.person_id for row in rows if row.person_id})
    people.lock_addresses(known.values_list("address", flat=True))
    Mark.objects.filter(pk__in=[row.pk for row in rows]).update(name="", email="", person=None)
    for person in known:
        erasure.forget_if_unused(person)


def erase(person: Person) -> int:
    """With the link by which they were asked how it was."""
    walk_ins = Mark.objects.filter(person=person, walk_in__isnull=False).values("walk_in")
    FeedbackAsked.objects.filter(walk_in__in=walk_ins).delete()
    return Mark.objects.filter(person=person).update(name="", email="")
