"""A petition's life: drafted, looked at by a second person, open, closed, handed in, answered, put away.

Each step says which states it may come from, is written into the log of the admin, and raises WrongState where the
petition is in another, because somebody else was quicker or the button was pressed twice.
"""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from campaigns.enums import OVER, PetitionState
from campaigns.models import Petition, PetitionCorrection, PetitionTotal
from people.models import User
from places.models import GovernmentOffice

WORDS = ("title", "wording", "office", "addressee")  # what people sign, and to whom
LONGEST_ADDRESSEE = 120
RUNNING = (PetitionState.OPEN, PetitionState.PAUSED)
LOOKED_AT = (PetitionState.IN_REVIEW, *RUNNING)


class WrongState(Exception):
    """The petition is not in a state from which this step leads on."""


class SamePerson(Exception):
    """Nobody approves what they handed in themselves."""


class NotApproved(Exception):
    """No second person has approved it as it stands."""


class Frozen(Exception):
    """Somebody's signature counts under these words."""


class Changed(Exception):
    """Its words are not those that were looked at."""


class LastDayOver(Exception):
    """Nobody could sign it: its last day is in the past."""


class InFuture(Exception):
    """The day that was named is still to come."""


def is_frozen(petition: Petition) -> bool:
    """Whether its words stay as they are: it is over, or a signature under them counts, has counted or may again."""
    if petition.state in OVER:
        return True
    if PetitionTotal.objects.filter(petition=petition.pk, counted__gt=0).exists():
        return True
    theirs = petition.signatures.all()
    return theirs.confirmed().exists() or theirs.filter(confirmed_at__isnull=False).exists()


def addressee_of(office: GovernmentOffice) -> str:
    return f"The {office.post}"[:LONGEST_ADDRESSEE]


def locked(petition: Petition, *states: PetitionState) -> Petition:
    """As it is now, for this transaction alone. Raises WrongState."""
    found = Petition.objects.select_for_update().get(pk=petition.pk)
    if found.state not in states:
        raise WrongState
    return found


def step(petition: Petition, action: str, *, by: User | None, because: str = "", **changes: object) -> Petition:
    for name, value in changes.items():
        setattr(petition, name, value)
    petition.save(update_fields=list(changes))
    log(petition, f"petition.{action}", user=by, data={"because": because} if because else None)
    return petition


@transaction.atomic
def save(petition: Petition, *, by: User, changed: Collection[str]) -> Petition:
    """Keep the fields that a form changed. Other words take an approved petition back to a draft. Raises Frozen."""
    now = Petition.objects.select_for_update().get(pk=petition.pk)
    fields = {name for name in changed if getattr(petition, name) != getattr(now, name)}
    petition.state = now.state
    if fields.intersection(WORDS):
        if is_frozen(now):
            raise Frozen
        if now.state in LOOKED_AT:
            petition.state, petition.approved_by, petition.approved_at = PetitionState.DRAFT, None, None
            fields |= {"state", "approved_by", "approved_at"}
            log(petition, "petition.back_to_draft", user=by)
    if fields:
        petition.save(update_fields=fields)
    return petition


@transaction.atomic
def submit(petition: Petition, *, by: User) -> Petition:
    """Hand a draft to a second person."""
    found = locked(petition, PetitionState.DRAFT)
    return step(
        found,
        "submit",
        by=by,
        state=PetitionState.IN_REVIEW,
        submitted_by=by,
        submitted_at=timezone.now(),
        approved_by=None,
        approved_at=None,
        sent_back_because="",
    )


@transaction.atomic
def send_back(petition: Petition, *, by: User, because: str) -> Petition:
    """To whoever wrote it, with a reason; also what was approved and is not open yet."""
    found = locked(petition, PetitionState.IN_REVIEW)
    changes = {"state": PetitionState.DRAFT, "approved_by": None, "approved_at": None, "sent_back_because": because}
    return step(found, "send_back", by=by, because=because, **changes)


