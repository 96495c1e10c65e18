"""Coming to a quiz without a login: somebody types their address, and then the code that we send there."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from people.models import Person
from people.services import codes, erasure, own_data, people
from people.services.codes import Outcome
from training import quiz_messages
from training.enums import VersionState
from training.models import Attempt, Course, CourseVersion, QuizEntry, UpdateAsked
from training.services import attempts

PROVED_FOR = timedelta(minutes=30)


class Ended(Exception):
    """It was used, or its address is no longer known."""


def ask(*, course: Course, name: str, email: str, is_adult: bool, update: UpdateAsked | None = None) -> QuizEntry:
    """Safe to repeat: a newer code ends the older ones of the address."""
    with transaction.atomic():
        person = people.meet(email=email, name=name).person
        entry = QuizEntry.objects.create(person=person, course=course, update=update, name=name, is_adult=is_adult)
    entry.code = codes.ask(email=email, kind=quiz_messages.CODE)
    entry.save(update_fields=["code"])
    return entry


@transaction.atomic
def prove(entry: QuizEntry, *, digits: str) -> Outcome:
    """Try what somebody typed."""
    if entry.code_id is None:
        return Outcome.OVER
    tried = codes.enter(code_id=entry.code_id, digits=digits)
    if tried.outcome is Outcome.OPENED:
        QuizEntry.objects.filter(pk=entry.pk).update(proved_at=timezone.now())
        entry.refresh_from_db(fields=["proved_at"])
    return tried.outcome


def is_proved(entry: QuizEntry) -> bool:
    return entry.proved_at is not None and entry.proved_at > timezone.now() - PROVED_FOR


def at_address(entry: QuizEntry) -> list[Person]:
    """Everybody known at the address, as the record they are part of by now."""
    if entry.code is None:
        return []
    rows = Person.objects.filter(address=entry.code.address_id, erased_at=None).select_related("merged_into")
    return [person.merged_into or person for person in rows.order_by("slot")]


def owner(entry: QuizEntry) -> Person | None:
    """Whom the address and the name tell; None where the name is not that of anybody known there."""
    known = at_address(entry)
    named = [person for person in known if person.name.casefold() == entry.name.casefold()]
    nameless = [person for person in known if not person.name]
    return next(iter([*named, *nameless]), None)


@transaction.atomic
def begin(entry: QuizEntry, *, as_somebody_else: bool | None = None) -> Attempt:
    """The attempt of whoever proved that the address is theirs: once, however often this is called.

    `as_somebody_else` decides where the name is not the one we know: a second person at the address, or the same one.
    Raises Ended, and what attempts.begin and attempts.begin_update raise.
    """
    rows = QuizEntry.objects.select_for_update(of=("self",))
    found = rows.select_related("course", "update", "attempt", "person", "code__address").get(pk=entry.pk)
    if found.attempt is not None:
        return found.attempt
    if not is_proved(found):
        raise Ended
    person = whose(found, as_somebody_else)
    found.attempt = start(found, person)
    found.save(update_fields=["attempt"])
    return found.attempt


def whose(entry: QuizEntry, as_somebody_else: bool | None) -> Person:
    person = owner(entry)
    if person is None and as_somebody_else and entry.code and entry.code.address:
        address = people.lock_address(entry.code.address.typed)
        person = people.meet_second(address=address, first_id=entry.person_id, name=entry.name)
    elif person is None:
        person = next(iter(at_address(entry)), None)
    if person is None:
        raise Ended
    if not person.name:
        own_data.correct_name(person=person, name=entry.name)
    return person


def start(entry: QuizEntry, person: Person) -> Attempt:
    if entry.update is not None:
        return attempts.begin_update(person=person, update=entry.update, name=entry.name, is_adult=entry.is_adult)
    version = CourseVersion.objects.filter(course=entry.course, state=VersionState.PUBLISHED).first()
    if version is None:
        raise attempts.NotReady
    version.course = entry.course
    return attempts.begin(person=person, version=version, name=entry.name, is_adult=entry.is_adult)


def old(before: datetime) -> QuerySet[QuizEntry]:
    return QuizEntry.objects.filter(asked_at__lt=before)


@transaction.atomic
def forget(rows: Iterable[QuizEntry]) -> None:
    """With whoever is known for nothing else."""
    for entry in rows:
        people.lock_addresses([entry.person.address_id])
        QuizEntry.objects.filter(pk=entry.pk).delete()
        erasure.forget_if_unused(entry.person)
