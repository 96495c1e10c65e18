"""The parts of stacked bars: from where to where each goes."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from pages.charts.figures import Figures


class Layer(NamedTuple):
    series: int  # the first is 1
    point: int  # the first is 0
    low: Decimal
    high: Decimal


def layers(figures: Figures) -> Iterator[Layer]:
    for point in range(len(figures.points)):
        low = Decimal(0)
        for number, series in enumerate(figures.series, start=1):
            if (value := series.values[point]) is not None:
                yield Layer(number, point, low, low + value)
                low += value


def upper_ends(stack: Sequence[Layer]) -> list[Decimal]:
    return [layer.high for layer in stack]
