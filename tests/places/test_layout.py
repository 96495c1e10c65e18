import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from places.imports.hexmap import Cell
from places.maps import layout
from places.maps.layout_board import AROUND, EMPTY, SIMPLE, WIDTH, Board, mend, pieces, steps
from places.maps.layout_pairs import ACROSS_THE_SEA, Seat
from places.maps.layout_quality import axial, has_holes, measure
from places.models import Constituency, Position
from tests.conftest import LONG
from tests.places.listing import constituencies, refusal, run

EMBEDDED = Path(layout.__file__).parents[1] / "embedded"
MIDDLE = 64 * WIDTH + WIDTH // 2
Cells = dict[str, Cell]


def embedded_seats() -> list[Seat]:
    with (EMBEDDED / "constituencies.csv").open(encoding="utf-8", newline="") as file:
        return [
            Seat(
                row["code"],
                row["nation"],
                row["region"] or row["nation"],
                Position(float(row["latitude"]), float(row["longitude"])),
            )
            for row in csv.DictReader(file)
        ]


def embedded_cells() -> Cells:
    with (EMBEDDED / "hexagons.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: Cell(int(row["q"]), int(row["r"])) for row in csv.DictReader(file)}


def of(nation: str) -> list[int]:
    cells = embedded_cells()
    return [axial(cells[seat.code]) for seat in embedded_seats() if nation in (seat.nation, seat.area)]


def great_britain() -> list[int]:
    return of("England") + of("Scotland") + of("Wales")


def small_land() -> list[Seat]:
    """Two nations of twelve on a square grid a tenth of a degree wide, and three seats in one spot across the sea."""
    seats = [
        Seat(f"{row}{column}", "North" if row > 2 else "South", "Up" if row > 2 else "Down", spot)
        for row in range(6)
        for column in range(4)
        for spot in [Position(52 + row / 10, -2 + column / 10)]
    ]
    return seats + [Seat(f"N{number}", ACROSS_THE_SEA, ACROSS_THE_SEA, Position(52.3, -5)) for number in range(3)]


def test_every_constituency_has_a_cell_of_its_own() -> None:
    cells = embedded_cells()
    assert sorted(cells) == sorted(seat.code for seat in embedded_seats())
    assert len(set(cells.values())) == 650
    assert min(cell.q for cell in cells.values()) == 0
    assert min(cell.r for cell in cells.values()) in (0, 1)


def test_nations_and_regions_hold_together_have_no_holes_and_touch_whom_they_touch_on_the_ground() -> None:
    quality = measure(embedded_seats(), embedded_cells())
    assert (quality.broken, quality.holed, quality.parted, quality.strangers) == ([], [], [], [])
    assert len(pieces(great_britain())) == 1
    assert not has_holes(great_britain())


def test_neighbours_stay_near_and_north_stays_north() -> None:
    quality = measure(embedded_seats(), embedded_cells())
    assert quality.neighbours_kept > 0.89
    assert quality.north_kept > 0.8
    assert quality.east_kept > 0.8


def test_it_reads_as_great_britain_with_northern_ireland_across_the_water() -> None:
    cells = embedded_cells()
    rows = {name: [cell // WIDTH for cell in of(name)] for name in ("Scotland", "England", "Wales", ACROSS_THE_SEA)}
    assert min(rows["Scotland"]) > max(rows["Wales"])
    assert max(rows["Scotland"]) == max(cell // WIDTH for cell in great_britain())
    assert max(rows["Wales"]) < min(rows[ACROSS_THE_SEA]) < max(rows[ACROSS_THE_SEA]) < max(rows["Scotland"])
    assert min(steps(one, other) for one in of(ACROSS_THE_SEA) for other in great_britain()) == layout.STRAIT
    leftmost = min(cells[seat.code].q for seat in embedded_seats() if seat.nation != ACROSS_THE_SEA)
    assert max(cells[seat.code].q for seat in embedded_seats() if seat.nation == ACROSS_THE_SEA) <= leftmost + 5


def test_a_bad_layout_is_measured_as_one() -> None:
    seats, cells = embedded_seats(), embedded_cells()
    order = sorted(cells)
    mixed = dict(zip(order, [cells[code] for code in order[1::2] + order[::2]], strict=True))
    quality = measure(seats, mixed)
    assert quality.neighbours_kept < 0.3
    assert {"London", "England", "Wales"} <= set(quality.broken)
    assert quality.strangers
    ring = [Seat(str(turn), "South", "Down", Position(52 + turn / 10, -1)) for turn in range(6)]
    around = [Cell(3, 2), Cell(2, 3), Cell(1, 3), Cell(1, 2), Cell(1, 1), Cell(2, 1)]
    assert measure(ring, dict(zip("012345", around, strict=True))).holed == ["Down", "South"]


def test_a_small_land_is_laid_out_whole_and_the_same_in_whatever_order_it_comes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(layout, "TRIES", 1)
    seats = small_land()
    cells = layout.arrange(seats)
    quality = measure(seats, cells)
    assert len(set(cells.values())) == len(seats)
    assert (quality.broken, quality.holed, quality.parted) == ([], [], [])
    assert min(quality.north_kept, quality.east_kept) >= 0
    north, south = ([cells[seat.code].r for seat in seats if seat.nation == nation] for nation in ("North", "South"))
    assert sum(north) > sum(south)
    assert layout.arrange(seats[::-1]) == cells


def test_northern_ireland_laid_out_anew_is_as_it_stands() -> None:
    seats = [seat for seat in embedded_seats() if seat.nation == ACROSS_THE_SEA]
    anew = [axial(cell) for _, cell in sorted(layout.arrange(seats).items())]
    assert len({new - old for new, old in zip(anew, of(ACROSS_THE_SEA), strict=True)}) == 1


@pytest.mark.long
@pytest.mark.skipif(not LONG, reason="half a minute: make test-long")
def test_the_embedded_layout_is_what_the_embedded_list_gives() -> None:
    assert layout.arrange(embedded_seats()) == embedded_cells()


@settings(max_examples=150)
@given(st.sets(st.sampled_from([row * WIDTH + column for row in range(5) for column in range(5)])), st.data())
def test_a_simple_cell_joins_without_parting_or_closing_anything(blob: set[int], data: st.DataObject) -> None:
    cell = data.draw(st.sampled_from([row * WIDTH + column for row in range(1, 4) for column in range(1, 4)]))
    blob = {MIDDLE + other for other in blob - {cell}}
    cell += MIDDLE
    frame = {MIDDLE + row * WIDTH + column for row in range(-2, 7) for column in range(-2, 7)}
    if SIMPLE[sum((cell + step in blob) << turn for turn, step in enumerate(AROUND))]:
        assert len(pieces(blob)) == len(pieces(blob | {cell}))
        assert len(pieces(frame - blob)) == len(pieces(frame - blob - {cell}))


def test_strays_are_gathered_holes_filled_and_parts_joined() -> None:
    ring = [MIDDLE + step for step in AROUND]
    away = [MIDDLE + 5, MIDDLE + 6]
    board = Board(8)
    for seat, cell in enumerate(ring + away):
        board.put(seat, cell)
    groups = [(0, 3, 6), (1, 2, 4, 5, 7)]
    mend(board, groups)
    assert len(set(board.cell)) == 8
    assert all(board.at[cell] == seat for seat, cell in enumerate(board.cell))
    assert sum(seat != EMPTY for seat in board.at) == 8
    assert not has_holes(board.cell)
    assert [len(pieces(board.cell[seat] for seat in group)) for group in [range(8), *groups]] == [1, 1, 1]


@pytest.mark.django_db
def test_a_fresh_site_has_the_embedded_layout() -> None:
    assert placed() == embedded_cells()


@pytest.fixture
def mirrored(monkeypatch: pytest.MonkeyPatch) -> Cells:
    """What the command finds, for the sake of time: the layout that is there, seen in a mirror."""
    cells = {code: Cell(40 - cell.q - cell.r % 2, cell.r) for code, cell in embedded_cells().items()}
    monkeypatch.setattr(layout, "arrange", lambda seats: cells if seats_are_all_there(seats) else {})
    return cells


def seats_are_all_there(seats: list[Seat]) -> bool:
    return sorted(seats, key=lambda seat: seat.code) == sorted(embedded_seats(), key=lambda seat: seat.code)


def placed() -> Cells:
    rows = Constituency.objects.current().values_list("code", "hex_q", "hex_r")
    return {code: Cell(q, r) for code, q, r in rows if q is not None and r is not None}


@pytest.mark.django_db
def test_the_command_writes_the_layout_and_undo_puts_the_old_one_back(mirrored: Cells) -> None:
    before = constituencies()
    said = run("arrange_hexmap", "--dry-run")
    assert "neighbours 91% are within two cells" in said
    assert "nothing was changed" in said
    assert constituencies() == before
    run("arrange_hexmap")
    assert placed() == mirrored
    run("arrange_hexmap", "--undo")
    assert constituencies() == before


@pytest.mark.django_db
def test_the_layout_is_written_to_a_file_without_a_change(mirrored: Cells, tmp_path: Path) -> None:
    before = constituencies()
    run("arrange_hexmap", "--csv", tmp_path / "hexagons.csv")
    assert constituencies() == before
    lines = (tmp_path / "hexagons.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "code,q,r"
    assert lines[1:] == [f"{code},{q},{r}" for code, (q, r) in sorted(mirrored.items())]
    assert "not both" in refusal("arrange_hexmap", "--undo", "--csv", tmp_path / "other.csv")


@pytest.mark.django_db
def test_a_constituency_that_lies_nowhere_is_named() -> None:
    Constituency.objects.filter(name="Aldershot").update(latitude=None, longitude=None)
    assert "lie first: Aldershot." in refusal("arrange_hexmap")


@pytest.mark.django_db
def test_where_no_layout_is_whole_everything_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "TRIES", 0)
    assert "No layout was found" in refusal("arrange_hexmap")
