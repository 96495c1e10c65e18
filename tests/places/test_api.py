import json
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from places import layers
from places.models import Constituency, Representative

pytestmark = pytest.mark.django_db
API = "/api/v1/"
LEEDS, YNYS_MON = "E14001323", "W07000112"


@pytest.fixture(autouse=True)
def tea(monkeypatch: pytest.MonkeyPatch) -> dict[int, int]:
    """A layer of people: drinkers of tea."""
    counted: dict[int, int] = {}
    monkeypatch.setitem(layers._layers, "tea", layers.Layer("tea", "Tea", "drinker", "drinkers", lambda: counted))
    return counted


def get(path: str, status: int = 200) -> Any:
    answer = Client().get(API + path)
    assert (answer.status_code, answer.headers["Content-Type"].split(";")[0]) == (status, "application/json")
    return answer.json()


def test_the_constituencies_come_by_name_in_pages_of_at_most_a_hundred() -> None:
    first, last = get("constituencies/"), get("constituencies/?offset=600&limit=100")
    assert (first["total"], len(first["items"]), len(last["items"])) == (650, 100, 50)
    names = [row["name"] for row in first["items"]]
    assert names == sorted(names)
    assert get("constituencies/?offset=1&limit=1")["items"] == first["items"][1:2]


@pytest.mark.parametrize(
    ("asked", "total"),
    [("country=wales", 32), ("region=north-east", 27), ("q=ynys+mon", 1), ("country=wales&q=leeds", 0), ("q=%00", 650)],
)
def test_the_list_is_filtered_by_nation_region_and_name(asked: str, total: int) -> None:
    assert get(f"constituencies/?{asked}&limit=1")["total"] == total


def test_an_ended_constituency_is_listed_only_where_all_are_asked_for() -> None:
    Constituency.objects.filter(code=YNYS_MON).update(valid_to=date(2026, 1, 1))
    assert get("constituencies/?q=ynys")["total"] == 0
    assert get("constituencies/?q=ynys&which=all")["items"][0]["valid_to"] == "2026-01-01"
    assert get(f"constituencies/{YNYS_MON}/")["valid_to"] == "2026-01-01"


def test_one_constituency_tells_where_it_lies_and_who_sits_for_it() -> None:
    leeds = Constituency.objects.get(code=LEEDS)
    now = timezone.now()
    for name, ended in (("Sam Before", date(2025, 1, 1)), ("Alex Sample", None)):
        Representative.objects.create(
            constituency=leeds, name=name, party="Example Party", email="mp@example.org", ended_on=ended, checked_at=now
        )
    Constituency.objects.filter(pk=leeds.pk).update(name_cy="De Leeds", hex_q=None, hex_r=None)
    told = get(f"constituencies/{LEEDS}/")
    assert told == {
        "code": LEEDS,
        "name": "Leeds South",
        "name_cy": "De Leeds",
        "slug": "leeds-south",
        "country": {"code": "E92000001", "name": "England"},
        "region": {"code": "E12000003", "name": "Yorkshire and The Humber"},
        "valid_from": "2024-05-31",
        "valid_to": None,
        "url": leeds.get_absolute_url(),
        "position": {"latitude": leeds.latitude, "longitude": leeds.longitude},
        "hexagon": None,
        "member": {"name": "Alex Sample", "party": "Example Party", "since": None},
        "vacant_since": None,
    }


def test_a_vacant_seat_says_so_and_has_no_member() -> None:
    Constituency.objects.filter(code=YNYS_MON).update(vacant_since=date(2026, 7, 8), hex_q=-300, hex_r=2)
    told = get(f"constituencies/{YNYS_MON}/")
    assert (told["member"], told["vacant_since"], told["region"]) == (None, "2026-07-08", None)
    assert told["hexagon"] == {"q": -300, "r": 2}


