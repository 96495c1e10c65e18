"""Looking through the rows of a file: what each says, which group it is about, what it would do."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from groups import import_fields
from groups.enums import APPLYING, FINAL, ImportPlan
from groups.import_fields import FIELDS, REFERENCE
from groups.models import CommunityGroup, ImportBatch, ImportRow
from groups.selectors import duplicates

WRITTEN = ["errors", "plan", "fields", "identity", "alike", "is_chosen", "group"]
Identity = tuple[str, ...]
LONGEST_IDENTITY = 300
NO_SUCH = "No group has this reference. Leave it empty for a new group."


def check(batch: ImportBatch, rows: list[ImportRow]) -> None:
    """A slice of them, in the order of their lines."""
    columns = [batch.matching.get(heading, "") for heading in batch.columns]
    for row in rows:
        cells = {name: cell for name, cell in zip(columns, row.values, strict=False) if name}
        row.fields, wrong = import_fields.read(cells)
        row.errors, row.alike, row.plan, row.group = [*row.misread, *wrong], "", "", None
    find_groups(rows)
    refuse_twice(batch, rows)
    near = by_outcode(rows)
    for row in rows:
        plan(row, updates=batch.updates)
        if row.plan == ImportPlan.NEW:
            row.alike = alike(row, near)
        row.is_chosen = row.plan in (ImportPlan.NEW, ImportPlan.UPDATE) and not row.alike
    write(rows, WRITTEN)


def write(rows: Sequence[ImportRow], columns: list[str]) -> None:
    """All in one statement, where updates would need one value of each column named for each row."""
    ImportRow.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=columns)


def find_groups(rows: Sequence[ImportRow]) -> None:
    """Which group each row is about: by its reference, or else by its name, postcode and kind."""
    by_slug = {
        group.slug: group for group in CommunityGroup.objects.filter(slug__in=said(rows, REFERENCE)).order_by("pk")
    }
    by_identity = known_by_identity(rows)
    for row in rows:
        identity = identity_of(row.fields.get("name", ""), row.fields.get("postcode", ""), row.fields.get("kind", ""))
        if reference := row.fields.get(REFERENCE):
            row.group = by_slug.get(reference)
            if row.group is None:
                row.errors.append(f"{FIELDS[REFERENCE].label}: {NO_SUCH}")
        else:
            row.group = by_identity.get(identity)
        named = " | ".join(identity) if row.fields.get("name") else ""
        row.identity = (f"group {row.group.pk}" if row.group else named)[:LONGEST_IDENTITY]


def said(rows: Iterable[ImportRow], name: str) -> set[Any]:
    return {row.fields[name] for row in rows if name in row.fields}


def known_by_identity(rows: Sequence[ImportRow]) -> dict[Identity, CommunityGroup]:
    """The oldest group that stands for each; for a row that says no kind, of whatever kind."""
    standing = CommunityGroup.objects.exclude(state__in=FINAL)
    there = standing.filter(postcode__in=said(rows, "postcode")).order_by("-pk")
    return {identity_of(group.name, group.postcode, kind): group for group in there for kind in ("", group.kind)}


def identity_of(name: str, postcode: str, kind: str) -> Identity:
    """Names that differ in nothing but capitals, spaces and signs are one."""
    return " ".join(re.findall(r"\w+", name.casefold())), postcode, kind


def refuse_twice(batch: ImportBatch, rows: Sequence[ImportRow]) -> None:
    """Of rows about one group the first counts."""
    before = batch.rows.filter(number__lte=batch.cursor, identity__in={row.identity for row in rows})
    seen = dict(before.order_by("-number").values_list("identity", "number"))
    for row in rows:
        if row.identity and (first := seen.setdefault(row.identity, row.number)) != row.number:
            row.errors.append(f"Line {first} is about the same group.")


def plan(row: ImportRow, *, updates: bool) -> None:
    if row.group is None:
        missing = [field.label for name, field in FIELDS.items() if field.needed and not row.fields.get(name)]
        row.errors += [f"{label}: a new group needs it." for label in missing]
    changes = changes_of(row.fields, row.group) if row.group else {}
    if changes and updates and (refusal := why_not(row.group)):
        row.errors.append(refusal)
    row.plan = planned(row, bool(changes) and updates)


def planned(row: ImportRow, changes: bool) -> ImportPlan:
    if row.errors:
        return ImportPlan.WRONG
    if row.group is None:
        return ImportPlan.NEW
    return ImportPlan.UPDATE if changes else ImportPlan.SAME


def changes_of(fields: Mapping[str, Any], group: CommunityGroup) -> dict[str, Any]:
    """What the row says otherwise than the group has it. An empty cell says nothing."""
    return {name: value for name, value in fields.items() if getattr(group, name) != value}


def why_not(group: CommunityGroup | None) -> str:
    if group is not None and group.state in APPLYING:
        return "This group has applied, and is not approved yet. Decide about it first."
    if group is not None and group.state in FINAL:
        return "This group was turned down, or merged into another."
    return ""


def by_outcode(rows: Sequence[ImportRow]) -> dict[str, list[str]]:
    """Names of the groups that stand in the outcodes of new ones."""
    outcodes = {row.fields["postcode"].split()[0] for row in rows if row.group is None and row.fields.get("postcode")}
    found: dict[str, list[str]] = {}
    standing = CommunityGroup.objects.exclude(state__in=FINAL).filter(outcode__in=outcodes)
    for outcode, name in standing.order_by("pk").values_list("outcode_id", "name"):
        found.setdefault(outcode, []).append(name)
    return found


def alike(row: ImportRow, near: Mapping[str, list[str]]) -> str:
    """The first group in its outcode that has a name like it."""
    name = row.fields["name"]
    for other in near.get(row.fields["postcode"].split()[0], ()):
        if duplicates.of_names(name, other) >= duplicates.VERY_LIKE:
            return other
    return ""
