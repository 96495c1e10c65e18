"""What whoever visits an MP on a lobby day should know: one brief for each MP, all in one PDF."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format

from pages import paper, printing
from places.disclosure import LEAST

MOST = 60  # MPs in one PDF; more people than that never set out on one day
MOST_LINES = 8  # petitions, letters, groups and evidence each: with more, a brief would be longer than two pages


class TooMany(Exception):
    """A PDF has briefs for at most MOST MPs."""


@dataclass(frozen=True)
class Counted:
    """A petition or a letter action, with its number in the constituency and in all, as the public may know them."""

    title: str
    here: str
    in_all: str = ""


@dataclass(frozen=True)
class Group:
    name: str
    contact: str  # a sentence


@dataclass(frozen=True)
class Evidence:
    """What the MP said or did, and where that can be read."""

    words: str
    source: str = ""


@dataclass(frozen=True)
class Brief:
    """About one MP. Where we know of nobody who holds the seat, `member` is empty.

    Numbers are words; an empty one is left out.
    """

    constituency: str
    member: str
    party: str
    signatures: str  # of people here, under all petitions
    written: str  # letters from here, in all
    trained: str  # people here
    petitions: tuple[Counted, ...]
    letters: tuple[Counted, ...]
    groups: tuple[Group, ...]
    position: str  # a sentence, such as "Supports it."
    evidence: tuple[Evidence, ...]
    asks: tuple[str, ...]  # three at most


def make_briefs(briefs: Sequence[Brief], *, title: str, day: date) -> bytes:
    """Each begins on a page of its own. Raises TooMany."""
    if not 0 < len(briefs) <= MOST:
        raise TooMany(f"{len(briefs)} briefs, where 1 to {MOST} can be printed")
    return printing.pdf("lobby-brief", content(briefs, title=title, day=day))


def content(briefs: Sequence[Brief], *, title: str, day: date) -> dict[str, Any]:
    return {
        "lang": "en",
        "title": title,
        "day": date_format(day, "DATE_FORMAT"),
        "address": paper.address(),
        "note": f"Numbers are those of {date_format(day, 'DATE_FORMAT')}. Those under {LEAST} are not shown, nor what "
        "would give them away.",
        "briefs": [of_one(brief) for brief in briefs],
    }


def of_one(brief: Brief) -> dict[str, Any]:
    seat = brief.member or "The seat is vacant, or we don't have the name of the MP"
    return {
        **asdict(brief),
        "who": f"{seat}, {brief.party}" if brief.member and brief.party else seat,
        "figures": figures(brief),
        "petitions": shown(brief.petitions),
        "letters": shown(brief.letters),
        "groups": shown(brief.groups),
        "evidence": shown(brief.evidence),
        "left_out": left_out(brief),
    }


def figures(brief: Brief) -> list[dict[str, str]]:
    number = len(brief.groups)
    known = (
        (brief.signatures, "signatures from here"),
        (brief.written, "letters from here"),
        (brief.trained, "people here trained by us"),
        (str(number), "group here" if number == 1 else "groups here"),
    )
    return [{"value": value, "label": label} for value, label in known if value]


def shown(lines: Sequence[Any]) -> list[dict[str, str]]:
    return [asdict(line) for line in lines[:MOST_LINES]]


def left_out(brief: Brief) -> str:
    """So that nobody takes a list that was cut for the whole."""
    parts = {
        "statements of the MP": brief.evidence,
        "petitions": brief.petitions,
        "letter actions": brief.letters,
        "groups": brief.groups,
    }
    more = [f"{len(lines) - MOST_LINES} more {name}" for name, lines in parts.items() if len(lines) > MOST_LINES]
    return f"Not listed: {', '.join(more)}." if more else ""
