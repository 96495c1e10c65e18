"""Turning the demonstration's plain data into pages."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.core.files.base import ContentFile

from campaigns.models import CampaignIndexPage, CampaignPage, Petition
from config.demo import campaign, documents
from config.demo.shapes import Block, PageData
from pages import models as types
from pages.models import BasePage, Fact, SiteDocument

PAGE_LINK = re.compile(r'href="page:(/[^"#]*)(#[^"]*)?"')
INLINE_FACT = re.compile(r"\{fact:([\w-]+)\}")
TYPES: dict[str, type[BasePage]] = {
    "article": types.ArticlePage,
    "campaign": CampaignPage,
    "campaigns": CampaignIndexPage,
    "contact": types.ContactPage,
    "exploitation": types.ExploitationPage,
    "legal": types.LegalPage,
    "library": types.ResourceLibraryPage,
    "news": types.NewsPage,
    "news index": types.NewsIndexPage,
    "people": types.PeoplePage,
    "questions": types.QuestionsPage,
    "section": types.SectionPage,
    "story": types.StoryPage,
}
PLAIN = ("slug", "title", "summary", "search_description", "show_in_menus", "content_note", "hides_its_title")
OF_A_TYPE = ("kind", "basis")
DATES = ("reviewed_on", "review_by", "date", "in_force_from")
STREAMS = ("body", "people", "contacts")


class Known(NamedTuple):
    """What the data names by path, key or name, as primary keys."""

    pages: dict[str, BasePage]  # by path below home, such as "/learn/what-is-human-trafficking/"
    facts: dict[str, int]
    documents: dict[str, int]


def grow(root: BasePage, tree: list[PageData], petition: Petition) -> dict[str, BasePage]:
    """Every page first, then what each says: they link to one another, so all of them must be there."""
    planted = list(plant(root, "/", tree, petition))
    known = Known({path: page for path, page, _ in planted}, facts_by_key(), make_documents())
    for _path, page, data in planted:
        fill(page, data, known)
        page.save_revision().publish()
    return known.pages


def plant(
    above: BasePage, path: str, tree: list[PageData], petition: Petition
) -> Iterator[tuple[str, BasePage, PageData]]:
    for data in tree:
        page = TYPES[data.get("type", "article")](live=False)
        set_fields(page, data)
        if isinstance(page, CampaignPage):
            campaign.set_fields(page, data["campaign"], petition)
        above.add_child(instance=page)
        here = f"{path}{data['slug']}/"
        yield here, page, data
        yield from plant(page, here, data.get("children", []), petition)


def set_fields(page: BasePage, data: PageData) -> None:
    given: dict[str, Any] = {**data}
    for field in (*PLAIN, *OF_A_TYPE):
        if field in given:
            setattr(page, field, given[field])
    for field in DATES:
        if field in given:
            setattr(page, field, date.fromisoformat(given[field]))


def fill(page: BasePage, data: PageData, known: Known) -> None:
    given: dict[str, Any] = {**data}
    for field in STREAMS:
        if given.get(field):
            setattr(page, field, stored(given[field], known))
    if isinstance(page, CampaignPage):
        campaign.add_rows(page, data["campaign"], known.facts)
    for row in data.get("questions", []):
        page.questions.add(types.Question(**{**row, "answer": resolved(row["answer"], known)}))
    for number, resource in enumerate(data.get("resources", [])):
        document = known.documents[resource["document"]]
        fields = {key: value for key, value in resource.items() if key != "document"}
        page.resources.add(types.Resource(**fields, document_id=document, sort_order=number))


def stored(body: list[Block], known: Known) -> list[dict[str, Any]]:
    """The body as a StreamField holds it: keys of facts and paths of pages become primary keys."""
    return [{"type": name, "value": resolved(value, known)} for name, value in body]


def resolved(value: Any, known: Known) -> Any:
    match value:
        case str():
            linked = PAGE_LINK.sub(lambda link: f'linktype="page" id="{known.pages[link.group(1)].pk}"', value)
            return INLINE_FACT.sub(lambda fact: f'<embed embedtype="fact" id="{known.facts[fact.group(1)]}"/>', linked)
        case list():
            return [resolved(item, known) for item in value]
        case dict():
            return {key: REFERENCES.get(key, resolved)(item, known) for key, item in value.items()}
    return value


REFERENCES: dict[str, Callable[[Any, Known], Any]] = {
    "fact": lambda key, known: known.facts[key],
    "facts": lambda keys, known: [known.facts[key] for key in keys],
    "page": lambda path, known: known.pages[path].pk,
    "document": lambda name, known: known.documents[name],
}


def facts_by_key() -> dict[str, int]:
    return dict(Fact.objects.values_list("key", "pk"))


def make_documents() -> dict[str, int]:
    """The documents of the resource library, by name."""
    made = {}
    for name, (title, file_name, content) in documents.DOCUMENTS.items():
        file = ContentFile(content(), name=file_name)
        made[name] = SiteDocument.objects.create(title=title, file=file, file_size=file.size).pk
    return made
