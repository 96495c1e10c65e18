"""Where facts are shown: pages and records by Wagtail's reference index, templates and messages by the key they name,
and what other apps register.

The index is brought up to date by the worker a moment after each save. It holds a page as it was last published, or,
where it never was, as it was first saved: what only a draft shows is not in use until it is handed in or has its
time of publication.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from django.template import engines
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, ReferenceIndex, Revision, TaskState
from wagtail.permissions import page_permission_policy

from pages import facts, named_facts
from pages.models import Fact
from pages.models.fact import SAFETY

NAMED_IN_A_TEMPLATE = re.compile(r"""{%\s*fact\s+["']([\w-]+)["']""")
MOST_REFERENCES = 5_000
MOST_REVISIONS = 500  # that wait to be published
NAMED_AT_MOST = 5  # places that a sentence names before it says how many more there are
Place = tuple[int, str]  # content type and primary key


class Use(NamedTuple):
    """A place that shows a fact."""

    what: str  # "page", "template" and so on
    name: str
    url: str = ""  # where it is edited; a template is not edited in the admin

    def __str__(self) -> str:
        return f"{self.what} “{self.name}”"


Source = Callable[[Collection[Fact], Any], dict[int, list[Use]]]  # of these facts, what this user may see of it
_others: list[Source] = []


def register(source: Source) -> None:
    """For an app whose use of facts is in no index, such as the syllabus of a course."""
    _others.append(source)


def of(fact: Fact, user: Any = None) -> list[Use]:
    """Pages and records by their names, then templates and messages. `user` is given links to what they may edit."""
    return of_many([fact], user)[fact.pk]


def of_many(asked: Collection[Fact], user: Any = None) -> dict[int, list[Use]]:
    """The same for each of these facts, under its primary key, in a few queries however many facts there are."""
    found: dict[int, list[Use]] = defaultdict(list)
    rows = references(str(fact.pk) for fact in asked).values_list("to_object_id", "base_content_type", "object_id")
    rows = rows.distinct().order_by("to_object_id", "base_content_type", "object_id")[:MOST_REFERENCES]
    shown_at = [(int(fact_id), (type_id, pk)) for fact_id, type_id, pk in rows]
    known = named({place for _, place in shown_at}, user)
    for fact_id, place in sorted(shown_at, key=lambda row: known.get(row[1], ("", ""))):
        if place in known:
            found[fact_id].append(known[place])
    for source in _others:
        for pk, others in source(asked, user).items():
            found[pk] += others
    for fact in asked:
        found[fact.pk] += templates_by_key().get(fact.key, [])
    return found


def references(primary_keys: Iterator[str] | Collection[str]) -> Any:
    return ReferenceIndex.objects.filter(to_content_type=content_type(Fact), to_object_id__in=list(primary_keys))


def content_type(model: type[Page] | type[Fact]) -> ContentType:
    return ContentType.objects.get_for_model(model)


def named(places: Collection[Place], user: Any) -> dict[Place, Use]:
    """Each place with its name and its address in the admin, in one query for each type of content."""
    by_type: dict[int, list[str]] = defaultdict(list)
    for type_id, pk in places:
        by_type[type_id].append(pk)
    found: dict[Place, Use] = {}
    finder = AdminURLFinder(user)
    for type_id, primary_keys in by_type.items():
        model = ContentType.objects.get_for_id(type_id).model_class()
        for record in model._default_manager.filter(pk__in=primary_keys) if model else ():
            url = finder.get_edit_url(record) if may_edit(record, user) else None
            found[type_id, str(record.pk)] = Use(str(record._meta.verbose_name), str(record), url or "")
    return found


def may_edit(record: Model, user: Any) -> bool:
    """Of a page, without the query with which Wagtail would look for each one's workflow; the finder asks the rest."""
    if user is None or not isinstance(record, Page):
        return True
    return bool(page_permission_policy.user_has_permission_for_instance(user, "change", record))


def awaited(fact: Fact) -> list[Use]:
    """Pages that show it once their time comes or somebody approves them, which happens without their form."""
    handed_in = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).values("revision")
    waiting = Q(approved_go_live_at__isnull=False) | Q(pk__in=handed_in)
    revisions = Revision.page_revisions.filter(waiting).order_by("pk")[:MOST_REVISIONS]
    pages = [page for page in (revision.as_object() for revision in revisions) if str(fact.pk) in named_facts.on(page)]
    return [Use("page to be published", page.title, AdminURLFinder().get_edit_url(page) or "") for page in pages]


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
    shown = of(fact) + awaited(fact)
    if not shown:
        return ""
    names = ", ".join(str(use) for use in shown[:NAMED_AT_MOST])
    more = f" and {len(shown) - NAMED_AT_MOST} more" if len(shown) > NAMED_AT_MOST else ""
    return f"“{fact.label}” is in use: {names}{more}. Take it out there first."
