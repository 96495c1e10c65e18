"""Counts in classes: few of them, none empty, with round bounds, said in words."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from places.maps import legend
from places.maps.scale import MOST, Count, Scale

COUNTS = st.lists(st.none() | st.integers(0, 40) | st.integers(0, 2_000_000), max_size=80)


def texts(*counts: Count) -> list[str]:
    return [str(step) for step in Scale.of(counts).steps]


@given(COUNTS)
def test_every_count_lies_in_the_class_that_its_words_say_and_no_class_is_empty(counts: list[Count]) -> None:
    scale = Scale.of(counts)
    by_tone = {str(step.tone): step for step in scale.steps}
    used = {scale.name(count) for count in counts} - {"none", "hidden"}
    assert used == set(by_tone)
    assert len(by_tone) == len(scale.steps) <= MOST
    for count in filter(None, counts):
        step = by_tone[scale.name(count)]
        assert step.low <= count
        assert step.high is None or count <= step.high


@given(COUNTS)
def test_classes_adjoin_and_grow_stronger(counts: list[Count]) -> None:
    for one, other in pairwise(Scale.of(counts).steps):
        assert one.high is not None
        assert one.high < other.low
        assert one.tone < other.tone


def test_bounds_are_round() -> None:
    assert texts(*range(1, 501)) == ["1 to 99", "100 to 199", "200 to 299", "300 to 399", "400 or more"]
    assert texts(*range(7, 48)) == ["7 to 14", "15 to 24", "25 to 29", "30 to 39", "40 or more"]
    assert texts(*(count * 1_234 for count in range(1, 11))) == [
        "1,000 to 2,999",
        "3,000 to 5,999",
        "6,000 to 7,999",
        "8,000 to 9,999",
        "10,000 or more",
    ]


def test_many_equal_counts_fill_one_class_and_leave_the_others_to_the_rest() -> None:
    assert texts(*[1] * 90, 2, 3, 4, 5, 6, 7) == ["1", "2 to 3", "4", "5 to 6", "7 or more"]


def test_few_numbers_are_said_as_they_are() -> None:
    assert texts(7, 7, 7) == ["7"]
    assert texts(3, 1, 1, 1_200) == ["1", "3", "1,200"]
    assert texts(0, 0, None) == []


def test_the_legend_names_only_what_is_on_the_map() -> None:
    scale = Scale.of([None, 12, 15, 80])
    entries = legend.entries(scale, {"hidden", "1", "3", "5"})
    assert [entry.text for entry in entries] == ["under 5, or hidden", "12", "15", "80"]
    assert legend.entries(Scale.of([0]), {"none"})[0].text == "none"
