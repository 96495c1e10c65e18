"""What is made for each group with the code of its own link; every app registers its own in AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from groups.models import CommunityGroup


class Thing(NamedTuple):
    slug: str
    title: str


@dataclass(frozen=True)
class Maker:
    name: str
    title: str  # as staff choose it
    things: Callable[[CommunityGroup], list[Thing]]  # what there is for a group now
    poster: Callable[[CommunityGroup, str], bytes]  # of one of these, as PDF
    code: Callable[[CommunityGroup, str], str]  # its QR code alone, as SVG


_makers: dict[str, Maker] = {}


def register(maker: Maker) -> None:
    _makers[maker.name] = maker


def registered() -> list[Maker]:
    return list(_makers.values())


def get(name: str) -> Maker | None:
    """None where no app registers it any more."""
    return _makers.get(name)
