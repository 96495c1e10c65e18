"""How many messages of a mailing came back or were complained of, and when that is too many."""

from typing import NamedTuple

from wagtail.models import ModelLogEntry

from campaigns.models import Mailout
from mail.enums import LEFT, State
from mail.models import Mailing
from mail.selectors import COMPLAINTS_LIMIT, COMPLAINTS_TARGET
from mail.services import mailings

# Of few messages a rate says little: below these numbers nothing stops by itself.
LEAST_COMPLAINTS, LEAST_TO_STOP, LEAST_BOUNCES = 3, 10, 20
STOPPED, PAUSED = "Stopped by itself: ", "Paused by itself: "  # so begins why, where nobody of staff did
BOUNCES_LIMIT = 0.05  # our own: where so many mailboxes do not exist, the list is no list of people who agreed


class Harm(NamedTuple):
    tried: int  # accepted by a mail server, or refused for good
    complained: int
    bounced: int  # came back, or refused for good


class Stop(NamedTuple):
    for_good: bool
    because: str


NONE = Harm(0, 0, 0)


def of(mailing: Mailing) -> Harm:
    return harm_in(mailings.counts(mailing))


def harm_in(counts: dict[State, int]) -> Harm:
    bounced = counts.get(State.BOUNCED, 0) + counts.get(State.REJECTED, 0)
    tried = sum(counts.get(state, 0) for state in LEFT | {State.REJECTED})
    return Harm(tried, counts.get(State.COMPLAINED, 0), bounced)


def looked_at(mailout: Mailout) -> Harm:
    """What there was of it when staff last let the mail-out go on."""
    entries = ModelLogEntry.objects.for_instance(mailout).filter(action="mailout.resume")
    last = entries.order_by("-timestamp", "-pk").first()
    return Harm(**last.data) if last else NONE


def judge(now: Harm, before: Harm) -> Stop | None:
    """Whether it must stop. `before` has been looked at: without as many again it goes on."""
    rate = share(now.complained, now.tried)
    spam = f"{now.complained} of {now.tried} readers marked it as spam, {rate:.2%}."
    if rate > COMPLAINTS_LIMIT and now.complained >= LEAST_TO_STOP:
        return Stop(True, f"{STOPPED}{spam} Mail providers refuse senders above {COMPLAINTS_LIMIT:.1%}.")
    if rate > COMPLAINTS_TARGET and now.complained - before.complained >= LEAST_COMPLAINTS:
        return Stop(False, f"{PAUSED}{spam} More than {COMPLAINTS_TARGET:.1%} harms us at mail providers.")
    rate = share(now.bounced, now.tried)
    if rate > BOUNCES_LIMIT and now.bounced - before.bounced >= LEAST_BOUNCES:
        back = f"{now.bounced} of {now.tried} messages came back or were refused, {rate:.1%}."
        return Stop(False, f"{PAUSED}{back} Look whether these people ever gave us their address.")
    return None


def pause_in_words(because: str) -> str:
    """What follows the name of what is paused: by whom, and why."""
    if because.startswith(PAUSED):
        return f"was paused by itself: {because.removeprefix(PAUSED)}"
    return f"is paused: {because.rstrip('.')}." if because else "is paused."


def share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
