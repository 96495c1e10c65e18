import json
from pathlib import Path
from typing import Any

import pytest

from places.imports import hexmap
from places.models import Constituency
from tests.places.listing import constituencies, real, refusal, run

pytestmark = pytest.mark.django_db
COMMAND = "import_hexmap"
Hexes = dict[str, dict[str, Any]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "layout.hexjson"


@pytest.fixture
def hexes() -> Hexes:
    codes = Constituency.objects.current().order_by("code").values_list("code", flat=True)
    return {code: {"q": number % 26, "r": number // 26 - 12} for number, code in enumerate(codes)}


def write(file: Path, hexes: Any, layout: str = "odd-r") -> Path:
    file.write_text(json.dumps({"layout": layout, "version": "1.2", "hexes": hexes}), encoding="utf-8")
    return file


def cells() -> dict[str, tuple[int | None, int | None]]:
    return {seat.code: (seat.hex_q, seat.hex_r) for seat in Constituency.objects.current()}


def test_every_constituency_gets_its_cell_and_undo_gives_the_old_ones_back(file: Path, hexes: Hexes) -> None:
    before = constituencies()
    run(COMMAND, write(file, hexes))
    assert cells() == {code: (cell["q"], cell["r"]) for code, cell in hexes.items()}
    first, second, *_ = hexes
    hexes[first], hexes[second] = hexes[second], hexes[first]
    assert "nothing was changed" in run(COMMAND, write(file, hexes), "--dry-run")
    assert cells()[first] == (0, -12)
    said = run(COMMAND, file)
    assert "2 constituencies stand in another cell: Aldershot, Aldridge-Brownhills." in said
    assert "650 read; 0 added, 2 changed, 0 ended." in said
    assert cells()[first] == (1, -12)
    run(COMMAND, "--undo")
    assert cells()[first] == (0, -12)
    run(COMMAND, "--undo")
    assert constituencies() == before


def test_even_rows_are_counted_from_one_row_away(file: Path, hexes: Hexes) -> None:
    found = hexmap.read(write(file, hexes, "even-r"))
    assert found == {code: (cell["q"], cell["r"] - 1) for code, cell in hexes.items()}


@pytest.mark.parametrize(
    ("code", "cell", "reason"),
    [
        ("E14001063", None, "E14001063 has no cell: q and r must be whole numbers."),
        ("E14001063", {"q": 0.5, "r": 1}, "E14001063 has no cell"),
        ("E14001063", {"q": True, "r": 1}, "E14001063 has no cell"),
        ("E14001063", {"q": 10**6, "r": 1}, "E14001063 stands too far out, at 1000000, 1."),
        ("E14001063", {"q": 1, "r": -12}, "E14001063 and E14001064 stand in the same cell."),
        ("E14009999", {"q": 99, "r": 99}, "Not a constituency in force of The United Kingdom: E14009999."),
    ],
)
def test_a_cell_that_cannot_be_is_refused(file: Path, hexes: Hexes, code: str, cell: Any, reason: str) -> None:
    assert reason in refusal(COMMAND, write(file, hexes | {code: cell}))


def test_missing_constituencies_are_named(file: Path, hexes: Hexes) -> None:
    few = dict(list(hexes.items())[7:])
    assert "Missing from the file: E14001063 (Aldershot), E14001064 (Ald" in refusal(COMMAND, write(file, few))
    assert "and 2 more." in refusal(COMMAND, write(file, few))


def test_columns_cannot_be_made_rows(file: Path, hexes: Hexes) -> None:
    assert "no way of turning one into the other keeps north up" in refusal(COMMAND, write(file, hexes, "odd-q"))
    assert "names no layout that we know" in refusal(COMMAND, write(file, hexes, "hexagonal"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"layout": "odd-r", "hexes": {"E14001063": {"q": NaN, "r": 1}}}', "NaN is no number"),
        ('{"layout": "odd-r", "hexes": {"E14001063": {"q": 1, "r": 1}', "isn't sound JSON"),
        ('{"layout": "odd-r", "hexes": {"E14001063": 1, "E14001063": 2}}', "E14001063 is in it twice"),
        ("[" * 100_000, "isn't sound JSON"),
        ("[]", "is JSON of another kind"),
        ('{"layout": "odd-r"}', "it isn't HexJSON"),
        ("code,name", "is no JSON"),
        ("", "is empty"),
    ],
)
def test_a_file_that_is_no_layout_is_refused(file: Path, text: str, reason: str) -> None:
    file.write_text(text, encoding="utf-8")
    assert reason in refusal(COMMAND, file)


def test_the_real_layout_is_taken_over() -> None:
    assert "650 read; 0 added" in run(COMMAND, real("constituencies/uk-constituencies-2024.hexjson"))
    assert len(set(cells().values()) - {(None, None)}) == 650
