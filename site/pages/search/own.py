"""What this app adds to search: pages, news, documents and facts."""

from functools import reduce
from operator import or_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Q, QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, CollectionViewRestriction, Page, ReferenceIndex
from wagtail.search.models import IndexEntry

from pages import outline
from pages.models import Fact, NewsPage, SiteDocument
from pages.models.fact import FactKind
from pages.search.registry import Found, Searchable, register


def register_own() -> None:
    register(Searchable("pages", _("Pages"), _("Page"), pages, title_of_page, show_pages))
    register(Searchable("news", _("News"), _("News"), news, title_of_page, show_pages))
    register(Searchable("documents", _("Documents"), _("Document"), documents, title_of, show_documents))
    register(Searchable("facts", _("Facts"), _("Fact"), facts, label_of, show_facts))


def pages() -> QuerySet[Page]:
    found: QuerySet[Page] = Page.objects.live().not_type(NewsPage).only("pk")
    return found


def news() -> QuerySet[Page]:
    found: QuerySet[Page] = Page.objects.live().type(NewsPage).only("pk")
    return found


def title_of_page(page: Page) -> str | None:
    """From the outline, so that private pages and those of other sites are not found."""
    known = outline.current().pages.get(page.pk)
    return known.title if known else None


def show_pages(rows: list[Page]) -> list[Found]:
    site = outline.current()
    live = [site.pages[row.pk] for row in rows]
    texts = indexed_texts(live)
    return [
        Found(page.title, texts.get(page.pk, ""), site.address(page) or "", where(page, site.above(page)))
        for page in live
    ]


def where(page: Page, above: list[Page]) -> str:
    """The way to a page from home, as its breadcrumb has it."""
    return " / ".join(other.title for other in above[1:])


def indexed_texts(live: list[Page]) -> dict[int, str]:
    """What the index holds of each page beside its title, as plain text."""
    column = "body_text" if connection.vendor == "postgresql" else "body"
    entries = IndexEntry.objects.filter(
        content_type__in={page.content_type_id for page in live}, object_id__in=[str(page.pk) for page in live]
    )
    return {int(pk): text or "" for pk, text in entries.values_list("object_id", column)}


def documents() -> QuerySet[SiteDocument]:
    found: QuerySet[SiteDocument] = SiteDocument.objects.order_by()
    restricted = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
    private = [Q(path__startswith=path) for path in restricted]
    return found.exclude(collection__in=Collection.objects.filter(reduce(or_, private))) if private else found


def title_of(document: SiteDocument) -> str:
    return str(document.title)


def show_documents(rows: list[SiteDocument]) -> list[Found]:
    return [Found(row.title, url=row.url, where=f"{row.file_extension.upper()}, {size(row)}") for row in rows]


def size(document: SiteDocument) -> str:
    return filesizeformat(document.file_size or 0)


def facts() -> QuerySet[Fact]:
    return Fact.objects.filter(live=True)


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
    """For each record that a live page refers to: the first such page in the order of the tree."""
    model = ContentType.objects.get_for_model(rows[0])
    references = ReferenceIndex.objects.filter(
        Q(to_content_type=model, to_object_id__in=[str(row.pk) for row in rows]),
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    users: dict[int, set[int]] = {}
    for record, page in references.values_list("to_object_id", "object_id"):
        users.setdefault(int(record), set()).add(int(page))
    live = outline.current().pages.values()
    first = {record: next((page for page in live if page.pk in using), None) for record, using in users.items()}
    return {record: page for record, page in first.items() if page is not None}
