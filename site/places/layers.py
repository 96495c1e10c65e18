"""What can be counted by constituency and shown on the maps: each app says so in AppConfig.ready()."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from places.disclosure import Published


@dataclass(frozen=True)
class Layer:
    """Something that is counted by constituency, exactly; what the public sees passes through places.disclosure."""

    key: str  # in addresses: "signatures"
    title: str  # of its map: "Signatures by constituency"
    one: str  # "signature"
    many: str  # "signatures"
    count: Callable[[], Mapping[int, int]]  # from the key of a constituency to its count; no query more than one
    personal: bool = True  # of people: small numbers are hidden (ground rule 18); False for groups, say
    order: int = 100
    # Where its parts are published too: what is shown, given the areas that each constituency lies in.
    publish: "Callable[[Mapping[int, Sequence[str]]], Published] | None" = None


_layers: dict[str, Layer] = {}


def register(layer: Layer) -> None:
    _layers[layer.key] = layer


def layers() -> list[Layer]:
    return sorted(_layers.values(), key=lambda layer: layer.order)


def by_key(key: str) -> Layer | None:
    return _layers.get(key)
