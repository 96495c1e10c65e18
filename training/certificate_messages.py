"""The message that tells somebody that their certificate is ready."""

from django.urls import reverse

from mail.enums import WhenUncertain
from mail.kinds import Kind, register
from mail.services import deliveries
from training.models import Award

KIND = "certificate_ready"
SAMPLE = {
    "name": "Suzie Signer",
    "course": "Recognising the signs",
    "certificate_path": "/training/certificates/sample/",
}


def register_own() -> None:
    register(Kind(KIND, "Your certificate is ready", SAMPLE, when_uncertain=WhenUncertain.SEND_AGAIN))


def send(award: Award) -> None:
    context = {
        "name": award.name,
        "course": award.course.title,
        "certificate_path": reverse("training_certificate", args=[award.token]),
    }
    if award.person.erased_at is None:
        deliveries.queue(kind=KIND, address_id=award.person.address_id, context=context)
