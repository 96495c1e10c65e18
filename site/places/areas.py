"""Panels of "Your area": each app says in AppConfig.ready() what it can show about a place."""

from collections.abc import Callable
from dataclasses import dataclass

from places.models import Constituency, Position


@dataclass(frozen=True)
class Area:
    """What "Your area" is about: a constituency, and the position that distances are counted from."""

    constituency: Constituency
    position: Position | None  # of the postcode that was asked for, else the middle of the constituency


@dataclass(frozen=True)
class Panel:
    title: str
    render: Callable[[Area], str]  # safe HTML; empty where there is nothing to show
    order: int = 100


_panels: list[Panel] = []


def register(panel: Panel) -> None:
    _panels.append(panel)


def panels() -> list[Panel]:
    return sorted(_panels, key=lambda panel: panel.order)
