"""People and their training, for tests."""

from datetime import timedelta

from django.utils import timezone

from groups.models import CommunityGroup
from people.models import Person
from tests import factories
from tests.groups import people as groups
from tests.groups import planned
from tests.groups.sheets import as_csv
from tests.training import lessons, quizzing, registers
from training.enums import MarkSource
from training.models import (
    CourseVersion,
    Observation,
    QuizEntry,
    ReminderChoice,
    Session,
    TrainingLog,
    UpdateAsked,
    UpdateHolder,
)
from training.services import attempts, awards, certificates, marks, reading


def everything_about(owner: Person) -> None:
    """A row about them in every table of training that can have one."""
    awards_of(owner)
    sessions_of(owner)
    attendance_of(owner)
    quizzes_of(owner)
    lessons_of(owner)
    reminders_of(owner)


def awards_of(owner: Person) -> None:
    version = factories.course_version(factories.course())
    held = factories.award(owner, version, evidence="Suzie showed the sheet.")
    assert held.valid_until is not None
    later = held.valid_until + timedelta(days=200)
    extension = awards.extend(award=held, until=later, reason="Suzie was ill.", by=None)
    awards.undo_extensions(extensions=[extension], reason="Suzie was not ill.", by=None)
    revocation = awards.revoke(award=held, reason="Suzie was not there.", by=None)
    awards.reinstate(revocation=revocation, reason="Suzie was there.", by=None)
    certificates.issue(held)
    factories.award(groups.person("charlie"), version, by_person=owner, completed_on=timezone.localdate())


def attendance_of(owner: Person) -> None:
    """On a register without a booking, and on a list that was noted."""
    typed = owner.address.typed
    made = registers.session(version=factories.course_version(factories.course("attended")))
    marks.take(made, [registers.walk_in(owner.name, typed)], source=MarkSource.TRAINER)
    registers.noted(
        as_csv((owner.name, typed), headings=("Name", "Email")), None, registers.session(version=made.version)
    )


def sessions_of(owner: Person) -> None:
    """Taught by them; whoever teaches is not looked at here."""
    event = planned.event(title="A session")
    version = CourseVersion.objects.earliest("pk")
    Session.objects.create(event=event, version=version, trainer=owner, shows_trainer=True)


def quizzes_of(owner: Person) -> None:
    """An attempt, the entry that led to it, and a change that they were asked about."""
    version = quizzing.version("quizzed")
    attempt = attempts.begin(person=owner, version=version, name=owner.name)
    QuizEntry.objects.create(person=owner, course=version.course, name=owner.name, attempt=attempt)
    fact = quizzing.critical_fact()
    update = UpdateAsked.objects.create(course=version.course, fact=fact, what_changed="A new number.")
    UpdateHolder.objects.create(update=update, person=owner)


def lessons_of(owner: Person) -> None:
    """One that they marked as read."""
    reading.note(person_id=owner.pk, module=lessons.draft().modules.get(number=1))


def reminders_of(owner: Person) -> None:
    """Their choice about reminders, training that they wrote down for a group, and a note about their teaching."""
    ReminderChoice.objects.create(person=owner)
    version = CourseVersion.objects.earliest("pk")
    group = CommunityGroup.objects.earliest("pk")
    TrainingLog.objects.create(group=group, version=version, by=owner, on=timezone.localdate(), evidence="Suzie saw.")
    Observation.objects.create(trainer=owner, on=timezone.localdate(), note="Suzie was calm.")
