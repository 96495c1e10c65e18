"""The plot of lines and upright bars: figures upward, points from left to right."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from pages.charts import numbers, words
from pages.charts.drawing import Drawing, level, upright
from pages.charts.scale import Scale

GAP = 8  # between what is drawn and the words about it


@dataclass(frozen=True)
class Frame:
    scale: Scale
    left: float
    right: float
    top: float
    bottom: float
    first: float  # where the first point is,
    step: float  # and how far each is from the one before

    @classmethod
    def of_slots(cls, scale: Scale, left: float, right: float, top: float, bottom: float, count: int) -> "Frame":
        """Each point in the middle of its share of the width, for bars."""
        slot = (right - left) / count
        return cls(scale, left, right, top, bottom, left + slot / 2, slot)

    @classmethod
    def edge_to_edge(cls, scale: Scale, left: float, right: float, top: float, bottom: float, count: int) -> "Frame":
        """The first point at the left, the last at the right, for lines."""
        return cls(scale, left, right, top, bottom, left + GAP, (right - left - 2 * GAP) / (count - 1))

    def x(self, index: int) -> float:
        return self.first + index * self.step

    def y(self, value: Decimal) -> float:
        return self.bottom - self.scale.share(value) * (self.bottom - self.top)


def room_for_ticks(scale: Scale, font: float) -> float:
    return words.widest([numbers.written(tick) for tick in scale.ticks], font) + GAP


def draw_axis(drawing: Drawing, frame: Frame) -> None:
    lines = [level(frame.left, frame.y(tick), frame.right - frame.left) for tick in frame.scale.ticks if tick]
    drawing.grid = "".join(lines)
    for tick in frame.scale.ticks:
        middle = frame.y(tick) + drawing.size.font * 0.35
        drawing.write("tick", [numbers.written(tick)], frame.left - GAP, middle, "end")


def draw_base(drawing: Drawing, frame: Frame) -> None:
    drawing.base = level(frame.left, frame.y(Decimal(0)), frame.right - frame.left)


def draw_marks_of_points(drawing: Drawing, frame: Frame, count: int) -> None:
    """A stroke under each point of a line, so that one without a name can be counted from one with."""
    drawing.base += "".join(upright(frame.x(index), frame.bottom, 5) for index in range(count))


def draw_points(drawing: Drawing, frame: Frame, names: Sequence[str]) -> None:
    """As many names under the plot as there is room for, the last always."""
    font = drawing.size.font
    lines = [words.wrapped(name, font, max(frame.step - 4, font * 5)) for name in names]
    places = [centred(frame.x(index), words.widest(text, font), drawing.size.width) for index, text in enumerate(lines)]
    shown = spaced(places, font * 0.6)
    for index in shown:
        left, right = places[index]
        drawing.write("point", lines[index], (left + right) / 2, frame.bottom + 5 + font * 1.1, "middle")
    most = max(len(lines[index]) for index in shown)
    drawing.height = frame.bottom + 5 + most * font * words.LINE + 4


def centred(x: float, width: float, room: int) -> tuple[float, float]:
    """From where to where words of that width stand, their middle at `x` or as near as the drawing's edges let it."""
    left = min(max(x - width / 2, 0), room - width)
    return left, left + width


def spaced(places: Sequence[tuple[float, float]], gap: float) -> list[int]:
    """Every place, or every second, third… counted from the last, so that none runs into the next."""
    for step in range(1, len(places)):
        shown = list(range(len(places) - 1, -1, -step))[::-1]
        if all(places[one][1] + gap <= places[two][0] for one, two in pairwise(shown)):
            return shown
    return [len(places) - 1]
