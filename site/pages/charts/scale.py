"""From figures to places between 0 and 1."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Self


@dataclass(frozen=True)
class Scale:
    """Always with zero on it: a bar or a line that begins elsewhere tells a different story."""

    low: Decimal
    high: Decimal
    step: Decimal

    @classmethod
    def with_ticks(cls, values: Iterable[Decimal], most: int = 5) -> Self:
        """Ends on ticks that are 1, 2 or 5 times a power of ten apart, about `most` steps in all."""
        exact = cls.exact(values)
        rough = (exact.high - exact.low) / most
        power = Decimal(1).scaleb(rough.adjusted())
        step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
        low = (exact.low / step).to_integral_value(ROUND_FLOOR) * step
        high = (exact.high / step).to_integral_value(ROUND_CEILING) * step
        return cls(low, high, step)

    @classmethod
    def exact(cls, values: Iterable[Decimal]) -> Self:
        known = [Decimal(0), *values]
        low, high = min(known), max(known)
        if low == high:
            high = Decimal(1)  # nothing but zeros
        return cls(low, high, high - low)

    @property
    def ticks(self) -> list[Decimal]:
        """Written without an exponent and with the decimals that the step needs."""
        unit = Decimal(1).scaleb(min(0, int(self.step.normalize().as_tuple().exponent)))
        steps = int((self.high - self.low) / self.step)
        return [(self.low + self.step * index).quantize(unit) for index in range(steps + 1)]

    def share(self, value: Decimal) -> float:
        """How far `value` is from the low end: 0 there, 1 at the high end."""
        return float((value - self.low) / (self.high - self.low))
