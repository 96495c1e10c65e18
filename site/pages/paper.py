"""What stands on the sheets of paper: the numbers and the address on each, and a page's body in small pieces."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext
from wagtail.rich_text import RichText, expand_db_html

from pages import facts, printing
from pages.models.content import PageWithBody
from pages.printing import Piece

UNITS = ("p", "li", "h2", "h3")
STRONG = ("b", "strong", "h2", "h3")


def common(title: str, lead: str) -> dict[str, Any]:
    """What the head and foot of every sheet take."""
    return {
        "title": title,
        "lead": lead,
        "lang": (get_language() or settings.LANGUAGE_CODE).split("-")[0],
        "numbers": numbers(),
        "address": address(),
        "date": date_format(timezone.localdate(), "DATE_FORMAT"),
        "foot": gettext("Please don't report it on our website. Tell the police or the helpline."),
    }


def numbers() -> list[dict[str, str]]:
    """The three numbers that stand on every page, as far as the registry states them."""
    stated = facts.by_key()
    asked = {
        "emergency": gettext("In danger now"),
        "helpline": gettext("Helpline, free and confidential"),
        "police": gettext("Police, not an emergency"),
    }
    return [{"label": label, "value": stated[key].value} for key, label in asked.items() if key in stated]


def address() -> str:
    """Of the site, as people type it."""
    return re.sub(r"^https?://(www\.)?", "", settings.SITE_URL)


def of_page(page: PageWithBody) -> bytes:
    """A page's own words on one sheet."""
    head = common(page.title, page.summary)
    return printing.one_page("page", head, list(pieces_of(page.body)), more_at(f"{address()}{page.url}"))


def more_at(place: str) -> list[Piece]:
    """What ends a sheet that could not take everything."""
    words = gettext("There is more on our website: {address}").format(address=place)
    return [{"kind": "paragraph", "runs": [{"text": words, "strong": True}]}]


def pieces_of(body: Iterable[Any]) -> Iterator[Piece]:
    """Of the blocks that make sense on paper; where to get help stands on every sheet anyway."""
    for block in body:
        if block.block_type in PRINTED:
            yield from PRINTED[block.block_type](block.value)


def of_text(value: RichText) -> Iterator[Piece]:
    """Paragraphs, items and headings, each with its runs of plain and strong words."""
    soup = BeautifulSoup(expand_db_html(value.source), "html.parser")
    for unit in soup.find_all(UNITS):
        runs = runs_of(unit)
        if not runs:
            continue
        if unit.name in ("h2", "h3"):
            kind = "heading" if unit.name == "h2" else "title"
            yield {"kind": kind, "text": "".join(run["text"] for run in runs)}
        elif unit.name == "li":
            yield {"kind": "item", "mark": mark_of(unit), "runs": runs}
        else:
            yield {"kind": "paragraph", "runs": runs}


def runs_of(unit: Tag) -> list[dict[str, Any]]:
    """None of a unit that holds nothing but a link, which leads nowhere on paper."""
    own = [words for words in unit.find_all(string=True) if words.find_parent(UNITS) is unit]
    if all(words.find_parent("a") for words in own if words.strip()):
        return []
    return [{"text": plain(words), "strong": words.find_parent(STRONG) is not None} for words in own]


def plain(words: str) -> str:
    """On one line, with the parts of a telephone number kept together."""
    return re.sub(r"(?<=\d) (?=\d)", "\N{NO-BREAK SPACE}", re.sub(r"[ \t\r\n]+", " ", words))


def mark_of(item: Tag) -> str:
    """The number of an item in a numbered list."""
    if item.parent is None or item.parent.name != "ol":
        return ""
    return f"{len(item.find_previous_siblings('li')) + 1}"


def of_callout(value: Any) -> Iterator[Piece]:
    yield {"kind": "heading", "text": value["heading"]}
    yield from of_text(value["text"])


def of_steps(value: Any) -> Iterator[Piece]:
    yield {"kind": "heading", "text": value["heading"]}
    for number, step in enumerate(value["steps"], start=1):
        yield {"kind": "step", "mark": str(number), "text": step["title"]}
        yield from of_text(step["text"])


def of_accordion(value: Any) -> Iterator[Piece]:
    yield {"kind": "heading", "text": value["heading"]}
    for item in value["items"]:
        yield {"kind": "title", "text": item["title"]}
        yield from of_text(item["text"])


def of_figures(value: Any) -> Iterator[Piece]:
    for figure in value:
        if figure["fact"]:
            yield {"kind": "number", "value": figure["fact"].value, "text": figure["sentence"]}


PRINTED: dict[str, Callable[[Any], Iterator[Piece]]] = {
    "text": of_text,
    "callout": of_callout,
    "steps": of_steps,
    "accordion": of_accordion,
    "figures": of_figures,
}
