"""Attempts at a quiz: begun, answered, given more time, and sent in. What is asked is fixed when one begins.

Whoever changes an attempt locks the address of its owner and then the attempt, so one change follows another.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from people.models import Address, Person
from people.services import people
from training import certificate_messages, drawing
from training.drawing import Candidate
from training.enums import AttemptKind, AttemptState, Method, VersionState
from training.models import Answer, Attempt, CourseVersion, Option, Question, UpdateAsked
from training.models.quiz import QuestionQuerySet
from training.selectors import attempts as selectors
from training.selectors import eligibility
from training.services import awards

MOST_EXTENSIONS = 10  # WCAG 2.2.1 asks that a limit can be made ten times as long
OF_UPDATE = 5  # questions
UPDATE_MINUTES = 30
AT_ONCE = 200
Chosen = Mapping[int, int]  # the key of an option by that of its question


class NotReady(Exception):
    """The course has no version in use, or too few questions."""


class Wait(Exception):
    """Too many attempts in a row failed."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class NotAsked(Exception):
    """What changed is asked of those alone who held the course then."""


class Done(Exception):
    """They have answered what changed already."""


class Unknown(Exception):
    """A question that was not asked, or an answer that was not offered."""


class Over(Exception):
    """It was sent in, or its time is over, so nothing more is taken."""


class NoMoreTime(Exception):
    """More time was given as often as it can be."""


@transaction.atomic
def begin(*, person: Person, version: CourseVersion, name: str = "", is_adult: bool = True) -> Attempt:
    """The open attempt that somebody has at the course, or a new one; what ran out of time is ended first.

    The whole course, or the shorter refresher for whoever may renew what they hold. `name` is the one for the
    certificate. Raises NotReady, Wait, and awards.NotEligible.
    """
    owner = lock_owner(person)
    theirs = Attempt.objects.open().of_course().filter(person=owner, version__course=version.course_id)
    for found in theirs.select_for_update(of=("self",), no_key=True).select_related("version__course", "person"):
        if not found.is_overdue:
            return found
        if finish(found).state == AttemptState.PASSED:
            return found
    if version.state != VersionState.PUBLISHED:
        raise NotReady
    if until := selectors.next_possible(owner, version):
        raise Wait(until)
    if missing := eligibility.missing(owner, version.course):
        raise awards.NotEligible(missing)
    kind = kind_for(owner, version, timezone.localdate())
    made = Attempt(person=owner, version=version, kind=kind, name=name or owner.name, is_adult=is_adult)
    return put(made, drawn(owner, version, kind))


def lock_owner(person: Person) -> Person:
    """Raises Person.DoesNotExist of somebody who was erased."""
    root = person.merged_into or person
    people.lock_addresses([root.address_id])
    found = Person.objects.select_for_update(no_key=True).get(pk=root.pk, erased_at=None)
    return lock_owner(found) if found.merged_into_id else found


def kind_for(person: Person, version: CourseVersion, on: date) -> AttemptKind:
    return AttemptKind.REFRESHER if eligibility.may_refresh(person, version.course, on) else AttemptKind.FULL


def drawn(person: Person, version: CourseVersion, kind: AttemptKind) -> list[int]:
    rows = Question.objects.in_use().filter(course=version.course_id).values_list("pk", "module", "is_critical")
    modules = set(version.modules.values_list("number", flat=True))
    shorter = min(version.drawn, max(version.refresher, len(modules) + version.critical))
    try:
        return drawing.draw(
            [Candidate(*row) for row in rows],
            number=shorter if kind == AttemptKind.REFRESHER else version.drawn,
            critical=version.critical,
            modules=modules,
            seen=selectors.seen(person, version.course_id),
        )
    except drawing.NotEnough as error:
        raise NotReady from error


@transaction.atomic
def begin_update(*, person: Person, update: UpdateAsked, name: str = "", is_adult: bool = True) -> Attempt:
    """At the questions about a fact that changed, as often as it takes. Raises NotAsked, Done, NotReady."""
    owner = lock_owner(person)
    holder = update.holders.filter(person=owner).first()
    if holder is None:
        raise NotAsked
    if holder.done_at is not None:
        raise Done
    for found in owner.attempts.open().filter(update=update).select_for_update(no_key=True):
        if not found.is_overdue:
            return found
        finish(found)
    keys = list(about(update).order_by("pk").values_list("pk", flat=True))
    version = CourseVersion.objects.filter(course=update.course_id, state=VersionState.PUBLISHED).first()
    if not keys or version is None:
        raise NotReady
    made = Attempt(person=owner, version=version, kind=AttemptKind.UPDATE, update=update)
    made.name, made.is_adult = name or owner.name, is_adult
    return put(made, drawing.shuffled(keys)[:OF_UPDATE])


def about(update: UpdateAsked) -> QuestionQuerySet:
    return Question.objects.in_use().filter(course=update.course_id, fact=update.fact_id)


def put(attempt: Attempt, questions: list[int]) -> Attempt:
    """With these questions. They are noted as asked first: from then on nobody changes a word of them."""
    Question.objects.filter(pk__in=questions, was_asked=False).update(was_asked=True)
    options: dict[int, list[int]] = {pk: [] for pk in questions}
    for question, option in Option.objects.filter(question__in=questions).values_list("question_id", "pk"):
        options[question].append(option)
    attempt.asked = [[pk, drawing.shuffled(options[pk])] for pk in questions]
    attempt.drawn = len(questions)
    attempt.begun_at = timezone.now()
    attempt.ends_at = attempt.begun_at + limit_of(attempt)
    attempt.save()
    return attempt


