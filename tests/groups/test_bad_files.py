"""Files that staff choose by mistake, or that somebody made to do harm: each is refused, and nothing is kept."""

import io
import re
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import suppress
from itertools import islice
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groups.models import ImportBatch, ImportRow
from groups.sheets import bounds, reading
from groups.sheets.bounds import BadFile
from tests import factories
from tests.groups import sheets
from tests.groups.sheets import LEEDS, YORK, as_csv, as_xlsx, with_part

CAFE = ("Café Lumière", "other", "Leeds", "LS1 4DY")
BOMB_OF_ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>
<worksheet><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>"""
FIRST_SHEET = "xl/worksheets/sheet1.xml"


def hidden_entities() -> bytes:
    """In UTF-16, in which no search for the letters of a declaration would find it."""
    return BOMB_OF_ENTITIES.decode().replace("?>", ' encoding="UTF-16"?>', 1).encode("utf-16")


def zip_bomb() -> bytes:
    """A sheet of 80 MB of spaces, in 80 kB."""
    return with_part(as_xlsx(LEEDS), FIRST_SHEET, b"<worksheet>" + b" " * (80 * 1024 * 1024))


def many_parts() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(600):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b"<worksheet/>")
    return file.getvalue()


FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "The file is empty"),
    "only blank lines": (lambda: b"\r\n,,,\r\n\r\n", "The file is empty"),
    "headings alone": (lambda: as_csv(), "no group below"),
    "no heading": (lambda: as_csv(LEEDS, headings=YORK), "looks like a group, not like headings"),
    "a column without heading": (lambda: as_csv(LEEDS, headings=("Name", "", "Town")), "Column 2 has no heading"),
    "duplicate headings": (
        lambda: as_csv(LEEDS, headings=("Name", "Kind", "name", "Town")),
        "Columns 1 and 3 are both called “name”",
    ),
    "too many columns": (lambda: as_csv(headings=[f"Column {n}" for n in range(70)]), "more than 60 columns"),
    "no encoding": (lambda: as_csv(LEEDS, YORK) + b"Caf\x81,church,York,YO1 7HH\r\n", "Line 4 has characters"),
    "half of UTF-16": (lambda: as_csv(CAFE).decode().encode("utf-16")[:-1], "Line 2 has characters"),
    "NUL bytes": (lambda: as_csv(LEEDS) + b"York\0,church,York,YO1 7HH\r\n", "Line 3 has NUL bytes"),
    "a cell of 1 MB": (lambda: as_csv(("x" * 1_000_000, *LEEDS[1:])), "The row that begins in line 2 can't be read"),
    "a cell of 20 kB": (lambda: as_csv(LEEDS, ("x" * 20_000, *LEEDS[1:])), "line 3, column 1 has 20,000 characters"),
    "a cell of 20 kB in a workbook": (lambda: as_xlsx(("x" * 20_000, *LEEDS[1:])), "line 2, column 1"),
    "an open quotation mark": (
        lambda: as_csv(LEEDS) + b'"York,church,York,YO1 7HH\r\n' + as_csv(*[LEEDS] * 5_000),
        "The row that begins in line 3 can't be read",
    ),
    "a zip bomb": (zip_bomb, "unpacks to far more"),
    "too many parts": (many_parts, "unpacks to far more"),
    "entities": (lambda: with_part(as_xlsx(LEEDS), FIRST_SHEET, BOMB_OF_ENTITIES), "holds instructions"),
    "hidden entities": (lambda: with_part(as_xlsx(LEEDS), FIRST_SHEET, hidden_entities()), "holds instructions"),
    "half a workbook": (lambda: as_xlsx(LEEDS)[:-200], "not a workbook that can be read"),
    "another archive": (lambda: with_part(as_xlsx(), "[Content_Types].xml", b"<nothing/>"), "not a workbook"),
    "an old workbook": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "a workbook of an old kind"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_refused_in_words_and_nothing_of_it_is_kept(name: str) -> None:
    make, words = FILES[name]
    with pytest.raises(BadFile, match=re.escape(words)):
        sheets.started(make(), by=factories.dele())
    assert not ImportBatch.objects.exists()
    assert not ImportRow.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_usual_encodings_are_recognised(encoding: str) -> None:
    sheet, lines = sheets.read(as_csv(CAFE).decode().encode(encoding))
    assert [line.cells for line in lines] == [list(CAFE)]
    assert bool(sheet.remark) == (encoding in ("utf-16", "cp1252"))


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_other_separators_are_recognised(separator: str) -> None:
    _sheet, lines = sheets.read(as_csv(LEEDS).decode().replace(",", separator).encode())
    assert [line.cells for line in lines] == [list(LEEDS)]


class Endless(io.RawIOBase):
    """A file of a million rows, which nobody holds as a whole."""

    def __init__(self, row: bytes, number: int) -> None:
        self.row, self.size, self.place = row, len(row) * number, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self.place = offset
        return offset

    def tell(self) -> int:
        return self.place

    def read(self, size: int = -1) -> bytes:
        number = min(size if size >= 0 else 65_536, self.size - self.place)
        start = self.place % len(self.row)
        self.place += number
        return (self.row * (number // len(self.row) + 2))[start : start + number]

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        found = self.read(len(buffer))
        buffer[: len(found)] = found
        return len(found)


def test_a_million_rows_are_refused_at_the_limit_in_little_memory() -> None:
    file: Any = Endless(b"Name,Kind,Town \n", 1_000_000)
    tracemalloc.start()
    sheet = reading.read(io.BufferedReader(file), size=1_000)  # a size that lies
    read_on = islice(sheet.rows, bounds.MOST_ROWS + 10)
    with pytest.raises(BadFile, match=f"more than {bounds.MOST_ROWS:,} rows"):
        assert sum(1 for _ in read_on) < bounds.MOST_ROWS
    assert tracemalloc.get_traced_memory()[1] < 8 * 1024 * 1024
    tracemalloc.stop()
    with pytest.raises(BadFile, match="larger than 20 MB"):
        reading.read(io.BufferedReader(file), size=bounds.LARGEST + 1)


def test_macros_and_links_to_other_files_are_left_alone() -> None:
    workbook = with_part(as_xlsx(LEEDS), "xl/vbaProject.bin", b"Sub Auto_Open()")
    workbook = with_part(workbook, "xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    _sheet, lines = sheets.read(workbook)
    assert [line.cells for line in lines] == [list(LEEDS)]


def test_a_formula_is_an_error_of_its_row_and_nothing_is_worked_out() -> None:
    _sheet, lines = sheets.read(as_xlsx(('=HYPERLINK("http://evil.example")', *LEEDS[1:]), LEEDS))
    assert lines[0].cells[0] == ""
    assert lines[0].errors == ["Column A has a formula. Copy it, paste its value in its place."]
    assert lines[1].errors == []


def test_numbers_days_and_truths_of_a_workbook_become_text() -> None:
    _sheet, lines = sheets.read(as_xlsx((12.0, True, None, 1.5)))
    assert lines[0].cells == ["12", "Yes", "", "1.5"]


def test_a_row_that_is_longer_than_its_headings_says_so_and_a_shorter_one_is_filled_up() -> None:
    _sheet, lines = sheets.read(as_csv((*LEEDS, "more"), LEEDS[:2]))
    assert lines[0].errors == ["It has more cells than there are headings."]
    assert lines[1].cells == [*LEEDS[:2], "", ""]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.binary(max_size=400))
def test_whatever_bytes_are_read_or_refused_in_words(content: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"Name,Town\n", b"\xff\xfe"):
        with suppress(BadFile):
            sheet, lines = sheets.read(start + content)
            assert all(len(line.cells) == len(sheet.headings) for line in lines)
