"""What each client makes of the recorded shapes."""

from collections.abc import Iterator
from datetime import date
from typing import TypeVar

import pytest

from places.clients.bills import BillsClient
from places.clients.errors import Unexpected
from places.clients.govuk import GovUkClient
from places.clients.http import Client, Manners
from places.clients.members import MembersClient, parliamentary_email
from tests.places.clients import recorded
from tests.places.clients.local_server import Service

C = TypeVar("C", bound=Client)
MANNERS = Manners(interval=0, attempts=1)


@pytest.fixture
def members(service: Service) -> Iterator[MembersClient]:
    with MembersClient(f"{service.url}/api", manners=MANNERS) as client:
        yield client


@pytest.fixture
def bills(service: Service) -> Iterator[BillsClient]:
    with BillsClient(f"{service.url}/api/v1", manners=MANNERS) as client:
        yield client


@pytest.fixture
def govuk(service: Service) -> Iterator[GovUkClient]:
    with GovUkClient(service.url, manners=MANNERS) as client:
        yield client


def test_members_come_with_their_party_and_seat(service: Service, members: MembersClient) -> None:
    service.members = [recorded.member(172, "Alex Sample", "Aldershot")]
    (alex,) = members.members()
    assert (alex.id, alex.name_display_as, alex.name_address_as) == (172, "Alex Sample", "Mx Sample")
    assert alex.latest_party
    assert (alex.latest_party.name, alex.latest_party.abbreviation) == ("Example Party", "Ex")
    assert alex.latest_house_membership.membership_from == "Aldershot"
    assert alex.latest_house_membership.membership_start_date == date(2024, 7, 4)
    assert service.queries[0]["House"] == ["Commons"]
    assert service.queries[0]["IsCurrentMember"] == ["true"]


def test_a_vacant_seat_has_no_member_and_an_ended_one_is_left_out(service: Service, members: MembersClient) -> None:
    ended = recorded.seat(3, "Old Seat", None) | {"endDate": "2024-05-30T00:00:00"}
    service.seats = [
        recorded.seat(1, "Aldershot", recorded.member()),
        recorded.seat(2, "Clacton", None),
        ended,
    ]
    assert [(seat.name, seat.member and seat.member.name_display_as) for seat in members.seats()] == [
        ("Aldershot", "Alex Sample"),
        ("Clacton", None),
    ]


@pytest.mark.parametrize(
    ("written", "chosen"),
    [
        (["alex@example.org", None, "alex.sample.mp@parliament.uk"], "alex.sample.mp@parliament.uk"),
        (["office@example.org; Alex.Sample.MP@Parliament.UK"], "alex.sample.mp@parliament.uk"),
        (["Alex <alex.sample.mp@parliament.uk>"], "alex.sample.mp@parliament.uk"),
        (
            [
                "alex@example.org",
                "alex@parliament.uk.example.org",
                "alex@notparliament.uk",
                "a@b@parliament.uk",
                "a..b@parliament.uk",
            ],
            "",
        ),
        ([None, ""], ""),
        ([], ""),
    ],
)
def test_the_address_at_parliament_is_taken_wherever_it_is_filed(written: list[str | None], chosen: str) -> None:
    assert parliamentary_email(written) == chosen


def test_a_post_is_held_by_those_whose_time_has_not_ended(service: Service, members: MembersClient) -> None:
    service.posts = [recorded.post("Minister for Safeguarding", "Home Office", "Alex Sample", former="Bo Sample")]
    (post,) = members.government_posts()
    assert [department.name for department in post.government_departments] == ["Home Office"]
    assert [holder.member.value.name_display_as for holder in post.holders] == ["Alex Sample"]
    assert post.holders[0].start_date == date(2025, 9, 6)


def test_bills_are_found_by_words_page_by_page(service: Service, bills: BillsClient) -> None:
    service.bills = [recorded.bill(n) for n in range(1, 24)]
    assert [bill.bill_id for bill in bills.bills("modern slavery")] == list(range(1, 24))
    assert [query["SearchTerm"] for query in service.queries] == [["modern slavery"], ["modern slavery"]]
    assert [query["Skip"] for query in service.queries] == [["0"], ["20"]]


def test_a_bill_becomes_an_act_on_the_day_of_its_last_stage(service: Service, bills: BillsClient) -> None:
    assent = recorded.stage(11, "Royal Assent", "2025-10-27", house="Unassigned")
    undated = recorded.stage(11, "Royal Assent", house="Unassigned")
    second_reading = recorded.stage(7, "2nd reading", "2025-01-14")
    service.bills = [
        recorded.bill(1, is_act=True, current=assent),
        recorded.bill(2, is_act=True, current=undated),
        recorded.bill(3, current=second_reading),
        recorded.bill(4),
    ]
    assert [bills.bill(n).royal_assent_on for n in range(1, 5)] == [date(2025, 10, 27), None, None, None]
    assert bills.bill(1).long_title == "A Bill to support survivors"
    with pytest.raises(Unexpected, match="answered 404"):
        bills.bill(5)


def test_the_stages_of_a_bill_come_in_order_with_the_days_of_their_sittings(
    service: Service, bills: BillsClient
) -> None:
    service.stages[1] = [
        recorded.stage(8, "Committee stage", "2025-02-03", "2025-02-04", order=3),
        recorded.stage(6, "1st reading", order=1),
    ]
    assert [
        (stage.description, [sitting.date.day for sitting in stage.stage_sittings if sitting.date])
        for stage in bills.stages(1)
    ] == [
        ("1st reading", []),
        ("Committee stage", [3, 4]),
    ]


def test_organisations_are_read_page_after_page(service: Service, govuk: GovUkClient) -> None:
    service.organisations = [recorded.organisation(f"office-{n}", f"Office {n}") for n in range(41)]
    service.organisations[40]["details"]["govuk_status"] = "closed"
    service.organisations[39]["details"]["govuk_status"] = "exempt"
    found = list(govuk.organisations())
    assert [one.details.slug for one in found] == [f"office-{n}" for n in range(41)]
    assert [one.details.slug for one in found if one.is_closed] == ["office-40"]


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("https://elsewhere.example", "leads to another place, https://elsewhere.example"),
        ("https://elsewhere.example:port", "which is no address"),
    ],
)
def test_a_next_page_on_another_host_is_not_asked_for(
    service: Service, govuk: GovUkClient, address: str, reason: str
) -> None:
    service.organisations = [recorded.organisation(f"office-{n}", f"Office {n}") for n in range(41)]
    service.next_page_at = address
    with pytest.raises(Unexpected, match=reason):
        list(govuk.organisations())
    assert len(service.asked) == 1


def test_pages_of_organisations_in_a_circle_or_too_few_are_refused(service: Service, govuk: GovUkClient) -> None:
    service.organisations = [recorded.organisation(f"office-{n}", f"Office {n}") for n in range(41)]
    service.total_off_by = 1
    with pytest.raises(Unexpected, match="promises 42 organisations, and gave 41"):
        list(govuk.organisations())
    service.next_page_at = f"{service.url}/api/organisations?page=1#"
    with pytest.raises(Unexpected, match="pages have no end"):
        list(govuk.organisations())
