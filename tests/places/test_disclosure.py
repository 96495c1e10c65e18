"""What is hidden of counts by area, and that nobody can work it out: by sums alone, or knowing the rule as well."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from places import disclosure
from places.disclosure import Published, published
from places.layers import Layer
from places.models import Constituency

Areas = Mapping[int, tuple[str, ...]]
# The United Kingdom in small: a nation with two regions, one that has none, and a small one.
NATIONS: Areas = {
    **dict.fromkeys(range(6), ("UK", "E", "E1")),
    **dict.fromkeys(range(6, 12), ("UK", "E", "E2")),
    **dict.fromkeys(range(12, 18), ("UK", "S")),
    **dict.fromkeys(range(18, 20), ("UK", "W")),
}


def shown(*counts: int, area: tuple[str, ...] = ("UK",)) -> list[int | None]:
    return list(published(dict(enumerate(counts)), dict.fromkeys(range(len(counts)), area)).cells.values())


def test_one_to_four_are_hidden_and_nought_and_five_are_not() -> None:
    assert shown(0, 1, 4, 5, 37) == [0, None, None, 5, 37]


def test_where_one_is_hidden_the_next_smallest_that_is_not_nought_is_hidden_too() -> None:
    assert shown(0, 3, 9, 7, 40) == [0, None, 9, None, 40]


def test_a_total_under_five_is_hidden_with_its_counts() -> None:
    result = published({0: 3, 1: 0}, dict.fromkeys(range(2), ("UK",)))
    assert (result.cells, result.totals) == ({0: None, 1: 0}, {"UK": None})


def test_hidden_counts_that_could_only_all_be_one_get_company() -> None:
    assert shown(1, 1, 8, 20) == [None, None, None, 20]
    assert shown(4, 4, 8, 20) == [None, None, None, 20]
    assert shown(1, 2, 8, 20) == [None, None, 8, 20]
    assert shown(1, 1, 1, 1, 1, 0).count(None) == 6  # the sixth is a nought, and could be any of them


def test_a_small_region_is_not_the_difference_between_a_nation_and_its_other_regions() -> None:
    counts = {0: 2, 6: 10, 7: 20, 8: 30, 12: 50}
    result = published(counts, NATIONS)
    assert result.totals == {"UK": 112, "E": 62, "E1": None, "E2": None, "S": 50, "W": 0}
    assert [cell for cell, count in result.cells.items() if count is None] == [0, 6, 7]


@pytest.mark.parametrize(
    ("counts", "totals", "hidden"),
    [
        # Wales has 3: the United Kingdom less the others would say so.
        (
            {0: 8, 12: 10, 13: 20, 18: 1, 19: 2},
            {"UK": 41, "E": None, "E1": None, "E2": 0, "S": 30, "W": None},
            [0, 18, 19],
        ),
        # England alone can cover for it, and only when one of its regions does too.
        ({0: 9, 1: 8, 6: 50, 19: 3}, {"UK": 70, "E": None, "E1": None, "E2": 50, "S": 0, "W": None}, [0, 1, 19]),
        # Nobody can: so what it is part of is hidden.
        ({18: 1, 19: 2}, {"UK": None, "E": 0, "E1": 0, "E2": 0, "S": 0, "W": None}, [18, 19]),
    ],
)
def test_a_total_under_five_is_not_what_the_other_totals_leave(
    counts: dict[int, int], totals: dict[str, int | None], hidden: list[int]
) -> None:
    result = published(counts, NATIONS)
    assert result.totals == totals
    assert [cell for cell, count in result.cells.items() if count is None] == hidden


def test_nothing_is_hidden_of_what_is_not_personal() -> None:
    assert list(published({0: 1, 1: 3}, dict.fromkeys(range(2), ("UK",)), personal=False).cells.values()) == [1, 3]


def known_sums(result: Published, areas: Areas) -> dict[str, set[int]]:
    """For each shown total, the hidden counts that it leaves open: those in no narrower area whose total is shown."""
    open_cells = defaultdict(set)
    for cell, path in areas.items():
        narrowest = next((area for area in reversed(path) if result.totals[area] is not None), None)
        if narrowest and result.cells[cell] is None:
            open_cells[narrowest].add(cell)
    return open_cells


COUNTS = st.lists(
    st.one_of(st.just(0), st.integers(0, 6), st.integers(0, 400)), min_size=len(NATIONS), max_size=len(NATIONS)
)


@settings(max_examples=400)
@given(COUNTS)
def test_no_hidden_count_and_no_small_total_is_what_a_shown_total_leaves(numbers: list[int]) -> None:
    counts = dict(enumerate(numbers))
    result = published(counts, NATIONS)
    for area, cells in known_sums(result, NATIONS).items():
        rest = sum(counts[cell] for cell in cells)
        assert len(cells) > 1, area
        assert rest not in (len(cells), 4 * len(cells)), f"each hidden count in {area} is the same"
        for small in ("UK", "E", "E1", "E2", "S", "W"):
            inside = {cell for cell in NATIONS if small in NATIONS[cell]}
            assert not (cells <= inside and sum(counts[cell] for cell in inside) < 5), f"{small} follows from {area}"


@given(COUNTS)
def test_what_is_shown_is_exact_and_never_one_to_four(numbers: list[int]) -> None:
    result = published(dict(enumerate(numbers)), NATIONS)
    exact = {area: sum(numbers[cell] for cell in NATIONS if area in NATIONS[cell]) for area in result.totals}
    shown = [(count, numbers[cell]) for cell, count in result.cells.items() if count is not None]
    shown += [(total, exact[area]) for area, total in result.totals.items() if total is not None]
    assert all(said == meant and said not in range(1, 5) for said, meant in shown)


@given(COUNTS, st.permutations(range(len(NATIONS))))
def test_the_same_counts_are_published_the_same_in_any_order(numbers: list[int], order: list[int]) -> None:
    shuffled = published({cell: numbers[cell] for cell in order}, {cell: NATIONS[cell] for cell in order})
    assert shuffled == published(dict(enumerate(numbers)), NATIONS)


@pytest.mark.parametrize(("cells", "most"), [(2, 14), (3, 11), (4, 8)])
def test_who_knows_the_rule_and_tries_every_possibility_still_finds_two_for_each_hidden_count(
    cells: int, most: int
) -> None:
    alike: dict[tuple[int | None, ...], list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(range(most + 1), repeat=cells):
        result = published(dict(enumerate(counts)), dict.fromkeys(range(cells), ("UK",)))
        alike[*result.cells.values(), result.totals["UK"]].append(counts)
    assert len(alike) > 100
    for said, possible in alike.items():
        for cell in range(cells):
            if said[cell] is None and possible != [(1, 1, 1, 1)]:  # four of one each and nothing else: no such area
                assert len({counts[cell] for counts in possible}) > 1, (said, possible)


@pytest.mark.django_db
def test_a_layer_is_published_for_every_constituency_in_force_with_all_totals() -> None:
    leeds = Constituency.objects.get(slug="leeds-south")
    layer = Layer("tea", "Tea by constituency", "cup", "cups", count=lambda: {leeds.pk: 7})
    result = disclosure.of(layer)
    assert (len(result.cells), sum(count or 0 for count in result.cells.values())) == (650, 7)
    assert len(result.totals) == 1 + 4 + 9
    assert result.totals[disclosure.UNITED_KINGDOM] == result.totals["E12000003"] == 7
