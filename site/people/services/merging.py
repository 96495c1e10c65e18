"""Two records that turn out to be one person: the rows of one move to the other, and for a time can be put back."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, QuerySet
from django.utils import timezone

from mail.enums import SuppressionReason
from mail.models import Suppression
from people import holdings
from people.enums import Access
from people.holdings import Holding
from people.models import Address, Consent, Merge, Person, User
from people.services import access

REFUSED = (SuppressionReason.OBJECTION, SuppressionReason.COMPLAINT)
ACTIVE = "active_at"  # in Merge.moved beside the titles of holdings: when the one who is kept was last active before


class CantMerge(Exception):
    """The two can't be made one; its text says why."""


class CantUndo(Exception):
    """The merge stays; its text says why."""


class Line(NamedTuple):
    """What of one holding moves to the person who is kept, what they have already, and what can't move."""

    title: str
    kept: int
    moves: int
    stays: int


@transaction.atomic
def merge(*, kept: Person, gone: Person, by: User, reason: str) -> Merge:
    """Move what is held about `gone` to `kept`, and meet `kept` at the address of `gone` from now on.

    Rows that would break a rule of the database, such as a second login or a second live consent for a purpose, stay
    with `gone`, and so do the address and its messages. Raises CantMerge.
    """
    kept, gone = locked(kept, gone)
    refuse_impossible(kept, gone)
    moved: dict[str, list[Any]] = {holding.title: move(holding, gone, kept) for holding in moving()}
    if gone.active_at > kept.active_at:
        moved[ACTIVE] = [kept.active_at.isoformat()]
        Person.objects.filter(pk=kept.pk).update(active_at=gone.active_at)
    Person.objects.filter(pk=gone.pk).update(merged_into=kept)
    for person in (kept, gone):
        access.record(Access.MERGED, by=by, person=person, reason=reason)
    return Merge.objects.create(kept=kept, gone=gone, merged_by=by, moved={k: v for k, v in moved.items() if v})


def locked(kept: Person, gone: Person) -> tuple[Person, Person]:
    """Both under locks, in the order in which everybody takes them: addresses first, as meeting somebody does."""
    if kept.pk == gone.pk:
        raise CantMerge("This is the same record twice.")
    addresses = {kept.address_id, gone.address_id}
    list(Address.objects.select_for_update().filter(pk__in=addresses).order_by("pk"))
    rows = Person.objects.select_for_update().filter(pk__in=(kept.pk, gone.pk)).order_by("pk")
    found = {person.pk: person for person in rows}
    return found[kept.pk], found[gone.pk]


def refuse_impossible(kept: Person, gone: Person) -> None:
    if kept.erased_at or gone.erased_at:
        raise CantMerge("One of the two was erased.")
    if gone.merged_into_id or kept.merged_into_id:
        raise CantMerge("One of the two is part of another record already. Undo that, or choose that record.")
    if gone.merged.exists():
        raise CantMerge("Others were merged into this one. Merge the other way round, or undo those first.")


def moving() -> list[Holding]:
    return [holding for holding in holdings.registered() if holding.moves]


def move(holding: Holding, source: Person, target: Person, only: list[Any] | None = None) -> list[Any]:
    """Give the rows of one person to another, all or `only` those with these keys; returns the keys that moved."""
    rows = holding.model._default_manager.filter(**{holding.moves: source})
    rows = rows.exclude(pk__in=not_to_be_used(source, target)) if only is None and holding.model is Consent else rows
    rows = rows if only is None else rows.filter(pk__in=only)
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    if keys and not give(holding, keys, target):
        keys = [key for key in keys if give(holding, [key], target)]
    if keys:
        holding.moved(keys, source, target)
    return keys


def not_to_be_used(source: Person, target: Person) -> QuerySet[Consent]:
    """Permission given at an address that wants no news, or called it spam: it must not reach them at another.

    Nor does any where nobody has ever answered from the other address.
    """
    theirs = source.consents.filter(withdrawn_at=None)
    if target.address_id != source.address_id and target.address.confirmed_at is None:
        return theirs
    refused = Suppression.objects.in_force().filter(address=source.address_id, reason__in=REFUSED)
    return theirs.filter(Exists(refused))


def give(holding: Holding, keys: list[Any], target: Person) -> bool:
    """False where a rule of the database is against it."""
    try:
        with transaction.atomic():
            holding.model._default_manager.filter(pk__in=keys).update(**{holding.moves: target})
    except IntegrityError:
        return False
    return True


def preview(*, kept: Person, gone: Person) -> list[Line]:
    """What merging would do, found out by doing it and taking it back. Raises CantMerge."""
    with transaction.atomic():
        kept, gone = locked(kept, gone)
        refuse_impossible(kept, gone)
        lines = [line(holding, kept, gone) for holding in moving()]
        transaction.set_rollback(True)
    return [found for found in lines if found.kept or found.moves or found.stays]


def line(holding: Holding, kept: Person, gone: Person) -> Line:
    theirs = rows_of(holding, kept).count()
    moved = len(move(holding, gone, kept))
    return Line(holding.title, theirs, moved, rows_of(holding, gone).count())


def rows_of(holding: Holding, person: Person) -> QuerySet[Any]:
    return holding.model._default_manager.filter(**{holding.moves: person})


def undo_until(merge: Merge) -> datetime:
    return merge.merged_at + timedelta(days=settings.KEEP_DAYS["merges"])


@transaction.atomic
def undo(merge: Merge, *, by: User) -> None:
    """Put back what moved and still belongs to the one who was kept. Raises CantUndo."""
    kept, gone = locked(merge.kept, merge.gone)
    found = Merge.objects.select_for_update().get(pk=merge.pk)
    refuse_late(found, kept, gone)
    by_title = {holding.title: holding for holding in moving()}
    for title, keys in found.moved.items():
        if title != ACTIVE:
            move(by_title[title], kept, gone, only=keys)
    if kept.active_at == gone.active_at and ACTIVE in found.moved:
        Person.objects.filter(pk=kept.pk).update(active_at=datetime.fromisoformat(found.moved[ACTIVE][0]))
    Person.objects.filter(pk=gone.pk).update(merged_into=None)
    found.undone_at, found.moved = timezone.now(), {}
    found.save(update_fields=["undone_at", "moved"])
    for person in (kept, gone):
        access.record(Access.UNMERGED, by=by, person=person)


def refuse_late(merge: Merge, kept: Person, gone: Person) -> None:
    if merge.undone_at is not None:
        raise CantUndo("It was undone before.")
    if kept.erased_at or gone.erased_at:
        raise CantUndo("What was held was erased since.")
    if merge.final or timezone.now() >= undo_until(merge):
        raise CantUndo("The time for undoing it is over.")
    if kept.merged_into_id:
        raise CantUndo("The record was itself merged into another since. Undo that first.")
    if set(merge.moved) - {ACTIVE} - {holding.title for holding in moving()}:
        raise CantUndo("What moved is held in another way since an update, so it can't be told apart.")
