"""The one message about a certificate: to whoever passed a quiz at once, to others once it was made for them."""

from django.urls import reverse

from mail.enums import WhenUncertain
from mail.kinds import Kind, register
from mail.services import deliveries
from people.models import Person
from training.enums import Method
from training.models import Award

KIND = "certificate_ready"
SAMPLE = {
    "name": "Suzie Signer",
    "course": "Recognising the signs",
    "until": "2029-11-30",
    "certificate_path": "/training/certificates/sample/",
}


def register_own() -> None:
    register(Kind(KIND, "Your certificate is ready", SAMPLE, when_uncertain=WhenUncertain.SEND_AGAIN))


def path(award: Award) -> str:
    return reverse("training_certificate", args=[award.token])


def made(award: Award) -> None:
    """Unless they were told when they passed."""
    if award.method != Method.QUIZ and award.person.erased_at is None:
        send(award, award.person)


def send(award: Award, owner: Person) -> None:
    """Written down with the address at hand: sending a quiz in is counted in queries."""
    context = {
        "name": award.name,
        "course": award.course.title,
        "until": award.valid_until.isoformat() if award.valid_until else "",
        "certificate_path": path(award),
    }
    message = deliveries.unsaved(kind=KIND, domain=owner.address.canonical.rpartition("@")[2], context=context)
    message.address = owner.address
    message.save()
