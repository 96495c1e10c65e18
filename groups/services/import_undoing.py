"""Taking back what a file brought in: new groups go where nothing hangs on them, changes where nobody changed since."""

from collections.abc import Collection
from typing import Any

from django.db.models import Count

from groups.belongings import pointing_here
from groups.enums import ImportOutcome
from groups.import_fields import REFERENCE
from groups.models import Change, CommunityGroup, ImportBatch, ImportRow
from groups.selectors import located
from groups.services import import_checking, import_making
from pages import generation

WRITTEN = ["group", "outcome", "said"]


def undo(batch: ImportBatch, rows: list[ImportRow]) -> None:
    """A slice of them."""
    made = [row for row in rows if row.outcome == ImportOutcome.CREATED]
    changed = [row for row in rows if row.outcome == ImportOutcome.UPDATED]
    if not made and not changed:
        return
    keys = {row.group_id for row in (*made, *changed) if row.group_id}
    import_making.lock(keys)
    groups = CommunityGroup.objects.in_bulk(keys)
    take_back(made, groups)
    for row in changed:
        restore(row, groups.get(row.group_id or 0))
    generation.publish()
    import_checking.write([*made, *changed], WRITTEN)


def take_back(rows: list[ImportRow], groups: dict[int, CommunityGroup]) -> None:
    hanging = what_hangs_on({row.group_id for row in rows if row.group_id in groups})
    gone: list[int] = []
    for row in rows:
        group = groups.get(row.group_id or 0)
        if group is None:
            row.outcome, row.said = ImportOutcome.TAKEN_BACK, "It was gone already."
        elif reason := hanging.get(group.pk) or changed_since(row, group):
            row.outcome, row.said = ImportOutcome.KEPT, reason
        else:
            row.outcome, row.group = ImportOutcome.TAKEN_BACK, None
            gone.append(group.pk)
    delete(gone)


def delete(keys: Collection[int]) -> None:
    """With their history, and without the signals of `delete`, each of which would make all pages anew."""
    Change.objects.filter(group__in=keys).delete()
    ImportRow.objects.filter(group__in=keys).update(group=None)
    groups = CommunityGroup.objects.filter(pk__in=keys)
    groups._raw_delete(groups.db)


def what_hangs_on(keys: Collection[int | None]) -> dict[int, str]:
    """By group, in words, what would go with it or be left alone: rows of any table that point at it."""
    found: dict[int, list[str]] = {}
    for model, name in pointing_here():
        if model is ImportRow:
            continue
        least = 2 if model is Change else 1  # a second step of its history is somebody's
        rows = model._default_manager.filter(**{f"{name}__in": keys}).order_by()
        for key, number in rows.values_list(name).annotate(number=Count("pk")):
            if number >= least:
                found.setdefault(key, []).append(f"{number} {model._meta.verbose_name_plural}")
    return {key: f"It has {', '.join(things)}."[:300] for key, things in found.items()}


def changed_since(row: ImportRow, group: CommunityGroup) -> str:
    others = [name for name in import_checking.changes_of(row.fields, group) if name != REFERENCE]
    return f"It was changed since: {', '.join(others)}."[:300] if others else ""


def restore(row: ImportRow, group: CommunityGroup | None) -> None:
    """Each field that is still as the file made it. Where a postcode lies goes with the postcode."""
    if group is None:
        row.outcome, row.said = ImportOutcome.KEPT, "The group is gone."
        return
    before: dict[str, Any] = row.before or {}
    mine = {name: old for name, (old, new) in before.items() if getattr(group, name) == new}
    if "postcode" in before and "postcode" not in mine:
        mine = {name: old for name, old in mine.items() if name not in located.COLUMNS}
    others = [name for name in before if name not in mine and name in row.fields]
    if mine:
        CommunityGroup.objects.filter(pk=group.pk).update(**mine)
    row.outcome = ImportOutcome.KEPT if others else ImportOutcome.TAKEN_BACK
    row.said = f"Changed since, so it stays as it is: {', '.join(others)}."[:300] if others else ""
