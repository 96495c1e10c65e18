"""Two groups that turn out to be one: what the second has moves to the first, and for a time can be put back."""

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from groups import belongings
from groups.belongings import Belonging
from groups.enums import GroupState
from groups.models import CommunityGroup, MergeBatch, Notice
from groups.selectors.located import COLUMNS
from groups.services import health, states
from pages import generation
from people.models import User
from people.services import people

CHOSEN = ("name", "kind", "aims", "about", "town", "postcode", "ages", "takes_members")  # field by field
STANDING = "standing"  # in MergeBatch.moved beside the keys of belongings: warnings of falls that the merge may end
GOES_ON = frozenset({GroupState.APPROVED, GroupState.CLOSED})


class CantMerge(Exception):
    """The two can't be made one; its text says why."""


class CantUndo(Exception):
    """The merge stays; its text says why."""


class Line(NamedTuple):
    """What of one kind moves to the group that goes on, and what of that ends since it has the same already."""

    title: str
    kept: int
    moves: int
    ends: int
    stays: int


@transaction.atomic
def merge(*, kept: CommunityGroup, gone: CommunityGroup, fields: Collection[str], by: User, reason: str) -> MergeBatch:
    """Make `gone` part of `kept`, which takes these fields from it. Raises CantMerge, and then nothing is changed.

    Its events go first: the step that it then takes cancels those it still has, and tells whoever leads it.
    """
    people.lock_addresses(states.whom_to_tell(gone))
    kept, gone = locked(kept, gone)
    refuse_impossible(kept, gone)
    at = timezone.now()
    moved = {STANDING: {"rows": list(Notice.objects.standing().filter(group=kept).values_list("pk", flat=True))}}
    moved |= {each.key: carry(each, kept, gone, at) for each in registered(first=True)}
    states.merge(group=gone, into=kept, by_user=by, reason=reason)
    moved |= {each.key: carry(each, kept, gone, at) for each in registered(first=False)}
    batch = MergeBatch.objects.create(
        kept=kept,
        merged=gone,
        by=by,
        at=at,
        fields=take(kept, gone, fields),
        moved={key: rows for key, rows in moved.items() if any(rows.values())},
    )
    finish(kept)
    return batch


def registered(*, first: bool) -> list[Belonging]:
    return [each for each in belongings.registered() if each.is_first == first]


def locked(kept: CommunityGroup, gone: CommunityGroup) -> tuple[CommunityGroup, CommunityGroup]:
    """As they are now. What belongs to them is locked before them, as by everybody who changes it."""
    for each in belongings.registered():
        for group in sorted((kept, gone), key=lambda one: one.pk):
            each.lock(group)
    rows = CommunityGroup.objects.select_for_update().filter(pk__in=(kept.pk, gone.pk)).order_by("pk")
    found = {group.pk: group for group in rows}
    return found[kept.pk], found[gone.pk]


def refuse_impossible(kept: CommunityGroup, gone: CommunityGroup) -> None:
    if kept.pk == gone.pk:
        raise CantMerge("This is the same group twice.")
    if kept.state not in GOES_ON:
        raise CantMerge("The group that goes on must be approved, or closed.")
    if not states.is_open(gone.state, GroupState.MERGED, states.STAFF):
        raise CantMerge(f"A group in the state “{gone.get_state_display()}” can't become part of another.")


def carry(belonging: Belonging, kept: CommunityGroup, gone: CommunityGroup, at: datetime) -> dict[str, list[int]]:
    """Returns the keys of the rows that moved, and of those that ended so that they could."""
    ended = belonging.ended(kept, gone, at)
    keys = list(ended.rows.values_list("pk", flat=True)) if ended else []
    if ended:
        belonging.model._default_manager.filter(pk__in=keys).update(**ended.ends)
    return {"rows": move(belonging, gone, kept), "ended": sorted(keys)}


def move(
    belonging: Belonging, source: CommunityGroup, target: CommunityGroup, only: Collection[int] | None = None
) -> list[int]:
    """Give the rows of one group to another, all or `only` these; returns the keys of those that no rule keeps."""
    rows = belonging.rows(source)
    rows = rows if only is None else rows.filter(pk__in=only)
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    if keys and not give(belonging, keys, target):
        keys = [key for key in keys if give(belonging, [key], target)]
    if keys:
        belonging.moved(keys, source, target)
    return keys


def give(belonging: Belonging, keys: list[int], target: CommunityGroup) -> bool:
    """False where a rule of the database is against it."""
    try:
        with transaction.atomic():
            belonging.model._default_manager.filter(pk__in=keys).update(**{belonging.field: target})
    except IntegrityError:
        return False
    return True


