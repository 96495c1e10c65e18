"""The two syncs, from their commands to a server on this machine and back into the database."""

import io
from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from places.enums import Source
from places.models import Constituency, DataImport, GovernmentOffice, Representative
from tests.places.clients import recorded
from tests.places.clients.local_server import Service, answers, renames
from tests.places.test_import_offices import HOME, office

pytestmark = pytest.mark.django_db
SEARCH = "/api/Location/Constituency/Search"
NAMES = ("Aldershot", "Clacton", "Leeds South")
PEOPLE = ("Alex Sample", "Bo Sample", "Cas Sample")


def parliament(service: Service) -> None:
    for number, (name, person) in enumerate(zip(NAMES, PEOPLE, strict=True), start=1):
        service.seats.append(recorded.seat(number, name.upper(), recorded.member(number, person, name)))
        address = f"{person.lower().replace(' ', '.')}.mp@parliament.uk"
        service.contacts[number] = [
            recorded.contact("Parliamentary office", "office@example.org"),
            recorded.contact("Constituency office", address),
        ]


def sync(service: Service, *options: str) -> str:
    out = io.StringIO()
    url = f"--base-url={service.url}/api"
    call_command("sync_representatives", url, "--interval=0", *(options or ("--minimum=3",)), stdout=out, stderr=out)
    return out.getvalue()


def sync_offices(service: Service, *options: str) -> str:
    out = io.StringIO()
    urls = (f"--members-url={service.url}/api", f"--govuk-url={service.url}")
    call_command("sync_offices", *urls, "--interval=0", *options, stdout=out)
    return out.getvalue()


def names() -> list[str]:
    return list(Representative.objects.current().order_by("constituency__name").values_list("name", flat=True))


def test_who_sits_in_parliament_is_asked_for_and_written_down(service: Service) -> None:
    parliament(service)
    assert "3 read; 3 added, 0 changed, 0 ended." in sync(service)
    assert names() == list(PEOPLE)
    alex = Representative.objects.get(name="Alex Sample")
    assert (alex.email, alex.source) == ("alex.sample.mp@parliament.uk", Source.MEMBERS_API)
    assert alex.full_title == "Alex Sample MP"


def test_a_second_sync_reads_what_it_has_and_changes_nothing(service: Service) -> None:
    parliament(service)
    sync(service)
    service.asked.clear()
    assert "3 read; 0 added, 0 changed, 0 ended." in sync(service)
    assert all(handler.headers.get("If-None-Match") for handler in service.asked)


def test_a_by_election_and_a_vacancy_come_in_and_can_be_undone(service: Service) -> None:
    parliament(service)
    sync(service)
    service.seats[0]["currentRepresentation"] = None
    newcomer = recorded.member(4, "Di Sample", "Clacton", "Other Party")
    newcomer["latestHouseMembership"]["membershipStartDate"] = "2026-07-17T00:00:00"
    service.seats[1] = recorded.seat(2, "Clacton", newcomer)
    service.contacts[4] = []
    said = sync(service)
    assert "Clacton: Di Sample (Other Party) follows Bo Sample" in said
    assert "Aldershot: vacant after Alex Sample" in said
    assert names() == ["Di Sample", "Cas Sample"]
    assert Representative.objects.get(name="Bo Sample").ended_on == date(2026, 7, 16)
    assert Representative.objects.get(name="Di Sample").email == ""
    call_command("sync_representatives", "--undo", stdout=io.StringIO())
    assert names() == list(PEOPLE)
    assert not Constituency.objects.filter(vacant_since__isnull=False).exists()


def test_a_dry_sync_changes_nothing(service: Service) -> None:
    parliament(service)
    assert "This was a dry run" in sync(service, "--minimum=3", "--dry-run")
    assert not Representative.objects.exists()


def test_one_member_whose_contacts_fail_keeps_the_address_that_we_knew(service: Service) -> None:
    parliament(service)
    sync(service)
    service.fails("/api/Members/1/Contact", answers(404))
    assert "The e-mail address of Alex Sample stays as it was" in sync(service)
    assert Representative.objects.get(name="Alex Sample").email == "alex.sample.mp@parliament.uk"


@pytest.mark.parametrize(
    ("break_it", "reason"),
    [
        (lambda service: service.seats.pop(), "Only 2 of 650 constituencies are named"),
        (lambda service: service.fails(SEARCH, renames("nameDisplayAs", "name")), "nameDisplayAs is not as expected"),
        (lambda service: service.fails(SEARCH, answers(403)), "answered 403"),
        (lambda service: setattr(service, "total_off_by", 1), "promises 4 results"),
    ],
    ids=["fewer", "changed field", "forbidden", "wrong total"],
)
def test_a_sync_that_fails_leaves_everybody_in_their_seat(service: Service, break_it: Any, reason: str) -> None:
    parliament(service)
    sync(service)
    break_it(service)
    with pytest.raises(CommandError, match=f"Nothing was changed. .*{reason}"):
        sync(service)
    assert names() == list(PEOPLE)
    assert DataImport.objects.count() == 1


def test_a_picture_of_three_seats_is_too_small_unless_said_otherwise(service: Service) -> None:
    parliament(service)
    with pytest.raises(CommandError, match="fewer than 640"):
        sync(service, "--accept-changes")


def test_contacts_that_fail_for_everybody_end_the_sync(service: Service) -> None:
    for number, name in enumerate(Constituency.objects.values_list("name", flat=True)[:12], start=1):
        service.seats.append(recorded.seat(number, name, recorded.member(number, f"Sample {number}", name)))
    with pytest.raises(CommandError, match=r"Nothing was changed\. .*/api/Members/11/Contact: answered 404"):
        sync(service)


def test_offices_learn_their_holder_and_the_name_of_their_department(service: Service) -> None:
    office()
    office(department="Old Ministry", department_slug="old-ministry", post="Minister for Examples")
    service.posts = [recorded.post(HOME, "Home Office", "Alex Sample", former="Bo Sample")]
    service.organisations = [
        *(recorded.organisation(f"body-{n}", f"Body {n}") for n in range(25)),
        recorded.organisation("home-office", "Home Office"),
        recorded.organisation("old-ministry", "Ministry of Examples", "closed"),
    ]
    said = sync_offices(service)
    assert "Home Office: Alex Sample" in said
    assert "the department is now called Ministry of Examples" in said
    assert "the department is closed; end it with --close" in said
    assert GovernmentOffice.objects.get(department="Home Office").holder == "Alex Sample"
    assert GovernmentOffice.objects.current().count() == 2
    sync_offices(service, "--close")
    assert [one.department for one in GovernmentOffice.objects.current()] == ["Home Office"]
    call_command("sync_offices", "--undo", stdout=io.StringIO())
    assert GovernmentOffice.objects.current().count() == 2


def test_an_address_without_https_is_refused(service: Service) -> None:
    with pytest.raises(CommandError, match="must begin with https://"):
        call_command("sync_representatives", "--base-url=http://members.example", stdout=io.StringIO())
