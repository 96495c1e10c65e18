"""What is in a hand-in pack: it says what the log says, and no small number."""

import csv
import hashlib
import io
import json
import re
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from campaigns.enums import CommentState, PackState
from campaigns.models import CountRepair, HandInPack, LogEntry, LogHead, PackArchive, Petition
from campaigns.selectors import totals
from campaigns.selectors.totals import Day
from campaigns.services import log_format, log_keys, pack_archive, pack_snapshot, packs
from campaigns.services.pack_tables import HIDDEN, Period, periods
from places.models import Constituency
from tests import factories
from tests.campaigns import folded, logs

pytestmark = pytest.mark.django_db
SEATS = {"leeds-south": 120, "leeds-east": 31, "york-outer": 3, "york-central": 6, "cardiff-west": 2, "belfast-east": 5}
COUNTED = sum(SEATS.values()) + 40 + 3


def wide(**fields: Any) -> Petition:
    """A petition that is counted in several places, some of them small, with its log."""
    made = factories.petition(**fields)
    folded.fold(made, SEATS, elsewhere=0, FR=40, DE=3)
    folded.changed(made, datetime(2026, 9, 1, 9, tzinfo=UTC), COUNTED - 2)
    folded.changed(made, datetime(2026, 9, 3, 9, tzinfo=UTC), 2)
    logs.written(made, COUNTED)
    return made


def pack(petition: Petition) -> tuple[HandInPack, zipfile.ZipFile]:
    asked = packs.ask(petition=petition, by=factories.member_of("Campaign staff"))
    assert packs.make_all() == 1
    asked.refresh_from_db()
    content = bytes(PackArchive.objects.get(pk=asked.pk).content)
    assert hashlib.sha256(content).hexdigest() == asked.digest
    return asked, zipfile.ZipFile(io.BytesIO(content))


def words(pdf: bytes) -> str:
    return " ".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_it_counts_exactly_the_lines_of_the_log_below_the_head_that_it_prints() -> None:
    made, archive = pack(wide())
    head = LogHead.objects.get()
    assert (made.counted, made.head, head.size) == (COUNTED, head, COUNTED)
    [given] = json.loads(archive.read("log-head.json"))["heads"]
    assert given["statement"] == log_format.head_of(head)
    assert log_keys.is_signed(given["statement"], key=given["key"], proof=bytes.fromhex(given["signature"]))
    said = words(archive.read("petition.pdf"))
    assert f"{COUNTED} signatures" in said
    assert bytes(head.root).hex() in said.replace(" ", "")


def table(archive: zipfile.ZipFile, name: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(archive.read(f"{name}.csv").decode("utf-8-sig"))))


