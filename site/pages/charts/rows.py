"""Bars that lie, for points that are no moments: their names may be long, and a page may be."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext

from pages.charts import labels, numbers, words
from pages.charts.drawing import NARROW, Drawing, Shape, Size, rectangle, upright
from pages.charts.figures import Figures
from pages.charts.layers import layers, upper_ends
from pages.charts.scale import Scale

SHARE = 0.36  # of the width, at most, for names beside the bars
THICK, THIN = 1.5, 1.2  # of one bar and of one among several, in font sizes
GAP = 8
BEYOND = 4  # how much longer the base is than the bars that stand on it


@dataclass(frozen=True)
class Across:
    """The plot: figures from left to right."""

    scale: Scale
    left: float
    right: float

    def x(self, value: Decimal) -> float:
        return self.left + self.scale.share(value) * (self.right - self.left)

    def bar(self, y: float, thickness: float, start: Decimal, end: Decimal) -> str:
        x, other = sorted((self.x(start), self.x(end)))
        return rectangle(x, y, other - x, thickness)


def draw(figures: Figures, size: Size) -> Drawing:
    """One under the other, each with its figure at its end, which needs no axis."""
    drawing = Drawing(size)
    many = len(figures.series)
    key = labels.draw_key(drawing, [series.name for series in figures.series]) if many > 1 else BEYOND
    across = between(figures, size, Scale.exact(figures.known()), figures.known())
    thickness = size.font * (THIN if many > 1 else THICK)
    tops = draw_names(drawing, figures.points, across, key, thickness * many)
    for number, series in enumerate(figures.series):
        places = [(top + number * thickness, value) for top, value in zip(tops, series.values, strict=True)]
        bars = [across.bar(y, thickness, Decimal(0), value) for y, value in places if value is not None]
        drawing.shapes.append(Shape("fill", number + 1, "".join(bars)))
        for y, value in places:
            write_at_end(drawing, across, y + thickness / 2, value)
    draw_base(drawing, across, tops, thickness * many)
    return drawing


def draw_stacked(figures: Figures, size: Size) -> Drawing:
    """With an axis, since a part has no figure beside it, and each total at its bar's end."""
    drawing = Drawing(size)
    stack = list(layers(figures))
    key = labels.draw_key(drawing, [series.name for series in figures.series])
    across = with_axis(between(figures, size, Scale.exact(upper_ends(stack)), upper_ends(stack)), size.font)
    thickness = size.font * THICK
    tops = draw_names(drawing, figures.points, across, key, thickness)
    for number in range(1, len(figures.series) + 1):
        bars = [across.bar(tops[one.point], thickness, one.low, one.high) for one in stack if one.series == number]
        drawing.shapes.append(Shape("fill", number, "".join(bars)))
    empty = set(range(len(tops))) - {layer.point for layer in stack}
    for index, total in enumerate(figures.totals()):
        if total is not None or index in empty:
            write_at_end(drawing, across, tops[index] + thickness / 2, total)
    draw_axis(drawing, across, key)
    draw_base(drawing, across, tops, thickness)
    return drawing


def between(figures: Figures, size: Size, scale: Scale, written: Sequence[Decimal]) -> Across:
    """The plot between the names, on a wide drawing, and the figures at the ends of the bars."""
    figure = words.widest([numbers.written(value) for value in written], size.font) + GAP
    names = [line for name in figures.points for line in words.wrapped(name, size.font, size.width * SHARE)]
    left = 1 if size is NARROW else words.widest(names, size.font) + GAP
    return Across(scale, left + (figure if scale.low < 0 else 0), size.width - figure)


def with_axis(across: Across, font: float) -> Across:
    """As many ticks as there is room for."""
    widest = words.width(numbers.written(across.scale.high.quantize(Decimal(1))), font) + font
    most = max(1, min(5, int((across.right - across.left) / widest)))
    return replace(across, scale=Scale.with_ticks([across.scale.high], most))


def draw_names(drawing: Drawing, names: Sequence[str], across: Across, top: float, bars: float) -> list[float]:
    """Beside the bars or, on a narrow drawing, over them; return where the bars of each point begin."""
    size, tops = drawing.size, []
    above = size is NARROW
    for name in names:
        lines = words.wrapped(name, size.font, size.width if above else size.width * SHARE)
        height = len(lines) * size.font * words.LINE
        start = top + (height + 2 if above else max(0, (height - bars) / 2))
        first = top if above else start + (bars - height) / 2
        drawing.write("row", lines, 0, first + size.font * 0.95)
        tops.append(start)
        top = max(start + bars, first + height) + size.font * 0.75
    drawing.height = top
    return tops


def write_at_end(drawing: Drawing, across: Across, middle: float, value: Decimal | None) -> None:
    y = middle + drawing.size.font * 0.35
    if value is None:
        write_that_nobody_knows(drawing, across.x(Decimal(0)), y)
    elif value < 0:
        drawing.write("value", [numbers.written(value)], across.x(value) - GAP / 2, y, "end")
    else:
        drawing.write("value", [numbers.written(value)], across.x(value) + GAP / 2 + 1, y)


def write_that_nobody_knows(drawing: Drawing, base: float, y: float) -> None:
    """On the side of the base where there is room."""
    words_for_it = gettext("no figure")
    if base + GAP + words.width(words_for_it, drawing.size.font) <= drawing.size.width:
        drawing.write("tick", [words_for_it], base + GAP, y)
    else:
        drawing.write("tick", [words_for_it], base - GAP, y, "end")


def draw_base(drawing: Drawing, across: Across, tops: Sequence[float], bars: float) -> None:
    """A line for each point on a narrow drawing, where names stand between; one down all of a wide one."""
    x = across.x(Decimal(0))
    if drawing.size is NARROW:
        drawing.base = "".join(upright(x, top - BEYOND / 2, bars + BEYOND) for top in tops)
    else:
        drawing.base = upright(x, tops[0] - BEYOND, tops[-1] + bars + 2 * BEYOND - tops[0])


def draw_axis(drawing: Drawing, across: Across, top: float) -> None:
    font, bottom = drawing.size.font, drawing.height
    for tick in across.scale.ticks:
        x = across.x(tick)
        drawing.grid += upright(x, top - 4, bottom - top)
        drawing.write("tick", [numbers.written(tick)], x, bottom + font * 0.9, "start" if x < GAP else "middle")
    drawing.height = bottom + font * 1.4
