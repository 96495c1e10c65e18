"""What the maps of areas share: cells or shapes filled by class and linked, and the same figures as a table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from places.maps.legend import Entry, entries
from places.maps.scale import HIDDEN, NONE, Count, Scale, written

PLAIN = "plain"  # the class of everything on a map that counts nothing


class Area(NamedTuple):
    """A constituency with its shape, the d of an SVG path; empty where it has none and stands in the table only."""

    key: int
    slug: str
    name: str
    d: str


@dataclass(frozen=True)
class MapData:
    """What a map of constituencies shows."""

    title: str
    noun: str = ""  # what is counted, in the plural, "signatures"; empty on a map that counts nothing
    counts: Mapping[int, Count] | None = None  # by the key of a constituency; whichever is missing counts nought
    identity: str = "map"  # begins the ids of its parts, so it stands once on a page
    highlight: int | None = None  # the key of the constituency that stands out

    def count(self, key: int) -> Count:
        return self.counts.get(key, 0) if self.counts else 0

    @property
    def is_empty(self) -> bool:
        """Whether it should count something, but there is nothing yet."""
        return self.counts is not None and all(count == 0 for count in self.counts.values())


@dataclass(frozen=True)
class Drawn:
    """A map as its template has it."""

    svg: SafeString
    legend: list[Entry]
    columns: list[str]  # of the table
    rows: SafeString  # the bodies of the table
    is_empty: bool

    @property
    def hides(self) -> bool:
        return any(entry.name == HIDDEN for entry in self.legend)


class Sheet(NamedTuple):
    """The viewBox of a drawing, how its paths are stretched onto it, and lines drawn over them."""

    box: str
    stretch: str = ""
    lines: str = ""


def draw(areas: Sequence[Area], data: MapData, sheet: Sheet) -> Drawn:
    counted = data.counts is not None and not data.is_empty
    counts = {area.key: data.count(area.key) for area in areas}
    scale = Scale.of(counts.values())
    names = {key: scale.name(count) if counted else PLAIN for key, count in counts.items()}
    links = Links()
    body = stretched("".join([*layers(areas, names, links), over(areas, data, sheet)]), sheet)
    described = description(areas, counts if counted else {}, data)
    return Drawn(
        svg=drawing(sheet.box, picture(data.identity, data.title, described), body),
        legend=entries(scale, set(names.values())) if counted else [],
        columns=[gettext("Constituency"), *([data.noun] if counted else [])],
        rows=mark_safe("".join(["<tbody>", *table_rows(areas, counts if counted else {}, links), "</tbody>"])),  # noqa: S308 (escaped)
        is_empty=data.is_empty,
    )


class Links:
    """The address of a constituency by its slug; the pattern is asked once, and not for each of 650."""

    MARK = "slug"

    def __init__(self) -> None:
        self.before, self.after = reverse("constituency", args=[self.MARK]).rsplit(self.MARK, 1)

    def __getitem__(self, slug: str) -> str:
        return f"{self.before}{slug}{self.after}"


def drawing(box: str, picture: str, links: str) -> SafeString:
    """What is seen is one picture to a screen reader; the links in it are for a mouse, until <map-keys> opens them."""
    svg = f'<svg class="map__drawing" viewBox="{box}">{picture}<g aria-hidden="true">{links}</g></svg>'
    return mark_safe(svg)  # noqa: S308 (made of escaped text)


def picture(identity: str, title: str, description: str, shapes: str = "") -> str:
    """Under everything, as large as the sheet, so that it has a place where a screen reader shows it."""
    name = escape(identity)
    return (
        f'<g role="img" aria-labelledby="{name}-title {name}-desc"><title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(description)}</desc><rect width="100%" height="100%" fill="none"/>{shapes}</g>'
    )


def stretched(shapes: str, sheet: Sheet) -> str:
    return f'<g transform="{sheet.stretch}">{shapes}</g>' if sheet.stretch else shapes


def description(areas: Sequence[Area], counts: Mapping[int, Count], data: MapData) -> str:
    said = [gettext("Map of %(number)s constituencies.") % {"number": len(areas)}]
    if known := [count for count in counts.values() if count]:
        extremes = {"most": written(max(known)), "none": sum(count == 0 for count in counts.values())}
        said.append(gettext("The largest number in one is %(most)s; in %(none)s there is none.") % extremes)
    if data.is_empty:
        said.append(gettext("Nothing to show yet."))
    return " ".join([*said, gettext("The same follows as a table.")])


def layers(areas: Iterable[Area], names: Mapping[int, str], links: Links) -> Iterator[str]:
    """A group for each class, from the palest to those whose edges lie over their neighbours'."""
    groups: dict[str, list[str]] = {}
    for area in areas:
        if area.d:
            # Out of the order of the Tab key: the table is its place there, and <area-map> makes a single stop of them.
            link = f'<a href="{links[area.slug]}" tabindex="-1"><path d="{area.d}"/></a>'
            groups.setdefault(names[area.key], []).append(link)
    for name in sorted(groups, key=lambda name: (name == HIDDEN, name != NONE, name)):
        yield f'<g class="map__class--{name}">{"".join(groups[name])}</g>'


def over(areas: Iterable[Area], data: MapData, sheet: Sheet) -> str:
    """Lines between nations and regions, and the edge of what stands out; neither takes a press from what is under."""
    lines = f'<path class="map__lines" d="{sheet.lines}"/>' if sheet.lines else ""
    marked = next((area.d for area in areas if area.key == data.highlight), "")
    return lines + (f'<path class="map__highlight" d="{marked}"/>' if marked else "")


def table_rows(areas: Iterable[Area], counts: Mapping[int, Count], links: Links) -> Iterator[str]:
    """Sorted by name. Without the end tags that HTML lets us leave out: there are 650 rows."""
    texts: dict[Count, str] = {count: f"<td>{written(count)}" for count in set(counts.values())}
    for area in sorted(areas, key=lambda area: area.name):
        cell = texts[counts[area.key]] if counts else ""
        yield f'<tr><th scope="row"><a href="{links[area.slug]}">{escape(area.name)}</a>{cell}\n'
