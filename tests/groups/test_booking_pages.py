"""Finding an event, asking for a place, and the page that the link in our message leads to."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groups.models import Booking, CommunityGroup, Event
from groups.services import events, seats
from mail.models import Delivery
from people.models import Person
from tests.groups import planned

pytestmark = pytest.mark.django_db
SUZIE = {"name": "Suzie Signer", "email": "suzie@example.org"}
ONLINE = "https://meet.example.org/signs"


@pytest.fixture
def talk() -> Event:
    return planned.event(online=ONLINE)


def text(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def ask(client: Client, event: Event, **more: str) -> Any:
    return client.post(f"/groups/events/{event.slug}/book/", {**SUZIE, **more})


def test_somebody_without_an_account_has_a_place_after_one_form_and_one_button(talk: Event, client: Client) -> None:
    assert "2 places are free." in text(client.get(talk.get_absolute_url()))
    answer = ask(client, talk)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{talk.get_absolute_url()}check-your-inbox/")
    assert "Check your inbox" in text(client.get(answer.headers["Location"]))
    path = Delivery.objects.get().context["booking_path"]
    assert "One press and you have a place" in text(client.get(path))
    assert planned.states(talk) == ["asked"]
    answer = client.post(path, {"do": "confirm"})
    assert (answer.status_code, answer.headers["Location"]) == (303, path)
    shown = text(client.get(path))
    assert "You have a place" in shown
    assert ONLINE in shown
    assert planned.states(talk) == ["booked"]
    assert not client.cookies


def test_following_a_link_changes_nothing(talk: Event, client: Client) -> None:
    first, _, priya = planned.booked(talk, "Suzie", "Charlie", "Priya")
    seats.cancel(first)
    before = list(Booking.objects.order_by("pk").values())
    for booking in Booking.objects.all():
        for _ in range(2):
            client.get(booking.get_absolute_url())
            client.head(booking.get_absolute_url())
    client.get(f"{priya.get_absolute_url()}?do=accept")
    assert list(Booking.objects.order_by("pk").values()) == before


def test_when_it_is_full_the_page_offers_the_waiting_list_and_says_who_is_next(talk: Event, client: Client) -> None:
    _, _, priya, morgan = planned.booked(talk, "Suzie", "Charlie", "Priya", "Morgan")
    assert "Join the waiting list" in text(client.get(talk.get_absolute_url()))
    for number, booking in enumerate((priya, morgan), start=1):
        shown = text(client.get(booking.get_absolute_url()))
        assert f"Your place in the queue: {number} ." in shown
        assert ONLINE not in shown


def test_a_place_given_back_goes_to_whoever_is_next_by_their_own_button(talk: Event, client: Client) -> None:
    first, _, priya = planned.booked(talk, "Suzie", "Charlie", "Priya")
    client.post(first.get_absolute_url(), {"do": "cancel"})
    assert "You have no place any more" in text(client.get(first.get_absolute_url()))
    assert "A place is free for you" in text(client.get(priya.get_absolute_url()))
    client.post(priya.get_absolute_url(), {"do": "accept"})
    assert planned.states(talk) == ["cancelled", "booked", "booked"]


def test_the_answer_does_not_tell_who_has_a_place_already(talk: Event, client: Client) -> None:
    planned.booked(talk, "Suzie")
    known, unknown = ask(client, talk), ask(client, talk, email="morgan@example.org")
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])


def test_a_page_of_another_site_cannot_press_a_button(talk: Event, client: Client) -> None:
    booking = planned.booked(talk, "Suzie")[0]
    for path, data in ((booking.get_absolute_url(), {"do": "cancel"}), (f"{talk.get_absolute_url()}book/", SUZIE)):
        answer = client.post(path, data, headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 403
    assert planned.states(talk) == ["booked"]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"name": ""}, "Enter your name"),
        ({"email": "suzie"}, "Enter an email address in the right form"),
        ({"email": "suzie@gmial.com"}, "Did you mean suzie@gmail.com?"),
        ({"name": "x" * 300}, "Your name is longer"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    more: dict[str, str], says: str, talk: Event, client: Client
) -> None:
    answer = ask(client, talk, **more)
    assert answer.status_code == 422
    assert says in text(answer)
    assert 'name="name" value="' in answer.content.decode() or more.get("name") == ""
    assert not Person.objects.exists()


def test_a_form_far_too_long_is_refused_without_losing_the_page(talk: Event, client: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    assert ask(client, talk).status_code == 413
    assert client.post("/groups/events/", {"postcode": "LS1 4DY"}).status_code == 413


def test_a_machine_that_asks_for_many_places_is_told_to_wait(
    talk: Event, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("groups.views.events.MOST_FROM_A_MACHINE", 2)
    statuses = [ask(client, talk, email=f"guest{number}@example.org").status_code for number in range(3)]
    assert statuses == [303, 303, 429]


def test_a_cancelled_event_says_why_and_takes_no_bookings(talk: Event, client: Client) -> None:
    booking = planned.booked(talk, "Suzie")[0]
    events.cancel(talk, because="The hall has no heating.")
    for path in (talk.get_absolute_url(), booking.get_absolute_url()):
        assert "The hall has no heating." in text(client.get(path))
    assert ask(client, talk).status_code == 422
    assert planned.states(talk) == ["cancelled"]


def test_a_draft_and_an_event_of_a_group_that_was_turned_down_are_not_found(talk: Event, client: Client) -> None:
    draft = events.draft(group=None, details=planned.details(title="Draft"))
    leeds = planned.leeds()
    of_group = planned.event(leeds)
    leeds.state = "rejected"
    leeds.save()
    for event in (draft, of_group):
        assert client.get(event.get_absolute_url()).status_code == 404
        assert ask(client, event).status_code == 404


def test_an_unknown_link_says_what_to_do(client: Client) -> None:
    answer = client.post("/groups/bookings/no-such-token/", {"do": "confirm"})
    assert answer.status_code == 404
    assert "Nothing was changed." in text(answer)


def test_the_list_shows_what_is_to_come_by_kind_and_follows_every_change(talk: Event, client: Client) -> None:
    planned.event(planned.leeds(), title="Our stall", kind="stall")
    every = text(client.get("/groups/events/"))
    assert ("How to spot the signs" in every, "Our stall" in every, "ACTFORJUSTICE Leeds" in every) == (True,) * 3
    stalls = text(client.get("/groups/events/?kind=stall&page=7"))
    assert ("How to spot the signs" in stalls, "Our stall" in stalls) == (False, True)
    events.cancel(talk)
    assert "How to spot the signs" not in text(client.get("/groups/events/"))


def test_events_near_a_postcode_come_nearest_first_and_the_postcode_is_nowhere_kept(client: Client) -> None:
    for town, latitude in (("York", 53.96), ("Leeds", 53.80)):
        made = planned.event(title=f"Talk in {town}", place=town)
        Event.objects.filter(pk=made.pk).update(latitude=latitude, longitude=-1.5)
    planned.event(title="Evening online", place="", online=ONLINE)
    answer = client.post("/groups/events/", {"postcode": "ls1 4dy"})
    shown = text(answer)
    assert answer.status_code == 200
    assert shown.index("Talk in Leeds") < shown.index("Talk in York")
    assert "Evening online" in shown
    assert "no-store" in answer.headers["Cache-Control"]
    assert client.post("/groups/events/", {"postcode": "nonsense"}).status_code == 422


def test_within_the_last_hours_a_free_place_is_anybodys_who_waits(talk: Event, client: Client) -> None:
    first, _, priya = planned.booked(talk, "Suzie", "Charlie", "Priya")
    Event.objects.filter(pk=talk.pk).update(starts_at=talk.starts_at - timedelta(days=14) + timedelta(hours=1))
    client.post(first.get_absolute_url(), {"do": "cancel"})
    assert "Take the free place" in text(client.get(priya.get_absolute_url()))
    client.post(priya.get_absolute_url(), {"do": "accept"})
    assert planned.states(talk) == ["cancelled", "booked", "booked"]


def test_a_list_of_many_events_takes_no_more_queries_than_one_of_few(client: Client) -> None:
    asked = []
    for first in (0, 3):
        leeds = CommunityGroup.objects.create(name=f"Group {first}", slug=f"group-{first}")
        for number in range(first, 3 + first * 6):
            planned.event(leeds, title=f"Talk {number}")
        client.get("/groups/events/?page=9")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/groups/events/?page=1").status_code == 200
        asked.append(len(queries))
    assert Event.objects.count() == 21
    assert asked[0] == asked[1]
