"""Publishing counts of people by area so that no small number shows, nor can be worked out from the others.

- A count of 1 to 4 is hidden. Nought is shown: where there is nobody, nobody can be singled out.
- The totals of areas are published with the counts, and one that is under 5 is hidden like them.
- What a shown total still gives away is hidden with it: the smallest counts that are left, so that what remains is
  shared by two or more, of which not all can be 1 and not all can be 4, and is more than what one hidden total adds
  up. So what is hidden may be a larger number: in words it is "under 5, or hidden".
- Equal numbers are hidden together: else the order in which we choose would tell which was chosen.

Everything that the public sees of such counts comes from here, so that pages, maps, the API and packs say the same. The
same counts always give the same answer.
"""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.core.cache import caches

from pages import generation
from places.layers import Layer
from places.models import Constituency

LEAST = 5  # the smallest number that is shown
UNITED_KINGDOM = "K02000001"  # its GSS code
Result = TypeVar("Result")
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Published:
    """Counts as the public may see them: None is hidden."""

    cells: dict[int, int | None]  # by the key of a constituency
    totals: dict[str, int | None]  # by the code of a region, a nation and the United Kingdom


def of(layer: Layer, areas: Mapping[int, Sequence[str]] | None = None) -> Published:
    """What is shown of a layer: the constituencies in force and the areas they lie in, read here unless they are given.

    Worked out once for each generation of what is published and counted, since many pages show it.
    """
    now = generation.current()  # before the counts are read, so that they are never older than it
    inside = areas or kept(f"areas:{now.published}", areas_of_constituencies)
    work_out = layer.publish or (lambda inside: published(layer.count(), inside, personal=layer.personal))
    return kept(f"layer:{layer.key}:{now.published}:{now.counted}", lambda: work_out(inside))


def kept(key: str, work_out: Callable[[], Result]) -> Result:
    found: Result | None = caches["pages"].get(key)
    if found is None:
        found = work_out()
        caches["pages"].set(key, found)
    return found


def areas_of_constituencies() -> dict[int, tuple[str, ...]]:
    rows = Constituency.objects.current().order_by("pk").values_list("pk", "country__code", "region__code")
    return {pk: around(country, region) for pk, country, region in rows}


def around(country: str, region: str | None) -> tuple[str, ...]:
    """The areas that a constituency lies in, the widest first."""
    return (UNITED_KINGDOM, country, region) if region else (UNITED_KINGDOM, country)


def published(counts: Mapping[int, int], areas: Mapping[int, Sequence[str]], *, personal: bool = True) -> Published:
    """Hide what has to be hidden. `areas` names those that each cell lies in, the widest first; nought if uncounted."""
    work = Suppression({cell: counts.get(cell, 0) for cell in sorted(areas)}, areas)
    if personal:
        work.run()
    return work.published()


def side_by_side(
    tables: Sequence[Mapping[int, int]], areas: Mapping[int, Sequence[str]], *, apart: Sequence[Mapping[int, int]] = ()
) -> list[Published]:
    """Tables of counts of which each bounds the others, as of whoever knows one thing and of whoever knows any.

    What one of them hides all hide, since a count that is shown would narrow down one that is not. `apart`: what can be
    worked out of two of them, such as how many know any but not the one; it is published nowhere, and hides like them.
    """
    works = [Suppression({cell: each.get(cell, 0) for cell in sorted(areas)}, areas) for each in (*tables, *apart)]
    hidden: frozenset[int] = frozenset()
    withheld: frozenset[str] = frozenset()
    while True:
        for work in works:
            work.run(hidden, withheld)
            hidden, withheld = hidden | work.hidden, withheld | work.withheld
        if all(work.hidden >= hidden and work.withheld >= withheld for work in works):
            return [work.published() for work in works[: len(tables)]]


def together(parts: Sequence[Published], areas: Mapping[int, Sequence[str]]) -> Published:
    """The sum of counts that are published each for itself as well.

    What one of them hides the sum hides too: less the others it would tell it. What is left are sums of what everybody
    can read, so that nothing more can be worked out from them.
    """
    codes = dict.fromkeys(code for inside in areas.values() for code in inside)
    return Published(
        {cell: added(part.cells.get(cell, 0) for part in parts) for cell in areas},
        {code: added(part.totals.get(code, 0) for part in parts) for code in codes},
    )


def added(counts: Iterable[int | None]) -> int | None:
    known = list(counts)
    return None if None in known else sum(count for count in known if count is not None)


def merged(counts: Mapping[Key, int], *, total: int) -> tuple[dict[Key, int], int]:
    """Parts of a total that everybody knows: those that may be shown, and what all the others make together.

    Where that were under 5 the smallest of the shown ones go into it, equal ones together.
    """
    shown = {key: count for key, count in counts.items() if count >= LEAST}
    while shown and 0 < total - sum(shown.values()) < LEAST:
        least = min(shown.values())
        shown = {key: count for key, count in shown.items() if count > least}
    return shown, total - sum(shown.values())