def workbook(archive: zipfile.ZipFile) -> dict[str, list[list[str]]]:
    book = load_workbook(io.BytesIO(archive.read("tables.xlsx")))
    return {
        sheet.title: [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        for sheet in book
    }


TABLES = {
    "constituencies": "By constituency",
    "nations": "By nation and region",
    "countries": "By country",
    "days": "Over time",
}


def test_no_number_under_5_is_in_any_table() -> None:
    _, archive = pack(wide())
    cells = [cell for name in TABLES for row in table(archive, name)[1:] for cell in row]
    numbers = [int(cell) for cell in cells if re.fullmatch(r"-?[0-9]+", cell)]
    assert max(numbers) == COUNTED
    assert all(number == 0 or number >= 5 for number in numbers)
    assert cells.count(HIDDEN) > 3


def test_tables_say_the_same_in_each_form_and_as_the_site_does() -> None:
    petition = wide()
    factories.representative(Constituency.objects.get(slug="leeds-south"))
    _, archive = pack(petition)
    assert workbook(archive) == {title: table(archive, name) for name, title in TABLES.items()}
    rows = {row[0]: row for row in table(archive, "constituencies")[1:]}
    assert len(rows) == Constituency.objects.current().count()
    assert rows["Leeds South"][2:] == ["England", "Yorkshire and The Humber", "Alex Sample", "Example Party", "120"]
    shown = totals.origins(petition.pk)
    for seat in Constituency.objects.filter(slug__in=SEATS):
        count = shown.constituencies[seat.pk]
        assert rows[seat.name][-1] == (HIDDEN if count is None else str(count))


def test_a_sheet_is_made_for_each_mp_whose_number_may_be_told() -> None:
    factories.representative(Constituency.objects.get(slug="leeds-south"))
    petition = wide()
    _, archive = pack(petition)
    shown = pack_snapshot.take(petition).seats
    expected = {f"mps/{seat.slug}.pdf" for seat in shown if seat.signatures and seat.signatures >= 5}
    sheets = {name for name in archive.namelist() if name.startswith("mps/")}
    assert sheets == expected
    assert "mps/york-outer.pdf" not in sheets
    said = words(archive.read("mps/leeds-south.pdf"))
    assert "For Alex Sample, MP for Leeds South" in said
    assert "120" in said
    assert str(COUNTED) in said


def test_the_list_of_checksums_is_right_and_the_document_prints_those_of_the_tables() -> None:
    _, archive = pack(wide())
    pairs = [line.split("  ") for line in archive.read("SHA256SUMS").decode().splitlines()]
    lines = {name: digest for digest, name in pairs}
    assert set(lines) == set(archive.namelist()) - {"SHA256SUMS"}
    assert all(hashlib.sha256(archive.read(name)).hexdigest() == digest for name, digest in lines.items())
    said = words(archive.read("petition.pdf")).replace(" ", "")
    assert all(lines[name] in said for name in lines if name.endswith((".csv", ".xlsx")))


def test_the_same_moment_gives_the_same_bytes() -> None:
    snapshot = pack_snapshot.take(wide())
    first = pack_archive.build(snapshot, alive=lambda done: None)
    assert pack_archive.build(snapshot, alive=lambda done: None) == first


def test_the_document_is_tagged_and_says_what_was_asked_word_for_word() -> None:
    petition = wide(wording="We ask for #emph[more] & $5.\n\nNow.")
    petition.corrections.create(text="It is four, not five.")
    CountRepair.objects.create(petition=petition, what="all", was=200, now=210, reason="A disk was full.")
    _, archive = pack(petition)
    pdf = archive.read("petition.pdf")
    assert "/StructTreeRoot" in PdfReader(io.BytesIO(pdf)).root_object
    said = words(pdf)
    for sentence in (
        "A petition to The Home Secretary",
        "We ask for #emph[more] & $5. Now.",
        "It is four, not five.",
        "(all) was put right from 200 to 210: A disk was full.",
    ):
        assert sentence in said


def test_only_comments_that_are_shown_are_in_it_and_names_only_where_they_may_be() -> None:
    petition = factories.petition()
    leeds = Constituency.objects.get(slug="leeds-south")
    spoken = {"comment_state": CommentState.SHOWN, "constituency_found": leeds}
    folded.confirmed(petition, "Suzie Signer", comment="=Because 1+1", is_public=True, **spoken)
    folded.confirmed(petition, "Priya Private", comment="It matters.", **spoken)
    folded.confirmed(petition, "Mallory Meddler", comment="Not yet read", comment_state=CommentState.WAITING)
    folded.fold(petition, {"leeds-south": 3})
    logs.written(petition, 3)
    made, archive = pack(petition)
    rows = list(csv.reader(io.StringIO(archive.read("comments.csv").decode("utf-8-sig"))))
    assert rows[1:] == [["", "", "It matters."], ["Suzie", "Leeds South", "'=Because 1+1"]]
    said = words(archive.read("petition.pdf"))
    assert "=Because 1+1 Suzie, Leeds South" in said
    whole = "".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist()) + said
    assert not re.search("Signer|Priya|Mallory|Not yet read|example.org/", whole.replace("example.org/pet", ""))
    assert made.comments == 2


def test_a_petition_that_nobody_signed_yet_can_be_packed_too() -> None:
    made, archive = pack(factories.petition())
    assert (made.counted, made.head) == (0, None)
    assert "log-head.json" not in archive.namelist()
    assert "0 signatures" in words(archive.read("petition.pdf"))


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ([4], []),
        ([2, 4, 7], [(1, 3, 7)]),
        ([7, 9], [(1, 2, 9)]),
        ([7, 14, 12], [(1, 1, 7), (2, 3, 5)]),
        ([7, 12, 10], [(1, 3, 10)]),
        ([7, 12, 1], []),
        ([9, 9, 20], [(1, 1, 9), (2, 3, 11)]),
    ],
)
def test_days_are_joined_until_each_stretch_brought_five(ends: list[int], expected: list[tuple[int, int, int]]) -> None:
    days = [Day(date(2026, 9, number), total) for number, total in enumerate(ends, start=1)]
    said = [Period(date(2026, 9, first), date(2026, 9, last), change) for first, last, change in expected]
    assert periods(days) == said


def test_it_is_not_made_where_log_and_count_disagree() -> None:
    petition = wide()
    LogEntry.objects.create(petition=petition, kind="signed", commitment=b"\x00" * 32)
    packs.ask(petition=petition, by=factories.dele())
    packs.make_all()
    made = HandInPack.objects.get()
    assert made.state == PackState.FAILED
    assert made.error == f"The log says that {COUNTED + 1} count, and {COUNTED} are counted. Run check_counts."
    assert not PackArchive.objects.exists()
