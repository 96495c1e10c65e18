"""How all groups fare: the map and its table, regions without one, constituencies far from any, growth."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from groups.enums import GroupState, Health
from groups.models import Change, CommunityGroup
from groups.selectors import dashboard
from groups.services import states
from people.models import User
from places.models import Constituency
from tests import factories
from tests.groups import caring, people

pytestmark = pytest.mark.django_db
PAGE = "/admin/groups-dashboard/"
TODAY = timezone.localdate()


@pytest.fixture
def coordinator(client: Client) -> User:
    user = factories.member_of("Group coordinators")
    client.force_login(user)
    return user


def html(answer: Any) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def seat(slug: str = "leeds-south") -> Constituency:
    return Constituency.objects.get(slug=slug)


def made(town: str, **fields: Any) -> CommunityGroup:
    return people.group(town, **{"approved_at": timezone.now(), "constituency": seat(), **fields})


def test_the_map_counts_approved_groups_of_one_health_or_all_and_says_the_same_as_a_table(
    client: Client, coordinator: User
) -> None:
    made("Leeds")
    made("York", health=Health.DORMANT)
    made("Hull", state=GroupState.CLOSED)
    assert dashboard.by_constituency("") == {seat().pk: 2}
    assert dashboard.by_constituency(Health.DORMANT) == {seat().pk: 1}
    assert dashboard.by_constituency(Health.AT_RISK) == {}
    row = f'<tr><th scope="row"><a href="{reverse("constituency", args=["leeds-south"])}">{seat().name}</a><td>'
    assert f"{row}2" in html(client.get(PAGE))
    dormant = html(client.get(f"{PAGE}?health=dormant"))
    assert f"{row}1" in dormant
    assert "Groups by constituency: dormant" in dormant
    assert client.get(f"{PAGE}?health=nonsense").status_code == 200


def test_all_twelve_regions_are_there_and_those_without_a_group_are_named(client: Client, coordinator: User) -> None:
    made("Leeds", health=Health.AT_RISK)
    made("York", state=GroupState.SUBMITTED, constituency=None)
    made("Hull", state=GroupState.CLOSED)
    regions = dashboard.by_region()
    known = [region for region in regions if region.slug]
    assert len(known) == 12
    yorkshire = next(region for region in known if region.slug == "yorkshire-and-the-humber")
    assert (yorkshire.active, yorkshire.at_risk, yorkshire.closed, yorkshire.approved) == (0, 1, 1, 1)
    assert regions[-1].slug == "", "what lies nowhere known is counted as well"
    assert (dashboard.total(regions).applying, dashboard.total(regions).approved) == (1, 1)
    without = html(client.get(PAGE)).partition("without an approved group:")[2].partition("</p>")[0]
    assert "Wales" in without
    assert "Yorkshire" not in without


def test_a_constituency_is_far_from_any_group_while_only_a_dormant_one_is_near() -> None:
    south = seat()
    assert south.latitude is not None
    near = made("Leeds", latitude=south.latitude, longitude=south.longitude, health=Health.DORMANT)
    everywhere = set(dashboard.far_from_any().values_list("slug", flat=True))
    CommunityGroup.objects.filter(pk=near.pk).update(health=Health.ACTIVE)
    far = set(dashboard.far_from_any().values_list("slug", flat=True))
    assert "leeds-south" in everywhere - far
    assert "leeds-east" in everywhere - far
    assert "st-ives" in far


def test_growth_counts_approvals_closings_and_mergers_by_month_and_what_was_open_at_its_end(coordinator: User) -> None:
    day = date(2027, 3, 20)
    made("Leeds", approved_at=caring.at(date(2020, 1, 5)))
    york = made("York", approved_at=caring.at(date(2027, 1, 5)))
    made("Hull", approved_at=caring.at(date(2027, 1, 31), 23), closed_at=caring.at(date(2027, 3, 1), 0))
    made("Truro", state=GroupState.SUBMITTED, approved_at=None)
    states.merge(group=york, into=CommunityGroup.objects.get(slug="leeds"), by_user=coordinator, reason="One group.")
    Change.objects.filter(group=york).update(at=caring.at(date(2027, 2, 10)))
    months = {month.first: month for month in dashboard.growth(day)}
    assert len(months) == dashboard.MONTHS
    assert min(months) == date(2025, 4, 1)
    found = [months[date(2027, number, 1)][1:] for number in (1, 2, 3)]
    assert found == [(2, 0, 3), (0, 1, 2), (0, 1, 1)]
    assert months[date(2026, 12, 1)].open == 1


def test_the_page_draws_growth_with_the_same_figures_as_a_table(client: Client, coordinator: User) -> None:
    made("Leeds", approved_at=timezone.now() - timedelta(days=400))
    shown = html(client.get(PAGE))
    assert shown.count('<svg class="chart__drawing') == 4
    assert "Approved, and closed or merged, in each month" in shown
    assert f'<th scope="row">{TODAY:%B %Y}</th> <td class="number">0</td> <td class="number">0</td>' in shown


def test_an_empty_site_says_so(client: Client, coordinator: User) -> None:
    shown = html(client.get(PAGE))
    assert "Nothing to show yet." in shown
    assert "650 constituencies have no active group" in shown


def test_the_page_asks_as_many_questions_for_many_groups_as_for_none(
    client: Client, coordinator: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(PAGE)
    for number in range(60):
        made(f"Town {number}")
    with django_assert_max_num_queries(20):
        client.get(PAGE)
