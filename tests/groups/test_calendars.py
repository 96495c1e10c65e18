"""Events in people's own calendars, read back with the library that would."""

from datetime import datetime, timedelta
from typing import Any

import icalendar
import pytest
from django.test import Client
from django.utils import timezone

from groups.models import Event
from groups.services import events
from tests.groups import planned

pytestmark = pytest.mark.django_db
START = datetime(2027, 6, 1, 18, tzinfo=timezone.get_fixed_timezone(0))
ONLINE = "https://meet.example.org/signs"


def read(client: Client, address: str) -> list[Any]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    calendar = icalendar.Calendar.from_ical(answer.content)
    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    assert calendar.errors == []
    entries = list(calendar.walk("VEVENT"))
    for entry in entries:
        assert entry.errors == []
        assert all(entry[name] for name in ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "URL"))
    return entries


def one(client: Client, event: Event) -> Any:
    [entry] = read(client, f"/groups/events/{event.slug}/event.ics")
    return entry


@pytest.fixture
def talk() -> Event:
    return planned.event(starts_at=START, title="Signs; what, when, who", online=ONLINE, description="Ü " * 60)


def test_a_calendar_reads_back_what_the_event_says(talk: Event, client: Client) -> None:
    entry = one(client, talk)
    assert (entry["SUMMARY"], entry["LOCATION"]) == ("Signs; what, when, who", "Example Hall, Leeds")
    assert (entry.decoded("DTSTART"), entry.decoded("DTEND")) == (START, START + timedelta(hours=2))
    assert entry["DESCRIPTION"] == talk.description
    assert entry["STATUS"] == "CONFIRMED"


def test_the_uid_stays_and_the_sequence_grows_with_every_edit(talk: Event, client: Client) -> None:
    first = one(client, talk)
    events.change(talk, planned.details(starts_at=START + timedelta(days=1), title="Another title"))
    second = one(client, talk)
    events.change(talk, planned.details(starts_at=START + timedelta(days=1), title="A third title"))
    third = one(client, talk)
    events.cancel(talk, because="The hall has no heating.")
    last = one(client, talk)
    assert {entry["UID"] for entry in (first, second, third, last)} == {first["UID"]}
    assert [entry["SEQUENCE"] for entry in (first, second, third, last)] == [0, 1, 2, 3]
    stamps = [entry.decoded("LAST-MODIFIED") for entry in (first, second, third, last)]
    assert stamps == sorted(stamps)
    assert second.decoded("DTSTART") == START + timedelta(days=1)
    assert (last["STATUS"], "no heating" in last["DESCRIPTION"]) == ("CANCELLED", True)


def test_an_edit_that_changes_nothing_makes_no_new_version(talk: Event, client: Client) -> None:
    before = one(client, talk)
    details = planned.details(starts_at=START, title=talk.title, online=ONLINE, description=talk.description)
    events.change(talk, details)
    assert one(client, talk) == before


def test_the_link_to_take_part_is_in_the_calendar_of_those_with_a_place_alone(talk: Event, client: Client) -> None:
    assert ONLINE not in str(one(client, talk))
    booked, _, waiting = planned.booked(talk, "Suzie", "Charlie", "Priya")
    [entry] = read(client, f"/groups/bookings/{booked.token}/event.ics")
    assert ONLINE in entry["DESCRIPTION"]
    assert entry["UID"] == one(client, talk)["UID"]
    assert client.get(f"/groups/bookings/{waiting.token}/event.ics").status_code == 404


def test_a_group_and_the_charity_each_have_a_calendar_to_subscribe_to(talk: Event, client: Client) -> None:
    leeds = planned.leeds()
    planned.event(leeds, title="Meeting")
    events.cancel(planned.event(leeds, title="Stall"))
    events.draft(group=leeds, details=planned.details(title="Draft"))
    found = {entry["SUMMARY"]: entry["STATUS"] for entry in read(client, "/groups/leeds/events.ics")}
    assert found == {"Meeting": "CONFIRMED", "Stall": "CANCELLED"}
    assert [entry["SUMMARY"] for entry in read(client, "/groups/events/calendar.ics")] == [talk.title]
