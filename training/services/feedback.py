"""Asking those who came how a session was, once each; what they answer names nobody."""

import uuid
from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from groups import booking_messages
from groups.enums import EventState
from groups.models import Booking
from groups.models.event import BookingQuerySet
from groups.services import telling
from mail.services import deliveries
from people.models import Person
from people.services import people
from training.enums import MarkSource
from training.models import Feedback, FeedbackAsked, Mark, Session
from training.models.session import SessionQuerySet

KIND = "session_feedback"
WITHIN = timedelta(days=30)  # after the end: later nobody remembers


class AnsweredBefore(Exception):
    """Their link was used."""


def over() -> SessionQuerySet:
    """Whose register is closed, so that it is known who came."""
    now = timezone.now()
    return Session.objects.filter(
        register_closed_at__isnull=False,
        event__state=EventState.PUBLISHED,
        event__ends_at__lte=now,
        event__ends_at__gt=now - WITHIN,
    )


def due() -> BookingQuerySet:
    """Those who booked, came, and were not asked."""
    theirs = Mark.objects.filter(session__event=OuterRef("event"), person=OuterRef("person"))
    came = telling.with_owner().filter(came=True, event__session__in=over(), feedback_asked=None)
    return came.exclude(Exists(asked_as_walk_ins(theirs)))


def due_walk_ins() -> QuerySet[Mark]:
    """The last mark of each who came without having booked, and was not asked, in this or another way."""
    same = Mark.objects.filter(session=OuterRef("session"), walk_in=OuterRef("walk_in"))
    later = same.filter(Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk")))
    theirs = Mark.objects.filter(session=OuterRef("session"), person=OuterRef("person"))
    booked = Booking.objects.filter(event__session=OuterRef("session"), person=OuterRef("person"), came=True)
    noted = Mark.objects.filter(session__in=over(), walk_in__isnull=False, came=True)
    noted = noted.filter(person__isnull=False, person__erased_at=None).exclude(source=MarkSource.CODE)
    return noted.filter(~Exists(later), ~Exists(asked_as_walk_ins(theirs)), ~Exists(booked))


def asked_as_walk_ins(marks: QuerySet[Mark]) -> QuerySet[Mark]:
    asked = FeedbackAsked.objects.filter(session=OuterRef("session"), walk_in=OuterRef("walk_in"))
    return marks.filter(Exists(asked))


def ask() -> int:
    """Queue a message to each of them, once however often this runs or is stopped; returns how many."""
    return telling.in_slices(due, ask_each) + ask_walk_ins()


def ask_each(bookings: list[Booking]) -> None:
    sessions = Session.objects.in_bulk({booking.event_id for booking in bookings}, field_name="event_id")
    for booking in bookings:
        session = sessions[booking.event_id]
        session.event = booking.event
        write_to(booking.person, FeedbackAsked.objects.create(session=session, booking=booking))


def ask_walk_ins() -> int:
    done = 0
    while done < telling.MOST_A_RUN:
        keys = list(due_walk_ins().order_by("pk").values_list("pk", flat=True)[: telling.AT_ONCE])
        if not keys:
            break
        done += ask_some_walk_ins(keys)
    return done


@transaction.atomic
def ask_some_walk_ins(keys: list[uuid.UUID]) -> int:
    """Under the locks on their addresses, and asked again under these: of two that run at once one asks."""
    pairs = Mark.objects.filter(pk__in=keys).values_list("person__address_id", "person__merged_into__address_id")
    people.lock_addresses({address for pair in pairs for address in pair if address is not None})
    rows = due_walk_ins().filter(pk__in=keys).select_related("session__event", "person__merged_into")
    each_once = {(mark.session_id, mark.person_id): mark for mark in rows.order_by("-pk")}
    for mark in each_once.values():
        asked = FeedbackAsked.objects.create(session=mark.session, walk_in=mark.walk_in)
        write_to(mark.person, asked)  # type: ignore[arg-type]  # only those whose person is known
    return len(each_once)


def write_to(person: Person, asked: FeedbackAsked) -> None:
    owner = person.merged_into or person
    deliveries.queue(kind=KIND, address_id=owner.address_id, context=context_of(asked))


def context_of(asked: FeedbackAsked) -> dict[str, str]:
    event = asked.session.event
    path = f"/training/feedback/{asked.token}/"
    return {"event": event.title, "when": booking_messages.when(event), "feedback_path": path}


@transaction.atomic
def answer(*, token: str, answers: Mapping[str, int], comment: str) -> None:
    """Keep what somebody says, and that their link was used, in rows that nothing joins. Raises AnsweredBefore."""
    rows = FeedbackAsked.objects.select_for_update(of=("self",)).select_related("session")
    asked = rows.filter(token=token, answered=False).first()
    if asked is None:
        raise AnsweredBefore
    asked.answered = True
    asked.save(update_fields=["answered"])
    Feedback.objects.create(session=asked.session, answers=dict(answers), comment=comment)
