"""What the fills of a map mean, in words."""

from typing import NamedTuple

from django.utils.translation import gettext

from places.maps.scale import HIDDEN, NONE, Scale, written


class Entry(NamedTuple):
    name: str  # of the class, as the stylesheet has it
    text: str


def entries(scale: Scale, used: set[str]) -> list[Entry]:
    """From none to most; only classes that something on the map is in."""
    named = [
        Entry(NONE, gettext("none")),
        Entry(HIDDEN, written(None)),
        *(Entry(str(step.tone), str(step)) for step in scale.steps),
    ]
    return [entry for entry in named if entry.name in used]
