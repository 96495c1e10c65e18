"""What a drawing is made of, in the units of its viewBox. Colours, weights and faces are the stylesheet's."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from pages.charts import words

Role = Literal["fill", "line", "marks", "leader"]
TextRole = Literal["tick", "point", "row", "value", "name"]
Anchor = Literal["start", "middle", "end"]


class Size(NamedTuple):
    """Each chart is drawn twice; the stylesheet shows the drawing that suits the column."""

    name: str
    width: int
    font: int
    height: int  # of the plot, where what stands in it doesn't ask for more


WIDE = Size("wide", width=640, font=16, height=300)
NARROW = Size("narrow", width=320, font=14, height=230)
SIZES = (WIDE, NARROW)


class Shape(NamedTuple):
    role: Role
    series: int  # the first is 1
    d: str


class Text(NamedTuple):
    role: TextRole
    text: str
    x: float
    y: float  # of the baseline
    anchor: Anchor = "start"
    series: int = 0


@dataclass
class Drawing:
    size: Size
    height: float = 0.0
    grid: str = ""
    base: str = ""
    shapes: list[Shape] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)

    @property
    def patterns(self) -> list[int]:
        """The series that are filled with one; the first is plain."""
        return sorted({shape.series for shape in self.shapes if shape.role == "fill" and shape.series > 1})

    def write(
        self, role: TextRole, lines: list[str], x: float, y: float, anchor: Anchor = "start", series: int = 0
    ) -> None:
        """Lines one under the other, of which the first has its baseline at `y`."""
        for place, line in baselines(lines, y, self.size.font):
            self.texts.append(Text(role, line, x, place, anchor, series))


def baselines(lines: list[str], y: float, font: float) -> Iterator[tuple[float, str]]:
    for index, line in enumerate(lines):
        yield y + index * font * words.LINE, line


def at(place: float) -> str:
    return f"{round(place, 1) + 0.0:g}"


def rectangle(x: float, y: float, width: float, height: float) -> str:
    return f"M{at(x)} {at(y)}h{at(width)}v{at(height)}h{at(-width)}z"


def level(x: float, y: float, length: float) -> str:
    return f"M{at(x)} {at(y)}h{at(length)}"


def upright(x: float, y: float, length: float) -> str:
    return f"M{at(x)} {at(y)}v{at(length)}"


def mark(series: int, x: float, y: float, r: float) -> str:
    """Another shape for each series: a disc, a square, a triangle, a diamond, a triangle on its tip, a cross."""
    s = r * 0.9
    match series:
        case 1:
            turn = f"a{at(r)} {at(r)} 0 1 0"
            return f"M{at(x - r)} {at(y)}{turn} {at(2 * r)} 0{turn} {at(-2 * r)} 0z"
        case 2:
            return rectangle(x - s, y - s, 2 * s, 2 * s)
        case 3:
            return f"M{at(x)} {at(y - r)}l{at(r)} {at(2 * s)}h{at(-2 * r)}z"
        case 4:
            return f"M{at(x)} {at(y - r)}l{at(r)} {at(r)}l{at(-r)} {at(r)}l{at(-r)} {at(-r)}z"
        case 5:
            return f"M{at(x)} {at(y + r)}l{at(r)} {at(-2 * s)}h{at(-2 * r)}z"
    return f"M{at(x - s)} {at(y - s)}l{at(2 * s)} {at(2 * s)}M{at(x + s)} {at(y - s)}l{at(-2 * s)} {at(2 * s)}"
