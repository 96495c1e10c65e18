"""Sessions: a course taught at an event. Seats and waiting list are the event's, and so is what people are told."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from groups.enums import EventKind
from groups.models import CommunityGroup, Event
from groups.services import events, seats
from groups.services.events import Details
from people.models import Person, User
from training.enums import Method, VersionState
from training.models import Award, CourseVersion, Revocation, Session
from training.selectors import attendance
from training.selectors import sessions as selectors
from training.services import awards, inviting, materials
from training.services.giving import Given


class NotAccredited(Exception):
    """Whoever is to teach does not hold, on that day, what trainers of this course hold."""


class NotInUse(Exception):
    """This version of the course is a draft, or another took its place."""


class NotOver(Exception):
    """It goes on, or has yet to begin."""


class Begun(Exception):
    """Somebody is in its register, so it stays a session."""


class Missing(NamedTuple):
    person: Person
    name: str  # as it stands on the register: whoever typed an address learns no more by it
    reasons: Sequence[str]


class Awarded(NamedTuple):
    given: list[Award]  # by this step: what was given before is not given again
    missing: list[Missing]  # who came and lacks what the course asks for


@transaction.atomic
def plan(
    *,
    event_details: Details,
    version: CourseVersion,
    trainer: Person,
    group: CommunityGroup | None = None,
    shows_trainer: bool = False,
    is_doubtful: bool = False,
) -> Session:
    """As a draft, of a group or of the charity. Raises NotAccredited and NotInUse."""
    details = event_details._replace(kind=EventKind.TRAINING)
    event = events.draft(group=group, details=details, is_doubtful=is_doubtful)
    refuse_impossible(event.starts_at, version, trainer)
    return Session.objects.create(event=event, version=version, trainer=trainer, shows_trainer=shows_trainer)


@transaction.atomic
def teach(*, event: Event, version: CourseVersion, trainer: Person, shows_trainer: bool = False) -> Session:
    """Make a session of an event that has not begun, or teach another course there; who has a place is told.

    Raises NotAccredited, NotInUse, events.WrongState and events.InPast.
    """
    known = Session.objects.filter(event=event).first()
    is_another = known is None or known.version_id != version.pk
    found = events.note_kind(event, EventKind.TRAINING, is_notable=is_another)
    refuse_impossible(found.starts_at, version, trainer, is_known=not is_another)
    values = {"version": version, "trainer": trainer, "shows_trainer": shows_trainer}
    return Session.objects.update_or_create(event=found, defaults=values)[0]


def refuse_impossible(start: datetime, version: CourseVersion, trainer: Person, *, is_known: bool = False) -> None:
    """A version that was in use when it was chosen may have been replaced since."""
    if not is_known and version.state != VersionState.PUBLISHED:
        raise NotInUse
    if not selectors.trainers(version.course, on=timezone.localdate(start)).filter(pk=trainer.pk).exists():
        raise NotAccredited


@transaction.atomic
def change(
    session: Session, event_details: Details, *, version: CourseVersion, trainer: Person, shows_trainer: bool
) -> Session:
    """Its time, place, seats and words, as of every event, and what is taught there by whom.

    Raises what events.change raises, NotAccredited and NotInUse.
    """
    is_another = version.pk != session.version_id
    refuse_impossible(event_details.starts_at, version, trainer, is_known=not is_another)
    Session.objects.filter(pk=session.pk).update(version=version, trainer=trainer, shows_trainer=shows_trainer)
    event = events.change(session.event, event_details)
    if is_another:
        events.note_kind(event, EventKind.TRAINING, is_notable=True)
    return Session.objects.full().get(pk=session.pk)


@transaction.atomic
def stop_teaching(session: Session) -> None:
    """The event goes on without a course. Raises Begun, events.WrongState and events.InPast."""
    if session.marks.exists():
        raise Begun
    events.note_kind(session.event, EventKind.TALK, is_notable=True)
    materials.detach_all(session)
    inviting.withdraw(session, by=None)
    session.delete()


@transaction.atomic
def close_register(session: Session, by: User | None) -> Awarded:
    """Give their award to those who came; after marks that come in late, again: it only adds. Raises NotOver.

    Whoever lacks a course that comes before is named, and has their award once they hold that and this is repeated.
    """
    seats.locked(session.event)  # so that a mark is either seen here, or later than this
    found = Session.objects.full().select_for_update(of=("self",)).get(pk=session.pk)
    if not found.event.is_over or found.event.is_cancelled:
        raise NotOver
    came: dict[Person, str] = {}
    for line in attendance.who_came(found):
        if line.person is not None:
            came.setdefault(line.person, line.name or line.email)
    now = timezone.now()
    awarded = award(found, came, by)
    visits = found.event.bookings.booked().filter(person__in=came)
    seats.note_attendance(event=found.event, came=visits.values_list("pk", flat=True))
    found.register_closed_at, found.awarded_at = found.register_closed_at or now, now
    found.save(update_fields=["register_closed_at", "awarded_at"])
    return awarded


@transaction.atomic
def award(session: Session, came: Mapping[Person, str], by: User | None) -> Awarded:
    """Give each theirs, once, whichever record of theirs has it. Also one that a list gave and took back counts again.

    `came` has the names by which they are known there.
    """
    names = {person.merged_into or person: name for person, name in came.items()}
    theirs = Award.objects.filter(key__startswith=key_of(session, ""), person__in=names)
    had = dict(theirs.order_by("-pk").values_list("person", "key"))
    rows = {}
    for person in names:
        key = had.get(person.pk, key_of(session, person.pk))
        rows[key] = given(session, person, by, key)
    counts = awards.give_many(list(rows.values()))
    new = [made for key, made in counts.awards.items() if key not in had.values()]
    refused = [(rows[key].person, why) for key, why in counts.refused.items()]
    missing = [Missing(person, names[person], why) for person, why in refused]
    return Awarded([*new, *count_again(had.values(), by)], missing)


def count_again(keys: Collection[str], by: User | None) -> list[Award]:
    taken_back = Revocation.objects.filter(award__key__in=keys, reason=awards.LIST_TAKEN_BACK, reinstatement=None)
    rows = list(taken_back.select_related("award"))
    for row in rows:
        awards.reinstate(revocation=row, reason="They were noted again.", by=by, is_told=False)
    return [row.award for row in rows]


def given(session: Session, person: Person, by: User | None, key: str) -> Given:
    day = timezone.localdate(session.event.ends_at)
    return Given(
        person=person,
        version=session.version,
        method=Method.SESSION,
        completed_on=day,
        key=key,
        evidence=f"Session on {date_format(day, 'DATE_FORMAT')}: {session.event.title}",
        by_user=by,
        by_person=session.trainer,
        group=session.event.group,
    )


def key_of(session: Session, person: int | str) -> str:
    return f"session:{session.pk}:{person}"
