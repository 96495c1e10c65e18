"""Panels of "Your area": each app says in AppConfig.ready() what it can show about a constituency."""

from collections.abc import Callable
from dataclasses import dataclass

from places.models import Constituency


@dataclass(frozen=True)
class Panel:
    title: str
    render: Callable[[Constituency], str]
    order: int = 100


_panels: list[Panel] = []


def register(panel: Panel) -> None:
    _panels.append(panel)


def panels() -> list[Panel]:
    return sorted(_panels, key=lambda panel: panel.order)
