from collections import Counter
from typing import Any

import pytest
from django.test import Client

from config.demo import groups as demonstration
from groups import panels
from groups.models import CommunityGroup
from groups.selectors import whereabouts
from places import layers
from places.areas import Area
from places.models import Constituency, Position

pytestmark = pytest.mark.django_db
LEEDS = Position(53.80, -1.55)


@pytest.fixture
def leeds() -> Constituency:
    return Constituency.objects.get(slug="leeds-south")


def group(town: str, latitude: float, longitude: float, **fields: Any) -> CommunityGroup:
    return CommunityGroup.objects.create(
        name=f"ACTFORJUSTICE {town}", slug=town.lower(), town=town, latitude=latitude, longitude=longitude, **fields
    )


def shown(leeds: Constituency, position: Position | None = LEEDS) -> str:
    return " ".join(panels.nearest_groups(Area(leeds, position)).split())


def test_the_nearest_groups_come_first_with_their_distance_in_miles(leeds: Constituency) -> None:
    group("York", 53.96, -1.08)
    group("Bradford", 53.79, -1.75)
    group("Leeds", 53.80, -1.55)
    text = shown(leeds)
    assert [town for town in ("Leeds", "Bradford", "York") if town in text] == sorted(
        ("Leeds", "Bradford", "York"), key=text.index
    )
    assert "ACTFORJUSTICE Leeds</a></b>, less than a mile away" in text
    assert "ACTFORJUSTICE Bradford</a></b>, about 8 miles away" in text
    assert "ACTFORJUSTICE York</a></b>, about 22 miles away" in text
    assert "from about where your postcode is" in text
    assert "from the middle of the constituency" in shown(leeds, leeds.position)


def test_at_most_five_are_named(leeds: Constituency) -> None:
    for number in range(7):
        group(f"Town{number}", 53.8 + number / 100, -1.55)
    assert shown(leeds).count("<li>") == 5


@pytest.mark.parametrize("position", [LEEDS, None])
def test_where_no_group_is_near_it_says_so(position: Position | None, leeds: Constituency) -> None:
    group("Lerwick", 60.15, -1.14)
    assert "There is no group near here yet." in shown(leeds, position)


def test_a_new_group_shows_at_once_on_the_page_of_its_constituency(leeds: Constituency, client: Client) -> None:
    assert "no group near here" in client.get(leeds.get_absolute_url()).content.decode()
    group("Leeds", 53.80, -1.55, constituency=leeds)
    assert "ACTFORJUSTICE Leeds" in client.get(leeds.get_absolute_url()).content.decode()


def test_groups_are_counted_by_constituency_and_small_numbers_shown(leeds: Constituency) -> None:
    group("Leeds", 53.80, -1.55, constituency=leeds)
    group("Nowhere", 0, 0)
    assert whereabouts.by_constituency() == {leeds.pk: 1}
    layer = layers.by_key("groups")
    assert layer is not None
    assert not layer.personal


def test_the_demonstration_has_groups_all_over_and_signatures_that_lie_unevenly() -> None:
    made = demonstration.make()
    assert 100 < len(made) < 120
    assert len({each.constituency.country_id for each in made if each.constituency}) == 4
    spread = demonstration.spread(6318)
    counted = Counter(seat for seat in spread if seat is not None)
    assert len(spread) == 6318
    assert spread == demonstration.spread(6318)
    assert 0 < spread.count(None) < 400
    assert 40 < 650 - len(counted) < 120
    assert sum(0 < count < 5 for count in counted.values()) > 50
    with_group = {each.constituency_id for each in made}
    assert min(counted[seat] for seat in with_group if seat) > max(
        count for seat, count in counted.items() if seat not in with_group
    )
