from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from groups import searching
from groups.enums import Aim, GroupKind, GroupState, Health
from groups.models import CommunityGroup
from groups.selectors import directory, whereabouts
from pages import generation
from pages.search import registry
from places.models import Constituency, Outcode
from tests.groups import people as cast

pytestmark = pytest.mark.django_db
URL = "/groups/"


def constituency(slug: str) -> Constituency:
    return Constituency.objects.get(slug=slug)


@pytest.fixture
def groups() -> list[CommunityGroup]:
    return [
        cast.group(constituency=constituency("leeds-south"), kind=GroupKind.CHURCH, aims=[Aim.LEARN, Aim.PRAY]),
        cast.group("York", latitude=53.96, longitude=-1.08, kind=GroupKind.TOWN, aims=[Aim.LEARN]),
        cast.group("Cardiff", latitude=51.48, longitude=-3.18, constituency=constituency("cardiff-west")),
    ]


def names(client: Client, **asked: str) -> list[str]:
    page = client.get(URL, asked).context["page_of_list"]
    return [each.town for each in page]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["Cardiff", "Leeds", "York"]),
        ({"name": "actfor york"}, ["York"]),
        ({"region": "yorkshire-and-the-humber"}, ["Leeds"]),
        ({"region": "wales"}, ["Cardiff"]),
        ({"kind": "church"}, ["Leeds"]),
        ({"aim": "learn"}, ["Leeds", "York"]),
        ({"aim": "learn", "kind": "town"}, ["York"]),
        ({"name": "nowhere"}, []),
        ({"region": "atlantis", "page": "99"}, ["Cardiff", "Leeds", "York"]),
    ],
)
def test_a_group_is_found_by_name_region_kind_and_aim(
    asked: dict[str, str], found: list[str], client: Client, groups: list[CommunityGroup]
) -> None:
    assert names(client, **asked) == found


def test_there_are_twelve_regions_to_choose_from() -> None:
    assert len(directory.regions()) == 12


def test_the_nearest_come_first_and_the_postcode_is_in_no_address(client: Client, groups: list[CommunityGroup]) -> None:
    Outcode.objects.update_or_create(code="LS1", defaults={"latitude": 53.8, "longitude": -1.55})
    answer = client.post(URL, {"postcode": "LS1 4DY"})
    assert [row["group"].town for row in answer.context["rows"]] == ["Leeds", "York"]
    assert "no-store" in answer.headers["Cache-Control"]
    text = answer.content.decode()
    assert "4DY" not in answer.request["QUERY_STRING"]
    assert "less than a mile away" in text
    assert "about 22 miles away" in text


def test_a_postcode_that_is_none_is_asked_for_again(client: Client, groups: list[CommunityGroup]) -> None:
    answer = client.post(URL, {"postcode": "nonsense"})
    assert (answer.status_code, "There is a problem" in answer.content.decode()) == (422, True)


HIDDEN: list[dict[str, Any]] = [
    {"health": Health.DORMANT},
    {"state": GroupState.CLOSED},
    {"state": GroupState.DRAFT},
    {"state": GroupState.REJECTED},
]


@pytest.mark.parametrize("fields", HIDDEN)
def test_a_group_that_is_asleep_or_not_approved_is_in_no_list_map_count_or_search(
    fields: dict[str, Any], client: Client
) -> None:
    seat = constituency("leeds-south")
    group = cast.group(constituency=seat)
    position = group.position
    assert position is not None
    assert search_finds("leeds") == [group.pk]
    assert group.get_absolute_url() in client.get(reverse("groups_sitemap")).content.decode()
    assert [town.name for town in directory.towns()] == ["Leeds"]
    CommunityGroup.objects.update(**fields)
    generation.publish()
    assert names(client) == []
    assert directory.towns() == []
    assert group.get_absolute_url() not in client.get(reverse("groups_sitemap")).content.decode()
    assert directory.near(position) == whereabouts.near(position) == []
    assert whereabouts.by_constituency() == {}
    assert search_finds("leeds") == []


def search_finds(words: str) -> list[int]:
    kind = next(each for each in registry.registered() if each.kind == "groups")
    assert kind.find is not None
    whole = [pk for pk, share in kind.find(words.split()).items() if share == 1]
    return [each.pk for each in kind.readable(whole)]


def test_search_finds_a_group_by_the_beginning_of_its_words(groups: list[CommunityGroup], client: Client) -> None:
    assert search_finds("leed") == [groups[0].pk]
    assert search_finds("eeds") == []
    assert (
        groups[0].get_absolute_url() in client.get(reverse("search"), {"q": "Leeds", "kind": "groups"}).content.decode()
    )


def test_search_puts_the_group_that_has_most_of_the_words_first(client: Client) -> None:
    cast.group(slug="a", name="Aire Lantern")
    cast.group(slug="b", name="Boat Lantern")
    both = searching.found(["boat", "lantern"])
    assert [CommunityGroup.objects.get(pk=pk).slug for pk in both] == ["b", "a"]
    assert list(both.values()) == [1, 0.5]
    answer = client.get(reverse("search"), {"q": "boat xylophone", "kind": "groups"}).content.decode()
    assert "/b/" in answer
    assert "/a/" not in answer


def test_a_town_on_the_map_leads_to_its_groups_in_the_list(client: Client, groups: list[CommunityGroup]) -> None:
    cast.group(slug="leeds-2", name="Second of Leeds")
    first = directory.towns()[0]
    assert (first.name, first.note) == ("Leeds", "2 groups")
    assert [each.town for each in client.get(first.url).context["page_of_list"]] == ["Leeds", "Leeds"]


def many(number: int) -> None:
    CommunityGroup.objects.bulk_create(
        CommunityGroup(
            name=f"Group {each}",
            slug=f"group-{each}",
            town=f"Town of many letters {each % 700}",
            latitude=50 + each % 70 / 10,
            longitude=-4 + each % 45 / 10,
        )
        for each in range(number)
    )


def needed(queries: CaptureQueriesContext) -> list[str]:
    """Without the number of the generation, which a process asks for once a second at most."""
    return [each["sql"] for each in queries if "pages_sitegeneration" not in each["sql"]]


def test_the_page_with_the_map_has_a_bound_and_takes_few_queries(client: Client) -> None:
    many(2000)
    Outcode.objects.update_or_create(code="LS1", defaults={"latitude": 53.8, "longitude": -1.55})
    answer = client.get(URL)
    assert len(answer.context["page_of_list"]) == 20
    assert len(answer.content) <= 80_000
    with CaptureQueriesContext(connection) as queries:
        client.get(URL, {"page": "1"})
    assert len(needed(queries)) <= 10
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(URL, {"postcode": "LS1 4DY"})
    assert len(answer.context["rows"]) == directory.NEAREST
    assert len(needed(queries)) <= 10


def test_a_reader_gets_the_list_from_the_store_and_no_cookie(client: Client, groups: list[CommunityGroup]) -> None:
    answer = client.get(URL)
    assert answer.headers["X-Accel-Expires"] == "10"
    assert not answer.cookies
    cast.group("Bradford")
    assert "Bradford" in client.get(URL).content.decode()
