"""How a mail-out stands, in a sentence, and what is to be done next: the top of its screen."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import date_format

from campaigns import mailout_pace
from campaigns.mailout_enums import MailoutState as State
from campaigns.models import Mailout
from campaigns.selectors.mailout_harm import pause_in_words
from campaigns.selectors.mailout_report import Progress
from people.models import User


class Standing(NamedTuple):
    says: str
    next: str


class Seen(NamedTuple):
    """What the sentences are made of."""

    mailout: Mailout
    user: User
    progress: Progress
    rate: float  # messages a second
    ends_at: datetime | None

    @property
    def left(self) -> str:
        return f"{self.progress.left:,} of {self.progress.number:,} messages have left"


def of(mailout: Mailout, user: User, progress: Progress, *, rate: float) -> Standing:
    now = timezone.now()
    ends = mailout_pace.ends_at(mailout, number=progress.to_go, start=now, rate=rate) if progress.to_go else None
    return SAYS[State(mailout.state)](Seen(mailout, user, progress, rate, ends))


def moment(at: datetime) -> str:
    there = timezone.localtime(at)
    return f"{date_format(there, 'j F Y')} at {date_format(there, 'H:i')}"


def messages(number: int) -> str:
    return "1 message" if number == 1 else f"{number:,} messages"


def name(user: User | None) -> str:
    return str(user) if user else "somebody whose login is gone"


def because(mailout: Mailout) -> str:
    return f" {mailout.because.rstrip('.')}." if mailout.because else ""


def draft(seen: Seen) -> Standing:
    says = "It is a draft. Nobody has got it."
    if not seen.mailout.body:
        return Standing(says, "Write its words, and say whom it is for.")
    if not seen.mailout.conditions:
        return Standing(says, "It goes to everybody who agreed to its purpose. Say whom it is for, if to fewer.")
    return Standing(says, "Look at it, send it to yourself, mend what the checks find, then hand it in for approval.")


def in_review(seen: Seen) -> Standing:
    mailout, user = seen.mailout, seen.user
    says = f"It waits for a second person. {name(mailout.submitted_by)} handed it in. Nobody has got it."
    if user.pk in (mailout.submitted_by_id, mailout.changed_by_id):
        return Standing(says, "You wrote it or handed it in, so somebody else approves it.")
    if user.has_perm("campaigns.approve_mailout"):
        return Standing(says, "Read it as its readers will. Then approve it, or send it back with a reason.")
    return Standing(says, "An approver reads it next.")


def approved(seen: Seen) -> Standing:
    on = f" on {moment(seen.mailout.approved_at)}" if seen.mailout.approved_at else ""
    says = f"It is approved, by {name(seen.mailout.approved_by)}{on}. Nobody has got it."
    return Standing(says, "Send it, or say when it leaves. Any change to it takes the approval back.")


def scheduled(seen: Seen) -> Standing:
    at = moment(seen.mailout.send_at) if seen.mailout.send_at else "once its turn comes"
    return Standing(f"It leaves on {at}, London time.", "Nothing is to be done. Any change takes the approval back.")


def preparing(seen: Seen) -> Standing:
    written = messages(sum(seen.progress.states.values()))
    return Standing(f"Its messages are being written down: {written} so far.", "They begin to leave by themselves.")


def sending(seen: Seen) -> Standing:
    says = f"It is being sent: {seen.left}."
    mailing = seen.mailout.mailing
    if mailing and mailing.rests_until and mailing.rests_until > timezone.now():
        return Standing(says, f"Nothing leaves before {moment(mailing.rests_until)}. It goes on by itself then.")
    if not seen.progress.to_go and seen.progress.uncertain:
        return Standing(says, decide(seen.progress.uncertain))
    if seen.ends_at is not None:
        return Standing(says, f"At this rate it is through on {moment(seen.ends_at)}. You can pause it at any time.")
    return Standing(says, "You can pause it at any time.")


def decide(number: int) -> str:
    which = "1 message was perhaps sent" if number == 1 else f"{number:,} messages were perhaps sent"
    return f"{which}. Say of each whether it was: it is not finished before."


def paused(seen: Seen) -> Standing:
    says = f"It {pause_in_words(seen.mailout.because)} {seen.left}; the others wait."
    return Standing(says, "Find out why, then go on or cancel it.")


def finished(seen: Seen) -> Standing:
    on = f" on {moment(seen.mailout.finished_at)}" if seen.mailout.finished_at else ""
    return Standing(f"It was finished{on}: {seen.left}.", "Read how it fared.")


def cancelled(seen: Seen) -> Standing:
    left = f" {seen.left}; they can't be called back." if seen.progress.left else " Nobody got it."
    return Standing(f"It was cancelled.{because(seen.mailout)}{left}", "To send its words after all, copy it.")


SAYS: dict[State, Callable[[Seen], Standing]] = {
    State.DRAFT: draft,
    State.IN_REVIEW: in_review,
    State.APPROVED: approved,
    State.SCHEDULED: scheduled,
    State.PREPARING: preparing,
    State.SENDING: sending,
    State.PAUSED: paused,
    State.FINISHED: finished,
    State.CANCELLED: cancelled,
}
