"""The life of a mail-out in one table: which move leads from which states to which.

Only services/mailout_moves.py carries a move out, so that each stands in the log and none starts from another state.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from campaigns.mailout_enums import EDITABLE
from campaigns.mailout_enums import MailoutState as State

ENDED = frozenset({State.FINISHED, State.CANCELLED})


@dataclass(frozen=True)
class Move:
    name: str
    since: frozenset[State]
    to: State


def move(name: str, since: Iterable[State], to: State) -> Move:
    return Move(name, frozenset(since), to)


MOVES = {
    each.name: each
    for each in (
        move("submit", {State.DRAFT}, State.IN_REVIEW),
        move("approve", {State.IN_REVIEW}, State.APPROVED),
        move("send_back", {State.IN_REVIEW, State.APPROVED, State.SCHEDULED}, State.DRAFT),
        move("revoke", {State.IN_REVIEW, State.APPROVED, State.SCHEDULED}, State.DRAFT),
        move("schedule", {State.APPROVED, State.SCHEDULED}, State.SCHEDULED),
        move("unschedule", {State.SCHEDULED}, State.APPROVED),
        move("begin", {State.SCHEDULED}, State.PREPARING),
        move("send", {State.PREPARING}, State.SENDING),
        move("pause", {State.PREPARING, State.SENDING}, State.PAUSED),
        move("resume", {State.PAUSED}, State.SENDING),
        move("finish", {State.SENDING}, State.FINISHED),
        move("cancel", {*EDITABLE, State.PREPARING, State.SENDING, State.PAUSED}, State.CANCELLED),
    )
}


def may(name: str, state: str) -> bool:
    """Whether a mail-out in this state can take this move: which buttons its page shows."""
    return state in MOVES[name].since
