"""Making and changing groups as the rows of a file say."""

from collections.abc import Collection, Sequence
from typing import Any

from django.utils.text import slugify

from groups import reserved
from groups.enums import ImportOutcome, ImportPlan
from groups.import_fields import REFERENCE
from groups.models import CommunityGroup, ImportBatch, ImportRow
from groups.selectors import located
from groups.services import import_checking, states
from groups.services.deciding import LONGEST_SLUG
from pages import generation

REASON = "Brought in with a file."
WRITTEN = ["group", "before", "outcome", "said"]
CHANGED_SINCE = "The group was changed, or came, after the rows were looked through. Look through the file once more."


def make(batch: ImportBatch, rows: list[ImportRow]) -> None:
    """A slice of them. What is in the way since the rows were looked through is left alone, and said."""
    chosen = [row for row in rows if row.is_chosen and row.plan in (ImportPlan.NEW, ImportPlan.UPDATE)]
    if not chosen:
        return
    was = {row.pk: row.group_id for row in chosen}
    lock([pk for pk in was.values() if pk])
    import_checking.find_groups(chosen)
    places = located.locate({row.fields["postcode"] for row in chosen if "postcode" in row.fields})
    new = [row for row in chosen if row.plan == ImportPlan.NEW and row.group is None]
    create(batch, new, places)
    for row in chosen:
        if row.outcome:
            continue
        if row.group is not None and row.group.pk == was[row.pk]:
            change(row, row.group, places)
        else:
            row.outcome, row.said = ImportOutcome.SKIPPED, CHANGED_SINCE
            row.group_id = was[row.pk]
    generation.publish()
    import_checking.write(chosen, WRITTEN)


def lock(keys: Collection[int]) -> None:
    list(CommunityGroup.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))


def create(batch: ImportBatch, rows: Sequence[ImportRow], places: dict[str, dict[str, Any]]) -> None:
    slugs = free_slugs(batch, rows)
    groups = [CommunityGroup(slug=slug, **columns(row.fields, places)) for row, slug in zip(rows, slugs, strict=True)]
    made = states.bring_in(groups=groups, by_user=batch.by, reason=REASON)
    for row, group in zip(rows, made, strict=True):
        row.group, row.outcome = group, ImportOutcome.CREATED


def columns(fields: dict[str, Any], places: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Of a group; with its postcode goes where that lies."""
    found = {name: value for name, value in fields.items() if name != REFERENCE}
    return {**found, **places[found["postcode"]]} if "postcode" in found else found


def free_slugs(batch: ImportBatch, rows: Sequence[ImportRow]) -> list[str]:
    """Of their names; with file and line where that is taken."""
    wanted = [slugify(row.fields["name"])[:LONGEST_SLUG].strip("-") or "group" for row in rows]
    taken = {*reserved.WORDS, *CommunityGroup.objects.filter(slug__in=wanted).values_list("slug", flat=True)}
    found = []
    for row, slug in zip(rows, wanted, strict=True):
        found.append(f"{slug}-{batch.pk}-{row.number}" if slug in taken else slug)
        taken.add(slug)
    return found


def change(row: ImportRow, group: CommunityGroup, places: dict[str, dict[str, Any]]) -> None:
    changes = import_checking.changes_of(row.fields, group)
    if import_checking.why_not(group):
        row.outcome, row.said = ImportOutcome.SKIPPED, CHANGED_SINCE
        return
    values = columns(changes, places)
    row.before = {name: [getattr(group, name), value] for name, value in values.items()}
    if values:
        CommunityGroup.objects.filter(pk=group.pk).update(**values)
    row.outcome = ImportOutcome.UPDATED if values else ImportOutcome.SKIPPED
