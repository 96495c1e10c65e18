"""The families of signs, as an award keeps those that it teaches: their names between commas."""

from collections.abc import Iterable

from pages.enums import Kind

ANY = "any"  # of whoever is trained in one family at least
LABELS = {ANY: "Any sign", **{str(kind): str(kind.label) for kind in Kind}}
LABELS[Kind.CRIMINAL] = "Criminal exploitation, county lines too"


def written(kinds: Iterable[str]) -> str:
    """Each once, whatever their order was."""
    return ",".join(sorted(set(kinds)))


def read(kept: str) -> list[str]:
    """With the one that everybody is in who is in another."""
    return [ANY, *kept.split(",")] if kept else []
