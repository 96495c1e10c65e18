"""Sessions with a register, for tests."""

import io
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from groups.models import Booking, Event
from people.models import Person, User
from tests import factories
from tests.groups import planned
from training.models import ImportBatch, ImportRow, Session
from training.selectors import attendance
from training.services import importing
from training.services.marks import NewMark


def trainer() -> User:
    """Priya, who teaches it, and has no rights of staff."""
    made = factories.user("priya")
    made.person = planned.somebody("Priya")
    made.save()
    return made


def session(
    *names: str, teacher: Person | None = None, begins_in: timedelta = timedelta(minutes=-30), **fields: Any
) -> Session:
    """Two hours long, half an hour ago, with these who booked, unless `fields` say otherwise."""
    event = planned.event(capacity=None, title="Spot the signs, in person")
    planned.booked(event, *names)
    version = fields.pop("version", None) or factories.course_version(factories.course())
    made = Session.objects.create(event=event, version=version, trainer=teacher, **fields)
    move(event, timezone.now() + begins_in)
    made.event.refresh_from_db()
    return made


def move(event: Event, starts_at: datetime) -> None:
    Event.objects.filter(pk=event.pk).update(starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))


def over(made: Session) -> Session:
    move(made.event, timezone.now() - timedelta(hours=3))
    made.event.refresh_from_db()
    return made


def booking(made: Session, name: str) -> Booking:
    return Booking.objects.get(event=made.event, person__name=name)


def mark(of: Booking, came: bool, at: datetime, key: int = 0) -> NewMark:
    return NewMark(uuid.UUID(int=key) if key else uuid.uuid4(), came, at, booking=of.pk)


def walk_in(name: str, email: str, at: datetime | None = None, who: uuid.UUID | None = None) -> NewMark:
    return NewMark(uuid.uuid4(), True, at or timezone.now(), walk_in=who or uuid.uuid4(), name=name, email=email)


def started(content: bytes, by: User | None, made: Session | None = None, name: str = "list.csv") -> ImportBatch:
    return importing.start(file=io.BytesIO(content), size=len(content), name=name, by=by, session=made)  # type: ignore[arg-type]


def checked(content: bytes, by: User | None, made: Session | None = None) -> ImportBatch:
    """Matched as its headings sound, and looked through."""
    batch = started(content, by, made)
    importing.match(batch=batch, matching=batch.matching)
    return through(batch)


def noted(content: bytes, by: User | None, made: Session | None = None) -> ImportBatch:
    return through(importing.make(checked(content, by, made)))


def undone(batch: ImportBatch) -> ImportBatch:
    return through(importing.undo(batch))


def through(batch: ImportBatch) -> ImportBatch:
    importing.go_on_with_all()
    return ImportBatch.objects.get(pk=batch.pk)


def rows(batch: ImportBatch) -> list[ImportRow]:
    return list(batch.rows.select_related("award", "booking__person", "person"))


def html(answer: Any) -> str:
    found: str = answer.content.decode()
    return found


def lines(made: Session) -> list[attendance.Line]:
    return attendance.register(made)
