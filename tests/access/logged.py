"""What the addresses of logged training, of trainers and of reminders answer to each role."""

import uuid
from typing import Any

from django.utils import timezone

from groups.models import CommunityGroup
from people.models import Person
from tests import factories
from tests.access.expected import Expected, administrators_only, everybody
from tests.groups import people as cast
from training.enums import CourseKind
from training.models import TrainingLog
from training.services import training_logs


def a_slug() -> tuple[object, ...]:
    return (cast.group().slug,)


def a_log(group: CommunityGroup | None = None) -> TrainingLog:
    """The first of its group, so that staff look at it."""
    version = factories.course_version(factories.course("logged"))
    return training_logs.take(
        group=group or cast.group(),
        by=cast.person("charlie"),
        key=uuid.uuid4(),
        details=training_logs.Details(version, timezone.localdate(), "The list of the evening."),
        members=[cast.person("suzie")],
    )


def a_trainer() -> Person:
    course = factories.course("accrediting", kind=CourseKind.TRAINER)
    return factories.award(cast.person("priya"), factories.course_version(course)).person


def of_log() -> tuple[object, ...]:
    return (a_log().pk,)


def of_group_and_log() -> tuple[object, ...]:
    log = a_log()
    return (log.group.slug, log.pk)


def of_trainer() -> tuple[object, ...]:
    return (a_trainer().pk,)


LOGGED: dict[str, Expected] = {
    "training_of_group": Expected(302, 404, 404, 404, a_slug),
    "training_log_new": Expected(302, 404, 404, 404, a_slug),
    "training_log_take_back": Expected(302, 404, 404, 404, of_group_and_log),
    "training_stop_reminders": everybody(404, lambda: ("no-such-token",)),
    "training_not_so": everybody(404, lambda: ("no-such-token",)),
    "training_logs:index": administrators_only(),
    **{f"training_logs:{name}": administrators_only(of_log) for name in ("confirm", "refuse")},
    **{f"trainers:{name}": administrators_only() for name in ("index", "index_results")},
    **{f"trainers:{name}": administrators_only(of_trainer) for name in ("page", "observe")},
}


def scene() -> dict[str, Any]:
    return {"log": a_log(cast.group("Bath")), "accredited": a_trainer()}
