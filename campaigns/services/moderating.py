"""Comments that people gave with their signature: shown or not, with a reason, and taken back where that was wrong."""

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID, uuid4

from django.db import transaction

from campaigns.enums import CommentState, Decision
from campaigns.models import Signature, SignatureDecision
from campaigns.models.signature import SignatureQuerySet
from campaigns.services import locks
from pages import generation
from people.models import User

REASONS = {
    "person": "It names somebody, or tells who they are",
    "case": "It may be about a real case or a real victim",
    "abuse": "It insults or threatens",
    "law": "It may be against the law to publish",
    "advert": "It advertises something",
    "topic": "It is about something else",
    "unclear": "It can't be understood",
}
BECOMES = {CommentState.SHOWN: Decision.COMMENT_SHOWN, CommentState.REFUSED: Decision.COMMENT_REFUSED}
OF_COMMENTS = tuple(BECOMES.values())


class Choice(NamedTuple):
    state: CommentState  # SHOWN or REFUSED
    reason: str = ""  # one of REASONS where it is refused


class Undone(NamedTuple):
    number: int
    left: int  # that were decided anew since, or are gone


def waiting() -> SignatureQuerySet:
    """The oldest first. What nobody confirmed is nobody's comment yet."""
    found = Signature.objects.confirmed().filter(comment_state=CommentState.WAITING).exclude(comment="")
    return found.order_by("created_at", "pk")


@transaction.atomic
def decide(choices: Mapping[int, Choice], *, by: User) -> int:
    """Show or refuse comments, by the key of their signature; those that somebody else was quicker with are left.

    Returns how many; all of them can be undone at once.
    """
    batch = uuid4()
    rows = lock(choices)
    decided = [row for row in rows if row.comment and row.comment_state == CommentState.WAITING]
    SignatureDecision.objects.bulk_create(
        decision(row, BECOMES[choices[row.pk].state], choices[row.pk].reason, by, batch) for row in decided
    )
    for state in BECOMES:
        move([row.pk for row in decided if choices[row.pk].state == state], state)
    return len(decided)


@transaction.atomic
def undo(batch: UUID, *, by: User) -> Undone:
    """Each comment is again what it was before, unless it was decided anew since."""
    of_batch = SignatureDecision.objects.filter(batch=batch, decision__in=OF_COMMENTS, signature__isnull=False)
    before = {row.number: row for row in of_batch}
    rows = lock(before)
    latest = latest_decisions(before)
    again = [row for row in rows if row.comment and latest.get(row.pk) == before[row.pk].pk]
    SignatureDecision.objects.bulk_create(decision(row, Decision.UNDONE, "", by, None) for row in again)
    for state in CommentState:
        move([row.pk for row in again if before[row.pk].before == state], state)
    return Undone(len(again), len(before) - len(again))


def lock(pks: Mapping[int, object]) -> list[Signature]:
    rows = list(Signature.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=pks).order_by("pk"))
    locks.share({row.petition_id for row in rows})
    return rows


def latest_decisions(pks: Mapping[int, object]) -> dict[int, int]:
    of_comments = (*OF_COMMENTS, Decision.UNDONE)
    rows = SignatureDecision.objects.filter(signature__in=pks, decision__in=of_comments).order_by("pk")
    return dict(rows.values_list("signature", "pk"))


def move(pks: list[int], state: CommentState) -> None:
    """What readers see of it, they see at once."""
    if Signature.objects.filter(pk__in=pks).update(comment_state=state):
        generation.publish()


def decision(row: Signature, what: Decision, reason: str, by: User, batch: UUID | None) -> SignatureDecision:
    return SignatureDecision(
        signature=row,
        number=row.pk,
        petition_id=row.petition_id,
        decision=what,
        before=row.comment_state,
        reason=reason,
        batch=batch,
        by=by,
    )
