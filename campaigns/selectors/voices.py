"""What people who signed said, and the names that they let us show: the first name and the constituency alone."""

from datetime import datetime
from typing import NamedTuple

from campaigns.enums import CommentState
from campaigns.models import Signature
from campaigns.models.signature import SignatureQuerySet

HONORIFICS = frozenset(
    ("cllr", "dame", "dr", "lady", "lord", "miss", "mr", "mrs", "ms", "mx", "prof", "professor", "rev", "revd", "sir")
)


class Voice(NamedTuple):
    name: str  # empty where it isn't shown
    place: str
    comment: str
    at: datetime | None


def comments(petition_id: int, *, number: int, after: int = 0) -> list[Voice]:
    """Moderated ones, the latest first, in the order of an index of their own: no more rows are read than asked for."""
    shown = latest(petition_id).filter(comment_state=CommentState.SHOWN)[after : after + number]
    return [voice(signature) for signature in shown if signature.comment]


def names(petition_id: int, *, number: int) -> list[Voice]:
    shown = latest(petition_id).filter(is_public=True)[:number]
    return [each for each in map(voice, shown) if each.name]


def latest(petition_id: int) -> SignatureQuerySet:
    signatures = Signature.objects.confirmed().filter(petition=petition_id)
    return signatures.select_related("constituency_chosen", "constituency_found").order_by("-confirmed_at", "-pk")


def voice(signature: Signature) -> Voice:
    at, comment = signature.confirmed_at, signature.comment
    if not signature.is_public:
        return Voice("", "", comment, at)
    place = signature.constituency.name if signature.constituency else ""
    return Voice(first_name(signature.name), place, comment, at)


def first_name(name: str) -> str:
    """Without what somebody is called before it: "Suzie" of "Dr Suzie Signer"."""
    words = name.split()
    while len(words) > 1 and words[0].rstrip(".").lower() in HONORIFICS:
        words = words[1:]
    return words[0] if words else ""
