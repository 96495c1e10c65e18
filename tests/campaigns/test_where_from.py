from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.template.loader import render_to_string
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns import origins as shown_as
from campaigns.models import GroupTotal, Petition
from campaigns.selectors import totals
from campaigns.selectors.totals import ABROAD, EVERYWHERE, Day, Exact, Origins, shown_of
from groups.models import CommunityGroup
from places import disclosure
from places.disclosure import UNITED_KINGDOM
from places.models import Constituency
from tests import factories
from tests.campaigns import folded

pytestmark = pytest.mark.django_db
WHERE = "/petitions/support-every-survivor/where/"
# The United Kingdom in small: a nation with two regions and one that has none.
INSIDE = {
    **dict.fromkeys(range(1, 4), (UNITED_KINGDOM, "E", "E1")),
    **dict.fromkeys(range(4, 7), (UNITED_KINGDOM, "E", "E2")),
    **dict.fromkeys(range(7, 10), (UNITED_KINGDOM, "W")),
}


@pytest.fixture
def petition() -> Petition:
    return factories.petition()


def html(path: str = WHERE) -> str:
    caches["pages"].clear()
    answer = Client().get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def key(slug: str) -> int:
    return Constituency.objects.get(slug=slug).pk


def test_a_small_number_is_hidden_and_so_is_what_would_give_it_away(petition: Petition) -> None:
    folded.fold(petition, {"leeds-south": 3, "york-central": 9, "ynys-mon": 50}, elsewhere=20, FR=30, IE=2, ES=1)
    found = totals.origins(petition.pk)
    assert found.total == 115
    assert found.constituencies[key("leeds-south")] is None
    assert found.constituencies[key("york-central")] is None  # the smallest of the region's others
    assert found.constituencies[key("ynys-mon")] == 50
    assert (found.united_kingdom, found.elsewhere, found.abroad) == (82, 20, 33)
    assert found.countries == {"ES": None, "FR": 30, "IE": None}


def test_those_whose_constituency_is_not_known_are_a_number_like_any_other(petition: Petition) -> None:
    folded.fold(petition, {"leeds-south": 8, "york-central": 9}, elsewhere=2)
    found = totals.origins(petition.pk)
    assert (found.total, found.elsewhere) == (19, None)
    assert found.constituencies[key("leeds-south")] is None
    assert found.areas["E12000003"] is None  # else the total less Yorkshire's 17 would be 2


def test_one_signature_from_abroad_is_not_the_total_less_the_united_kingdom(petition: Petition) -> None:
    folded.fold(petition, {"leeds-south": 80, "ynys-mon": 50}, FR=1)
    found = totals.origins(petition.pk)
    assert (found.countries, found.abroad, found.united_kingdom) == ({"FR": None}, None, None)
    rows = {row.name: row.counted for row in shown_as.countries(found)}
    assert rows == {"Others together": 131}


def test_with_under_five_in_all_nothing_is_said_of_where_they_are_from(petition: Petition) -> None:
    assert set(totals.origins(petition.pk).constituencies.values()) == {0}
    folded.fold(petition, {"leeds-south": 4})
    found = totals.origins(petition.pk)
    assert set(found.constituencies.values()) == {None}
    assert set(found.areas.values()) == {None}
    folded.fold(petition, {"leeds-south": 5})
    assert totals.origins(petition.pk).constituencies[key("leeds-south")] == 5


def gaps(found: Origins) -> Counter[str]:
    """How many hidden numbers each total that is known leaves open: the narrowest one above each of them."""
    known = {EVERYWHERE: found.total, **found.areas}
    above: dict[Any, tuple[str, ...]] = {seat: (EVERYWHERE, *areas) for seat, areas in INSIDE.items()}
    above["elsewhere"] = (EVERYWHERE, UNITED_KINGDOM)
    above.update(dict.fromkeys(found.countries, (EVERYWHERE, ABROAD)))
    counts: dict[Any, int | None] = {**found.constituencies, "elsewhere": found.elsewhere, **found.countries}
    hidden = [cell for cell, count in counts.items() if count is None]
    return Counter(next(area for area in reversed(above[cell]) if known.get(area) is not None) for cell in hidden)


few = st.integers(0, 9)


@settings(max_examples=300, deadline=None)
@given(
    seats=st.dictionaries(st.sampled_from(sorted(INSIDE)), few),
    elsewhere=few,
    abroad=st.dictionaries(st.sampled_from(["FR", "IE", "ES"]), st.integers(1, 9)),
)
def test_no_known_total_leaves_a_single_number_open(
    seats: dict[int, int], elsewhere: int, abroad: dict[str, int]
) -> None:
    found = shown_of(Exact(seats, {"GB": sum(seats.values()) + elsewhere, **abroad}), INSIDE)
    shown = [*found.constituencies.values(), *found.areas.values(), found.elsewhere, *found.countries.values()]
    assert not any(count and count < disclosure.LEAST for count in shown)
    assert found.total == sum(seats.values()) + elsewhere + sum(abroad.values())
    assert all(number != 1 for number in gaps(found).values())


