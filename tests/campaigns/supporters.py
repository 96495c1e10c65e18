"""Lists of supporters, for tests."""

import io
from collections.abc import Sequence
from typing import Any

from campaigns.models import SupporterImport, SupporterLine
from campaigns.services import supporter_imports as imports
from campaigns.supporter_fields import guessed
from people import wordings
from people.enums import Purpose
from people.models import User
from tests.groups import sheets
from tests.people.deeds import wording

HEADINGS = ("Email", "First name", "Surname")
SUZIE = ("suzie@example.org", "Suzie", "Signer")
CHARLIE = ("charlie@example.org", "Charlie", "Careful")
PRIYA = ("priya@example.org", "Priya", "Person")
EVIDENCE = "They ticked a box on our stall's paper form at the fair of 3 May. The forms are in the office safe."
NEWS = Purpose.CAMPAIGN_NEWS


def as_csv(*rows: Sequence[Any], headings: Sequence[str] = HEADINGS) -> bytes:
    return sheets.as_csv(*rows, headings=headings)


def as_xlsx(*rows: Sequence[Any], headings: Sequence[str] = HEADINGS) -> bytes:
    return sheets.as_xlsx(*rows, headings=headings)


def many(number: int) -> bytes:
    return as_csv(*[(f"person{each}@example.org", f"Person {each}", "") for each in range(number)])


def started(content: bytes, by: User, name: str = "supporters.csv") -> SupporterImport:
    return imports.start(file=io.BytesIO(content), size=len(content), name=name, by=by)


def matched(content: bytes, by: User, *, purpose: str = NEWS) -> SupporterImport:
    """As its columns are called, for a purpose that has published words."""
    if purpose and wordings.current(purpose) is None:
        wording(Purpose(purpose))
    batch = started(content, by)
    return imports.match(batch=batch, columns=guessed(batch.header), purpose=purpose, evidence=EVIDENCE, by=by)


def checked(content: bytes, by: User, *, purpose: str = NEWS) -> SupporterImport:
    return through(matched(content, by, purpose=purpose))


def taken_in(content: bytes, by: User, *, purpose: str = NEWS) -> SupporterImport:
    return through(imports.take_in(batch=checked(content, by, purpose=purpose), by=by))


def asked(batch: SupporterImport, by: User) -> SupporterImport:
    return through(imports.ask(batch=batch, by=by))


def undone(batch: SupporterImport, by: User) -> SupporterImport:
    return through(imports.undo(batch=batch, by=by))


def through(batch: SupporterImport) -> SupporterImport:
    while imports.go_on_with_all():
        pass
    return SupporterImport.objects.get(pk=batch.pk)


def lines(batch: SupporterImport) -> list[SupporterLine]:
    return list(batch.lines.select_related("person", "consent"))


def states(batch: SupporterImport) -> list[str]:
    return [line.state for line in lines(batch)]
