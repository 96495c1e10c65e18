"""Counts sorted into at most five classes with round bounds."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from django.utils.translation import gettext

from pages.charts import numbers

Count: TypeAlias = int | None  # None where places.disclosure hides it: under 5, or what would give such a one away
MOST = 5
# What a bound of two digits or more may begin with: 10, 15, 20 … 80, 100, 150 …
ROUND = (10, 15, 20, 25, 30, 40, 50, 60, 80, 100)
NONE, HIDDEN = "none", "hidden"


class Step(NamedTuple):
    """A class of counts. `tone` says how strongly it is filled: 1 the palest, 5 the strongest."""

    low: int
    high: int | None  # None where nothing lies above
    tone: int

    def __str__(self) -> str:
        low = written(self.low)
        if self.high is None:
            return gettext("%(low)s or more") % {"low": low}
        return (
            low if self.low == self.high else gettext("%(low)s to %(high)s") % {"low": low, "high": written(self.high)}
        )


@dataclass(frozen=True)
class Scale:
    steps: tuple[Step, ...]

    @classmethod
    def of(cls, counts: Iterable[Count]) -> "Scale":
        """About as many counts in each class, none of them empty; a class a number where there are few numbers."""
        known = sorted(count for count in counts if count)
        distinct = sorted(set(known))
        if len(distinct) <= MOST:
            return cls(tuple(Step(number, number, tone) for number, tone in toned(distinct)))
        lows = round_bounds(known)
        highs: list[int | None] = [low - 1 for low in lows[1:]]
        return cls(tuple(Step(low, high, tone) for (low, tone), high in zip(toned(lows), [*highs, None], strict=True)))

    def name(self, count: Count) -> str:
        """As a stylesheet has it: "none", "hidden", or the number of a tone."""
        if count is None:
            return HIDDEN
        if count == 0:
            return NONE
        return str(self.steps[bisect_right(self.steps, count, key=lambda step: step.low) - 1].tone)


def round_bounds(known: Sequence[int]) -> list[int]:
    """The low ends of classes of about the same size. Each is a count or the round number below one, so none is empty.

    A class that many equal counts have filled by themselves leaves what is over to be shared by the others.
    """
    starts = Counter(map(rounded_down, known))
    lows: list[int] = []
    room, remaining = 0.0, len(known)
    for start, number in sorted(starts.items()):
        if room < number / 2 and len(lows) < MOST:
            room = remaining / (MOST - len(lows))
            lows.append(start)
        room, remaining = room - number, remaining - number
    return lows


def rounded_down(number: int) -> int:
    if number < ROUND[0]:
        return number
    power: int = 10 ** (len(str(number)) - 2)
    return max(start for start in ROUND if start * power <= number) * power


def toned(lows: Sequence[int]) -> list[tuple[int, int]]:
    """Each with its tone, spread over the five that there are."""
    if len(lows) == 1:
        return [(lows[0], 3)]
    return [(low, 1 + round(index * (MOST - 1) / (len(lows) - 1))) for index, low in enumerate(lows)]


def written(count: Count) -> str:
    """As the reader's language groups its digits; none does so under a thousand, and most of 650 figures are there."""
    if count is None:
        return gettext("under 5, or hidden")
    return numbers.written(Decimal(count)) if count >= 1_000 else str(count)
