"""Letters leave by e-mail in office hours of working days, London time."""

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from campaigns.services import letter_windows
from campaigns.services.letter_windows import LONDON
from mail.enums import State
from tests.mail.queueing import queued


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-25T08:00", "2026-11-25T08:00"),
        ("2026-11-25T17:59:59", "2026-11-25T17:59:59"),
        ("2026-11-25T18:00", "2026-11-26T08:00"),
        ("2026-11-25T03:00", "2026-11-25T08:00"),
        ("2026-11-27T18:00", "2026-11-30T08:00"),
        ("2026-11-28T12:00", "2026-11-30T08:00"),
        ("2026-11-29T23:59", "2026-11-30T08:00"),
        ("2026-12-25T07:00", "2026-12-25T08:00"),
        ("2026-03-27T20:00", "2026-03-30T08:00"),
    ],
    ids=["opens", "last", "closed", "night", "friday", "saturday", "sunday", "bank-holiday", "clocks-change"],
)
def test_the_next_opening_is_now_or_the_next_working_morning(now: str, opens: str) -> None:
    assert letter_windows.next_opening(at(now)) == at(opens)
    assert letter_windows.is_open(at(now)) == (now == opens)


def test_office_hours_are_those_of_london_in_summer_too() -> None:
    seven_in_utc = datetime.fromisoformat("2026-07-01T07:30+00:00")
    assert letter_windows.is_open(seven_in_utc)
    assert not letter_windows.is_open(datetime.fromisoformat("2026-12-01T07:30+00:00"))


@pytest.mark.parametrize(
    ("now", "last"),
    [
        ("2026-11-25T16:00", "2026-11-25T16:00"),
        ("2026-11-25T15:59", "2026-11-24T16:00"),
        ("2026-11-29T12:00", "2026-11-27T16:00"),
        ("2026-11-30T09:00", "2026-11-27T16:00"),
    ],
)
def test_what_is_done_once_a_working_day_has_one_hour_that_was_last(now: str, last: str) -> None:
    assert letter_windows.last(time(16), at(now)) == at(last)


@pytest.mark.django_db
def test_letters_that_would_leave_at_night_are_put_off_until_the_morning_and_nothing_else_is() -> None:
    with time_machine.travel(at("2026-11-25T17:55"), tick=False):
        letter = queued("minister@example.org", kind="letter", stream="bulk")
        digest = queued("office@example.org", kind="letter_digest", stream="bulk", state=State.RETRY)
        other = queued("suzie@example.org")
        assert letter_windows.put_off() == 0
    with time_machine.travel(at("2026-11-25T18:00"), tick=False):
        assert letter_windows.put_off() == 2
        assert letter_windows.put_off() == 0
        for delivery in (letter, digest, other):
            delivery.refresh_from_db()
        assert (letter.due_at, digest.due_at) == (at("2026-11-26T08:00"), at("2026-11-26T08:00"))
        assert other.due_at < timezone.now() - timedelta(minutes=4)
