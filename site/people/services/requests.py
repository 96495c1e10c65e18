"""Requests about somebody's data, and complaints: each step is dated and kept, and moves the day by which the law asks
for the next."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from people import clocks
from people.enums import RequestKind
from people.models import DataRequest, Person, RequestEvent, User

LETTERS = "3479CDFGHJKMNPQRTVWXY"  # none that is taken for another, and no vowels, which would make words


class ChangedMeanwhile(Exception):
    """Somebody else took a step since the screen was opened."""


class Closed(Exception):
    """The request is closed, so nothing more is done about it."""


class NotPossible(Exception):
    """The step makes no sense for this request, or the law's time for it is over; its text says which."""


@transaction.atomic
def receive(
    *,
    kind: str,
    contact: str,
    details: str,
    person: Person | None = None,
    by: User | None = None,
    received_at: datetime | None = None,
    note: str = "",
) -> DataRequest:
    """Write a request down, with the day by which it is answered or, where it is a complaint, acknowledged.

    `by` is the officer who took it by letter or telephone; `received_at` is when it came, if that was before now.
    `note` is for the officer's eyes, beside the first step.
    """
    received = received_at or timezone.now()
    is_complaint = kind == RequestKind.COMPLAINT
    request = DataRequest.objects.create(
        reference=new_reference(),
        kind=kind,
        person=person,
        contact=contact,
        details=details,
        received_at=received,
        due_on=clocks.acknowledge_by(received) if is_complaint else clocks.answer_by(received),
    )
    add_event(request, "Received", by=by, note=note)
    return request


def new_reference() -> str:
    """Such as DP-7KQ4-XM2. There are about two thousand million, and the database refuses a second use."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(7))
    return f"DP-{drawn[:4]}-{drawn[4:]}"


def add_event(request: DataRequest, what: str, *, by: User | None, note: str = "") -> RequestEvent:
    return RequestEvent.objects.create(request=request, by=by, what=what, note=note)


def last_step(request: DataRequest) -> int:
    """The key of the newest event: what a screen remembers, so that two officers can't overwrite each other."""
    newest = request.events.order_by("-pk").values_list("pk", flat=True).first()
    return newest or 0


def locked(request: DataRequest, seen: int | None) -> DataRequest:
    """The open request under a lock. Raises Closed, and ChangedMeanwhile where `seen` is not its last step."""
    found = DataRequest.objects.select_for_update().get(pk=request.pk)
    if seen is not None and seen != last_step(found):
        raise ChangedMeanwhile
    if found.closed_at is not None:
        raise Closed
    return found


@transaction.atomic
def acknowledge(request: DataRequest, *, by: User, seen: int | None = None) -> None:
    """Record that they were told that it came. A complaint is then to be concluded within a month, our own target.

    The law gives a complaint no day for that, only "without undue delay".
    """
    found = locked(request, seen)
    if found.acknowledged_at is not None:
        raise NotPossible("It was acknowledged before.")
    found.acknowledged_at = timezone.now()
    if found.kind == RequestKind.COMPLAINT:
        found.due_on = clocks.answer_by(found.acknowledged_at)
    found.save(update_fields=["acknowledged_at", "due_on"])
    add_event(found, "Acknowledged", by=by)


@transaction.atomic
def assign(request: DataRequest, *, to: User, by: User, seen: int | None = None) -> None:
    found = locked(request, seen)
    found.handled_by = to
    found.save(update_fields=["handled_by"])
    add_event(found, "Assigned", by=by, note=str(to))


@transaction.atomic
def note(request: DataRequest, *, text: str, by: User, seen: int | None = None) -> None:
    add_event(locked(request, seen), "Note", by=by, note=text)


@transaction.atomic
def identify(request: DataRequest, *, person: Person, by: User, seen: int | None = None) -> None:
    """Record whose request it is, once that was checked."""
    found = locked(request, seen)
    found.person = person
    found.save(update_fields=["person"])
    add_event(found, "Person found", by=by)


def can_be_extended(request: DataRequest) -> bool:
    in_time = timezone.localdate() <= clocks.answer_by(request.received_at)
    return in_time and request.kind != RequestKind.COMPLAINT and not request.extended_because


@transaction.atomic
def extend(request: DataRequest, *, because: str, by: User, seen: int | None = None) -> None:
    """Take two further months, which they are told, with the reason, within the first. Raises NotPossible."""
    found = locked(request, seen)
    if found.kind == RequestKind.COMPLAINT:
        raise NotPossible("The law gives no more time for a complaint.")
    if found.extended_because:
        raise NotPossible("It was extended before, and can be once.")
    if timezone.localdate() > clocks.answer_by(found.received_at):
        raise NotPossible("They had to be told within the first month, which is over.")
    found.extended_because = because
    found.due_on = clocks.answer_by(found.received_at, extended=True)
    found.save(update_fields=["extended_because", "due_on"])
    add_event(found, "Extended", by=by, note=because)


@transaction.atomic
def close(request: DataRequest, *, outcome: str, by: User, seen: int | None = None) -> None:
    """End it with what was done and what they were told."""
    found = locked(request, seen)
    found.closed_at, found.outcome = timezone.now(), outcome
    found.save(update_fields=["closed_at", "outcome"])
    add_event(found, "Closed", by=by)
