"""The life of a letter in one table: which move leads from which states to which, and what its writer is told.

Time-outs follow WriteToThem's where they make sense (FYR/Queue.pm: 7 days to confirm, 2 days until what did not come
back counts as delivered); whatever differs says why.
"""

from dataclasses import dataclass
from datetime import timedelta

from campaigns.letter_enums import LetterState as State

WORKABLE = frozenset({State.CONFIRMED, State.HELD, State.QUEUED})
GONE = frozenset({State.SENT, State.IN_DIGEST, State.DELIVERED})


@dataclass(frozen=True)
class Move:
    name: str
    since: frozenset[State]
    to: State
    tells: bool = False  # the writer gets a message of it, once
    before: str = ""  # how it is called in the letter's history


def move(name: str, since: set[State] | frozenset[State], to: State, before: str, *, tells: bool = False) -> Move:
    return Move(name, frozenset(since), to, tells, before)


MOVES = {
    each.name: each
    for each in (
        move("confirm", {State.TO_CONFIRM}, State.CONFIRMED, "Confirmed by its writer"),
        move("hold", {State.TO_CONFIRM, State.CONFIRMED, State.QUEUED}, State.HELD, "Held", tells=True),
        move("release", {State.HELD}, State.CONFIRMED, "Released"),
        move("refuse", {State.HELD}, State.REFUSED, "Refused by staff", tells=True),
        move("queue", {State.CONFIRMED}, State.QUEUED, "Queued"),
        move("recall", {State.QUEUED, State.SENDING}, State.CONFIRMED, "Called back before it left"),
        move("carry", {State.QUEUED}, State.SENDING, "Being sent"),
        move("put_off", {State.SENDING}, State.QUEUED, "To be tried again"),
        move("send", {State.QUEUED, State.SENDING, State.UNCERTAIN}, State.SENT, "Sent", tells=True),
        move(
            "send_in_digest",
            {State.QUEUED, State.SENDING, State.UNCERTAIN},
            State.IN_DIGEST,
            "Sent in a digest with letters like it",
            tells=True,
        ),
        move("deliver", {State.SENT, State.IN_DIGEST}, State.DELIVERED, "Delivered"),
        move(
            "bounce",
            {State.QUEUED, State.SENDING, State.UNCERTAIN, *GONE},
            State.BOUNCED,
            "Came back",
            tells=True,
        ),
        move("doubt", {State.QUEUED, State.SENDING}, State.UNCERTAIN, "Perhaps sent", tells=True),
        move("send_again", {State.BOUNCED, State.UNCERTAIN}, State.CONFIRMED, "To be sent again"),
        move("answer", {*GONE, State.BOUNCED, State.UNCERTAIN}, State.ANSWERED, "Answered"),
        move(
            "withdraw",
            {State.TO_CONFIRM, State.BOUNCED, State.UNCERTAIN, *WORKABLE},
            State.WITHDRAWN,
            "Withdrawn by its writer",
        ),
        move("expire", {State.TO_CONFIRM, State.HELD, State.BOUNCED}, State.EXPIRED, "Expired", tells=True),
    )
}


@dataclass(frozen=True)
class TimeOut:
    state: State
    after: timedelta
    what: str
    because: str


TIME_OUTS = {
    State.DRAFT: TimeOut(
        State.DRAFT, timedelta(days=30), "forgotten", "since it was last changed; nobody is written to"
    ),
    State.TO_CONFIRM: TimeOut(State.TO_CONFIRM, timedelta(days=7), "expire", "as WriteToThem's pending"),
    State.HELD: TimeOut(
        State.HELD,
        timedelta(days=120),
        "expire",
        "WriteToThem gives up after 7 days, but from dissolution to the first MPs sworn in takes two months or more",
    ),
    State.SENT: TimeOut(
        State.SENT, timedelta(days=2), "deliver", "what did not come back by then, as WriteToThem's bounce_wait"
    ),
    State.BOUNCED: TimeOut(State.BOUNCED, timedelta(days=28), "expire", "as WriteToThem's failed"),
}
REMIND_AFTER = timedelta(days=1)  # WriteToThem sends its second message after as long
MOST_ASKED = 3  # messages that ask to confirm: the first and at most two reminders
QUESTIONNAIRES = (timedelta(days=14), timedelta(days=21))  # after it left, as WriteToThem's