def test_all_petitions_together_hide_what_one_of_them_hides(petition: Petition) -> None:
    other = factories.petition(slug="other")
    folded.fold(petition, {"leeds-south": 3, "york-central": 9, "ynys-mon": 50})
    folded.fold(other, {"leeds-south": 40, "york-central": 60, "ynys-mon": 7})
    assert totals.origins(other.pk).constituencies[key("leeds-south")] == 40
    both = totals.all_petitions(disclosure.areas_of_constituencies())
    assert both.cells[key("leeds-south")] is None  # 43 less 40 would be 3
    assert both.cells[key("ynys-mon")] == 57
    assert both.totals[UNITED_KINGDOM] == 169
    answer = Client().get("/api/v1/layers/signatures/").json()
    assert {row["code"]: row["count"] for row in answer["constituencies"]}["E14001323"] is None


def test_the_page_shows_map_nations_countries_and_what_they_add_up_to(petition: Petition) -> None:
    folded.fold(petition, {"leeds-south": 1_500, "ynys-mon": 50}, elsewhere=20, FR=30)
    page = html()
    for row in (
        '<th scope="row">England</th><td>1,500</td>',
        '<th scope="row">Wales</th><td>50</td>',
        '<th scope="row">In the UK, constituency not known</th><td>20</td>',
        '<th scope="row">Outside the UK</th><td>30</td>',
        '<th scope="row">France</th><td>30</td>',
        '<th scope="row">In all</th><td>1,600</td>',
    ):
        assert row in page
    assert '<a href="/your-area/leeds-south/">Leeds South</a><td>1,500' in page
    assert "Nothing to show yet" not in page


def test_groups_under_five_are_counted_with_those_who_came_by_none(petition: Petition) -> None:
    folded.fold(petition, {"leeds-south": 100})
    for name, counted in (("Leeds", 40), ("York", 12), ("Bath", 4)):
        group = CommunityGroup.objects.create(name=name, slug=name.lower())
        GroupTotal.objects.create(petition=petition, group=group, counted=counted)
    groups, rest = totals.by_group(petition.pk, 100)
    assert [(each.name, each.counted) for each in groups] == [("Leeds", 40), ("York", 12)]
    assert sum(each.counted for each in groups) + rest == 100
    page = html()
    assert '<th scope="row">By no group, or a small one</th><td>48</td>' in page
    assert "Bath</th>" not in page


def test_a_small_group_is_not_what_the_others_leave() -> None:
    assert disclosure.merged({"a": 40, "b": 12, "c": 12, "d": 3}, total=67) == ({"a": 40}, 27)
    assert disclosure.merged({"a": 40, "b": 12}, total=52) == ({"a": 40, "b": 12}, 0)
    assert disclosure.merged({"a": 3}, total=3) == ({}, 3)


def test_the_chart_has_the_total_of_each_day_also_of_days_without_a_change(petition: Petition) -> None:
    first = datetime(2026, 6, 1, 22, tzinfo=UTC)  # 23:00 here
    folded.changed(petition, first, 7)
    folded.changed(petition, first + timedelta(hours=1), 5)
    folded.changed(petition, first + timedelta(days=3), -2)
    days = totals.by_day(petition.pk)
    assert days == [Day(date(2026, 6, 1), 7), Day(date(2026, 6, 2), 12), Day(date(2026, 6, 4), 10)]
    chart = shown_as.chart(days, until=date(2026, 6, 5))
    assert chart is not None
    assert chart["data"][1:] == [
        ["1 Jun 26", "7"],
        ["2 Jun 26", "12"],
        ["3 Jun 26", "12"],
        ["4 Jun 26", "10"],
        ["5 Jun 26", "10"],
    ]
    assert shown_as.chart(days[:1], until=date(2026, 6, 1)) is None
    assert 'class="chart__drawing' in html()


@pytest.mark.parametrize(
    ("days", "points", "last_but_one"),
    [(60, 60, "27 Feb 26"), (61, 9, "22 Feb 26"), (500, 18, "Apr 2027"), (4_000, 12, "2035")],
)
def test_a_long_time_is_drawn_by_week_month_or_year(days: int, points: int, last_but_one: str) -> None:
    first = Day(date(2025, 12, 31), 5)
    chart = shown_as.chart([first], until=first.day + timedelta(days=days - 1))
    assert chart is not None
    names = [name for name, _ in chart["data"][1:]]
    assert (len(names), names[-2]) == (points, last_but_one)
    assert len(set(names)) == len(names)


def test_who_signed_is_told_of_their_mp_and_of_how_many_signed_there(petition: Petition) -> None:
    leeds = Constituency.objects.get(slug="leeds-south")
    factories.representative(leeds)
    context = {"petition": petition, "constituency": leeds}

    def told() -> str:
        caches["pages"].clear()
        return " ".join(render_to_string("campaigns/petition/your_place.html", context).split())

    folded.fold(petition, {"leeds-south": 3, "york-central": 40})
    assert "under 5" in told()
    folded.fold(petition, {"leeds-south": 1_234})
    assert "1,234 people signed in Leeds South so far." in told()
    assert "The MP for Leeds South is <b>Alex Sample</b>." in told()
