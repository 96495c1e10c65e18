"""What staff ask of an applicant before they decide: it opens the fields asked about again, and no others.

Whoever answers nothing is reminded once; then the registration ends, and may be begun again.
"""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from groups.enums import GroupState
from groups.models import CommunityGroup, Question, Registration
from groups.services import registering, states
from mail.services import deliveries
from people.models import User
from people.services import people


class Topic(NamedTuple):
    title: str
    step: str
    fields: tuple[str, ...]


TOPICS = {
    "name": Topic("Its name", "group", ("name",)),
    "kind": Topic("Its kind", "group", ("kind",)),
    "aims": Topic("What it wants to do", "group", ("aims", "about")),
    "ages": Topic("Ages of its members", "group", ("ages",)),
    "place": Topic("Town and postcode", "place", ("town", "postcode")),
    "second_leader": Topic("The second leader", "people", ("second_name", "second_email", "second_is_adult")),
    "safeguarding": Topic(
        "The safeguarding lead", "people", ("safeguarding", "safeguarding_name", "safeguarding_email")
    ),
}
REMIND, END = timedelta(days=14), timedelta(days=28)  # after the question was asked
MOST_A_RUN = 1000
UNANSWERED = "Our question was not answered in time."
STEP_OF = {field: topic.step for topic in TOPICS.values() for field in topic.fields}


class NotAsked(Exception):
    """An answer to something that was not asked."""


@transaction.atomic
def ask(*, group: CommunityGroup, topics: Collection[str], text: str, by_user: User) -> Question:
    """Raises KeyError for an unknown topic, and states.WrongState."""
    fields = [field for topic in topics for field in TOPICS[topic].fields]
    states.ask(group=group, by_user=by_user, reason=text)
    return Question.objects.create(group=group, fields=fields, text=text, asked_by=by_user)


def open_question(group: CommunityGroup) -> Question | None:
    return Question.objects.filter(group=group, answered_at=None).first()


@transaction.atomic
def answer(*, registration: Registration, values: Mapping[str, Any]) -> Registration:
    """The values of the fields asked about, and of no other. Raises NotAsked and states.WrongState.

    Where the question opened no field, its answer is that the applicant did what it asks.
    """
    people.lock_addresses([registration.address_id])
    found = registering.locked(registration, GroupState.NEEDS_INFORMATION)
    question = open_question(found.group)
    if question is None or not set(values) <= set(question.fields):
        raise NotAsked
    by_step: dict[str, dict[str, Any]] = {}
    for field, value in values.items():
        by_step.setdefault(STEP_OF[field], {})[field] = value
    registering.keep(found, by_step)
    Question.objects.filter(pk=question.pk).update(answered_at=timezone.now())
    states.answer(group=found.group, by_person=found.person)
    return found


def open_since(age: timedelta) -> QuerySet[Question]:
    """Asked so long ago and not answered; whoever waits longest first."""
    asked = Question.objects.filter(answered_at=None, group__state=GroupState.NEEDS_INFORMATION)
    return asked.filter(asked_at__lte=timezone.now() - age).order_by("asked_at", "pk")


def answer_by(question: Question) -> date:
    """The last day on which an answer is sure to be read."""
    return timezone.localdate(question.asked_at + END) - timedelta(days=1)


def look_after() -> int:
    """Remind whom it is time to remind, and end what nobody answered; returns how many. Safe to repeat."""
    ended = sum(end(question) for question in list(open_since(END)[:MOST_A_RUN]))
    return ended + sum(remind(question) for question in list(open_since(REMIND).filter(reminded_at=None)[:MOST_A_RUN]))


@transaction.atomic
def remind(question: Question) -> bool:
    """False where it was answered meanwhile, or its applicant was reminded."""
    registration = Registration.objects.select_related("group").get(group=question.group_id)
    people.lock_addresses([registration.address_id])
    unanswered = open_since(REMIND).filter(pk=question.pk, reminded_at=None).order_by()
    if not unanswered.update(reminded_at=timezone.now()):
        return False
    context = {
        "group": registration.group.name,
        "group_id": registration.group_id,
        "reason": question.text,
        "path": registering.path_of(registration),
        "answer_by": str(answer_by(question)),
    }
    deliveries.queue(kind="registration_reminder", address_id=registration.address_id, context=context)
    return True


@transaction.atomic
def end(question: Question) -> bool:
    """Close the registration as turned down, which a message says. False where it was answered meanwhile."""
    states.lock(question.group)
    if not open_since(END).filter(pk=question.pk).exists():
        return False
    states.expire(group=question.group, reason=UNANSWERED)
    return True
