"""What staff ask of an applicant: it opens exactly the fields asked about."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from config.jobs import JOBS
from groups.enums import GroupState
from groups.models import Change, Question, Registration
from groups.services import questions, registering, states
from groups.services.questions import TOPICS
from mail.models import Delivery
from tests import factories
from tests.groups import applications
from tests.groups.applications import GROUP, PEOPLE, PLACE

pytestmark = pytest.mark.django_db
ANSWERS: dict[str, Any] = {**GROUP, **PLACE, **PEOPLE, "second_is_adult": "on"}


def html(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def asked(*topics: str) -> Registration:
    registration = applications.sent_in()
    questions.ask(group=registration.group, topics=topics, text="Which one?", by_user=factories.morgan())
    return applications.fresh(registration)


def page(registration: Registration) -> str:
    return f"{registering.path_of(registration)}answer/"


@pytest.mark.parametrize("topic", TOPICS)
def test_a_question_opens_the_fields_it_asks_about_and_no_others(client: Client, topic: str) -> None:
    registration = asked(topic)
    shown = html(client.get(page(registration)))
    assert "Which one?" in shown
    every = {field for each in TOPICS.values() for field in each.fields}
    assert {field for field in every if f'name="{field}"' in shown} == set(TOPICS[topic].fields)


def test_an_answer_changes_what_was_asked_and_nothing_else_whatever_is_sent(client: Client) -> None:
    registration = asked("place")
    sent = {**ANSWERS, "name": "Another name", "town": "York", "postcode": "YO1 7HH", "second_name": "Mallory"}
    assert client.post(page(registration), sent).status_code == 303
    found = applications.fresh(registration)
    assert (found.group.state, found.group.town, found.group.postcode) == (GroupState.SUBMITTED, "York", "YO1 7HH")
    assert (found.group.name, found.answers["people"]["second_name"]) == (GROUP["name"], "Suzie Signer")
    assert Question.objects.get().answered_at is not None


def test_an_answer_is_given_once(client: Client) -> None:
    registration = asked("name")
    for name in ("First", "Second"):
        assert client.post(page(registration), {"name": name}).status_code == 303
    assert applications.fresh(registration).group.name == "First"


def test_a_wrong_answer_is_shown_with_its_mistake_and_keeps_the_question_open(client: Client) -> None:
    registration = asked("place")
    answer = client.post(page(registration), {"town": "York", "postcode": "not a postcode"})
    assert answer.status_code == 422
    assert applications.fresh(registration).group.state == GroupState.NEEDS_INFORMATION


def test_the_service_refuses_an_answer_to_what_was_not_asked() -> None:
    registration = asked("name")
    with pytest.raises(questions.NotAsked):
        questions.answer(registration=registration, values={"name": "New", "town": "York"})
    assert applications.fresh(registration).group.name == GROUP["name"]


def test_nothing_opens_where_nothing_was_asked(client: Client) -> None:
    registration = applications.sent_in()
    assert client.post(page(registration), ANSWERS).headers["Location"] == registering.path_of(registration)
    with pytest.raises(states.WrongState):
        questions.answer(registration=registration, values={"name": "New"})
    assert applications.fresh(registration).group.name == GROUP["name"]


def test_a_report_in_an_answer_is_not_kept(client: Client) -> None:
    registration = asked("aims")
    report = "There is a girl locked in the flat above the shop, she is crying and they took her passport."
    answer = client.post(page(registration), {"aims": ["learn"], "about": report})
    assert (answer.status_code, "Is somebody in danger?" in html(answer)) == (422, True)
    assert applications.fresh(registration).group.about == GROUP["about"]


def after(days: int) -> Any:
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


def told(registration: Registration) -> list[str]:
    """Since the question."""
    kinds = list(Delivery.objects.filter(address=registration.address).order_by("pk").values_list("kind", flat=True))
    return kinds[kinds.index("registration_question") + 1 :]


def test_whoever_answers_nothing_is_reminded_once_and_after_four_weeks_may_begin_again() -> None:
    registration = asked("name")
    for days, kinds in ((13, []), (14, ["registration_reminder"]), (27, ["registration_reminder"])):
        with after(days):
            questions.look_after()
            questions.look_after()
        assert told(registration) == kinds
        assert applications.fresh(registration).group.state == GroupState.NEEDS_INFORMATION
    with after(28):
        assert [questions.look_after() for _ in range(2)] == [1, 0]
        again = registering.start(email="charlie@example.org", name="Charlie Leader")
    change = Change.objects.filter(group=registration.group, after=GroupState.REJECTED).get()
    assert (change.by_user, change.by_person, change.reason) == (None, None, questions.UNANSWERED)
    assert told(registration) == ["registration_reminder", "registration_unanswered", "confirm_registration"]
    assert again.pk != registration.pk


def test_a_reminder_names_the_last_day_and_an_answer_on_it_counts(client: Client) -> None:
    registration = asked("name")
    with after(20):
        questions.look_after()
    last_day = questions.answer_by(Question.objects.get())
    assert Delivery.objects.get(kind="registration_reminder").context["answer_by"] == str(last_day)
    assert f"Please answer by {last_day.day} {last_day:%B %Y}" in html(client.get(registering.path_of(registration)))
    with after(27):
        questions.answer(registration=registration, values={"name": "New"})
    with after(60):
        assert questions.look_after() == 0
    assert applications.fresh(registration).group.state == GroupState.SUBMITTED


def test_the_time_for_a_second_question_begins_with_it() -> None:
    registration = asked("name")
    with after(20):
        questions.answer(registration=registration, values={"name": "New"})
        questions.ask(group=registration.group, topics=["aims"], text="And what?", by_user=factories.dele())
    with after(30):
        assert questions.look_after() == 0
    with after(35):
        assert questions.look_after() == 1
    assert Delivery.objects.get(kind="registration_reminder").context["reason"] == "And what?"


def test_the_schedule_looks_after_questions_every_day() -> None:
    [job] = [job for job in JOBS if job.name == "look_after_questions"]
    assert (job.do, job.every) == (questions.look_after, timedelta(days=1))
