"""The shapes of the demonstration content: plain data that a loader turns into pages."""

from datetime import date
from typing import Any, Literal, NotRequired, TypedDict

# (name of the block, its value): text and help take a string and None, the others lists or dictionaries.
Block = tuple[str, Any]
CalloutKind = Literal["info", "warning", "urgent"]


PageKind = Literal[
    "article",
    "campaign",
    "campaigns",
    "contact",
    "exploitation",
    "legal",
    "library",
    "news",
    "news index",
    "people",
    "questions",
    "section",
    "story",
]


class PageData(TypedDict):
    """A page. Rich text may hold `{fact:helpline}` for the value of a fact and `href="page:/learn/"` for a page."""

    slug: str
    title: str
    summary: str  # at most 220 characters
    search_description: str
    body: list[Block]
    reviewed_on: str  # ISO date
    review_by: str  # ISO date
    type: NotRequired[PageKind]  # "article" where it is missing
    children: NotRequired[list["PageData"]]
    show_in_menus: NotRequired[bool]
    content_note: NotRequired[str]  # at most 200 characters
    hides_its_title: NotRequired[bool]
    kind: NotRequired[str]  # of pages.enums.Kind, for exploitation pages
    basis: NotRequired[str]  # for stories
    date: NotRequired[str]  # ISO date, for news
    in_force_from: NotRequired[str]  # ISO date, for legal pages
    questions: NotRequired[list["QuestionData"]]
    people: NotRequired[list[Block]]  # blocks "people" and "partners"
    contacts: NotRequired[list[Block]]  # blocks "contact"
    resources: NotRequired[list["ResourceData"]]
    campaign: NotRequired["CampaignData"]


class CampaignData(TypedDict):
    state: str  # of campaigns.enums.CampaignState
    decider: str  # the post, not whoever holds it: ministers change
    ask: str
    why_now: NotRequired[str]
    outcome: NotRequired[str]
    is_featured: NotRequired[bool]
    share_text: NotRequired[str]
    has_petition: NotRequired[bool]
    bill: NotRequired[str]  # a slug of config.demo.bills
    facts: NotRequired[list["Figure"]]
    updates: NotRequired[list[tuple[int, str, str]]]  # how many days before the loading, title, text
    supporters: NotRequired[list[str]]


class QuestionData(TypedDict):
    theme: str  # questions with the same theme stand together, so list them together
    question: str
    answer: str  # HTML


class ResourceData(TypedDict):
    title: str
    description: str
    kind: str  # of pages.enums.ResourceKind
    document: str  # a name of config.demo.documents.DOCUMENTS


class Figure(TypedDict):
    fact: str  # a key of config.demo.facts
    sentence: str


class Source(TypedDict):
    name: str
    url: str  # https
    date: str  # as the site writes dates; "" for a page that bears none
    note: str


def figures(*pairs: tuple[str, str]) -> Block:
    return "figures", [Figure(fact=fact, sentence=sentence) for fact, sentence in pairs]


def text(*html: str) -> Block:
    return "text", "".join(html)


def callout(kind: CalloutKind, heading: str, html: str) -> Block:
    return "callout", {"kind": kind, "heading": heading, "text": html}


def steps(heading: str, *pairs: tuple[str, str]) -> Block:
    return "steps", {"heading": heading, "steps": [{"title": title, "text": html} for title, html in pairs]}


def accordion(heading: str, *pairs: tuple[str, str]) -> Block:
    return "accordion", {"heading": heading, "items": [{"title": title, "text": html} for title, html in pairs]}


def cards(heading: str, *rows: tuple[str, str, str, str]) -> Block:
    """Each row: path of the page, label, text, words of the link."""
    keys = ("page", "label", "text", "link_text")
    return "cards", {"heading": heading, "cards": [dict(zip(keys, row, strict=True)) for row in rows]}


def action(heading: str, words: str, page: str, label: str) -> Block:
    return "action", {"heading": heading, "text": words, "page": page, "label": label}


def sources(*rows: tuple[str, str, str, str]) -> Block:
    """Each row: name, address, ISO date or "", note."""
    return "sources", [Source(name=name, url=url, date=in_words(day), note=note) for name, url, day, note in rows]


def in_words(iso: str) -> str:
    """ "2026-11-23" as "23 November 2026", which is how the site writes dates; "" stays so."""
    return f"{date.fromisoformat(iso):%-d %B %Y}" if iso else ""


def timeline(heading: str, *rows: tuple[str, str, str, str, str]) -> Block:
    """Each row: when in words, title, HTML, name of the source, its address."""
    keys = ("when", "title", "text", "source_name", "source_url")
    return "timeline", {"heading": heading, "events": [dict(zip(keys, row, strict=True)) for row in rows]}


def signs(kind: str, heading: str = "") -> Block:
    """The indicators of one kind, of pages.enums.Kind."""
    return "signs", {"kind": kind, "heading": heading}


def chart(
    kind: Literal["line", "bar", "stacked"],
    title: str,
    description: str,
    unit: str,
    rows: list[list[str]],
    source: tuple[str, str, str],
    *,
    review_by: str,
    note: str = "",
) -> Block:
    """`rows` with the names of the columns first; `source` as name, address and ISO date."""
    name, url, day = source
    return "chart", {
        "title": title,
        "description": description,
        "kind": kind,
        "unit": unit,
        "table": {"data": rows, "first_row_is_table_header": True, "first_col_is_header": True},
        "source_name": name,
        "source_url": url,
        "published_on": day,
        "review_by": review_by,
        "note": note,
    }


def download(document: str, title: str, words: str) -> Block:
    """`document`: a name of config.demo.documents.DOCUMENTS."""
    return "download", {"document": document, "title": title, "text": words}


def people(heading: str, *rows: tuple[str, str, str]) -> Block:
    """Each row: name, role, text."""
    keys = ("name", "role", "text")
    return "people", {"heading": heading, "people": [dict(zip(keys, row, strict=True)) for row in rows]}


def partners(heading: str, *rows: tuple[str, str, str]) -> Block:
    """Each row: name, text, address."""
    keys = ("name", "text", "url")
    return "partners", {"heading": heading, "partners": [dict(zip(keys, row, strict=True)) for row in rows]}


def contact(about: str, words: str, *facts: str) -> Block:
    """`facts`: keys of addresses and numbers."""
    return "contact", {"about": about, "text": words, "facts": list(facts)}


HELP: Block = ("help", None)
