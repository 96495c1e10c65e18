"""The kinds of message about quizzes, and what fills them."""

from django.urls import reverse

from mail.enums import WhenUncertain
from mail.kinds import Kind, register
from mail.services import deliveries
from people.models import Person
from training.models import UpdateAsked

CODE, UPDATE = "quiz_code", "update_asked"
COURSE = {"course": "How to spot the signs"}


def register_own() -> None:
    again = WhenUncertain.SEND_AGAIN
    register(
        Kind(CODE, "Your code for a quiz", {"code": "314159"}, when_uncertain=again, keeps_secret=True),
        Kind(
            UPDATE,
            "Something you learnt has changed",
            {**COURSE, "what_changed": "The helpline has a new number.", "quiz_path": "/training/signs/quiz/news/1/"},
        ),
    )


def ask_about(update: UpdateAsked, owner: Person) -> None:
    deliveries.queue(
        kind=UPDATE,
        address_id=owner.address_id,
        context={
            "course": update.course.title,
            "what_changed": update.what_changed,
            "quiz_path": reverse("training_update_start", args=[update.course.slug, update.pk]),
        },
    )
