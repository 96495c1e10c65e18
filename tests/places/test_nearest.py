import random
from datetime import date
from math import acos, cos, radians, sin

import pytest
from django.db.models import QuerySet
from pytest_django import DjangoAssertNumQueries

from groups.models import CommunityGroup
from places.models import Constituency, Outcode, Position
from places.selectors import places

pytestmark = pytest.mark.django_db
LEEDS = Position(53.7997, -1.5492)


def group(name: str, latitude: float | None, longitude: float | None) -> CommunityGroup:
    return CommunityGroup.objects.create(name=name, slug=name.lower(), latitude=latitude, longitude=longitude)


def scatter(number: int, seed: int = 7) -> QuerySet[CommunityGroup]:
    """Groups all over the country, more of them near Leeds."""
    chance = random.Random(seed)  # noqa: S311
    CommunityGroup.objects.bulk_create(
        CommunityGroup(
            name=f"Group {index}",
            slug=f"group-{index}",
            latitude=chance.uniform(50, 59) if index % 2 else chance.gauss(LEEDS.latitude, 0.3),
            longitude=chance.uniform(-6, 1.5) if index % 2 else chance.gauss(LEEDS.longitude, 0.3),
        )
        for index in range(number)
    )
    return CommunityGroup.objects.all()


def vector(position: Position) -> tuple[float, float, float]:
    latitude, longitude = radians(position.latitude), radians(position.longitude)
    return cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Position(51.5, -0.13), Position(55.95, -3.19)),
        (Position(49.95, -6.3), Position(60.85, -0.88)),
        (Position(0.0, 179.9), Position(0.0, -179.9)),
        (Position(90.0, 0.0), Position(-90.0, 0.0)),
        (LEEDS, LEEDS),
    ],
)
def test_distance_is_the_angle_between_the_two_vectors_times_the_radius(one: Position, other: Position) -> None:
    between = acos(max(-1.0, min(1.0, sum(a * b for a, b in zip(vector(one), vector(other), strict=True)))))
    assert places.distance(one, other) == pytest.approx(between * 6371.0088, abs=0.001)


def test_the_nearest_come_first_as_if_every_distance_had_been_measured() -> None:
    groups = scatter(500)
    measured = sorted((places.distance(LEEDS, thing.position), thing.pk) for thing in groups if thing.position)
    for limit in (1, 10, 60):
        near = places.nearest(groups, position=LEEDS, limit=limit)
        assert [(one.km, one.thing.pk) for one in near] == measured[:limit]


def test_the_search_grows_until_it_has_found_enough(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    group("Lerwick", 60.15, -1.15)
    group("Penzance", 50.12, -5.54)
    with django_assert_max_num_queries(9):
        near = places.nearest(CommunityGroup.objects.all(), position=LEEDS, limit=5)
    assert [one.thing.name for one in near] == ["Penzance", "Lerwick"]


def test_nothing_farther_than_asked_is_found_nor_looked_for(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    group("Harrogate", 53.99, -1.54)
    group("Lerwick", 60.15, -1.15)
    with django_assert_num_queries(3):
        near = places.nearest(CommunityGroup.objects.all(), position=LEEDS, limit=5, within=80)
    assert [one.thing.name for one in near] == ["Harrogate"]


def test_it_keeps_to_the_queryset_and_leaves_out_what_stands_nowhere() -> None:
    group("Here", *LEEDS)
    group("Nowhere", None, None)
    group("There", 53.9, -1.6)
    near = places.nearest(CommunityGroup.objects.exclude(name="Here"), position=LEEDS, limit=5)
    assert [one.thing.name for one in near] == ["There"]


def test_a_postcode_serves_as_well_as_a_position() -> None:
    group("There", 53.9, -1.6)
    outcode = Outcode.objects.get(code="LS1").position
    by_postcode = places.nearest(CommunityGroup.objects.all(), postcode="ls1 9zz", limit=1)
    assert by_postcode == places.nearest(CommunityGroup.objects.all(), position=outcode, limit=1)
    assert places.nearest(CommunityGroup.objects.all(), postcode="nonsense", limit=1) == []


def test_equal_distances_keep_the_order_of_their_keys() -> None:
    made = [group(f"Same {index}", *LEEDS) for index in range(4)]
    near = places.nearest(CommunityGroup.objects.order_by("-name"), position=LEEDS, limit=3)
    assert [one.thing for one in near] == made[:3]


def test_a_box_at_the_edge_of_the_map_leaves_nothing_out() -> None:
    group("Over the line", 0.0, -179.99)
    group("Pole", 89.99, 100.0)
    everything = CommunityGroup.objects.all()
    assert places.nearest(everything, position=Position(0.0, 179.99), limit=1)[0].thing.name == "Over the line"
    assert places.nearest(everything, position=Position(89.99, -80.0), limit=1)[0].thing.name == "Pole"


def test_a_constituency_is_near_by_its_middle_and_only_while_it_lasts() -> None:
    Constituency.objects.filter(slug="leeds-south").update(valid_to=date(2026, 1, 1))
    near = places.nearest(Constituency.objects.current(), position=LEEDS, limit=2)
    assert {one.thing.slug for one in near} == {"leeds-central-and-headingley", "leeds-north-east"}
