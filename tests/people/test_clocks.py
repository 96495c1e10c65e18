from datetime import UTC, date, datetime

import pytest

from people import clocks


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 9, 3), date(2026, 10, 3)),
        (date(2026, 8, 31), date(2026, 9, 30)),
        (date(2027, 1, 30), date(2027, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2027, 1, 31)),
    ],
)
def test_an_answer_is_due_on_the_same_date_of_the_next_month_or_its_last_day(received: date, due: date) -> None:
    noon = datetime(received.year, received.month, received.day, 12, tzinfo=UTC)
    assert clocks.answer_by(noon) == due


def test_an_extension_counts_from_receipt_so_that_a_short_month_costs_no_days() -> None:
    assert clocks.answer_by(datetime(2026, 11, 30, 12, tzinfo=UTC), extended=True) == date(2027, 2, 28)
    assert clocks.answer_by(datetime(2026, 10, 31, 12, tzinfo=UTC), extended=True) == date(2027, 1, 31)


def test_what_comes_just_after_midnight_in_summer_came_on_the_new_day() -> None:
    assert clocks.answer_by(datetime(2027, 3, 31, 23, 30, tzinfo=UTC)) == date(2027, 5, 1)  # 00:30 on 1 April
    assert clocks.answer_by(datetime(2027, 1, 31, 23, 30, tzinfo=UTC)) == date(2027, 2, 28)


def test_a_complaint_is_acknowledged_in_30_days_counted_from_the_day_after_it_came() -> None:
    assert clocks.acknowledge_by(datetime(2026, 6, 19, 12, tzinfo=UTC)) == date(2026, 7, 19)
    over_the_clock_change = datetime(2026, 10, 1, 22, 59, tzinfo=UTC)
    assert clocks.acknowledge_by(over_the_clock_change) == date(2026, 10, 31)


def test_a_weekend_leads_to_its_monday() -> None:
    days = [date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 22), date(2026, 11, 23)]
    expected = [date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 23), date(2026, 11, 23)]
    assert [clocks.next_working_day(day) for day in days] == expected


def test_what_is_left_is_said_in_words() -> None:
    today = date(2026, 11, 20)
    ahead = {date(2026, 11, 22): "2 days left", date(2026, 11, 21): "1 day left", today: "Due today"}
    over = {date(2026, 11, 19): "1 day overdue", date(2026, 10, 20): "31 days overdue"}
    for due, words in {**ahead, **over}.items():
        assert clocks.in_words(due, today=today) == words
