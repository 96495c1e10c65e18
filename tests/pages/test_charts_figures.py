"""What is read from a chart's table or file, and what is said of one that can't be drawn."""

import io
from collections.abc import Sequence
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.charts import figures, numbers, sheets
from pages.charts.figures import BadFigures, Kind

HEAD = ["Year", "Adults", "Children"]
GOOD = [HEAD, ["2015", "2,200", "900"], ["2016", "2500", ""], ["2017", "3000.5", "2 100"]]


def problems(rows: list[list[str]], kind: Kind = "line") -> list[str]:
    with pytest.raises(BadFigures) as caught:
        figures.read(rows, kind)
    return caught.value.problems


def problems_of_file(content: bytes) -> list[str]:
    with pytest.raises(BadFigures) as caught:
        figures.read(sheets.rows_of(io.BytesIO(content)), "line")
    return caught.value.problems


def test_a_table_is_read_as_names_and_exact_numbers() -> None:
    read = figures.read(GOOD, "line")
    assert (read.corner, read.points) == ("Year", ("2015", "2016", "2017"))
    assert read.series[0] == ("Adults", (Decimal(2200), Decimal(2500), Decimal("3000.5")))
    assert read.series[1] == ("Children", (Decimal(900), None, Decimal(2100)))


def test_empty_rows_and_columns_of_the_editors_table_are_passed_over() -> None:
    padded = [[*row, "", ""] for row in GOOD[:2]] + [[""] * 5] + [[*row, None, " "] for row in GOOD[2:]] + [[""] * 5]
    assert figures.read(padded, "line") == figures.read(GOOD, "line")


def test_a_total_with_a_part_missing_is_no_total() -> None:
    assert figures.read(GOOD, "stacked").totals() == [Decimal(3100), None, Decimal("5100.5")]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("23,411", "23411"),
        ("23\N{NO-BREAK SPACE}411", "23411"),
        ("-1.50", "-1.50"),
        ("\N{MINUS SIGN}3", "-3"),
        ("0", "0"),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, number: str) -> None:
    read = figures.read([["", "A"], ["x", text], ["y", "1"]], "bar")
    assert str(read.series[0].values[0]) == number


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("about 300", '"about 300" is not a number.'),
        ("1,5", '"1,5" can be read in two ways.'),
        ("1,2345", '"1,2345" can be read in two ways.'),
        ("1.234.567", '"1.234.567" can be read in two ways.'),
        ("45%", '"45%" is not a number alone. Leave the sign out and make "per cent" the unit.'),
        ("£12", '"£12" is not a number alone. Leave the sign out and name the currency in the unit.'),
        ("n/a", '"n/a" stands for no figure. Leave the cell empty'),
        ("..", '".." stands for no figure.'),
        ("Infinity", '"Infinity" is not a number.'),
        ("NaN", '"NaN" is not a number.'),
        ("1e9", '"1e9" is not a number.'),
        ("0x1F", '"0x1F" is not a number.'),
        ("٣", '"٣" is not a number.'),
        ("9" * 13, "is too large."),
        ("9" * 5000, "is too large."),
        ("0.1234567", '"0.1234567" has more than 6 decimals.'),
        ("=1+1", '"=1+1" is not a number.'),
    ],
)
def test_what_is_no_number_is_refused_with_its_row(text: str, said: str) -> None:
    (problem,) = problems([HEAD, ["2015", "1", "2"], ["2016", "3", "4"], ["2017", text, "5"]])
    assert problem.startswith("Row 4 (2017): ")
    assert said in problem
    assert len(problem) < 200


