"""What this app adds to search: pages, news, documents and facts."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Q
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from wagtail.models import CollectionViewRestriction, Page, ReferenceIndex
from wagtail.search.models import IndexEntry

from pages import outline
from pages.facts import by_id
from pages.models import Fact, NewsPage, SiteDocument
from pages.models.fact import FactKind
from pages.search.registry import Found, Searchable, register

CONSIDERED = 500  # of each kind, before those that readers may not see are left out


def register_own() -> None:
    register(Searchable("pages", _("Pages"), _("Page"), Page, pages, title_of, show_pages))
    register(Searchable("news", _("News"), _("News"), NewsPage, pages, title_of, show_pages))
    register(Searchable("documents", _("Documents"), _("Document"), SiteDocument, documents, title_of, show_documents))
    register(Searchable("facts", _("Facts"), _("Fact"), Fact, facts, label_of, show_facts))


def pages(pks: list[int]) -> list[Page]:
    """From the outline, so that private pages and those of other sites are not found."""
    known = outline.current().pages
    return [known[pk] for pk in pks if pk in known]


def title_of(row: Page | SiteDocument) -> str:
    return str(row.title)


def show_pages(rows: list[Page]) -> list[Found]:
    site = outline.current()
    texts = indexed_texts(rows)
    return [Found(page.title, texts.get(page.pk, ""), site.address(page) or "", way_to(page)) for page in rows]


def way_to(page: Page) -> str:
    """From home, as its breadcrumb has it."""
    return " / ".join(other.title for other in outline.current().above(page)[1:])


def indexed_texts(live: list[Page]) -> dict[int, str]:
    """What the index holds of each page beside its title, as plain text."""
    column = "body_text" if connection.vendor == "postgresql" else "body"
    entries = IndexEntry.objects.filter(
        content_type__in={page.content_type_id for page in live}, object_id__in=[str(page.pk) for page in live]
    )
    return {int(pk): text or "" for pk, text in entries.values_list("object_id", column)}


def documents(pks: list[int]) -> list[SiteDocument]:
    """Those that a page gives to its readers: one that is only uploaded may be meant for nobody yet."""
    found = list(SiteDocument.objects.select_related("collection").filter(pk__in=pks[:CONSIDERED]))
    private = tuple(CollectionViewRestriction.objects.values_list("collection__path", flat=True))
    used = first_page_that_uses(found)
    return [row for row in found if row.pk in used and not row.collection.path.startswith(private)]


def show_documents(rows: list[SiteDocument]) -> list[Found]:
    used = first_page_that_uses(rows)
    return [Found(row.title, url=row.url, where=f"{used[row.pk].title}, {kind_of(row)}") for row in rows]


def kind_of(document: SiteDocument) -> str:
    return f"{document.file_extension.upper()}, {size(document)}"


def size(document: SiteDocument) -> str:
    return filesizeformat(document.file_size or 0)


def facts(pks: list[int]) -> list[Fact]:
    """From those that every page with a fact has read."""
    live = by_id()
    return [live[str(pk)] for pk in pks if str(pk) in live]


def label_of(fact: Fact) -> str:
    return fact.label


def show_facts(rows: list[Fact]) -> list[Found]:
    used = first_page_that_uses(rows)
    return [shown_fact(fact, used.get(fact.pk)) for fact in rows]


def shown_fact(fact: Fact, page: Page | None) -> Found:
    return Found(
        fact.label,
        text=fact.statement,
        url=(outline.current().address(page) or "") if page else "",
        where=page.title if page else "",
        value=f"{fact.value} {fact.unit}".strip(),
        tel=fact.tel if fact.kind == FactKind.TELEPHONE else "",
        source=fact.source_name,
    )


def first_page_that_uses(rows: list[Any]) -> dict[int, Page]:
    """For each record that a live public page refers to: the first such page in the order of the tree."""
    if not rows:
        return {}
    model = ContentType.objects.get_for_model(rows[0])
    references = ReferenceIndex.objects.filter(
        Q(to_content_type=model, to_object_id__in=[str(row.pk) for row in rows]),
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    users: dict[int, set[int]] = {}
    for record, page in references.values_list("to_object_id", "object_id"):
        users.setdefault(int(record), set()).add(int(page))
    known = outline.current().pages
    place = {pk: number for number, pk in enumerate(known)}
    shown = {record: using & known.keys() for record, using in users.items()}
    return {record: known[min(using, key=place.__getitem__)] for record, using in shown.items() if using}