def limit_of(attempt: Attempt) -> timedelta:
    return timedelta(minutes=UPDATE_MINUTES if attempt.kind == AttemptKind.UPDATE else attempt.version.limit_minutes)


@transaction.atomic
def answer(*, token: str, chosen: Chosen) -> Attempt:
    """Keep what was chosen so far, one answer a question. Raises Over and Unknown, and then keeps nothing."""
    found = lock(token)
    if not found.is_open or found.is_overdue:
        raise Over
    keep(found, chosen)
    return found


@transaction.atomic
def extend(*, token: str, seen: int) -> Attempt:
    """As much time again. `seen` is how often that was done before, so that pressing twice does it once.

    Raises Over and NoMoreTime.
    """
    found = lock(token)
    if not found.is_open or found.is_overdue:
        raise Over
    if found.extended >= MOST_EXTENSIONS:
        raise NoMoreTime
    if found.extended == seen:
        found.extended += 1
        found.ends_at += limit_of(found)
        found.save(update_fields=["extended", "ends_at"])
    return found


@transaction.atomic
def submit(*, token: str, chosen: Chosen) -> Attempt:
    """Mark it, and give the award to whoever passed. Once its time is over, what was kept till then is marked.

    Raises Over where it was marked before, and Unknown.
    """
    found = lock(token)
    if not found.is_open:
        raise Over
    if not found.is_overdue:
        keep(found, chosen)
    found.sent_at = timezone.now()
    return finish(found)


def end_overdue() -> int:
    """Mark what nobody sent in before its time was over; returns how many. Safe to repeat."""
    tokens = list(Attempt.objects.overdue().order_by("ends_at").values_list("token", flat=True)[:AT_ONCE])
    return sum(end(token) for token in tokens)


def any_overdue() -> bool:
    return Attempt.objects.overdue().exists()


@transaction.atomic
def end(token: str) -> bool:
    found = lock(token)
    if not found.is_overdue:
        return False
    finish(found)
    return True


def lock(token: str) -> Attempt:
    """As it is now, for this transaction alone. Raises Attempt.DoesNotExist, also where its owner was erased."""
    owners = Person.objects.filter(attempts__token=token)
    either = Q(pk__in=owners.values("address")) | Q(pk__in=owners.values("merged_into__address"))
    list(Address.objects.select_for_update(no_key=True).filter(either).order_by("pk").values_list("pk"))
    rows = Attempt.objects.select_for_update(of=("self",), no_key=True)
    related = ("version__course", "update", "person__address", "person__merged_into__address")
    return rows.select_related(*related).get(token=token, person__erased_at=None, person__isnull=False)


def keep(attempt: Attempt, chosen: Chosen) -> None:
    offered = dict(attempt.asked)
    if any(option not in offered.get(question, ()) for question, option in chosen.items()):
        raise Unknown
    rows = [Answer(attempt=attempt, question_id=pk, option_id=option) for pk, option in sorted(chosen.items())]
    if rows:
        Answer.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["attempt", "question"], update_fields=["option"]
        )


def finish(attempt: Attempt) -> Attempt:
    """Mark an open attempt, whose lock is held."""
    keys = [pk for pk, _ in attempt.asked]
    is_right = Exists(Answer.objects.filter(attempt=attempt, question=OuterRef("pk"), option__is_right=True))
    marks = list(Question.objects.filter(pk__in=keys).values_list(is_right, "is_critical"))
    right = sum(was_right for was_right, _ in marks)
    attempt.right = right
    attempt.critical_wrong = sum(is_critical and not was_right for was_right, is_critical in marks)
    attempt.state = state_of(attempt, right)
    attempt.save(update_fields=["state", "right", "critical_wrong", "sent_at"])
    if attempt.state == AttemptState.PASSED:
        reward(attempt)
    return attempt


def state_of(attempt: Attempt, right: int) -> AttemptState:
    mark = 100 if attempt.kind == AttemptKind.UPDATE else attempt.version.pass_mark
    if right * 100 >= mark * attempt.drawn and not attempt.critical_wrong:
        return AttemptState.PASSED
    return AttemptState.ENDED if attempt.was_late else AttemptState.FAILED


def reward(attempt: Attempt) -> None:
    if attempt.person is None:
        return
    owner = attempt.person.merged_into or attempt.person
    if attempt.update is not None:
        attempt.update.holders.filter(person=owner, done_at=None).update(done_at=timezone.now())
        return
    ended = min(attempt.sent_at or attempt.ends_at, attempt.ends_at)
    try:
        award = awards.give(
            person=owner,
            version=attempt.version,
            method=Method.QUIZ,
            completed_on=timezone.localdate(ended),
            key=selectors.key_of(attempt),
            evidence=f"{attempt.right} of {attempt.drawn} right",
            name=attempt.name,
        )
    except awards.NotEligible:
        return  # something it needs was lost meanwhile: the page says what
    certificate_messages.send(award, owner)
