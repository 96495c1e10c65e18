"""Who is trained where: for everybody with small numbers hidden, for staff exactly, and on the maps of the site."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groups.services import membership
from people.models import AccessRecord
from places import disclosure, layers
from places.models import Constituency
from tests import factories
from tests.groups import people as cast
from tests.training.test_coverage import people_in, version
from training import panels
from training.models import CourseVersion, CoveredChange
from training.selectors import coverage

pytestmark = pytest.mark.django_db


@pytest.fixture
def labour() -> CourseVersion:
    caches["pages"].clear()
    return version("awareness", "labour")


@pytest.fixture
def seats() -> list[Constituency]:
    return list(Constituency.objects.current().filter(country__slug="wales").order_by("pk")[:3])


def public(client: Client, **asked: str) -> str:
    answer = client.get(reverse("training_coverage"), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_everybody_reads_totals_but_no_number_under_five(
    client: Client, labour: CourseVersion, seats: list[Constituency]
) -> None:
    for seat, number in zip(seats, (3, 7, 12), strict=True):
        people_in(seat, number, labour)
    page = public(client, family="labour", area="wales")
    assert "<strong>22</strong> people in the United Kingdom" in page
    rows = {seat: page.split(f">{seat.name}</a></th><td>")[1].split("</td>")[0].strip() for seat in seats}
    assert list(rows.values()) == ["under 5, or hidden", "under 5, or hidden", "12"]
    assert "<strong>22</strong>" not in public(client, family="organs")


def test_everybody_sees_the_ends_of_past_months_and_no_other_day(
    client: Client, labour: CourseVersion, seats: list[Constituency]
) -> None:
    """Of any two days they would read who was trained between them."""
    ends = coverage.month_ends(date(2026, 3, 31))
    assert ends[:2] == [date(2026, 2, 28), date(2026, 1, 31)]
    last = coverage.month_ends(timezone.localdate())[0]
    CoveredChange.objects.create(family="labour", constituency=seats[0], on=last, change=8)
    CoveredChange.objects.create(family="labour", constituency=seats[0], on=last + timedelta(days=1), change=1)
    assert "<strong>8</strong> people" in public(client, family="labour", month=f"{last:%Y-%m}")
    assert "<strong>9</strong> people" in public(client, family="labour", month=f"{last:%Y-%m-%d}")


@pytest.mark.parametrize("asked", [{}, {"family": "x' OR 1", "area": "nowhere", "month": "2026-13", "map": "?"}])
def test_a_page_without_numbers_says_so_whatever_its_address_says(client: Client, asked: dict[str, str]) -> None:
    page = public(client, **asked)
    assert "Nobody was trained in this" in page
    assert "There is a problem" not in page


def test_the_page_asks_few_questions_and_sets_no_cookie(
    client: Client, labour: CourseVersion, seats: list[Constituency], django_assert_max_num_queries: Any
) -> None:
    people_in(seats[0], 9, labour)
    with django_assert_max_num_queries(26):
        answer = client.get(reverse("training_coverage"), {"area": "wales"})
    assert not answer.cookies


def test_the_nearest_trained_groups_are_found_and_the_postcode_is_in_no_address(
    client: Client, labour: CourseVersion
) -> None:
    group = cast.group()
    membership.give(group=group, person=cast.person("suzie"), role="member")
    factories.award(cast.person("suzie"), labour)
    address = reverse("training_coverage")
    found = client.post(address, {"postcode": "LS1 4DY", "family": "labour"})
    assert (found.status_code, group.name in found.content.decode()) == (200, True)
    assert "no-store" in found["Cache-Control"]
    others = client.post(address, {"postcode": "LS1 4DY", "family": "organs"}).content.decode()
    assert group.name not in others
    wrong = client.post(address, {"postcode": "not one"})
    assert (wrong.status_code, "There is a problem" in wrong.content.decode()) == (422, True)


def test_the_maps_and_the_area_page_show_the_layer_as_everybody_may_know_it(
    client: Client, labour: CourseVersion, seats: list[Constituency]
) -> None:
    people_in(seats[0], 6, labour)
    people_in(seats[1], 2, labour)
    layer = layers.by_key(panels.LAYER)
    assert layer is not None
    assert layer.personal
    assert disclosure.of(layer).cells[seats[1].pk] is None
    page = client.get(seats[1].get_absolute_url()).content.decode()
    assert "Under 5 people here are trained" in page


def test_staff_read_exact_numbers_of_any_day_and_take_them_away(
    client: Client, labour: CourseVersion, seats: list[Constituency]
) -> None:
    people_in(seats[0], 2, labour)
    staff = factories.user("priya", groups=("Trainers",))
    client.force_login(staff)
    today = timezone.localdate()
    page = client.get(reverse("training_coverage_admin:index"), {"family": "labour"}).content.decode()
    assert "Trained in all: <strong>2</strong>" in page
    earlier = {"family": "labour", "on": f"{today - timedelta(days=1):%Y-%m-%d}"}
    page = client.get(reverse("training_coverage_admin:index"), earlier).content.decode()
    assert "Trained in all: <strong>0</strong>" in page
    file = client.post(reverse("training_coverage_admin:csv"), {"family": "labour"}).content.decode()
    assert f"{seats[0].code},{seats[0].name},Wales,Forced labour,{today:%Y-%m-%d},2" in file
    assert len(file.splitlines()) == 652
    assert AccessRecord.objects.filter(reason__startswith="who is trained where").exists()


def test_nobody_else_reads_exact_numbers(client: Client, labour: CourseVersion) -> None:
    client.force_login(factories.user("morgan", groups=("Editors",)))
    for name in ("training_coverage_admin:index", "training_dashboard:index"):
        assert client.get(reverse(name)).status_code == 302
    assert client.post(reverse("training_coverage_admin:csv")).status_code == 302
