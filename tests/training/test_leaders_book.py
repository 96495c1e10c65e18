"""A leader asks for places for people of the group, each of whom is told and can say no."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from groups.enums import BookingState
from groups.models import Booking, CommunityGroup
from groups.services import seats, telling
from mail.models import Delivery
from mail.rendering import render
from people.models import Person
from tests.groups import people, planned
from tests.training import taught
from training.models import Session
from training.services import places_for_members

pytestmark = pytest.mark.django_db


@pytest.fixture
def leeds() -> CommunityGroup:
    return people.group()


@pytest.fixture
def charlie(leeds: CommunityGroup) -> Client:
    return people.leading(leeds)


@pytest.fixture
def session(leeds: CommunityGroup) -> Session:
    return taught.session(capacity=2)


def member(group: CommunityGroup, name: str, *, is_confirmed: bool = True) -> Person:
    person = people.give(group, name).person
    person.address.confirmed_at = timezone.now() if is_confirmed else None
    person.address.save()
    return person


def book(browser: Client, session: Session, *persons: Person, group: str = "leeds") -> Any:
    address = f"/groups/{group}/lead/training/sessions/{session.pk}/book/"
    return browser.post(address, {"people": [person.pk for person in persons]}, follow=False)


def states(session: Session) -> dict[str, str]:
    return dict(session.event.bookings.values_list("person__name", "state"))


def test_a_leader_finds_sessions_and_asks_for_places(leeds: CommunityGroup, charlie: Client, session: Session) -> None:
    page = charlie.get("/groups/leeds/lead/training/sessions/").content.decode()
    assert f"/groups/leeds/lead/training/sessions/{session.pk}/book/" in page
    suzie, priya = member(leeds, "suzie"), member(leeds, "morgan", is_confirmed=False)
    assert book(charlie, session, suzie, priya).status_code == 303
    assert states(session) == {"Suzie Signer": BookingState.BOOKED, "Morgan Editor": BookingState.ASKED}
    page = charlie.get(f"/groups/leeds/lead/training/sessions/{session.pk}/book/").content.decode()
    assert all(words in page for words in ("1 has a place.", "1 is asked by e-mail first", "(Has a place)"))


def test_each_is_told_once_who_asked_and_can_give_the_place_back(
    leeds: CommunityGroup, charlie: Client, session: Session
) -> None:
    suzie, morgan = member(leeds, "suzie"), member(leeds, "morgan", is_confirmed=False)
    book(charlie, session, suzie, morgan)
    book(charlie, session, suzie, morgan)
    telling.tell()
    telling.tell()
    sent = list(Delivery.objects.filter(kind__startswith="booking_").order_by("kind"))
    assert [(row.kind, row.address_id) for row in sent] == [
        ("booking_booked", suzie.address_id),
        ("booking_confirm", morgan.address_id),
    ]
    assert all("ACTFORJUSTICE Leeds asked for this place for you" in render(row).body for row in sent)
    asked = Booking.objects.get(person=morgan)
    page = Client().get(asked.get_absolute_url()).content.decode()
    assert all(words in page for words in ("asked for this place for you", "Confirm my place", 'value="cancel"'))
    Client().post(asked.get_absolute_url(), {"do": "cancel"})
    Client().post(Booking.objects.get(person=suzie).get_absolute_url(), {"do": "cancel"})
    assert set(states(session).values()) == {BookingState.CANCELLED}


def test_whoever_gave_it_back_is_not_asked_for_again(leeds: CommunityGroup, charlie: Client, session: Session) -> None:
    suzie = member(leeds, "suzie")
    book(charlie, session, suzie)
    seats.cancel(Booking.objects.get())
    told = Delivery.objects.count()
    answer = charlie.get(book(charlie, session, suzie)["Location"]).content.decode()
    assert "gave back a place that you asked for" in answer
    telling.tell()
    assert (Booking.objects.live().exists(), Delivery.objects.count()) == (False, told)


def test_only_people_of_the_group_can_be_chosen(leeds: CommunityGroup, charlie: Client, session: Session) -> None:
    stranger = planned.somebody("Stranger")
    assert book(charlie, session, stranger).status_code == 422
    assert book(charlie, session).status_code == 422
    assert not Booking.objects.exists()
    mallory = people.leading(people.group("York"), "mallory")
    assert book(mallory, session, member(leeds, "suzie")).status_code == 404
    assert book(mallory, session, member(leeds, "suzie"), group="york").status_code == 422


def test_never_more_have_a_place_than_there_are(leeds: CommunityGroup, charlie: Client, session: Session) -> None:
    persons = [member(leeds, name) for name in ("suzie", "morgan", "dele")]
    planned.booked(session.event, "First")
    book(charlie, session, *persons)
    assert sorted(states(session).values()) == ["booked", "booked", "waiting", "waiting"]


def test_more_than_fifty_at_once_and_what_has_begun_are_refused(leeds: CommunityGroup, session: Session) -> None:
    many = [Person(pk=number) for number in range(places_for_members.MOST_AT_ONCE + 1)]
    with pytest.raises(places_for_members.TooMany):
        places_for_members.ask(session=session, group=leeds, persons=many)
    suzie = member(leeds, "suzie")
    over = taught.move_into_the_past(session)
    with pytest.raises(seats.NotBookable):
        places_for_members.ask(session=over, group=leeds, persons=[suzie])
