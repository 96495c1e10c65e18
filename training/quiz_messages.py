"""The kinds of message about quizzes, and what fills them."""

from django.urls import reverse

from mail.enums import WhenUncertain
from mail.kinds import Kind, register
from mail.services import deliveries
from people.models import Person
from training.models import Award, UpdateAsked

CODE, PASSED, UPDATE = "quiz_code", "quiz_passed", "update_asked"
COURSE = {"course": "How to spot the signs"}


def register_own() -> None:
    again = WhenUncertain.SEND_AGAIN
    register(
        Kind(CODE, "Your code for a quiz", {"code": "314159"}, when_uncertain=again, keeps_secret=True),
        Kind(
            PASSED,
            "You passed a quiz",
            {**COURSE, "until": "2029-11-30", "certificate_path": "/training/certificates/sample/"},
            when_uncertain=again,
        ),
        Kind(
            UPDATE,
            "Something you learnt has changed",
            {**COURSE, "what_changed": "The helpline has a new number.", "quiz_path": "/training/signs/quiz/news/1/"},
        ),
    )


def certificate_path(award: Award) -> str:
    return reverse("training_certificate", args=[award.token])


def passed(award: Award, owner: Person) -> None:
    """Written down with the address at hand: sending a quiz in is counted in queries."""
    context = {
        "course": award.course.title,
        "until": award.valid_until.isoformat() if award.valid_until else "",
        "certificate_path": certificate_path(award),
    }
    domain = owner.address.canonical.rpartition("@")[2]
    message = deliveries.unsaved(kind=PASSED, domain=domain, context=context)
    message.address = owner.address
    message.save()


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
