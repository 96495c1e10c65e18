"""A course in small pieces, for paper and for mail: what its pages show, without what only a screen can."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext

from pages import paper
from pages.models import Fact
from pages.printing import Piece
from training.models import CourseVersion, Indicator
from training.selectors import courses, indicators, lessons


class Chapter(NamedTuple):
    """A module: its title, what to know before reading, and its pieces."""

    number: int
    title: str
    note: str
    pieces: list[Piece]
    scenario: list[Piece]
    signs: list[Indicator]
    facts: list[Fact]


def chapters(version: CourseVersion) -> list[Chapter]:
    """From the revisions that the version pinned; facts as they are now."""
    found = []
    for module in courses.modules(version):
        page = lessons.shown(module)
        found.append(
            Chapter(
                module.number,
                module.title,
                page.content_note,
                list(pieces_of(page.body)),
                list(pieces_of(page.scenario)),
                module.signs,  # type: ignore[attr-defined]
                lessons.facts_of(module),
            )
        )
    return found


def pieces_of(body: Iterable[Any]) -> Iterator[Piece]:
    """With headings that never skip a rank: a title stands under a heading, or is one."""
    has_heading = False
    for piece in of_blocks(body):
        if piece["kind"] == "title" and not has_heading:
            piece = {**piece, "kind": "heading"}
        has_heading = has_heading or piece["kind"] == "heading"
        if piece.get("text", True):  # no heading without words
            yield piece


def of_blocks(body: Iterable[Any]) -> Iterator[Piece]:
    for block in body:
        if block.block_type in PRINTED:
            yield from PRINTED[block.block_type](block.value)


def of_explainer(value: Any) -> Iterator[Piece]:
    yield {"kind": "heading", "text": value["heading"]}
    for part in value["parts"]:
        yield {"kind": "title", "text": f"{part['label']}: {part['title']}"}
        yield from paper.of_text(part["text"])
        yield from paper.of_text(part["examples"])
    yield from paper.of_text(value["note"])


def of_quote(value: Any) -> Iterator[Piece]:
    yield paragraph(f"“{value['text']}”")
    if value["attribution"]:
        yield paragraph(value["attribution"])


def of_timeline(value: Any) -> Iterator[Piece]:
    yield {"kind": "heading", "text": value["heading"]}
    for event in value["events"]:
        yield {"kind": "title", "text": f"{event['when']}: {event['title']}"}
        yield from paper.of_text(event["text"])


def of_signs(value: Any) -> Iterator[Piece]:
    yield {"kind": "heading", "text": value["heading"] or gettext("Signs to notice")}
    for sign in indicators.of_kind(value["kind"]):
        yield of_sign(sign)


def of_sources(value: Any) -> Iterator[Piece]:
    yield {"kind": "heading", "text": gettext("Sources")}
    for source in value:
        words = ", ".join(part for part in (source["name"], source["date"], source["url"]) if part)
        yield {"kind": "item", "mark": "", "runs": [{"text": words, "strong": False}]}


def of_sign(sign: Indicator) -> Piece:
    return {"kind": "item", "mark": sign.code, "runs": [{"text": sign.sentence, "strong": False}]}


def of_fact(fact: Fact) -> Piece:
    words = f"{fact.statement} ({fact.source_name})"
    return {"kind": "item", "mark": "", "runs": [{"text": words, "strong": False}]}


def paragraph(words: str) -> Piece:
    return {"kind": "paragraph", "runs": [{"text": words, "strong": False}]}


PRINTED: dict[str, Callable[[Any], Iterator[Piece]]] = {
    **paper.PRINTED,
    "explainer": of_explainer,
    "quote": of_quote,
    "timeline": of_timeline,
    "signs": of_signs,
    "sources": of_sources,
}


def words_of(piece: Piece) -> str:
    """A piece as one line of plain text."""
    if "runs" in piece:
        return "".join(run["text"] for run in piece["runs"]).strip()
    return f"{piece.get('value', '')} {piece['text']}".strip()
