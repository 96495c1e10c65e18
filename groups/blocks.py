"""What other apps know of a group's work: figures for everybody, and a part of its leaders' home.

Each says so in AppConfig.ready(). What it gives is as the public may know it: small numbers are hidden there.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from groups.models import CommunityGroup


@dataclass(frozen=True)
class Figure:
    """One that is nought is left out."""

    label: str  # "signatures by its link"
    number: int | None  # None is hidden


ByYear = Mapping[int | None, Sequence[Figure]]  # of a calendar year in the UK, and of all time under None


def no_figures(group: CommunityGroup) -> ByYear:
    return {}


@dataclass(frozen=True)
class Block:
    title: str  # of its part of the leaders' home
    figures: Callable[[CommunityGroup], ByYear] = no_figures
    home: Callable[[CommunityGroup], str] = lambda group: ""  # safe HTML; empty where there is nothing to show
    order: int = 100


_blocks: list[Block] = []


def register(block: Block) -> None:
    _blocks.append(block)


def blocks() -> list[Block]:
    return sorted(_blocks, key=lambda block: block.order)


def figures(group: CommunityGroup) -> dict[int | None, list[Figure]]:
    """Of all blocks together, in their order."""
    found: dict[int | None, list[Figure]] = {}
    for block in blocks():
        for year, some in block.figures(group).items():
            found.setdefault(year, []).extend(some)
    return found
