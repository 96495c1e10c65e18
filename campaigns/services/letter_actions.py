"""The life of a letter action: drafted, looked at by a second person, open, paused, closed.

Each step says which states it may come from, is written into the log of the admin, and raises WrongState where the
action is in another, because somebody else was quicker or the button was pressed twice.
"""

import hashlib
import json
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from campaigns.letter_enums import LetterActionState as State
from campaigns.letter_enums import LetterTo
from campaigns.models import LetterAction, TalkingPoint
from campaigns.services.life import Changed, Frozen, LastDayOver, NotApproved, SamePerson, WrongState, end_of
from pages.models import SiteDocument
from people.models import User
from places.models import GovernmentOffice

RUNNING = (State.OPEN, State.PAUSED)
LOOKED_AT = (State.IN_REVIEW, *RUNNING)
WORDS = ("title", "to", "purpose")  # with its offices and points: what a second person approves
BESIDE = ("background", "tone", "needs_address", "least_words", "most_words")  # read by them too, but may change


class NotWhole(Exception):
    """Something is missing that nobody could write without; its text says what."""


class Point(NamedTuple):
    """A talking point as a form gives it; the order is that of the list."""

    pk: int | None
    title: str
    text: str


def locked(action: LetterAction, *states: State) -> LetterAction:
    """As it is now, for this transaction alone. Raises WrongState."""
    found = LetterAction.objects.select_for_update().get(pk=action.pk)
    if found.state not in states:
        raise WrongState
    return found


def step(action: LetterAction, name: str, *, by: User | None, because: str = "", **changes: object) -> LetterAction:
    for field, value in changes.items():
        setattr(action, field, value)
    action.save(update_fields=list(changes))
    log(action, f"letter_action.{name}", user=by, data={"because": because} if because else None)
    return action


def words(action: LetterAction) -> dict[str, Any]:
    """What its letters are about, and to whom."""
    return {
        **{name: getattr(action, name) for name in WORDS},
        "offices": sorted(action.offices.values_list("pk", flat=True)),
        "points": list(action.points.values_list("title", "text")),
    }


def stamp(action: LetterAction) -> str:
    """Of all that a second person reads: theirs is refused where it was changed since."""
    read = [words(action), [getattr(action, name) for name in BESIDE]]
    return hashlib.sha256(json.dumps(read, sort_keys=True).encode()).hexdigest()[:32]


@transaction.atomic
def save(
    action: LetterAction,
    *,
    by: User,
    changed: Collection[str],
    offices: Collection[GovernmentOffice],
    briefings: Collection[SiteDocument],
    points: Sequence[Point],
) -> LetterAction:
    """Keep what a form changed, or a new draft. Other words send it to a second person again. Raises Frozen."""
    if action.pk is None:
        action.save()
        relate(action, offices, briefings, points)
        return action
    now = LetterAction.objects.select_for_update().get(pk=action.pk)
    if action.to != now.to and now.letters.exists():
        raise Frozen
    before, action.state = words(now), now.state
    action.save(update_fields=[*changed, "state"])
    relate(action, offices, briefings, points)
    if words(action) != before:
        look_again(action, by=by)
    return action


def look_again(action: LetterAction, *, by: User) -> None:
    """Whoever changed the words hands them in, so that they don't approve them themselves."""
    if action.state == State.CLOSED:
        raise Frozen
    if action.state in LOOKED_AT:
        step(action, "look_again", by=by, state=State.IN_REVIEW, submitted_by=by, approved_by=None)


def relate(
    action: LetterAction,
    offices: Collection[GovernmentOffice],
    briefings: Collection[SiteDocument],
    points: Sequence[Point],
) -> None:
    from campaigns.services import sketches  # imports numpy, which few processes need

    action.offices.set(offices if action.to == LetterTo.OFFICES else [])
    action.briefings.set(briefings)
    known = {point.pk: point for point in action.points.all()}
    for order, (pk, title, text) in enumerate(points, start=1):
        point = known.pop(pk, None) if pk else None
        point = point or TalkingPoint(action=action)
        point.order, point.title, point.text = order, title, text
        point.save()
    action.points.filter(pk__in=list(known)).delete()
    sketches.keep_template(action)


def insist_on_whole(action: LetterAction) -> None:
    """Raises NotWhole."""
    if action.to == LetterTo.OFFICES and not action.offices.filter(valid_to=None).exists():
        raise NotWhole("Choose at least one office that still exists, so that there is somebody to write to.")
    if not action.points.exists():
        raise NotWhole("Write at least one talking point, so that nobody begins with an empty page.")


@transaction.atomic
def submit(action: LetterAction, *, by: User) -> LetterAction:
    """Hand a draft to a second person. Raises NotWhole."""
    found = locked(action, State.DRAFT)
    insist_on_whole(found)
    return step(found, "submit", by=by, state=State.IN_REVIEW, submitted_by=by, approved_by=None)


@transaction.atomic
def send_back(action: LetterAction, *, by: User, because: str) -> LetterAction:
    """To whoever wrote it, with a reason; also what was approved and is not open yet."""
    found = locked(action, State.IN_REVIEW)
    return step(found, "send_back", by=by, because=because, state=State.DRAFT, approved_by=None)


@transaction.atomic
def approve(action: LetterAction, *, by: User, seen: str = "") -> LetterAction:
    """It may then be opened. Raises SamePerson, and Changed where `seen`, the stamp of what was read, is another."""
    found = locked(action, State.IN_REVIEW)
    if found.approved_by_id is not None:
        raise WrongState
    if found.submitted_by_id == by.pk:
        raise SamePerson
    if seen and seen != stamp(found):
        raise Changed
    return step(found, "approve", by=by, approved_by=by)


@transaction.atomic
def open(action: LetterAction, *, by: User) -> LetterAction:  # noqa: A001  it is read as letter_actions.open
    """Let people write. Raises NotApproved, NotWhole and LastDayOver."""
    found = locked(action, State.IN_REVIEW)
    if found.approved_by_id is None:
        raise NotApproved
    insist_on_whole(found)
    if found.closes_on is not None and found.closes_on < timezone.localdate():
        raise LastDayOver
    return step(found, "open", by=by, state=State.OPEN, opened_at=found.opened_at or timezone.now())


@transaction.atomic
def pause(action: LetterAction, *, by: User, because: str = "") -> LetterAction:
    """Letters that were confirmed leave all the same; nobody writes another."""
    return step(locked(action, State.OPEN), "pause", by=by, because=because, state=State.PAUSED)


@transaction.atomic
def resume(action: LetterAction, *, by: User) -> LetterAction:
    return step(locked(action, State.PAUSED), "resume", by=by, state=State.OPEN)


@transaction.atomic
def close(action: LetterAction, *, by: User) -> LetterAction:
    return step(locked(action, *RUNNING), "close", by=by, state=State.CLOSED, closed_at=timezone.now())


def overdue() -> QuerySet[LetterAction]:
    """Those whose last day is over and that nobody closed."""
    running = LetterAction.objects.filter(state__in=RUNNING)
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
    step(found, "close", by=None, because="Its last day is over.", state=State.CLOSED, closed_at=closed_at)
    return 1
