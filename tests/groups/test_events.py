"""An event's life, and what those who have a place are told of it, once each."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from config.jobs import JOBS
from groups.enums import EventState
from groups.models import Event
from groups.selectors import events as selectors
from groups.services import events, reminders, rsvps, seats, telling
from mail.models import Delivery
from people.models import Address, Person
from people.services import erasure, retention
from places.models import Position
from tests.groups import planned

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 3, 1, 12, tzinfo=timezone.get_fixed_timezone(0))
HOUR = timedelta(hours=1)
LEEDS = Position(53.80, -1.55)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def talk(clock: time_machine.Traveller) -> Event:
    """Two seats, in two weeks."""
    return planned.event(online="https://meet.example.org/signs")


def told() -> list[tuple[str, str]]:
    """What went to whom since this was last asked."""
    rows = Delivery.objects.order_by("pk").select_related("address")
    found = [(row.kind, row.address.typed.partition("@")[0]) for row in rows]
    rows.delete()
    return found


def context(kind: str) -> dict[str, str]:
    found: dict[str, str] = Delivery.objects.get(kind=kind).context
    return found


def test_each_is_told_once_what_became_of_their_booking(talk: Event) -> None:
    first = planned.booked(talk, "Suzie", "Charlie", "Priya")[0]
    assert (telling.tell(), telling.tell()) == (3, 0)
    assert told() == [("booking_booked", "suzie"), ("booking_booked", "charlie"), ("booking_waiting", "priya")]
    seats.cancel(first)
    assert (telling.tell(), telling.tell()) == (1, 0)
    assert told() == [("booking_offered", "priya")]


def test_only_the_last_of_two_quick_changes_is_told(talk: Event) -> None:
    booking = planned.booked(talk, "Suzie")[0]
    seats.cancel(booking, by_owner=False)
    telling.tell()
    assert told() == [("booking_cancelled", "suzie")]


def test_whoever_gives_a_place_back_or_never_confirmed_is_told_nothing(talk: Event) -> None:
    seats.cancel(planned.booked(talk, "Suzie")[0])
    seats.ask(event=talk, person=planned.somebody("Charlie"))
    telling.tell()
    events.cancel(talk)
    telling.tell()
    assert told() == []


def test_the_link_to_take_part_goes_to_those_with_a_place_alone(talk: Event) -> None:
    planned.booked(talk, "Suzie", "Charlie", "Priya")
    telling.tell()
    for delivery in Delivery.objects.all():
        assert ("meet.example.org" in str(delivery.context)) is (delivery.kind == "booking_booked")


def test_another_time_is_told_once_to_all_who_have_a_place_or_wait(talk: Event, clock: time_machine.Traveller) -> None:
    planned.booked(talk, "Suzie", "Charlie", "Priya")
    seats.ask(event=talk, person=planned.somebody("Morgan"))
    telling.tell()
    told()
    later = planned.details(starts_at=talk.starts_at + HOUR, online=talk.online)
    events.change(talk, later)
    events.change(talk, later._replace(place="Other Hall, Leeds"))
    assert telling.tell() == 0
    clock.shift(timedelta(minutes=5))
    assert (telling.tell(), telling.tell()) == (3, 0)
    assert "Other Hall, Leeds" in str(Delivery.objects.first().context)  # type: ignore[union-attr]
    assert told() == [("event_changed", "suzie"), ("event_changed", "charlie"), ("event_changed", "priya")]


def test_other_words_about_it_are_told_nobody_and_whoever_books_afterwards_knows_the_change(
    talk: Event, clock: time_machine.Traveller
) -> None:
    planned.booked(talk, "Suzie")
    telling.tell()
    events.change(talk, planned.details(description="A longer evening.", online=talk.online))
    clock.shift(HOUR)
    assert telling.tell() == 0
    events.change(talk, planned.details(place="Other Hall, Leeds", online=talk.online))
    planned.booked(talk, "Charlie")
    told()
    telling.tell()
    clock.shift(HOUR)
    telling.tell()
    assert told() == [("booking_booked", "charlie"), ("event_changed", "suzie")]


def test_cancelling_tells_all_who_had_a_place_once_and_why(talk: Event) -> None:
    planned.booked(talk, "Suzie", "Charlie", "Priya")
    telling.tell()
    told()
    events.cancel(talk, because="The hall has no heating.")
    assert set(planned.states(talk)) == {"cancelled"}
    assert (telling.tell(), telling.tell()) == (3, 0)
    assert {row.context["reason"] for row in Delivery.objects.all()} == {"The hall has no heating."}
    assert told() == [("event_cancelled", name) for name in ("suzie", "charlie", "priya")]
    with pytest.raises(events.WrongState):
        events.cancel(talk)
    with pytest.raises(events.WrongState):
        events.change(talk, planned.details())


def test_a_reminder_goes_the_day_before_once_and_to_nobody_who_booked_within_that_day(
    talk: Event, clock: time_machine.Traveller
) -> None:
    planned.booked(talk, "Suzie")
    telling.tell()
    clock.move_to(talk.starts_at - 25 * HOUR)
    assert reminders.remind() == 0
    clock.shift(2 * HOUR)
    planned.booked(talk, "Charlie", "Priya")
    telling.tell()
    told()
    assert (reminders.remind(), reminders.remind()) == (1, 0)
    assert context("event_reminder")["online"] == talk.online
    assert told() == [("event_reminder", "suzie")]
    events.change(talk, planned.details(starts_at=talk.starts_at + 48 * HOUR))
    clock.shift(48 * HOUR)
    telling.tell()
    told()
    assert reminders.remind() == 2
    clock.move_to(talk.starts_at + 49 * HOUR)
    assert reminders.remind() == 0


def test_an_earlier_start_ends_offers_earlier(talk: Event) -> None:
    first, _, priya = planned.booked(talk, "Suzie", "Charlie", "Priya")
    seats.cancel(first)
    events.change(talk, planned.details(starts_at=NOON + 6 * HOUR))
    priya.refresh_from_db()
    assert priya.offered_until == NOON + 4 * HOUR


def test_nobody_is_told_anything_once_erased(talk: Event) -> None:
    booking = planned.booked(talk, "Suzie")[0]
    erasure.erase(booking.person)
    assert (telling.tell(), reminders.remind()) == (0, 0)


def test_what_a_merged_person_is_told_goes_to_the_one_they_turned_out_to_be(talk: Event) -> None:
    booking = planned.booked(talk, "Suzie")[0]
    Person.objects.filter(pk=booking.person_id).update(merged_into=planned.somebody("Charlie"))
    telling.tell()
    assert told() == [("booking_booked", "charlie")]


def test_asking_without_an_account_sends_a_link_and_asking_again_at_most_three_a_day(
    talk: Event, clock: time_machine.Traveller
) -> None:
    for _ in range(5):
        rsvps.ask(event=talk, name="Suzie Signer", email="suzie@example.org")
    booking = talk.bookings.get()
    assert context_paths() == [booking.get_absolute_url()] * 3
    assert {kind for kind, _ in told()} == {"booking_confirm"}
    seats.confirm(booking)
    rsvps.ask(event=talk, name="Mallory", email="suzie@example.org")
    assert told() == [("booking_booked", "suzie")]
    assert talk.bookings.get().person.name == "Suzie Signer"


def context_paths() -> list[str]:
    return [row.context["booking_path"] for row in Delivery.objects.all()]


def test_what_nobody_confirmed_is_forgotten_with_whoever_only_it_gave_rise_to(
    talk: Event, clock: time_machine.Traveller
) -> None:
    rsvps.ask(event=talk, name="Suzie Signer", email="suzie@example.org")
    kept = planned.booked(talk, "Charlie")[0]
    clock.shift(timedelta(days=29))
    assert retention.carry_out().forgotten["unconfirmed-bookings"] == 0
    clock.shift(timedelta(days=2))
    assert retention.carry_out().forgotten["unconfirmed-bookings"] == 1
    assert list(talk.bookings.all()) == [kept]
    assert Address.objects.count() == 1


def test_thirteen_months_after_an_event_who_had_a_place_is_forgotten_and_the_numbers_stay(
    talk: Event, clock: time_machine.Traveller
) -> None:
    suzie, _, _ = planned.booked(talk, "Suzie", "Charlie", "Priya")
    clock.move_to(talk.ends_at)
    seats.note_attendance(event=talk, came=[suzie.pk])
    assert selectors.attendance(talk) == (2, 1, 0)
    clock.shift(timedelta(days=397))
    assert retention.carry_out().forgotten["past-bookings"] == 3
    talk.refresh_from_db()
    assert selectors.attendance(talk) == (2, 1, 0)
    assert not Person.objects.exists()


def test_what_has_begun_stays_as_it_was_whoever_gives_back_is_erased_or_cancels(
    talk: Event, clock: time_machine.Traveller
) -> None:
    suzie, charlie = planned.booked(talk, "Suzie", "Charlie")
    clock.move_to(talk.starts_at)
    seats.cancel(suzie)
    erasure.erase(charlie.person)
    assert planned.states(talk) == ["booked", "booked"]
    clock.move_to(talk.ends_at)
    with pytest.raises(events.InPast):
        events.cancel(talk)


def test_attendance_is_noted_for_those_who_had_a_place(talk: Event) -> None:
    suzie, charlie, priya = planned.booked(talk, "Suzie", "Charlie", "Priya")
    assert seats.note_attendance(event=talk, came=[suzie.pk, priya.pk]) == 1
    assert seats.note_attendance(event=talk, came=[charlie.pk]) == 1
    assert list(talk.bookings.order_by("pk").values_list("came", flat=True)) == [False, True, None]


def test_a_draft_is_in_no_list_and_an_event_that_would_be_over_is_not_published(
    talk: Event, clock: time_machine.Traveller
) -> None:
    draft = events.draft(group=None, details=planned.details())
    assert draft.slug != talk.slug
    assert list(selectors.to_come()) == [talk]
    clock.move_to(talk.ends_at)
    with pytest.raises(events.InPast):
        events.publish(draft)
    assert list(selectors.to_come()) == []


def test_events_of_the_charity_and_of_groups_stand_in_one_list_without_those_of_dormant_groups(talk: Event) -> None:
    leeds = planned.leeds()
    of_group = planned.event(leeds, title="Meeting")
    assert set(selectors.to_come()) == {talk, of_group}
    leeds.health = "dormant"
    leeds.save()
    assert list(selectors.to_come()) == [talk]
    assert Event.objects.with_page().filter(pk=of_group.pk).exists()
    leeds.state = "rejected"
    leeds.save()
    assert not Event.objects.with_page().filter(pk=of_group.pk).exists()


def test_the_nearest_events_come_first_and_none_farther_than_fifty_miles(clock: time_machine.Traveller) -> None:
    placed = {"York": (53.96, -1.08), "Leeds": (53.80, -1.55), "London": (51.50, -0.12)}
    for town, (latitude, longitude) in placed.items():
        made = planned.event(title=town)
        Event.objects.filter(pk=made.pk).update(latitude=latitude, longitude=longitude)
    assert [each.thing.title for each in selectors.near(LEEDS)] == ["Leeds", "York"]


def test_closing_a_group_cancels_what_it_had_planned(clock: time_machine.Traveller) -> None:
    leeds = planned.leeds()
    planned.event(leeds)
    events.draft(group=leeds, details=planned.details())
    assert (events.cancel_all_of(leeds), events.cancel_all_of(leeds)) == (2, 0)
    assert set(leeds.events.values_list("state", flat=True)) == {EventState.CANCELLED}


def test_the_schedule_ends_offers_tells_and_reminds() -> None:
    jobs = {job.name: job for job in JOBS}
    assert [jobs[name].do for name in ("expire_offers", "tell_of_bookings", "remind_of_events")] == [
        seats.expire_offers,
        telling.tell,
        reminders.remind,
    ]
    assert not any(jobs[name].is_due() for name in ("expire_offers", "tell_of_bookings", "remind_of_events"))
