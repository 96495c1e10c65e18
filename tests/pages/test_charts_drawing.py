"""Drawings equal their tables: places and lengths are those of the figures, and nothing leaves the picture."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.charts import chart, numbers, words
from pages.charts.chart import Chart
from pages.charts.drawing import Drawing
from pages.charts.figures import Kind
from pages.charts.labels import apart
from pages.charts.scale import Scale

YEARS = [str(year) for year in range(2019, 2026)]
LONG = ["Made by hand in a house", "Found in the sea or in a river", "Lent by somebody else", "Other"]
BAR = re.compile(r"M(\S+) (\S+)h(\S+)v(\S+)h\S+z")
POINT = re.compile(r"([ML])(\S+?) ([\d.-]+)")
STROKE = re.compile(r"M(\S+) ([\d.-]+)([hv])([\d.-]+)")
amounts = st.decimals(-(10**9), 10**9, places=2, allow_nan=False, allow_infinity=False)
positive = st.decimals(0, 10**9, places=2, allow_nan=False, allow_infinity=False)


def made(kind: Kind, names: list[str], *columns: list[Any]) -> Chart:
    head = ["Point", *(f"Series {number}" for number in range(len(columns)))]
    rows = zip(names, *columns, strict=True)
    return chart.of(
        [head, *([name, *(cell if cell is None else str(cell) for cell in row)] for name, *row in rows)], kind
    )


def bars(drawing: Drawing, series: int, of: int) -> list[tuple[float, ...]]:
    """Each as (x, y, width, height), without the swatch of the key that the same series has."""
    shapes = [shape for shape in drawing.shapes if shape.role == "fill" and shape.series == series]
    assert len(shapes) == of
    return [tuple(map(float, found)) for found in BAR.findall(shapes[-1].d)]


def proportional(lengths: list[float], values: Sequence[float]) -> bool:
    """Within the tenth of a unit that places are rounded to."""
    unit = max(lengths) / max(values)
    return all(abs(length - value * unit) <= 0.25 for length, value in zip(lengths, values, strict=True))


COUNTS = [3266, 10616, 0, 16921, 16990, 19125, 23411]


@pytest.mark.parametrize("size", [0, 1], ids=["wide", "narrow"])
def test_upright_bars_are_as_high_as_their_figures(size: int) -> None:
    found = bars(made("bar", YEARS, COUNTS).drawings[size], 1, of=1)
    assert proportional([height for _, _, _, height in found], COUNTS)
    assert len({round(y + height, 1) for _, y, _, height in found}) <= 2, "they stand on one line"
    assert len({width for _, _, width, _ in found}) == 1


@pytest.mark.parametrize("size", [0, 1], ids=["wide", "narrow"])
def test_lying_bars_are_as_long_as_their_figures(size: int) -> None:
    one, other = [400, 300, 200, 100], [50, 60, 70, 80]
    drawing = made("bar", LONG, one, other).drawings[size]
    lengths = [[width for _, _, width, _ in bars(drawing, series, of=2)] for series in (1, 2)]
    assert proportional(lengths[0] + lengths[1], one + other)


@pytest.mark.parametrize("size", [0, 1], ids=["wide", "narrow"])
def test_stacked_bars_stand_on_each_other_and_add_up(size: int) -> None:
    parts = [[40, 30, 20, 10], [5, 6, 7, 8], [1, 2, 0, 3]]
    upright = made("stacked", YEARS[:4], *parts).drawings[size]
    columns = [bars(upright, series, of=1) for series in (1, 2, 3)]
    assert proportional([height for column in columns for *_, height in column], [v for part in parts for v in part])
    for point in range(4):
        for below, above in ((0, 1), (1, 2)):
            assert columns[below][point][1] == pytest.approx(
                columns[above][point][1] + columns[above][point][3], abs=0.2
            )
    lying = made("stacked", LONG, *parts).drawings[size]
    rows = [bars(lying, series, of=2) for series in (1, 2, 3)]
    assert proportional([width for row in rows for _, _, width, _ in row], [v for part in parts for v in part])
    assert rows[1][0][0] == pytest.approx(rows[0][0][0] + rows[0][0][2], abs=0.2)


@pytest.mark.parametrize("size", [0, 1], ids=["wide", "narrow"])
def test_a_line_goes_through_its_figures_in_equal_steps(size: int) -> None:
    drawing = made("line", YEARS, COUNTS).drawings[size]
    (line,) = [shape.d for shape in drawing.shapes if shape.role == "line"]
    places = [(float(x), float(y)) for _, x, y in POINT.findall(line)]
    floor = max(y for _, y in places)  # the figure that is zero
    assert proportional([floor - y for _, y in places], COUNTS)
    steps = [after - before for (before, _), (after, _) in pairwise(places)]
    assert max(steps) - min(steps) < 0.25


def test_what_is_below_zero_hangs_under_the_line() -> None:
    drawing = made("bar", YEARS[:3], [50, -25, 10]).drawings[0]
    up, down, _ = bars(drawing, 1, of=1)
    assert down[1] == pytest.approx(up[1] + up[3], abs=0.2)
    assert proportional([up[3], down[3]], [50, 25])


def test_a_missing_figure_is_a_gap_and_never_a_zero() -> None:
    line = made("line", YEARS, [1, 2, None, 4, 5, 6, 7]).drawings[0].shapes[0].d
    assert [pen for pen, _, _ in POINT.findall(line)] == ["M", "L", "M", "L", "L", "L"]
    columns = made("bar", YEARS, [1, 2, None, 4, 5, 6, 7]).drawings[0]
    found = bars(columns, 1, of=1)
    assert len(found) == 6
    assert found[2][0] - found[1][0] == pytest.approx(2 * (found[1][0] - found[0][0]), abs=0.2)
    assert "no figure" in [text.text for text in made("bar", LONG, [1, None, 3, 4]).drawings[1].texts]


def test_a_zero_is_written_where_its_bar_can_not_be_seen() -> None:
    many = [str(year) for year in range(1970, 2026)]
    narrow = made("bar", many, [0, *[12345] * 55]).drawings[1]
    assert [text.text for text in narrow.texts if text.role == "value"] == ["0"]


def test_a_point_between_two_gaps_is_still_marked() -> None:
    many = [str(year) for year in range(1970, 2026)]
    narrow = made("line", many, [1, None, 5, None, *[7] * 52]).drawings[1]
    (marks,) = [shape.d for shape in narrow.shapes if shape.role == "marks"]
    assert marks.count("M") == 3, "both that stand alone, and the last"


def test_a_year_that_the_table_leaves_out_leaves_a_gap_too() -> None:
    drawn = made("line", ["2018", "2019", "2021", "2022"], [1, 2, 4, 5])
    assert drawn.figures.points == ("2018", "2019", "2021", "2022")
    line = drawn.drawings[0].shapes[0].d
    assert [pen for pen, _, _ in POINT.findall(line)] == ["M", "L", "M", "L"]
    every_ten = made("line", ["1991", "2001", "2011", "2021"], [1, 2, 4, 5]).drawings[0].shapes[0].d
    assert [pen for pen, _, _ in POINT.findall(every_ten)] == ["M", "L", "L", "L"]


def test_names_of_moments_stand_side_by_side_and_others_one_under_the_other() -> None:
    def roles(names: list[str]) -> set[str]:
        return {text.role for drawing in made("bar", names, [1, 2]).drawings for text in drawing.texts}

    for moments in (["2024", "2025"], ["2023/24", "2024/25"], ["Q1 2025", "Q2 2025"], ["0-17", "18-24"]):
        assert "row" not in roles(moments), moments
    for others in (["Adults", "Children"], ["UK", "Abroad"], ["Year ending March 2024", "Year ending March 2025"]):
        assert "row" in roles(others), others


def test_every_series_has_a_mark_a_pattern_and_a_name_of_its_own() -> None:
    six = [[number + 1] * 7 for number in range(6)]
    lines = made("line", YEARS, *six).drawings[1]
    first_marks = {re.split(r"(?<=.)M", shape.d)[0] for shape in lines.shapes if shape.role == "marks"}
    assert len({re.sub(r"^M\S+ \S+?(?=[a-z])", "", mark) for mark in first_marks}) == 6
    assert {text.series for text in lines.texts if text.role == "name"} == {1, 2, 3, 4, 5, 6}
    assert made("stacked", YEARS, *six).drawings[0].patterns == [2, 3, 4, 5, 6]


@given(st.lists(amounts, min_size=1, max_size=60), st.integers(1, 6))
def test_ticks_begin_and_end_round_the_figures_and_are_round_themselves(values: list[Decimal], most: int) -> None:
    scale = Scale.with_ticks(values, most)
    ticks, zero = scale.ticks, Decimal(0)
    assert ticks[0] == scale.low <= min([zero, *values])
    assert ticks[-1] == scale.high >= max([zero, *values])
    assert zero in ticks
    assert 2 <= len(ticks) <= most + 2
    assert scale.step.normalize().as_tuple().digits in {(1,), (2,), (5,)}
    assert all(0 <= scale.share(value) <= 1 for value in values)
    assert all("E" not in numbers.written(tick) for tick in ticks)


def test_ticks_are_written_with_the_decimals_they_need() -> None:
    assert [str(tick) for tick in Scale.with_ticks([Decimal("0.9")]).ticks] == [
        "0.0",
        "0.2",
        "0.4",
        "0.6",
        "0.8",
        "1.0",
    ]
    assert [str(tick) for tick in Scale.with_ticks([Decimal(23411)]).ticks][-1] == "25000"
    assert [str(tick) for tick in Scale.with_ticks([Decimal(0)]).ticks][-1] == "1.0"


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(10, 40)), min_size=1, max_size=6))
def test_labels_never_lie_on_each_other(wanted: list[tuple[float, float]]) -> None:
    wanted = sorted(wanted)
    heights = [height for _, height in wanted]
    tops = apart([place for place, _ in wanted], heights, 0, 300)
    assert all(top >= -1e-6 and top + height <= 300 + 1e-6 for top, height in zip(tops, heights, strict=True))
    for index in range(len(tops) - 1):
        assert tops[index] + heights[index] <= tops[index + 1] + 1e-6


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    kind: Kind = draw(st.sampled_from(["line", "bar", "stacked"]))
    count = draw(st.integers(2, 12))
    values = st.one_of(st.none(), positive if kind == "stacked" else amounts)
    columns = [draw(st.lists(values, min_size=count, max_size=count)) for _ in range(draw(st.integers(1, 5)))]
    for column in columns:
        column[draw(st.integers(0, count - 1))] = draw(positive)
    name = st.text(alphabet="abcdefghW i-1éŵ漢", min_size=1, max_size=36).map(lambda text: " ".join(text.split()))
    names = [f"{2000 + index}" if draw(st.booleans()) else f"{index} {draw(name)}".strip() for index in range(count)]
    heads = ["", *(f"{index} {draw(name)}".strip() for index in range(len(columns)))]
    rows = [
        [each, *(None if cell is None else f"{cell:f}" for cell in row)]
        for each, *row in zip(names, *columns, strict=True)
    ]
    return chart.of([heads, *rows], kind)


@settings(max_examples=150, deadline=None)
@given(charts())
def test_nothing_leaves_the_picture(drawn: Chart) -> None:
    for drawing in drawn.drawings:
        width, font = drawing.size.width, drawing.size.font
        assert 0 < drawing.height < 5000
        for shape in drawing.shapes:
            assert "nan" not in shape.d
            assert "inf" not in shape.d
            for x, y, wide, high in BAR.findall(shape.d):
                assert float(wide) >= 0 <= float(high)
                assert -0.1 <= float(x) <= float(x) + float(wide) <= width + 0.2
                assert -0.1 <= float(y) <= float(y) + float(high) <= drawing.height + 0.2
            for _, x, y in POINT.findall(shape.d) if shape.role == "line" else []:
                assert 0 <= float(x) <= width
                assert 0 <= float(y) <= drawing.height
        for x, y, way, length in STROKE.findall(drawing.base + drawing.grid):
            assert 0 <= float(x) <= float(x) + (float(length) if way == "h" else 0) <= width + 0.1
            assert 0 <= float(y) <= float(y) + (float(length) if way == "v" else 0) <= drawing.height
        for text in drawing.texts:
            before = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor] * words.width(text.text, font)
            assert text.x - before >= -1
            assert text.x - before + words.width(text.text, font) <= width + 1
            assert font * 0.7 <= text.y <= drawing.height
