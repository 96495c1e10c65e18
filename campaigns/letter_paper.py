"""Letters that go by post, as one PDF to print: a sheet of addresses to tick off, and after it every letter.

Typst remembers all that it lays out, about a megabyte a page: a thousand letters at once would take more memory than
a small server has. So they are set in batches, each by a process that ends, and their pages are put together.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.formats import date_format

from campaigns import letter_press
from pages import printing
from places.maps.scale import written

MOST = 1_000  # letters in a run
BATCH, BATCH_LETTERS = 50, 150_000  # letters of mail in a batch, and letters of the alphabet at most
LONGEST_WORD = 20  # letters; a longer word may be broken, or it would stand out of the window
LANGUAGES = {"en": "en-gb", "cy": "cy"}  # for the date
NO_LETTERS = re.compile(r"[^\S\n]+|[\x00-\x09\x0b-\x1f\x7f-\x9f\u1680\u2028\u2029]+")


class TooMany(Exception):
    """A run has at most MOST letters."""


@dataclass(frozen=True)
class Paper:
    """One letter. The lines of an address stand below one another; `language` is "en" or "cy"."""

    sender_lines: tuple[str, ...]
    recipient_lines: tuple[str, ...]
    date: date
    salutation: str
    subject: str
    paragraphs: tuple[str, ...]
    closing: str
    name: str
    reference: str
    language: str = "en"
    town: str = ""  # of the writer, for the sheet of addresses

    @property
    def length(self) -> int:
        return sum(map(len, self.paragraphs))


def make_letters(
    papers: Sequence[Paper], *, run_name: str, day: date, on_progress: Callable[[int], None] = lambda done: None
) -> bytes:
    """The whole run. `on_progress` is told after each batch how many letters are set. Raises TooMany."""
    if not 0 < len(papers) <= MOST:
        raise TooMany(f"{len(papers)} letters, where 1 to {MOST} can be printed")
    batches: list[letter_press.Printed] = []
    done = 0
    for batch in in_batches(papers):
        batches.append(of_batch(batch, run_name))
        done += len(batch)
        on_progress(done)
    return together(papers, batches, run_name=run_name, day=day)


def in_batches(papers: Sequence[Paper]) -> Iterator[list[Paper]]:
    batch: list[Paper] = []
    for paper in papers:
        if batch and (len(batch) == BATCH or sum(each.length for each in batch) + paper.length > BATCH_LETTERS):
            yield batch
            batch = []
        batch.append(paper)
    yield batch


def of_batch(batch: Sequence[Paper], title: str) -> letter_press.Printed:
    """Answers with the number of pages of each letter. Without tags: paper has none."""
    data = {"title": title, "letters": [content(paper) for paper in batch]}
    return letter_press.printed(
        printing.FOLDER / "letters.typ", data, fonts=printing.FONTS, ask="<pages>", tagged=False
    )


def content(paper: Paper) -> dict[str, Any]:
    with translation.override(LANGUAGES[paper.language]):
        day = date_format(paper.date, "DATE_FORMAT")
    return {
        "sender": lines(paper.sender_lines),
        "recipient": lines(paper.recipient_lines),
        "date": day,
        "salutation": in_print(paper.salutation),
        "subject": in_print(paper.subject),
        "paragraphs": lines(paper.paragraphs),
        "closing": in_print(paper.closing),
        "name": in_print(paper.name),
        "reference": in_print(paper.reference),
        "language": paper.language,
    }


def together(papers: Sequence[Paper], batches: Sequence[letter_press.Printed], *, run_name: str, day: date) -> bytes:
    pages = [number for batch in batches for number in batch.answer]
    data = {
        "title": in_print(run_name),
        "day": date_format(day, "DATE_FORMAT"),
        "letters": written(len(papers)),
        "pages": written(sum(pages)),
        "rows": [row(paper, number) for paper, number in zip(papers, pages, strict=True)],
        "batches": len(batches),
        "batch_pages": [sum(batch.answer) for batch in batches],
    }
    files = {f"batch-{place}": batch.pdf for place, batch in enumerate(batches)}
    return letter_press.printed(printing.FOLDER / "letters-run.typ", data, fonts=printing.FONTS, files=files).pdf


def row(paper: Paper, pages: int) -> dict[str, Any]:
    return {
        "to": ", ".join(lines(paper.recipient_lines[:2])),
        "town": in_print(paper.town),
        "reference": in_print(paper.reference),
        "pages": pages,
    }


def lines(texts: Sequence[str]) -> list[str]:
    """Those that have something to say, and at least one, since a page of nothing can't be set."""
    return [printable for text in texts if (printable := in_print(text))] or [""]


def in_print(text: str) -> str:
    """As our fonts can write it, whatever the script, and so that no word is wider than the paper."""
    plain = NO_LETTERS.sub(" ", unicodedata.normalize("NFC", text)).strip()
    known: str = printing.in_latin(plain)
    return re.sub(rf"[^\s-]{{{LONGEST_WORD}}}(?=[^\s-])", "\\g<0>\N{ZERO WIDTH SPACE}", known)
