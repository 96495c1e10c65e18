"""Where facts are shown: pages and records by Wagtail's reference index, templates and messages by the key they name.

The index is brought up to date by the worker a moment after each save. It holds a page as it was last published, or,
where it never was, as it was first saved: what only a draft shows is not in use.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.template import engines
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, ReferenceIndex

from pages import facts
from pages.models import Fact
from pages.models.fact import SAFETY

NAMED_IN_A_TEMPLATE = re.compile(r"""{%\s*fact\s+["']([\w-]+)["']""")
MOST_REFERENCES = 5_000
NAMED_AT_MOST = 5  # places that a sentence names before it says how many more there are
Place = tuple[int, str]  # content type and primary key


class Use(NamedTuple):
    """A place that shows a fact."""

    what: str  # "page", "template" and so on
    name: str
    url: str = ""  # where it is edited; a template is not edited in the admin

    def __str__(self) -> str:
        return f"{self.what} “{self.name}”"


def of(fact: Fact) -> list[Use]:
    """Pages and records by their names, then templates and messages."""
    return of_many([fact])[fact.pk]


def of_many(asked: Collection[Fact]) -> dict[int, list[Use]]:
    """The same for each of these facts, under its primary key, in a few queries however many facts there are."""
    found: dict[int, list[Use]] = defaultdict(list)
    rows = references(str(fact.pk) for fact in asked).values_list("to_object_id", "base_content_type", "object_id")
    shown_at = [(int(fact_id), (type_id, pk)) for fact_id, type_id, pk in rows.distinct()[:MOST_REFERENCES]]
    known = named({place for _, place in shown_at})
    for fact_id, place in sorted(shown_at, key=lambda row: known.get(row[1], ("", ""))):
        if place in known:
            found[fact_id].append(known[place])
    for fact in asked:
        found[fact.pk] += templates_by_key().get(fact.key, [])
    return found


def references(primary_keys: Iterator[str] | Collection[str]) -> Any:
    return ReferenceIndex.objects.filter(to_content_type=content_type(Fact), to_object_id__in=list(primary_keys))


def content_type(model: type[Page] | type[Fact]) -> ContentType:
    return ContentType.objects.get_for_model(model)


def named(places: Collection[Place]) -> dict[Place, Use]:
    """Each place with its name and its address in the admin, in one query for each type of content."""
    by_type: dict[int, list[str]] = defaultdict(list)
    for type_id, pk in places:
        by_type[type_id].append(pk)
    found: dict[Place, Use] = {}
    for type_id, primary_keys in by_type.items():
        model = ContentType.objects.get_for_id(type_id).model_class()
        for record in model._default_manager.filter(pk__in=primary_keys) if model else ():
            url = AdminURLFinder().get_edit_url(record) or ""
            found[type_id, str(record.pk)] = Use(str(record._meta.verbose_name), str(record), url)
    return found


@cache
def templates_by_key() -> dict[str, list[Use]]:
    """The templates that name each key, read once in a process: they change with the code alone."""
    found: dict[str, list[Use]] = defaultdict(list)
    for folder in map(Path, engines["django"].dirs):
        for path in sorted(folder.rglob("*.*")):
            if path.suffix in (".html", ".txt"):
                name = str(path.relative_to(folder))
                what = "message" if name.startswith("mail/") else "template"
                for key in sorted(set(NAMED_IN_A_TEMPLATE.findall(path.read_text()))):
                    found[key].append(Use(what, name))
    return found


def due_on(page: Page) -> list[Fact]:
    """The facts past their date that this page shows."""
    overdue = {str(fact.pk): fact for fact in facts.due()}
    if not overdue:
        return []
    found = references(overdue).filter(base_content_type=content_type(Page), object_id=str(page.pk))
    return [overdue[pk] for pk in sorted(set(found.values_list("to_object_id", flat=True)))]


def why_it_stays(fact: Fact) -> str:
    """Why it may be neither deleted nor unpublished, in sentences; empty where nothing shows it."""
    if fact.key in SAFETY:
        return f"“{fact.label}” stands on every page for people in danger. Change its value instead."
    shown = of(fact)
    if not shown:
        return ""
    names = ", ".join(str(use) for use in shown[:NAMED_AT_MOST])
    more = f" and {len(shown) - NAMED_AT_MOST} more" if len(shown) > NAMED_AT_MOST else ""
    return f"“{fact.label}” is in use: {names}{more}. Take it out there first."
