"""Lines, each with a dash and a mark of its own and its name at its end."""

from decimal import Decimal
from itertools import count

from pages.charts import labels, numbers
from pages.charts.drawing import Drawing, Shape, Size, at, mark
from pages.charts.figures import Figures, Series
from pages.charts.frame import Frame, draw_axis, draw_base, draw_marks_of_points, draw_points, room_for_ticks
from pages.charts.scale import Scale

MOST_WITH_FIGURES = 3  # series whose last figure stands under their name
ROOM_FOR_MARKS = 9  # from point to point, in units of the drawing, so that marks don't touch


def draw(figures: Figures, size: Size) -> Drawing:
    drawing = Drawing(size)
    scale = Scale.with_ticks(figures.known())
    names, ends = names_of(figures, size), ends_of(figures)
    right = size.width - labels.room([*names, ends], size)
    top = size.font * 0.8
    heights = [
        labels.height_of([*lines, end] if end else lines, size.font) for lines, end in zip(names, ends, strict=True)
    ]
    bottom = top + max(size.height, sum(heights))
    frame = Frame.edge_to_edge(scale, room_for_ticks(scale, size.font), right, top, bottom, len(figures.points))
    draw_axis(drawing, frame)
    draw_base(drawing, frame)
    draw_marks_of_points(drawing, frame, len(figures.points))
    draw_points(drawing, frame, figures.points)
    for number, series in enumerate(figures.series, start=1):
        draw_series(drawing, frame, series, number)
    drawn = [label(frame, *each) for each in zip(figures.series, names, ends, count(1), strict=False)]
    labels.draw_beside(drawing, drawn, right, top, bottom)
    return drawing


def names_of(figures: Figures, size: Size) -> list[list[str]]:
    """None where there is one line: the title names it."""
    names = [series.name for series in figures.series]
    return labels.lines_of(names, size) if len(names) > 1 else [[]]


def ends_of(figures: Figures) -> list[str]:
    few = len(figures.series) <= MOST_WITH_FIGURES
    return [numbers.written(last(series)[1]) if few else "" for series in figures.series]


def last(series: Series) -> tuple[int, Decimal]:
    return next((index, value) for index, value in reversed(list(enumerate(series.values))) if value is not None)


def label(frame: Frame, series: Series, lines: list[str], end: str, number: int) -> labels.Label:
    index, value = last(series)
    return labels.Label(number, lines, end, frame.x(index), frame.y(value))


def draw_series(drawing: Drawing, frame: Frame, series: Series, number: int) -> None:
    places = [None if value is None else (frame.x(index), frame.y(value)) for index, value in enumerate(series.values)]
    drawing.shapes.append(Shape("line", number, path(places)))
    marked = [place for index, place in enumerate(places) if place and has_mark(frame, places, index)]
    radius = drawing.size.font * 0.27
    drawing.shapes.append(Shape("marks", number, "".join(mark(number, x, y, radius) for x, y in marked)))


def path(places: list[tuple[float, float] | None]) -> str:
    """Broken where there is no figure."""
    drawn, pen = "", "M"
    for place in places:
        if place:
            drawn += f"{pen}{at(place[0])} {at(place[1])}"
        pen = "L" if place else "M"
    return drawn


def has_mark(frame: Frame, places: list[tuple[float, float] | None], index: int) -> bool:
    """Every point where they are few; else those that no line leads to, and the last."""
    before, after = places[index - 1 : index], places[index + 1 : index + 2]
    alone = not any(before) and not any(after)
    return frame.step >= ROOM_FOR_MARKS or alone or not any(places[index + 1 :])
