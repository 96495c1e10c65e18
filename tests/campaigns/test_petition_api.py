import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from campaigns.models import Milestone, Petition, PetitionCorrection, PetitionTotal
from tests import factories
from tests.campaigns import folded

pytestmark = pytest.mark.django_db
API = "/api/v1/petitions/"
ONE = f"{API}support-every-survivor/"


@pytest.fixture
def petition() -> Petition:
    return factories.petition(goal=10_000, opened_at=datetime(2026, 6, 1, 23, 30, tzinfo=UTC))


def get(path: str, status: int = 200) -> Any:
    caches["pages"].clear()
    answer = Client().get(path)
    assert (answer.status_code, answer.headers["Content-Type"].split(";")[0]) == (status, "application/json")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert not answer.cookies
    return answer.json()


def test_the_list_has_published_petitions_the_open_ones_first(petition: Petition) -> None:
    for state in ("draft", "in_review", "answered", "open"):
        factories.petition(slug=state.replace("_", "-"), title=state, state=state)
    Petition.objects.filter(slug="open").update(closes_on=date(2026, 1, 1))
    told = get(API)
    assert told["total"] == 3
    slugs = [row["slug"] for row in told["items"]]
    assert slugs == ["support-every-survivor", "open", "answered"]
    assert [row["state"] for row in told["items"]] == ["open", "closed", "answered"]
    assert get(f"{API}?state=closed")["total"] == 1
    assert [row["slug"] for row in get(f"{API}?limit=1&offset=1")["items"]] == ["open"]


def test_one_petition_tells_all_that_is_public_of_it_and_nothing_of_people(petition: Petition) -> None:
    folded.fold(petition, {"leeds-south": 1_200})
    PetitionTotal.objects.update(on_paper=34)
    at = datetime(2026, 7, 1, tzinfo=UTC)
    Milestone.objects.create(petition=petition, number=1_000, meaning="We ask to meet.", message="Hello", reached_at=at)
    PetitionCorrection.objects.create(petition=petition, text="It is 45 days.", made_at=at)
    folded.confirmed(petition, "Suzie Signer", comment="I want this.", comment_state="shown", is_public=True)
    told = get(ONE)
    assert told["signatures"] == 1_200
    assert told["on_paper"] == 34
    assert told["opened_on"] == "2026-06-02"  # in the United Kingdom
    assert told["milestones"] == [{"number": 1_000, "meaning": "We ask to meet.", "reached_on": "2026-07-01"}]
    assert told["corrections"] == [{"text": "It is 45 days.", "made_on": "2026-07-01"}]
    for link in told["links"].values():
        assert Client().get(link.removeprefix("http://localhost:8000")).status_code == 200, link
    assert not any(word in json.dumps(told) for word in ("Suzie", "I want this", "Hello", "example.org"))


def test_totals_by_constituency_hide_small_numbers_and_add_up(petition: Petition) -> None:
    folded.fold(petition, {"leeds-south": 3, "york-central": 9, "ynys-mon": 50}, elsewhere=20, FR=30)
    told = get(f"{ONE}constituencies/")
    counts = {row["name"]: (row["count"], row["hidden"]) for row in told["constituencies"]}
    assert len(counts) == 650
    assert counts["Leeds South"] == counts["York Central"] == (None, True)
    assert counts["Ynys Môn"] == (50, False)
    assert (told["total"], told["abroad"]["count"], told["unknown"]["count"]) == (112, 30, 20)
    nations = [row["count"] for row in told["nations"]]
    assert sum(nations) + told["unknown"]["count"] == told["united_kingdom"]["count"] == 82
    countries = get(f"{ONE}countries/")
    assert countries["countries"] == [
        {"code": "FR", "name": "France", "count": 30, "hidden": False},
        {"code": "GB", "name": "United Kingdom", "count": 82, "hidden": False},
    ]


def test_totals_by_day_come_in_pages(petition: Petition) -> None:
    for day in (1, 2, 3):
        folded.changed(petition, datetime(2026, 6, day, 12, tzinfo=UTC), day)
    assert get(f"{ONE}days/")["items"][-1] == {"day": "2026-06-03", "total": 6}
    told = get(f"{ONE}days/?limit=1&offset=1")
    assert told == {"total": 3, "items": [{"day": "2026-06-02", "total": 3}]}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("?limit=101", 422),
        ("?offset=99999999", 422),
        ("?state=draft", 422),
        ("?stat=open", 422),
        ("no-such-petition/", 404),
        ("%00/", 404),
        ("no-such-petition/constituencies/", 404),
        ("support-every-survivor/days/?limit=1001", 422),
        ("support-every-survivor/days/?page=2", 422),
        ("support-every-survivor/names/", 404),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(path: str, status: int, petition: Petition) -> None:
    assert list(get(API + path, status)) == ["error"]


@pytest.mark.parametrize("path", ["", "constituencies/", "countries/", "days/"])
def test_nothing_is_told_of_a_draft(path: str, petition: Petition) -> None:
    Petition.objects.update(state="draft")
    assert list(get(ONE + path, 404)) == ["error"]


@pytest.mark.parametrize("path", [API, f"{API}?limit=5", ONE, f"{ONE}constituencies/", f"{ONE}days/?limit=5"])
def test_an_unchanged_answer_is_not_sent_again(path: str, petition: Petition) -> None:
    folded.fold(petition, {"leeds-south": 10})
    first = Client().get(path)
    assert first.headers["Cache-Control"] == "no-cache"
    tag = {"If-None-Match": first.headers["ETag"]}
    assert Client().get(path, headers=tag).status_code == 304
    folded.fold(petition, {"leeds-south": 11})
    folded.changed(petition, datetime(2026, 6, 1, tzinfo=UTC), 11)
    assert Client().get(path, headers=tag).status_code == 200


def test_every_field_that_needs_it_is_described(petition: Petition) -> None:
    told = get("/api/v1/openapi.json")
    paths = [path for path in told["paths"] if "/petitions/" in path]
    assert len(paths) == 7
    for path in paths:
        assert set(told["paths"][path]) == {"get"}
        assert told["paths"][path]["get"]["summary"]
    assert told["components"]["schemas"]["PetitionOut"]["properties"]["signatures"]["description"]
    assert Client().post(API, {}).status_code == 405