def test_several_mistakes_are_told_at_once_and_not_too_many() -> None:
    rows = [HEAD, *([str(year), "x1", "x2"] for year in range(2000, 2010))]
    found = problems(rows)
    assert len(found) == figures.MOST_PROBLEMS
    assert found[2] == 'Row 3 (2001): "x1" is not a number.'


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "There is nothing in the table."),
        ([["", ""], ["", ""]], "There is nothing in the table."),
        ([HEAD, ["2015", "1", "2"]], "A chart needs at least 2 points, each a row under the row of names."),
        ([["Year"], ["2015"], ["2016"]], "There is only one column: the first names the points"),
        ([HEAD, ["2015", "1", "2"], ["2016", "1"]], "Row 3 (2016) has 2 cells, and the first row has 3."),
        ([HEAD, ["2015", "1", "2", "3"], ["2016", "1", "2"]], "Row 2 (2015) has 4 cells, and the first row has 3."),
        ([["Year", ""], ["2015", "1"], ["2016", "2"]], "Column 2 has no name in the first row."),
        ([["Year", "A", "A"], ["x", "1", "1"], ["y", "2", "2"]], 'Column 3 has the same name as another, "A".'),
        ([["Year", "A", "B"], ["x", "1", ""], ["y", "2", ""]], 'Column 3, "B", holds no figures.'),
        ([["Year", "A" * 41], ["x", "1"], ["y", "2"]], "is longer than 40 characters."),
        ([HEAD, ["2015", "1", "2"], ["", "1", "2"]], "Row 3 has no name in its first cell."),
        ([HEAD, ["2015", "1", "2"], ["2015", "1", "2"]], "Row 3 (2015) has the same name as row 2."),
        ([HEAD, ["x" * 81, "1", "2"], ["2016", "1", "2"]], "has a name of more than 80 characters."),
        ([HEAD, ["20\x0015", "1", "2"], ["2016", "1", "2"]], "Row 2 holds a character that can't be shown."),
        ([HEAD, ["2015", "1", "2"], ["\u202e6102", "1", "2"]], "Row 3 holds a character that can't be shown."),
        ([["Year", *"ABCDEFG"], ["x", *"1234567"], ["y", *"1234567"]], "There are 7 columns of figures."),
    ],
)
def test_a_table_that_is_no_chart_is_refused(rows: list[list[str]], said: str) -> None:
    found = problems(rows)
    assert said in found[0]


def test_stacked_bars_take_nothing_below_zero() -> None:
    rows = [HEAD, ["2015", "1", "2"], ["2016", "-5", "2"]]
    assert problems(rows, "stacked") == ["Row 3 (2016): -5 is below zero, which stacked bars can't show."]
    assert figures.read(rows, "line")


def test_of_ten_thousand_rows_the_first_too_many_is_named() -> None:
    rows = [["Day", "Count"], *([f"day {number}", str(number)] for number in range(10_000))]
    assert problems(rows) == ["Row 62 (day 60) is one too many: a chart shows at most 60 points."]


def test_bars_side_by_side_are_limited_by_what_a_phone_can_show() -> None:
    rows = [HEAD, *([str(number), "1", "2"] for number in range(31))]
    said = "Row 32 (30) is one too many: with 2 columns of figures, bars show at most 30 points."
    assert problems(rows, "bar")[0].startswith(said)
    assert figures.read(rows, "line")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_is_read_whatever_parts_its_cells_and_lines(separator: str, encoding: str, end: str) -> None:
    lines = [separator.join(f'"{cell}"' if "," in cell else cell for cell in row) for row in [*GOOD, ["", "", ""]]]
    rows = sheets.rows_of(io.BytesIO(end.join(lines).encode(encoding)))
    assert figures.read(rows, "line") == figures.read(GOOD, "line")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "There is nothing in the table."),
        ("Year,A\n2015,1\n2016,£2".encode("cp1252"), "Row 3 holds a character that is not UTF-8."),
        ("Year,A\n2015,1\n".encode("utf-16"), "Row 1 is not text, so this is no CSV file."),
        (b"PK\x03\x04\x14\x00", "Row 1 is not text, so this is no CSV file."),
        (b"Year,A\n2015,1\n20\x0716,2", "Row 3 is not text, so this is no CSV file."),
        (b'Year,A\n2015,1\n"2016,2\n2017,3', "Row 3 is not CSV: a quotation mark in it is out of place."),
        (b"<!doctype html>\n<title>x</title>\n<p>y</p>", "There is only one column"),
        (b"Year,A\n2015,1\n2016\n", "Row 3 (2016) has 1 cell, and the first row has 2."),
        (b"Year,A\n2015,1\n\n2016,many\n", 'Row 4 (2016): "many" is not a number.'),
        (b"Year,A\n" + b"2015,1\n" * 200_000, "The file is larger than 1 MB"),
        (b"Year,A\n" + b"".join(b"%d,1\n" % number for number in range(10_000)), "Row 62 (60) is one too many"),
    ],
)
def test_a_file_that_is_no_chart_is_refused_with_the_row(content: bytes, said: str) -> None:
    assert said in problems_of_file(content)[0]


