"""How a client bears with a service that is slow, broken, changed or hostile."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from places.clients.errors import Unavailable, Unexpected
from places.clients.http import BadAddress, Manners, retry_after
from places.clients.members import MembersClient
from tests.places.clients import recorded
from tests.places.clients.local_server import (
    Fault,
    Service,
    answers,
    cut_short,
    drips,
    falls_silent,
    hangs_up,
    renames,
    says,
)

SEARCH = "/api/Location/Constituency/Search"
CONTACT = "/api/Members/1/Contact"


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def client(service: Service, waits: list[float]) -> Iterator[MembersClient]:
    service.contacts[1] = [recorded.contact("Parliamentary office", "alex.sample.mp@parliament.uk")]
    manners = Manners(timeout=0.15, deadline=0.3, interval=0, largest=100_000, sleep=waits.append)
    with MembersClient(f"{service.url}/api", manners=manners) as client:
        yield client


def seats(number: int) -> list[recorded.Json]:
    return [recorded.seat(n, f"Seat {n}", recorded.member(n)) for n in range(1, number + 1)]


def test_a_list_is_read_to_its_end_twenty_at_a_time(service: Service, client: MembersClient) -> None:
    service.seats = seats(45)
    assert [seat.id for seat in client.seats()] == list(range(1, 46))
    assert [(query["skip"], query["take"]) for query in service.queries] == [
        (["0"], ["20"]),
        (["20"], ["20"]),
        (["40"], ["20"]),
    ]


@pytest.mark.parametrize(
    "fault",
    [answers(500), answers(503), hangs_up, falls_silent, drips],
    ids=["500", "503", "hang-up", "silence", "drip"],
)
def test_what_passes_is_asked_again_after_a_while(
    service: Service, client: MembersClient, waits: list[float], fault: Fault
) -> None:
    service.fails(CONTACT, fault)
    assert client.email(1) == "alex.sample.mp@parliament.uk"
    assert (len(service.asked), waits) == (2, [1])


def test_what_does_not_pass_is_given_up_with_longer_and_longer_waits(
    service: Service, client: MembersClient, waits: list[float]
) -> None:
    service.fails(CONTACT, *[answers(500)] * 9)
    with pytest.raises(Unavailable, match=r"/api/Members/1/Contact: answered 500 at the last of 4 attempts"):
        client.email(1)
    assert (len(service.asked), waits) == (4, [1, 2, 4])


def test_a_service_says_how_long_to_wait(service: Service, client: MembersClient, waits: list[float]) -> None:
    service.fails(CONTACT, answers(429, Retry_After="7"))
    assert client.email(1)
    assert waits == [7]


def test_nobody_waits_an_hour(service: Service, client: MembersClient, waits: list[float]) -> None:
    service.fails(CONTACT, answers(429, Retry_After="3600"))
    with pytest.raises(Unavailable, match="asks to come back in 3600 seconds"):
        client.email(1)
    assert (len(service.asked), waits) == (1, [])


def in_hours(hours: float) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(hours=hours), usegmt=True)


def test_a_wait_may_be_a_date_or_nonsense() -> None:
    waits = [retry_after(httpx.Headers({"Retry-After": said})) for said in (in_hours(-2), "soon", "-5", "")]
    assert waits == [0, 0, 0, 0]
    assert 7000 <= retry_after(httpx.Headers({"Retry-After": in_hours(2)})) <= 7200


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (cut_short, "the JSON is broken or cut short"),
        (
            says(b"\n<!doctype html><p>Down for maintenance</p>", Content_Type="text/html"),
            "a web page in place of JSON",
        ),
        (says(b"[]"), "the whole is not as expected"),
        (renames("email", "emailAddress"), r"value\.0\.email is not as expected: Field required"),
        (says(b'{"value": [{"type": 1, "email": 5}]}'), r"value\.0\.type is not as expected: .*, and 1 more"),
        (answers(404), "answered 404"),
        (answers(302, Location="http://elsewhere.example/api"), "leads to another place, http://elsewhere.example"),
        (answers(302, Location="//127.0.0.1:1/api"), "leads to another place"),
        (says(b" " * 100_001), "is larger than 100000 bytes"),
    ],
    ids=["cut", "html", "other", "renamed", "retyped", "404", "away", "other port", "large"],
)
def test_an_answer_of_another_kind_is_named_and_not_asked_for_again(
    service: Service, client: MembersClient, fault: Fault, reason: str
) -> None:
    service.fails(CONTACT, fault)
    with pytest.raises(Unexpected, match=rf"/api/Members/1/Contact: .*{reason}"):
        client.email(1)
    assert len(service.asked) == 1


def test_a_redirect_within_the_service_is_followed_but_not_for_ever(service: Service, client: MembersClient) -> None:
    service.fails(CONTACT, answers(301, Location=CONTACT))
    assert client.email(1)
    service.fails(CONTACT, *[answers(301, Location=CONTACT)] * 9)
    with pytest.raises(Unexpected, match="redirects more than 3 times"):
        client.email(1)


@pytest.mark.parametrize("off_by", [1, -1])
def test_a_list_that_gives_more_or_fewer_than_it_says_is_refused(
    service: Service, client: MembersClient, off_by: int
) -> None:
    service.seats, service.total_off_by = seats(23), off_by
    with pytest.raises(Unexpected, match=f"promises {23 + off_by} results"):
        list(client.seats())


def test_a_list_whose_pages_go_in_a_circle_ends(service: Service, client: MembersClient) -> None:
    service.seats = seats(45)
    first = service.answer(SEARCH, {})
    assert first
    service.fails(SEARCH, *[says(first)] * 9)
    with pytest.raises(Unexpected, match="promises 45 results, and repeats or ends after 20"):
        list(client.seats())
    assert len(service.asked) == 2


def test_a_list_that_changes_between_its_pages_is_refused(service: Service, client: MembersClient) -> None:
    service.seats = seats(45)
    answered = client.seats()
    next(iter(answered))
    service.seats = seats(44)
    with pytest.raises(Unexpected, match="totalResults is 44, after 45"):
        list(answered)


def test_an_answer_that_we_have_is_not_sent_again(service: Service, client: MembersClient) -> None:
    assert client.email(1) == client.email(1) == "alex.sample.mp@parliament.uk"
    assert [handler.headers.get("If-None-Match") is not None for handler in service.asked] == [False, True]
    service.contacts[1] = [recorded.contact("Parliamentary office", "bo.sample.mp@parliament.uk")]
    assert client.email(1) == "bo.sample.mp@parliament.uk"


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"etag": "x"}', b'{"etag": "x", "body": "{}"}', b"\xff"])
def test_a_damaged_kept_answer_is_asked_for_again(
    service: Service, client: MembersClient, settings: Any, damage: bytes
) -> None:
    client.email(1)
    (kept,) = (Path(settings.BESIDE_DATABASE) / "http-cache").iterdir()
    kept.write_bytes(damage)
    assert client.email(1) == "alex.sample.mp@parliament.uk"
    assert service.asked[-1].headers.get("If-None-Match") is None
    client.email(1)
    assert service.asked[-1].headers.get("If-None-Match")


def test_an_answer_that_was_refused_is_not_kept(service: Service, client: MembersClient) -> None:
    service.fails(CONTACT, renames("email", "emailAddress"))
    with pytest.raises(Unexpected):
        client.email(1)
    assert client.email(1)
    assert service.asked[-1].headers.get("If-None-Match") is None


def test_a_client_says_who_asks_and_leaves_time_between_requests(service: Service, settings: Any) -> None:
    settings.SITE_URL = "https://www.example.org"
    waits: list[float] = []
    with MembersClient(f"{service.url}/api", manners=Manners(interval=30, sleep=waits.append)) as client:
        client.government_posts()
        client.government_posts()
    assert service.asked[0].headers["User-Agent"].startswith("actforjustice/")
    assert service.asked[0].headers["User-Agent"].endswith(" (+https://www.example.org)")
    assert service.asked[0].headers["Accept-Encoding"] == "identity"
    assert len(waits) == 1
    assert 25 < waits[0] <= 30


@pytest.mark.parametrize(
    "address", ["http://members-api.example/api", "ftp://127.0.0.1/", "members-api.example", "https://a.example:port"]
)
def test_a_service_elsewhere_is_asked_over_https_only(address: str) -> None:
    with pytest.raises(BadAddress, match=r"must begin with https://|is no address"):
        MembersClient(address)
