"""Sessions for tests. Priya is accredited to teach the awareness course."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from groups.models import CommunityGroup, Event
from groups.services import events
from people.models import Person
from tests import factories
from tests.groups import planned
from tests.groups.people import NAMES
from tests.groups.people import person as met
from training.enums import CourseKind
from training.models import CourseVersion, Session
from training.services import sessions


def awareness() -> CourseVersion:
    """The version in use of a course that those accredited as trainers teach."""
    known = CourseVersion.objects.filter(course__slug="awareness").first()
    if known is not None:
        return known
    for_trainers = factories.course("trainers", title="Teach it yourself", kind=CourseKind.TRAINER, validity_months=12)
    factories.course_version(for_trainers)
    return factories.course_version(factories.course(title="See the signs", taught_by=for_trainers))


def accredited(name: str = "priya") -> Person:
    """Since yesterday, so that they may teach also what was yesterday."""
    person = met(name) if name in NAMES else planned.somebody(name)
    awareness()
    version = CourseVersion.objects.get(course__slug="trainers")
    factories.award(person, version, completed_on=timezone.localdate() - timedelta(days=9), key=f"trainer:{name}")
    return person


def session(group: CommunityGroup | None = None, *, trainer: str = "priya", **fields: Any) -> Session:
    """Published and two weeks ahead, unless `fields` say otherwise."""
    more = {name: fields.pop(name) for name in ("shows_trainer", "version") if name in fields}
    made = sessions.plan(
        event_details=planned.details(**fields),
        group=group,
        trainer=accredited(trainer),
        **{"version": awareness(), **more},
    )
    events.publish(made.event)
    return Session.objects.full().get(pk=made.pk)


def move_into_the_past(session: Session, *, days: int = 1) -> Session:
    """As if it had ended so many days ago."""
    start = timezone.now() - timedelta(days=days, hours=2)
    Event.objects.filter(pk=session.event_id).update(starts_at=start, ends_at=start + timedelta(hours=2))
    return Session.objects.full().get(pk=session.pk)
