"""The kinds of message to whoever holds an award, about what became of it."""

from mail.enums import WhenUncertain
from mail.kinds import Kind, register
from mail.services import deliveries
from training.models import Award, Reinstatement, Revocation

HELD = {
    "name": "Suzie Signer",
    "course": "Recognising the signs",
    "reason": "The session it was given for was called off.",
}
OWN = (
    Kind("award_revoked", "Your training no longer counts", HELD, when_uncertain=WhenUncertain.SEND_AGAIN),
    Kind("award_reinstated", "Your training counts again", HELD, when_uncertain=WhenUncertain.SEND_AGAIN),
)


def register_own() -> None:
    register(*OWN)


def tell_revoked(revocation: Revocation) -> None:
    tell(revocation.award, "award_revoked", revocation.reason)


def tell_reinstated(reinstatement: Reinstatement) -> None:
    tell(reinstatement.revocation.award, "award_reinstated", reinstatement.reason)


def tell(award: Award, kind: str, reason: str) -> None:
    context = {"name": award.name, "course": award.course.title, "reason": reason}
    if award.person.erased_at is None:
        deliveries.queue(kind=kind, address_id=award.person.address_id, context=context)
