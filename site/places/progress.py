"""A bar that shows how far a long command is: on a terminal only, and on stderr, so that output can be piped."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeAlias, TypeVar

from tqdm import tqdm

Thing = TypeVar("Thing")
Advance: TypeAlias = Callable[[int], object]


@contextmanager
def bar(*, total: int, label: str, unit: str = "") -> Iterator[Advance]:
    """Gives the function that says how much of `total` is done so far. Unit "B" counts in kB and MB."""
    with tqdm(total=total, desc=label, unit=unit, unit_scale=unit == "B", disable=None, leave=False) as shown:

        def advance(done: int) -> None:
            shown.update(done - shown.n)

        yield advance


def watched(things: Collection[Thing], label: str) -> Iterable[Thing]:
    """The things one after the other, with a bar that shows how many are done."""
    shown: Iterable[Thing] = tqdm(things, desc=label, disable=None, leave=False)
    return shown
