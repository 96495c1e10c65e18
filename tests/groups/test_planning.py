"""A leader plans an event, and says afterwards who came. Another group's events are not found."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from groups.enums import EventState
from groups.models import CommunityGroup, Event
from groups.services import telling
from mail.models import Delivery
from tests.groups import people, planned

pytestmark = pytest.mark.django_db
REPORT = "There is a girl locked in the flat above the shop on our street, she is crying and they took her passport."
DAY = timezone.localdate() + timedelta(days=30)
FORM = {"title": "Our meeting", "kind": "meeting", "day": f"{DAY}", "start": "19:00", "end": "21:00", "place": "Hall"}


@pytest.fixture
def leeds() -> CommunityGroup:
    return people.group()


@pytest.fixture
def charlie(leeds: CommunityGroup) -> Client:
    return people.leading(leeds)


def address(event: Event, step: str = "") -> str:
    return f"/groups/leeds/lead/events/{event.pk}/{step}"


def add(browser: Client, **more: Any) -> Any:
    return browser.post("/groups/leeds/lead/events/new/", {**FORM, **more})


def test_a_leader_drafts_publishes_changes_and_cancels_an_event(leeds: CommunityGroup, charlie: Client) -> None:
    assert add(charlie, capacity="3", postcode="ls1 4dy").status_code == 303
    event = Event.objects.get()
    assert (event.group, event.state, event.capacity, event.postcode) == (leeds, EventState.DRAFT, 3, "LS1 4DY")
    assert f"{timezone.localtime(event.starts_at):%H:%M}" == "19:00"
    assert charlie.get(event.get_absolute_url()).status_code == 404
    charlie.post(address(event, "publish/"))
    assert charlie.get(event.get_absolute_url()).status_code == 200
    filled = charlie.get(address(event, "change/")).content.decode()
    assert all(f'value="{value}"' in filled for value in (DAY, "19:00", "21:00", "Our meeting", "LS1 4DY"))
    charlie.post(address(event, "change/"), {**FORM, "place": "Other hall"})
    planned.booked(event, "Suzie")
    charlie.post(address(event, "cancel/"), {"because": "The hall has no heating."})
    event.refresh_from_db()
    assert (event.place, event.state) == ("Other hall", EventState.CANCELLED)
    telling.tell()
    assert Delivery.objects.get(kind="event_cancelled").context["reason"] == "The hall has no heating."
    for step in ("", "change/", "cancel/"):
        assert charlie.get(address(event, step)).status_code == 200


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"end": "18:00"}, "It ends before it begins"),
        ({"day": "2020-01-01"}, "This day is over"),
        ({"place": ""}, "Say where it is"),
        ({"postcode": "nonsense"}, "postcode"),
        ({"capacity": "0"}, "one place at least"),
        ({"online": "javascript:alert(1)"}, "Enter a whole link"),
        ({"description": REPORT}, "looks like a report about a person"),
        ({"title": REPORT[:110]}, "looks like a report about a person"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(more: dict[str, str], says: str, charlie: Client) -> None:
    answer = add(charlie, **more)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Event.objects.exists()


def test_nobody_loses_a_place_because_a_leader_wants_fewer(leeds: CommunityGroup, charlie: Client) -> None:
    event = planned.event(leeds)
    planned.booked(event, "Suzie", "Priya")
    answer = charlie.post(address(event, "change/"), {**FORM, "capacity": "1"})
    assert answer.status_code == 422
    assert "2 people have a place" in answer.content.decode()
    event.refresh_from_db()
    assert (event.capacity, event.title) == (2, "How to spot the signs")


def test_a_leader_sees_the_names_of_those_who_come_and_no_address_and_notes_who_came(
    leeds: CommunityGroup, charlie: Client
) -> None:
    event = planned.event(leeds)
    suzie, _, _ = planned.booked(event, "Suzie", "Priya", "Morgan")
    charlie.post(address(event, "attendance/"), {"came": [suzie.pk]})
    suzie.refresh_from_db()
    assert suzie.came is None
    shown = charlie.get(address(event)).content.decode()
    assert ("Suzie" in shown, "Priya" in shown, "Morgan" in shown) == (True, True, False)
    assert "example.org" not in shown.partition("<main")[2].partition("</main")[0]
    now = timezone.now()
    Event.objects.filter(pk=event.pk).update(starts_at=now - timedelta(hours=3), ends_at=now - timedelta(hours=1))
    charlie.post(address(event, "attendance/"), {"came": [suzie.pk, "9" * 40, "x"]})
    assert list(event.bookings.order_by("pk").values_list("came", flat=True)) == [True, False, None]
    assert "Came: 1." in charlie.get(address(event)).content.decode()


def test_another_groups_events_are_not_found_and_nothing_is_changed(leeds: CommunityGroup, charlie: Client) -> None:
    theirs = planned.event(people.group("York"))
    for slug in ("leeds", "york"):
        for step in ("", "change/", "cancel/", "publish/", "attendance/"):
            path = f"/groups/{slug}/lead/events/{theirs.pk}/{step}"
            assert charlie.get(path).status_code in (404, 405)
            assert charlie.post(path, {**FORM, "because": "No."}).status_code in (404, 405)
    theirs.refresh_from_db()
    assert (theirs.state, theirs.title) == (EventState.PUBLISHED, "How to spot the signs")
