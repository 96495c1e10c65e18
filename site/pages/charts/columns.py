"""Upright bars, for points in time: one, several side by side, or one upon the other."""

from collections.abc import Sequence
from decimal import Decimal

from pages.charts import labels, numbers, words
from pages.charts.drawing import Drawing, Shape, Size, rectangle
from pages.charts.figures import Figures
from pages.charts.frame import Frame, draw_axis, draw_base, draw_points, room_for_ticks
from pages.charts.layers import Layer, layers, upper_ends
from pages.charts.scale import Scale

FILLED = 0.74  # of the room that each point has


def draw(figures: Figures, size: Size) -> Drawing:
    """Side by side. One bar a point has its figure over it where there is room, and then needs no axis."""
    drawing = Drawing(size)
    scale = Scale.with_ticks(figures.known())
    one = len(figures.series) == 1
    key = 0.0 if one else labels.draw_key(drawing, [series.name for series in figures.series])
    printed = one and fit(figures.known(), size.font, size.width / len(figures.points))
    top, left = key + size.font * 1.4, 0 if printed else room_for_ticks(scale, size.font)
    frame = Frame.of_slots(scale, left, size.width, top, top + size.height, len(figures.points))
    if not printed:
        draw_axis(drawing, frame)
    for number, series in enumerate(figures.series):
        draw_side_by_side(drawing, frame, number, len(figures.series), series.values)
        if one:
            write_over(drawing, frame, series.values, only_zeros=not printed)
    draw_base(drawing, frame)
    draw_points(drawing, frame, figures.points)
    return drawing


def draw_side_by_side(drawing: Drawing, frame: Frame, number: int, of: int, values: Sequence[Decimal | None]) -> None:
    width = frame.step * FILLED / of
    left = frame.x(0) - frame.step * FILLED / 2 + number * width
    bars = [
        bar(frame, left + index * frame.step, width, Decimal(0), value)
        for index, value in enumerate(values)
        if value is not None
    ]
    drawing.shapes.append(Shape("fill", number + 1, "".join(bars)))


def bar(frame: Frame, left: float, width: float, start: Decimal, end: Decimal) -> str:
    y, other = sorted((frame.y(start), frame.y(end)))
    return rectangle(left, y, width, other - y)


def draw_stacked(figures: Figures, size: Size) -> Drawing:
    """Each bar with its total over it where there is room, and the series named beside the last bar."""
    drawing = Drawing(size)
    stack = list(layers(figures))
    scale = Scale.with_ticks(upper_ends(stack))
    names = labels.lines_of([series.name for series in figures.series], size)
    top = size.font * 1.4
    bottom = top + max(size.height, sum(labels.height_of(lines, size.font) for lines in names))
    left, right = room_for_ticks(scale, size.font), size.width - labels.room(names, size)
    frame = Frame.of_slots(scale, left, right, top, bottom, len(figures.points))
    draw_axis(drawing, frame)
    draw_layers(drawing, frame, stack)
    totals = figures.totals()
    known = [total for total in totals if total is not None]
    write_over(drawing, frame, totals, only_zeros=not fit(known, size.font, frame.step))
    draw_base(drawing, frame)
    draw_points(drawing, frame, figures.points)
    labels.draw_beside(drawing, [beside(frame, stack, *each) for each in enumerate(names, start=1)], right, top, bottom)
    return drawing


def draw_layers(drawing: Drawing, frame: Frame, stack: Sequence[Layer]) -> None:
    width = frame.step * FILLED
    for series in sorted({layer.series for layer in stack}):
        bars = [
            bar(frame, frame.x(layer.point) - width / 2, width, layer.low, layer.high)
            for layer in stack
            if layer.series == series
        ]
        drawing.shapes.append(Shape("fill", series, "".join(bars)))


def beside(frame: Frame, stack: Sequence[Layer], series: int, lines: list[str]) -> labels.Label:
    """The name of a series, at the height of its part of the last bar that has one."""
    last = [layer for layer in stack if layer.series == series][-1]
    end = frame.x(last.point) + frame.step * FILLED / 2
    return labels.Label(series, lines, "", end, frame.y((last.low + last.high) / 2))


def write_over(drawing: Drawing, frame: Frame, values: Sequence[Decimal | None], *, only_zeros: bool) -> None:
    """A zero is always written: it has no bar, and no figure has none either."""
    for index, value in enumerate(values):
        if value is not None and not (only_zeros and value):
            y = frame.y(max(value, Decimal(0))) - 5
            drawing.write("value", [numbers.written(value)], frame.x(index), y, "middle")


def fit(values: Sequence[Decimal], font: float, room: float) -> bool:
    return words.widest([numbers.written(value) for value in values], font) + 3 <= room
