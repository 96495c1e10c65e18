"""Who came to a session, from its marks: of each the latest counts, by its moment and then by its id."""

import uuid
from collections.abc import Collection, Iterable
from typing import NamedTuple

from groups.models import Booking
from people import addresses
from people.models import Person
from training.enums import MarkSource
from training.models import Mark, Session


class Line(NamedTuple):
    """Of the register: somebody who booked, or who was added."""

    key: str
    booking_id: int | None
    name: str
    email: str  # of a walk-in, as typed
    came: bool | None  # nobody has said: None
    source: str
    person: Person | None

    @property
    def needs_address(self) -> bool:
        return self.booking_id is None and self.person is None and bool(self.name or self.email)

    @property
    def needs_trainer(self) -> bool:
        """Somebody typed an address that nobody booked with: only whoever stands in the room can tell."""
        return self.booking_id is None and self.source == MarkSource.CODE

    @property
    def counts(self) -> bool:
        return bool(self.came) and not self.needs_trainer


def key_of(mark: Mark) -> str:
    return f"b{mark.booking_id}" if mark.walk_in is None else f"w{mark.walk_in}"


def latest(marks: Iterable[Mark]) -> dict[str, Mark]:
    """By whom they are of; whatever order they come in."""
    found: dict[str, Mark] = {}
    for mark in marks:
        key = key_of(mark)
        if key not in found or (found[key].at, found[key].pk) < (mark.at, mark.pk):
            found[key] = mark
    return found


def register(session: Session) -> list[Line]:
    """Those who booked by name, then those who were added as they came."""
    marks = latest(session.marks.select_related("person__address"))
    booked = Booking.objects.booked().filter(event=session.event_id).select_related("person__address")
    lines = [of_booking(booking, marks.get(f"b{booking.pk}")) for booking in booked.order_by("person__name", "pk")]
    return [*lines, *added(marks)]


def added(marks: dict[str, Mark]) -> list[Line]:
    walk_ins = (mark for mark in marks.values() if mark.walk_in)
    in_order = sorted(walk_ins, key=lambda mark: (mark.name.casefold(), mark.pk))
    return [line_of_walk_in(mark) for mark in in_order]


def line_of_walk_in(mark: Mark) -> Line:
    person = mark.person if mark.person_id else None
    return Line(key_of(mark), None, mark.name, mark.email, mark.came, mark.source, person)


def of_booking(booking: Booking, mark: Mark | None) -> Line:
    came, source = (mark.came, mark.source) if mark else (booking.came, "")
    return Line(f"b{booking.pk}", booking.pk, booking.person.name, "", came, source, booking.person)


def who_came(session: Session) -> list[Line]:
    """Whether booked or added; nobody's person is known whose address is not, and two lines may be of one person."""
    return [line for line in register(session) if line.counts]


def walk_in_of(session: Session, canonical: str) -> uuid.UUID:
    """The same for one address whoever notes it, so that two lists add somebody once."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"session:{session.pk}:{canonical}")


class Counts(NamedTuple):
    booked: int
    came: int  # people, whether booked or added
    stayed_away: int
    added: int  # of those who came


def counts(lines: Collection[Line]) -> Counts:
    booked = [line for line in lines if line.booking_id is not None]
    came = {line.person.pk if line.person else line.key for line in booked if line.counts}
    walk_ins = {
        line.person.pk if line.person else line.key for line in lines if line.booking_id is None and line.counts
    }
    return Counts(len(booked), len(came | walk_ins), sum(line.came is False for line in booked), len(walk_ins - came))


def is_address(email: str) -> bool:
    try:
        return len(addresses.canonical(email)) <= 254
    except addresses.NotAnAddress:
        return False