class Suppression:
    """Which cells are hidden, and which totals withheld, of counts in areas that lie in one another."""

    def __init__(self, counts: dict[int, int], areas: Mapping[int, Sequence[str]]) -> None:
        self.counts, self.areas = counts, areas
        self.inside: dict[str, list[int]] = {}
        self.parts: dict[str, list[str]] = {}
        self.totals: Counter[str] = Counter()
        for cell, count in counts.items():
            self.place(cell, count)
        self.hidden: set[int] = set()
        self.withheld: set[str] = set()
        self.small: set[str] = set()  # those withheld for what they are, and not for what they would tell

    def place(self, cell: int, count: int) -> None:
        above = None
        for area in self.areas[cell]:
            self.inside.setdefault(area, []).append(cell)
            self.totals[area] += count
            if above and area not in self.parts.setdefault(above, []):
                self.parts[above].append(area)
            above = area

    def run(self, hidden: Collection[int] = (), withheld: Collection[str] = ()) -> None:
        """These are hidden and withheld in any case."""
        self.hidden = {cell for cell, count in self.counts.items() if 0 < count < LEAST}.union(hidden)
        self.small = {area for area in self.inside if 0 < self.totals[area] < LEAST}
        self.withheld = self.small.union(withheld)
        while areas := [area for area in self.inside if self.gives_away(area)]:
            self.relieve(areas[-1])  # it holds none of the others, and what it hides may do for those that hold it

    def published(self) -> Published:
        return Published(
            {cell: None if cell in self.hidden else count for cell, count in self.counts.items()},
            {area: None if area in self.withheld else self.totals[area] for area in self.inside},
        )

    def gives_away(self, area: str) -> bool:
        """Whether what is said of this area lets somebody work out a hidden cell, or a total under 5."""
        scope = self.scope(area)
        rest = [self.counts[cell] for cell in scope if cell in self.hidden]
        if area in self.withheld:  # "under 5" of four hidden cells: each is 1
            return self.totals[area] == LEAST - 1 == len(rest) < len(scope)
        if not rest:
            return False
        return len(rest) == 1 or sum(rest) in (len(rest), (LEAST - 1) * len(rest)) or self.leaves_a_small_total(scope)

    def leaves_a_small_total(self, scope: Sequence[int]) -> bool:
        """Whether all that is hidden there lies in one area under 5, so that the rest of the sum is its total."""
        hidden = self.hidden.intersection(scope)
        return any(hidden.issubset(self.inside[area]) for area in self.small)

    def scope(self, area: str) -> list[int]:
        """The cells of which this total is the narrowest that is shown: what is hidden of them is what it leaves open.

        Of an area whose own total is withheld, all its cells.
        """
        if area in self.withheld:
            return self.inside[area]
        return [cell for cell in self.inside[area] if self.narrowest_shown(cell) == area]

    def narrowest_shown(self, cell: int) -> str | None:
        return next((area for area in reversed(self.areas[cell]) if area not in self.withheld), None)

    def relieve(self, area: str) -> None:
        """Hide the smallest further thing: a count, else the total of a part, else a nought, else this total itself."""
        scope = self.scope(area)
        open_cells = [cell for cell in scope if cell not in self.hidden]
        counted = [cell for cell in open_cells if self.counts[cell]]
        if counted:
            self.hide_smallest(counted, 1)
        elif parts := self.shown_parts(area):
            self.withhold_smallest(parts)
        elif open_cells and (area in self.withheld or not self.leaves_a_small_total(scope)):
            self.hidden.add(open_cells[0])
        else:
            self.withheld.add(area)

    def shown_parts(self, area: str) -> list[str]:
        return [part for part in self.parts.get(area, []) if part not in self.withheld and self.totals[part]]

    def withhold_smallest(self, parts: Sequence[str]) -> None:
        """With its smallest parts or two of its counts, as where there are small ones: they would add up to it else."""
        smallest = min(self.totals[part] for part in parts)
        for part in parts:
            if self.totals[part] == smallest:
                self.withheld.add(part)
                if inner := self.shown_parts(part):
                    self.withhold_smallest(inner)
                else:
                    self.hide_smallest([cell for cell in self.inside[part] if self.counts[cell]], 2)

    def hide_smallest(self, cells: Sequence[int], number: int) -> None:
        """The `number` smallest, and whatever equals them."""
        limit = sorted(self.counts[cell] for cell in cells)[:number][-1]
        self.hidden.update(cell for cell in cells if self.counts[cell] <= limit)