def test_counts_hide_small_numbers_and_say_that_they_do(tea: dict[int, int]) -> None:
    keys = dict(Constituency.objects.filter(region__slug="north-east").values_list("name", "pk"))
    tea |= {keys["Hexham"]: 3, keys["Hartlepool"]: 7, keys["Middlesbrough and Thornaby East"]: 40}
    told = get("layers/tea/")
    shown = {row["name"]: (row["count"], row["hidden"]) for row in told["constituencies"]}
    assert shown["Hexham"] == shown["Hartlepool"] == (None, True)
    assert shown["Middlesbrough and Thornaby East"] == (40, False)
    assert shown["Leeds South"] == (0, False)
    assert told["total"] == {"code": "K02000001", "name": "United Kingdom", "count": 50, "hidden": False}
    assert [row["count"] for row in told["regions"] if row["name"] == "North East"] == [50]
    assert (len(told["countries"]), len(told["regions"]), len(shown)) == (4, 9, 650)


def test_the_layers_of_the_maps_are_listed_with_their_addresses() -> None:
    told = {row["key"]: row for row in get("layers/")}
    assert {"signatures", "groups", "tea"} <= told.keys()
    assert (told["signatures"]["personal"], told["groups"]["personal"]) == (True, False)
    assert Client().get(told["groups"]["url"]).status_code == 200


WRONG = [
    ("constituencies/?limit=101", 422, "limit: input should be less than or equal to 100."),
    ("constituencies/?limit=many", 422, "limit: input should be a valid integer"),
    ("constituencies/?offset=99999999999999999999", 422, "offset: input should be less than"),
    ("constituencies/?country=narnia", 422, 'There is no nation "narnia": use one of england, northern-ireland'),
    ("constituencies/?region=%00", 422, "There is no region"),
    ("constituencies/?which=some", 422, "which: input should be 'current' or 'all'."),
    (
        "constituencies/?contry=wales",
        422,
        'There is no parameter "contry": use q, country, region, which, limit, offset.',
    ),
    ("constituencies/E14/", 404, "There is no constituency with this code."),
    ("constituencies/E14999999/", 404, "There is no constituency with this code."),
    ("constituencies/%00/", 404, "There is no constituency with this code."),
    ("layers/coffee/", 404, "There is no layer with this key."),
    ("no/such/thing/", 404, "There is nothing at this address."),
]


@pytest.mark.parametrize(("path", "status", "says"), WRONG)
def test_what_is_wrong_is_said_in_one_sentence(path: str, status: int, says: str) -> None:
    told = get(path, status)
    assert list(told) == ["error"]
    assert told["error"].startswith(says)


def test_anybody_may_read_from_any_page_without_cookie_and_nobody_may_write() -> None:
    client = Client(enforce_csrf_checks=True)
    for method, status in (("get", 200), ("head", 200), ("options", 204), ("post", 405), ("delete", 405)):
        answer = getattr(client, method)(f"{API}layers/")
        assert answer.status_code == status, method
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
        assert not answer.cookies
    assert client.get(f"{API}layers").headers["Location"] == f"{API}layers/"


@pytest.mark.parametrize(
    ("path", "queries"),
    [("constituencies/", 2), ("constituencies/?country=wales", 2), (f"constituencies/{LEEDS}/", 3), ("layers/tea/", 4)],
)
def test_an_answer_takes_few_queries_and_is_stored_for_the_next_reader(
    path: str, queries: int, tea: dict[int, int], django_assert_num_queries: Any
) -> None:
    Client().get(f"{API}layers/")
    with django_assert_num_queries(queries):  # one of them asks for the generation, but with a filter
        first = Client().get(API + path)
    again = 1 if "?" not in path else queries
    with django_assert_num_queries(again):
        second = Client().get(API + path, headers={"Accept-Encoding": "gzip"})
    assert second.headers["X-Accel-Expires"] == ("0" if "?" in path else "10")
    assert ("Content-Encoding" in second.headers) == ("?" not in path)
    assert first.headers["Cache-Control"] == "no-store"


def test_its_description_names_every_address_in_plain_english() -> None:
    described = json.loads(Client().get(f"{API}openapi.json").content)
    assert {path for path in described["paths"] if "/petitions/" not in path} == {
        f"{API}{path}" for path in ("constituencies/", "constituencies/{code}/", "layers/", "layers/{key}/")
    }
    for path, methods in described["paths"].items():
        assert list(methods) == ["get"], path
        said = methods["get"]
        assert said["summary"]
        assert said["description"].endswith(".")
        assert said["tags"]
        assert "_" in said["operationId"]
        assert "." not in said["operationId"]
        assert all(parameter.get("description") for parameter in said["parameters"]), path
    assert "https://" not in json.dumps(described)
