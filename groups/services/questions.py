"""What staff ask of an applicant before they decide: it opens the fields asked about again, and no others."""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from groups.enums import GroupState
from groups.models import CommunityGroup, Question, Registration
from groups.services import registering, states
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
