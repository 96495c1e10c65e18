"""Training that leaders of the demonstration's groups wrote down, and what was noted of trainers at work.

Those of whom it was written down are told nothing of it.
"""

import uuid
from datetime import timedelta

from django.utils import timezone

from config.demo.groups_fates import days_ago
from groups.enums import Role
from groups.models import Membership
from people.models import User
from training.enums import Sampled
from training.models import CourseVersion, Observation, TrainingLog
from training.selectors import trainers
from training.services import observations, training_logs

AWARENESS, LEEDS = "awareness", "leeds"
EVENINGS = (
    (21, "The library, second floor", "We keep the list that everybody signed, and the trainer has a copy."),
    (5, "Example Hall", "Twelve came, and the caretaker has the list in the office."),
)
SEEN = "Calm and clear. She lets people say what they fear, and comes back to what to do. Agreed: slower on part five."


def make(*, by: User) -> None:
    """Safe to repeat: where something is written down, nothing is added."""
    if not TrainingLog.objects.exists():
        for number, evening in enumerate(EVENINGS):
            write_down(number, *evening, by=by)
    if not Observation.objects.exists():
        observe(by)


def write_down(number: int, ago: int, place: str, evidence: str, *, by: User) -> None:
    """The first is looked at and in order; the second waits."""
    version = CourseVersion.objects.in_use().get(course__slug=AWARENESS)
    live = Membership.objects.live().filter(group__slug=LEEDS).select_related("person", "group").order_by("pk")
    leader = live.filter(role=Role.LEADER).first()
    members = [held.person for held in live.filter(role=Role.MEMBER)[number * 4 : number * 4 + 4]]
    if leader is None or not members:
        return
    details = training_logs.Details(version, days_ago(ago), evidence, place, "Priya Teacher, for the charity")
    log = training_logs.take(
        group=leader.group, by=leader.person, key=uuid.uuid4(), details=details, members=members, is_told=False
    )
    if number == 0:
        training_logs.confirm(log, by=by, note="Rang the library. They remember the evening.")
    elif not log.sampled:
        training_logs.set_aside(log, Sampled.CHANCE)


def observe(by: User) -> None:
    today = timezone.localdate()
    for trainer in trainers.every(today).order_by("pk")[:2]:
        observations.note(trainer=trainer, on=today - timedelta(days=200 + trainer.pk % 90), text=SEEN, by=by)
