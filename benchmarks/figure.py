"""A figure, how it is printed, and what a measurement of figures is."""

import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import NamedTuple

from benchmarks.server import Bench


@dataclass(frozen=True)
class Figure:
    """One measured number. `floor` is what the least that could do the same reached in the same run and unit."""

    name: str
    value: float
    unit: str
    n: int  # how many measurements `value` was taken from
    floor: float | None = None

    @property
    def ratio(self) -> float | None:
        return self.value / self.floor if self.floor else None

    def as_json(self) -> str:
        fields = {**asdict(self), "ratio": self.ratio}
        order = ("name", "value", "unit", "floor", "ratio", "n")
        return json.dumps({key: rounded(fields[key]) for key in order})


class Measurement(NamedTuple):
    """A function that measures, and the names of all figures it yields: ONLY=prefix picks by them before it runs."""

    names: tuple[str, ...]
    measure: Callable[[Bench], Iterable[Figure]]


def rounded(value: object) -> object:
    return round(value, 3) if isinstance(value, float) else value


def remark(text: str) -> None:
    """Progress and explanations go to stderr: stdout holds figures alone."""
    print(text, file=sys.stderr, flush=True)