def take(kept: CommunityGroup, gone: CommunityGroup, fields: Collection[str]) -> dict[str, list[Any]]:
    """These fields of the one that goes; where a postcode lies goes with it. Returns before and after."""
    named = {column for name in fields if name in CHOSEN for column in (COLUMNS if name == "postcode" else (name,))}
    changes = {name: [getattr(kept, name), getattr(gone, name)] for name in sorted(named)}
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    if changes:
        CommunityGroup.objects.filter(pk=kept.pk).update(**{name: new for name, (_old, new) in changes.items()})
    return changes


def finish(*groups: CommunityGroup) -> None:
    for group in groups:
        health.look_again(group)
    generation.publish()


def preview(*, kept: CommunityGroup, gone: CommunityGroup) -> list[Line]:
    """What merging would move, found out by moving it and taking that back. Raises CantMerge."""
    with transaction.atomic():
        kept, gone = locked(kept, gone)
        refuse_impossible(kept, gone)
        lines = [line(each, kept, gone) for each in belongings.registered()]
        transaction.set_rollback(True)
    return [found for found in lines if found.kept or found.moves or found.stays]


def line(belonging: Belonging, kept: CommunityGroup, gone: CommunityGroup) -> Line:
    theirs = belonging.rows(kept).count()
    moved = carry(belonging, kept, gone, timezone.now())
    return Line(belonging.title, theirs, len(moved["rows"]), len(moved["ended"]), belonging.rows(gone).count())


def undo_until(batch: MergeBatch) -> datetime:
    return batch.at + timedelta(days=settings.KEEP_DAYS["merges"])


@transaction.atomic
def undo(batch: MergeBatch, *, by: User, reason: str = "") -> list[str]:
    """Put back what moved and still is with the group that went on; returns the fields that were changed since.

    Raises CantUndo, and then nothing is changed.
    """
    found = MergeBatch.objects.select_for_update(of=("self",)).select_related("kept", "merged").get(pk=batch.pk)
    kept, gone = locked(found.kept, found.merged)
    refuse_late(found, kept, gone)
    states.unmerge(group=gone, by_user=by, reason=reason)
    for each in reversed(belongings.registered()):
        bring_back(each, kept, gone, found)
    begin_again(found)
    since = put_back(kept, found.fields)
    MergeBatch.objects.filter(pk=found.pk).update(undone_at=timezone.now(), moved={})
    finish(kept, gone)
    return since


def refuse_late(batch: MergeBatch, kept: CommunityGroup, gone: CommunityGroup) -> None:
    if batch.undone_at is not None:
        raise CantUndo("It was undone before.")
    if timezone.now() >= undo_until(batch):
        raise CantUndo("The time for undoing it is over.")
    if kept.state == GroupState.MERGED or gone.merged_into_id != kept.pk:
        raise CantUndo("The group that went on became part of another since. Undo that first.")
    if any(belongings.find(key) is None for key in batch.moved if key != STANDING):
        raise CantUndo("What moved is kept in another way since an update, so it can't be told apart.")


def bring_back(belonging: Belonging, kept: CommunityGroup, gone: CommunityGroup, batch: MergeBatch) -> None:
    moved = batch.moved.get(belonging.key, {})
    move(belonging, kept, gone, only=moved.get("rows", []))
    ended = belonging.ended(kept, gone, batch.at)
    if ended and moved.get("ended"):
        as_we_left_it = belonging.rows(gone).filter(pk__in=moved["ended"], **ended.ends)
        as_we_left_it.update(**ended.before)


def begin_again(batch: MergeBatch) -> None:
    """Warnings of falls that ended with the merge, but for those that were sent once more since."""
    for notice in Notice.objects.filter(pk__in=batch.moved.get(STANDING, {}).get("rows", []), over_at__gte=batch.at):
        with suppress(IntegrityError), transaction.atomic():
            Notice.objects.filter(pk=notice.pk).update(over_at=None)


def put_back(kept: CommunityGroup, fields: dict[str, list[Any]]) -> list[str]:
    """Each field that is still as it was taken. Where a postcode lies goes with the postcode."""
    mine = {name: old for name, (old, new) in fields.items() if getattr(kept, name) == new}
    if "postcode" in fields and "postcode" not in mine:
        mine = {name: old for name, old in mine.items() if name not in COLUMNS}
    if mine:
        CommunityGroup.objects.filter(pk=kept.pk).update(**mine)
    return [name for name in CHOSEN if name in fields and name not in mine]
