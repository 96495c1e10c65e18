"""What was filled in to register a group, in words: for the applicant to check, and for staff to read."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.forms.registering import STEP_FORMS
from pages import victim_reports

TITLES = {
    "you": gettext_lazy("You"),
    "group": gettext_lazy("The group"),
    "place": gettext_lazy("Where you meet"),
    "people": gettext_lazy("People"),
    "agreement": gettext_lazy("What you agree to"),
}


class Row(NamedTuple):
    name: str
    label: str
    value: str


class Part(NamedTuple):
    step: str
    title: str
    rows: list[Row]


def parts(answers: Mapping[str, Mapping[str, Any]]) -> list[Part]:
    return [Part(step, str(TITLES[step]), rows_of(step, answers.get(step, {}))) for step in STEP_FORMS]


def looks_like_a_report(answers: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether it may be about a possible victim. It was kept only because its applicant said that it is none."""
    return any(
        victim_reports.recognise("\n\n".join(str(given.get(name) or "") for name in STEP_FORMS[step].free_texts))
        for step, given in answers.items()
        if step in STEP_FORMS
    )


def rows_of(step: str, answers: Mapping[str, Any]) -> list[Row]:
    if not answers:
        return []
    if step == "agreement":
        return of_agreement(answers)
    fields = STEP_FORMS[step].base_fields
    given = [(name, field, answers[name]) for name, field in fields.items() if name in answers]
    rows = [Row(name, str(field.label), in_words(field, value)) for name, field, value in given]
    return [row for row in rows if row.value]


def in_words(field: Any, value: Any) -> str:
    choices = dict(getattr(field, "choices", ()))
    if isinstance(value, list):
        return ", ".join(str(choices.get(each, each)) for each in value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return str(choices.get(value, value)) if value else ""


def of_agreement(answers: Mapping[str, Any]) -> list[Row]:
    version = answers.get("version")
    rows = [Row("news", _("News of community groups by e-mail"), _("Yes") if answers.get("news") else _("No"))]
    if version:
        rows.insert(0, Row("version", _("The agreement"), _("Agreed to version %d") % version))
    return rows
