"""A chart as its template has it: the figures in words, and a drawing for each width."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from pages.charts import columns, figures, lines, numbers, rows
from pages.charts.drawing import SIZES, Drawing, Size
from pages.charts.figures import Figures, Kind, Series

Draw = Callable[[Figures, Size], Drawing]
UPRIGHT: dict[Kind, Draw] = {"line": lines.draw, "bar": columns.draw, "stacked": columns.draw_stacked}
LYING: dict[Kind, Draw] = {"line": lines.draw, "bar": rows.draw, "stacked": rows.draw_stacked}
LONGEST_MOMENT = 10  # characters: "2025", "2025/26", "Q1 2025", "Sept 2025", but no "65 and over in care"
YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}")


@dataclass(frozen=True)
class Chart:
    kind: Kind
    figures: Figures
    drawings: list[Drawing]
    in_order: bool  # the points are moments or other steps

    @property
    def columns(self) -> list[str]:
        return [series.name for series in self.figures.series]

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        """The name of each point and its figures as readers see them; "" where there is none."""
        values = zip(*(series.values for series in self.figures.series), strict=True)
        texts = [["" if value is None else numbers.written(value) for value in row] for row in values]
        return list(zip(self.figures.points, texts, strict=True))

    @property
    def last(self) -> str:
        return self.figures.points[-1]

    @property
    def lowest(self) -> str:
        return numbers.written(min(self.figures.known()))

    @property
    def highest(self) -> str:
        return numbers.written(max(self.figures.known()))


def of(table: Sequence[Sequence[Any]], kind: Kind) -> Chart:
    """Raise BadFigures for a table that can't be drawn."""
    read = figures.read(table, kind)
    in_order = all(map(is_moment, read.points))
    draw = (UPRIGHT if in_order else LYING)[kind]
    drawn = with_missing_years(read)
    return Chart(kind, read, [draw(drawn, size) for size in SIZES], in_order)


def is_moment(name: str) -> bool:
    """Or an age, or another step on a scale: something short with a number in it."""
    return len(name) <= LONGEST_MOMENT and any(sign.isdecimal() for sign in name)


def with_missing_years(known: Figures) -> Figures:
    """A year that the table leaves out leaves a gap too: time goes on where nobody counts."""
    if not all(map(YEAR.fullmatch, known.points)):
        return known
    years = [int(name) for name in known.points]
    steps = [after - before for before, after in pairwise(years)]
    step = min(steps)
    every = range(years[0], years[-1] + 1, max(step, 1))
    if step < 1 or any(each % step for each in steps) or len(every) > figures.MOST_POINTS:
        return known
    points = tuple(map(str, every))
    series = tuple(Series(one.name, filled(points, known.points, one)) for one in known.series)
    return replace(known, points=points, series=series)


def filled(points: Sequence[str], known: Sequence[str], series: Series) -> tuple[Any, ...]:
    values = dict(zip(known, series.values, strict=True))
    return tuple(values.get(point) for point in points)
