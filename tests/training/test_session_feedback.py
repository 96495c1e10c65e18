"""Those who came are asked once how it was; what they say names nobody and is shown from five answers on."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from groups.models import Booking, Event
from mail.models import Delivery
from people.models import Person
from people.services import erasure
from tests import factories
from tests.groups import people, planned
from tests.training import taught
from training.enums import MarkSource
from training.models import Feedback, FeedbackAsked, Session
from training.selectors import feedback as selectors
from training.services import feedback, marks, sessions
from training.services.marks import NewMark

pytestmark = pytest.mark.django_db
ANSWER = {"useful": "5", "clear": "4", "confident": "3", "comment": "More time for questions."}
REPORT = "There is a girl locked in the flat above the shop on our street, she is crying and they took her passport."


def over(number: int = 2, *, stayed_away: int = 0) -> tuple[Session, list[Booking]]:
    """A session whose register is closed."""
    session = taught.session(capacity=20)
    bookings = planned.booked(session.event, *(f"Guest{each}" for each in range(number + stayed_away)))
    session = taught.move_into_the_past(session)
    new = [NewMark(uuid.uuid4(), True, timezone.now(), booking=booking.pk) for booking in bookings[:number]]
    marks.take(session, new, source=MarkSource.TRAINER)
    sessions.close_register(session, None)
    return session, bookings


def links() -> list[str]:
    found = Delivery.objects.filter(kind="session_feedback").order_by("pk")
    return [row.context["feedback_path"] for row in found]


def say(link: str, **more: str) -> Any:
    return Client().post(link, {**ANSWER, **more})


def test_those_who_came_are_asked_once_and_nobody_else() -> None:
    session, bookings = over(2, stayed_away=1)
    assert feedback.due().exists()
    assert feedback.ask() == 2
    assert feedback.ask() == 0
    assert not feedback.due().exists()
    assert set(people.told("session_feedback")) == {each.person.address.canonical for each in bookings[:2]}
    sessions.close_register(session, None)
    assert feedback.ask() == 0


def test_nobody_is_asked_before_the_register_is_closed_or_long_after() -> None:
    session = taught.session()
    planned.booked(session.event, "Suzie")
    Booking.objects.update(came=True)
    taught.move_into_the_past(session)
    assert feedback.ask() == 0
    Session.objects.update(register_closed_at=timezone.now())
    Event.objects.update(
        ends_at=timezone.now() - feedback.WITHIN - timedelta(hours=1), starts_at=timezone.now() - timedelta(days=40)
    )
    assert feedback.ask() == 0


def test_an_answer_is_kept_without_a_name_or_a_moment_and_its_link_is_used_once() -> None:
    over(1)
    feedback.ask()
    (link,) = links()
    assert "How was the session?" in Client().get(link).content.decode()
    assert say(link).status_code == 303
    assert say(link, comment="Again.").status_code == 200
    assert "Thank you" in Client().get(link).content.decode()
    kept = Feedback.objects.get()
    assert (kept.answers, kept.comment) == ({"useful": 5, "clear": 4, "confident": 3}, "More time for questions.")
    assert {field.name for field in Feedback._meta.get_fields()} == {"id", "session", "answers", "comment"}
    assert {field.name for field in FeedbackAsked._meta.get_fields()} == {
        "id",
        "session",
        "booking",
        "walk_in",
        "token",
        "sent_at",
        "answered",
    }
    assert isinstance(kept.pk, uuid.UUID)
    assert kept.pk.version == 4
    with pytest.raises(feedback.AnsweredBefore):
        feedback.answer(token=FeedbackAsked.objects.get().token, answers={"useful": 1}, comment="")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"useful": ""}, "Say how useful it was"),
        ({"clear": "6"}, "Choose one of the five"),
        ({"comment": "x" * 1001}, "longer than 1000 characters"),
        ({"comment": REPORT}, "looks like a report about a person"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(wrong: dict[str, str], says: str) -> None:
    over(1)
    feedback.ask()
    answer = say(links()[0], **wrong)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Feedback.objects.exists()
    assert FeedbackAsked.objects.get().answered is False


def test_the_form_works_for_keyboards_and_screen_readers() -> None:
    over(1)
    feedback.ask()
    page = Client().get(links()[0]).content.decode()
    assert page.count("<fieldset") == page.count("<legend") == 3
    assert page.count('type="radio"') == 15
    assert all(f'for="id_useful_{step}"' in page for step in range(5))
    assert "<script" not in page.split("<main")[1].split("</main>")[0]


def test_a_link_that_is_none_is_not_found_and_another_sites_form_is_refused() -> None:
    over(1)
    feedback.ask()
    assert Client().get("/training/feedback/no-such/").status_code == 404
    cross = Client().post(links()[0], ANSWER, headers={"Sec-Fetch-Site": "cross-site"})
    assert cross.status_code == 403
    assert not Feedback.objects.exists()


def test_what_was_said_is_shown_to_trainer_and_staff_from_five_answers_on() -> None:
    session, _ = over(6)
    feedback.ask()
    priya, dele = Client(), Client()
    people.leading(people.group(), "priya")
    priya.force_login(people.person("priya").user)
    dele.force_login(factories.dele())
    pages = (
        (priya, f"/training/sessions/{session.pk}/"),
        (dele, f"/admin/training-sessions/{session.pk}/"),
    )
    for link in links()[:4]:
        say(link)
    for browser, address in pages:
        page = browser.get(address).content.decode()
        assert "once five have answered" in page
        assert "More time for questions." not in page
    say(links()[4], comment="Speak louder.")
    for browser, address in pages:
        page = browser.get(address).content.decode()
        assert "More time for questions." in page
        assert page.count('<figure class="chart"') == 3
        assert "On average 5.0 of 5." in page
    found = selectors.results(session)
    assert (found.asked, found.answered, found.rated[0].table["data"][5]) == (6, 5, ["5", 5])
    assert Client().get(f"/training/sessions/{session.pk}/").status_code == 302


def test_with_the_place_goes_that_somebody_was_asked_and_what_was_said_stays() -> None:
    session, bookings = over(1)
    feedback.ask()
    say(links()[0])
    Booking.objects.filter(pk=bookings[0].pk).delete()
    assert not FeedbackAsked.objects.exists()
    assert session.feedback.count() == 1


def came_unbooked(session: Session, name: str, **fields: Any) -> NewMark:
    email = fields.pop("email", f"{name.lower()}@example.org")
    one = {"walk_in": uuid.uuid4(), "came": True, "at": timezone.now(), **fields}
    return NewMark(uuid.uuid4(), name=name, email=email, **one)


def test_those_who_came_without_booking_are_asked_once_too() -> None:
    session, bookings = over(1)
    suzie, mistaken, alike = came_unbooked(session, "Suzie"), came_unbooked(session, "Mallory"), uuid.uuid4()
    new = [
        suzie,
        mistaken,
        mistaken._replace(id=uuid.uuid4(), came=False, at=mistaken.at + timedelta(microseconds=1)),
        suzie._replace(id=alike, walk_in=alike),  # two devices added her
        came_unbooked(session, "Morgan", email="no address"),
        came_unbooked(session, "Guest0", email=bookings[0].person.address.typed),
    ]
    marks.take(session, new, source=MarkSource.TRAINER)
    marks.take(session, [came_unbooked(session, "Dele")], source=MarkSource.CODE)
    assert feedback.due_walk_ins().exists()
    assert feedback.ask() == 2
    assert feedback.ask() == 0
    assert not feedback.due_walk_ins().exists()
    assert set(people.told("session_feedback")) == {"suzie@example.org", bookings[0].person.address.canonical}
    asked = FeedbackAsked.objects.get(booking=None)
    assert say(f"/training/feedback/{asked.token}/").status_code == 303
    assert session.feedback.count() == 1
    assert selectors.results(session).asked == 2


def test_nobody_is_asked_again_when_their_place_is_noted_after_they_were_added() -> None:
    session, bookings = over(1)
    Booking.objects.update(came=False)
    added = came_unbooked(session, "Guest0", email=bookings[0].person.address.typed)
    marks.take(session, [added], source=MarkSource.TRAINER)
    assert feedback.ask() == 1
    Booking.objects.update(came=True)
    assert feedback.ask() == 0


def test_the_link_of_somebody_who_came_unbooked_goes_when_they_are_erased() -> None:
    session, _ = over(0)
    marks.take(session, [came_unbooked(session, "Suzie")], source=MarkSource.TRAINER)
    assert feedback.ask() == 1
    (link,) = links()
    assert Client().get(link).status_code == 200
    erasure.erase(person=Person.objects.get(address__canonical="suzie@example.org"))
    assert not FeedbackAsked.objects.exists()
    assert Client().get(link).status_code == 404
