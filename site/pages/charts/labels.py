"""Names of series: beside what they name or, where there is no such place, in a key."""

from collections.abc import Sequence
from dataclasses import dataclass

from pages.charts import words
from pages.charts.drawing import Drawing, Shape, Size, at, rectangle

GAP = 10
SHARE = 0.3  # of the width, at most, for names at the right


@dataclass(frozen=True)
class Label:
    series: int
    lines: list[str]
    figure: str  # the last, under the name; "" where there is no room for it
    x: float  # the end of what it names,
    y: float  # and the height of that

    def height(self, font: float) -> float:
        return height_of(self.lines, font) + (font * words.LINE if self.figure else 0)


def lines_of(names: Sequence[str], size: Size) -> list[list[str]]:
    return [words.wrapped(name, size.font, size.width * SHARE - GAP) for name in names]


def room(lines: Sequence[list[str]], size: Size) -> float:
    """How much of the width they need at the right."""
    return words.widest([line for each in lines for line in each], size.font) + GAP + 4


def height_of(lines: Sequence[str], font: float) -> float:
    return len(lines) * font * words.LINE + 4


def draw_beside(drawing: Drawing, labels: Sequence[Label], x: float, top: float, bottom: float) -> None:
    """Each as near its own height as the others allow, with a thin line to what it names where that is elsewhere."""
    font = drawing.size.font
    ordered = sorted(labels, key=lambda label: label.y)
    heights = [label.height(font) for label in ordered]
    tops = apart([label.y - each / 2 for label, each in zip(ordered, heights, strict=True)], heights, top, bottom)
    for label, start, each in zip(ordered, tops, heights, strict=True):
        first = start + font * 0.98 + 2
        drawing.write("name", label.lines, x + GAP, first, series=label.series)
        if label.figure:
            y = first + len(label.lines) * font * words.LINE
            drawing.write("value", [label.figure], x + GAP, y, series=label.series)
        middle = start + each / 2
        if abs(middle - label.y) > font / 2 or x - label.x > GAP:
            path = f"M{at(label.x + 6)} {at(label.y)}L{at(x + GAP - 3)} {at(middle)}"
            drawing.shapes.append(Shape("leader", label.series, path))


def apart(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Places in the same order that don't overlap and stay between `top` and `bottom`, where there is room for all."""
    tops: list[float] = []
    edge = top
    for place, height in zip(wanted, heights, strict=True):
        tops.append(max(place, edge))
        edge = tops[-1] + height
    edge = max(bottom, top + sum(heights))
    for index in reversed(range(len(tops))):
        tops[index] = min(tops[index], edge - heights[index])
        edge = tops[index]
    return tops


def draw_key(drawing: Drawing, names: Sequence[str]) -> float:
    """A swatch and a name for each series, in lines over the plot; return the height they take."""
    font, width = drawing.size.font, drawing.size.width
    swatch, x, y = font * 0.95, 0.0, 1.0
    for series, name in enumerate(names, start=1):
        lines = words.wrapped(name, font, width - swatch - 6)
        wide = swatch + 6 + words.widest(lines, font)
        if x and x + wide > width:
            x, y = 0.0, y + font * 1.6
        drawing.shapes.append(Shape("fill", series, rectangle(x, y, swatch, swatch)))
        drawing.write("name", lines, x + swatch + 6, y + font * 0.83, series=series)
        x, y = x + wide + font * 1.2, y + (len(lines) - 1) * font * words.LINE
    return y + font * 2