def test_a_csv_file_holds_the_figures_and_nothing_a_spreadsheet_runs() -> None:
    rows = [["=Year", "+A", 'B, or "C"'], ["@x", "-1", "0.50"], ["-y", "", "1,000"], ["-5", "2", "3"]]
    text = sheets.as_csv(figures.read(rows, "line"))
    assert text == '\'=Year,\'+A,"B, or ""C"""\r\n\'@x,-1,0.50\r\n\'-y,,1000\r\n-5,2,3\r\n'


CELLS = st.one_of(
    st.none(),
    st.decimals(-(10**11), 10**11, places=3, allow_nan=False).map(lambda number: f"{number:f}"),
    st.integers(-(10**11), 10**11).map(lambda number: f"{number:,}"),
)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=40))
def test_what_goes_into_a_csv_file_comes_out_of_it(cells: list[tuple[str | None, str | None]]) -> None:
    rows: list[Sequence[Any]] = [
        ["Point", "A", "B"],
        ["first", "1", "2"],
        *([f"no {index}", *row] for index, row in enumerate(cells)),
    ]
    before = figures.read(rows, "line")
    again = sheets.rows_of(io.BytesIO(sheets.as_csv(before).encode()))
    assert figures.read(again, "line") == before


# Any bytes are hardly ever a table, so most of these are one, now and then with a cell that holds no figure.
FIGURE = st.sampled_from(["1", "3.5", "2,000", "0", "-2"])
CELL = st.one_of(FIGURE, FIGURE, FIGURE, st.sampled_from(["", "many", "NaN", '"']))
YEAR = st.sampled_from(["2014", "2015", "2016", "2017"])
LINES = st.lists(st.tuples(YEAR, CELL), max_size=4, unique_by=lambda line: line[0]) | st.lists(st.tuples(YEAR, CELL))
TABLES = LINES.map(lambda lines: "\n".join(["Year\tA", *("\t".join(line) for line in lines)]).encode())
OF_A_FILE = st.one_of(st.binary(max_size=300), TABLES, TABLES)


def read_or_refused(content: bytes) -> figures.Figures | BadFigures:
    try:
        return figures.read(sheets.rows_of(io.BytesIO(content)), "stacked")
    except BadFigures as refused:
        return refused


@given(OF_A_FILE)
def test_a_file_is_refused_with_a_reason_or_gives_figures_that_can_be_drawn(content: bytes) -> None:
    found = read_or_refused(content)
    if isinstance(found, BadFigures):
        assert 1 <= len(found.problems) <= figures.MOST_PROBLEMS
        assert all(problem.endswith(".") for problem in found.problems)
    else:
        assert figures.FEWEST_POINTS <= len(found.points) == len(set(found.points)) <= figures.MOST_POINTS
        assert all(len(series.values) == len(found.points) for series in found.series)
        assert found.known()
        assert all(value.is_finite() and value >= 0 for value in found.known())


@given(st.text(min_size=1, max_size=30))
def test_no_text_does_worse_than_to_be_no_number(text: str) -> None:
    with suppress(numbers.NotANumber):
        assert numbers.read(text).is_finite()