@transaction.atomic
def approve(petition: Petition, *, by: User, seen: str = "") -> Petition:
    """It may then be opened, at once or on its day. Raises SamePerson.

    With `seen`, the stamp of what the second person read, raises Changed where it was handed in anew since.
    """
    found = locked(petition, PetitionState.IN_REVIEW)
    if found.approved_at is not None:
        raise WrongState
    if found.submitted_by_id == by.pk:
        raise SamePerson
    if seen and seen != stamp(found):
        raise Changed
    return step(found, "approve", by=by, approved_by=by, approved_at=timezone.now())


def stamp(petition: Petition) -> str:
    """Other words are always handed in anew, so that moment tells what was handed in."""
    return petition.submitted_at.isoformat() if petition.submitted_at else ""


@transaction.atomic
def open(petition: Petition, *, by: User) -> Petition:  # noqa: A001  it is read as life.open
    """Let people sign. Raises NotApproved and LastDayOver."""
    found = locked(petition, PetitionState.IN_REVIEW)
    if found.approved_at is None:
        raise NotApproved
    if found.closes_on is not None and found.closes_on < timezone.localdate():
        raise LastDayOver
    return step(found, "open", by=by, state=PetitionState.OPEN, opened_at=timezone.now())


@transaction.atomic
def pause(petition: Petition, *, by: User, because: str = "") -> Petition:
    return step(locked(petition, PetitionState.OPEN), "pause", by=by, because=because, state=PetitionState.PAUSED)


@transaction.atomic
def resume(petition: Petition, *, by: User) -> Petition:
    return step(locked(petition, PetitionState.PAUSED), "resume", by=by, state=PetitionState.OPEN)


@transaction.atomic
def close(petition: Petition, *, by: User) -> Petition:
    """By hand, before its last day or where it has none."""
    return step(
        locked(petition, *RUNNING),
        "close",
        by=by,
        state=PetitionState.CLOSED,
        closed_at=timezone.now(),
    )


def overdue() -> QuerySet[Petition]:
    """Those whose last day is over and that nobody closed."""
    running = Petition.objects.filter(state__in=RUNNING)
    return running.filter(closes_on__lt=timezone.localdate()).order_by("pk")


def close_overdue() -> int:
    """As of the end of its last day, however late this runs; returns how many. Safe to repeat."""
    return sum(close_one_overdue(pk) for pk in overdue().values_list("pk", flat=True))


@transaction.atomic
def close_one_overdue(pk: int) -> int:
    found = overdue().select_for_update().filter(pk=pk).first()
    if found is None or found.closes_on is None:
        return 0
    closed_at = end_of(found.closes_on)
    step(found, "close", by=None, because="Its last day is over.", state=PetitionState.CLOSED, closed_at=closed_at)
    return 1


def end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


@transaction.atomic
def hand_in(petition: Petition, *, by: User, on: date) -> Petition:
    """Raises InFuture."""
    if on > timezone.localdate():
        raise InFuture
    return step(
        locked(petition, PetitionState.CLOSED), "hand_in", by=by, state=PetitionState.HANDED_IN, handed_in_on=on
    )


@transaction.atomic
def answer(petition: Petition, *, by: User, response: str, on: date) -> Petition:
    """Publish what the addressee answered, also where nothing was formally handed in. Raises InFuture."""
    if on > timezone.localdate():
        raise InFuture
    found = locked(petition, PetitionState.CLOSED, PetitionState.HANDED_IN)
    return step(found, "answer", by=by, state=PetitionState.ANSWERED, response=response, answered_on=on)


@transaction.atomic
def archive(petition: Petition, *, by: User) -> Petition:
    found = locked(petition, PetitionState.CLOSED, PetitionState.HANDED_IN, PetitionState.ANSWERED)
    return step(found, "archive", by=by, state=PetitionState.ARCHIVED, archived_at=timezone.now())


@transaction.atomic
def correct(petition: Petition, *, by: User, text: str) -> PetitionCorrection:
    """Say, with its day, what is wrong in words that stay. Raises WrongState before anybody could read them."""
    found = locked(petition, *RUNNING, *OVER)
    made = PetitionCorrection.objects.create(petition=found, text=text, made_by=by)
    log(found, "petition.correct", user=by)
    return made
