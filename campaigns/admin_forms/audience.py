"""The field in which staff say whom a mail-out is for: conditions, added and taken out by buttons that need no script.

Such a button sends the whole form. Nothing is saved then: the form comes back with one row more, or fewer.
"""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from campaigns import audiences
from campaigns.admin_forms import segment_taken
from campaigns.admin_forms.audience_rows import FIELDS, NEW_ONES, ConditionForm
from campaigns.audiences.tree import ALL, ANY, MOST_GROUPS, MOST_IN_A_GROUP
from campaigns.models import Segment

MOST_SEGMENTS = 200
EDITING = "editing"  # in what was sent beside the conditions: a button for them was pressed, and nothing is to be saved
TAKEN = "taken"  # also beside them: from which segment they were, until the form is saved
JOINS = ((ALL, "all of these"), (ANY, "any of these"))
CHANGED = "The conditions changed, and nothing is saved yet. Fill them in, then save."
Rows = dict[str, Any]


def read(data: Mapping[str, Any], name: str) -> Rows:
    """What was sent, as campaigns.audiences keeps it but unchecked; with EDITING where a button was pressed."""
    if f"{name}-begin" in data and (segment := chosen_segment(data.get(f"{name}-segment", ""))):
        return {**segment.conditions, EDITING: True, TAKEN: segment_taken.sealed(segment)}
    groups = [read_group(data, f"{name}-{place}") for place in range(MOST_GROUPS)]
    edited = any(group.pop(EDITING) for group in groups)
    rows: Rows = {"join": data.get(f"{name}-join", ALL), "groups": [each for each in groups if each["conditions"]]}
    taken = {TAKEN: token} if (token := data.get(segment_taken.field_of(name), "")) else {}
    return rows | ({EDITING: True} if edited else {}) | taken


def chosen_segment(key: str) -> Segment | None:
    return Segment.objects.filter(pk=int(key)).first() if key.isascii() and key.isdecimal() and len(key) < 10 else None


def read_group(data: Mapping[str, Any], name: str) -> Rows:
    found, edited = [], f"{name}-add" in data
    for place in range(MOST_IN_A_GROUP):
        row = read_row(data, f"{name}-{place}")
        gone = f"{name}-{place}-remove" in data
        edited |= gone
        if row and not gone:
            found.append(row)
    new = data.get(f"{name}-new", "")
    if new in FIELDS and len(found) < MOST_IN_A_GROUP:
        found.append({"is": new})
        edited = True  # chosen and not filled in yet, whichever button was pressed
    return {"join": data.get(f"{name}-join", ALL), "conditions": found, EDITING: edited}


def read_row(data: Mapping[str, Any], name: str) -> Rows:
    kind = data.get(f"{name}-is", "")
    if kind not in FIELDS:
        return {}
    told = {field: data.get(f"{name}-{field}", "") for field in FIELDS[kind]}
    return {"is": kind, **told} | ({"not": True} if data.get(f"{name}-not") else {})


def from_json(text: str) -> Any:
    try:
        return json.loads(text or "{}")
    except ValueError:
        return text  # which is refused as no conditions


class AudienceWidget(forms.Widget):
    template_name = "campaigns/admin/mailouts/audience.html"
    offers_segments = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """As JSON where a program sends all of it under the field's own name."""
        return from_json(data[name]) if name in data else read(data, name)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}-join" not in data

    def id_for_label(self, id_: str | None) -> str:
        return ""  # it is many inputs, each with a label of its own

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        rows: Rows = value if isinstance(value, dict) else {}
        told = shown_groups(rows)
        groups = [group_of(each, f"{name}-{place}") for place, each in enumerate(told)]
        if len(groups) < MOST_GROUPS:
            groups.append(group_of({}, f"{name}-{len(groups)}"))
        token = rows.get(TAKEN, "")
        segments = Segment.objects.all()[:MOST_SEGMENTS] if self.offers_segments else ()
        shown = {
            "segments": segments,
            "taken": segment_taken.opened(token),
            "token": token,
            "name": name,
            "groups": groups,
            "join": rows.get("join", ALL),
            "joins": JOINS,
            "new_ones": NEW_ONES,
        }
        return {**super().get_context(name, None, attrs), **shown}

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return render_to_string(self.template_name, self.get_context(name, value, attrs))


def shown_groups(rows: Rows) -> list[Rows]:
    """Those that can be shown as rows: what a program sent wrongly has none."""
    try:
        audiences.parse({**rows, "groups": []})
        kept = rows.get("groups", [])
        known = all(row.get("is") in FIELDS for group in kept for row in group.get("conditions", []))
    except (AttributeError, TypeError, audiences.BadAudience):
        return []
    return kept[:MOST_GROUPS] if known else []


def group_of(told: Rows, name: str) -> dict[str, Any]:
    rows = [
        {
            "name": f"{name}-{place}",
            "kind": row["is"],
            "label": dict(NEW_ONES)[row["is"]],
            "turned": row.get("not") is True,
            "form": ConditionForm(row["is"], row, f"{name}-{place}"),
        }
        for place, row in enumerate(told.get("conditions", []))
    ]
    return {"name": name, "join": told.get("join", ALL), "rows": rows, "is_full": len(rows) >= MOST_IN_A_GROUP}


class AudienceField(forms.Field):
    """Its value is what campaigns.audiences keeps: {} is everybody who agreed."""

    widget = AudienceWidget

    def __init__(self, *, offers_segments: bool = True, **options: Any) -> None:
        super().__init__(**options)
        self.widget.offers_segments = offers_segments

    def to_python(self, value: Any) -> Rows:
        if isinstance(value, dict) and value.get(EDITING):
            raise forms.ValidationError(CHANGED, code=EDITING)
        try:
            audience = audiences.parse({} if value in (None, "") else value)
            audiences.sentence(audience)  # names what is gone
        except audiences.BadAudience as bad:
            raise forms.ValidationError(str(bad)) from None
        return audience.as_json()

    def validate(self, value: Any) -> None:
        """Nothing more: everybody is an audience too."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            before, after = (audiences.parse(each or {}) for each in (initial, data))
        except audiences.BadAudience:
            return True
        return before != after or EDITING in (data or {})
