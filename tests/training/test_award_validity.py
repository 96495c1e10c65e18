"""What an award is worth on a day, restated here in other words, for every day of twenty years."""

from calendar import monthrange
from datetime import date, timedelta
from itertools import groupby

import pytest
from hypothesis import given, settings

from tests.conftest import LONG
from tests.training.lives import AWARDS, FIRST, LAST, Life, ends, facts
from training import validity
from training.enums import Standing
from training.validity import Extension, Facts, Renewal, Revoked, standing

ALL_DAYS = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
DAY = timedelta(days=1)


def month(day: date) -> int:
    return day.year * 12 + day.month


def is_last_of_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


@pytest.mark.parametrize("months", [1, 6, 12, 24, 36])
def test_an_award_of_any_day_lasts_so_many_months_and_to_the_end_of_the_last(months: int) -> None:
    for day in ALL_DAYS:
        last = validity.valid_until(day, months)
        assert is_last_of_month(last)
        assert month(last) == month(day) + months


def test_renewed_on_any_day_of_the_window_it_ends_on_the_same_day() -> None:
    for start in ALL_DAYS[:800]:
        old = Facts(start, validity.valid_until(start, 36))
        last = validity.valid_until(start, 36)
        starts = {validity.renewal_starts(old, last - timedelta(days=back)) for back in range(91)}
        assert starts == {last + DAY}
        assert validity.renewal_starts(old, last - timedelta(days=91)) == last - timedelta(days=91)
        assert validity.renewal_starts(old, last + DAY) == last + DAY


def test_every_day_of_an_award_that_nothing_becomes_of() -> None:
    for start in [date(2024, 2, 29), date(2027, 8, 31), date(2027, 12, 31), date(2028, 2, 29)]:
        last = validity.valid_until(start, 12)
        known = Facts(start, last)
        runs = [(value, len(list(days))) for value, days in groupby(standing(known, day) for day in ALL_DAYS)]
        order = [Standing.UPCOMING, Standing.VALID, Standing.EXPIRING, Standing.GRACE, Standing.LAPSED]
        assert [value for value, _ in runs] == order
        assert dict(runs)[Standing.EXPIRING] == 90
        grace = [day for day in ALL_DAYS if standing(known, day) == Standing.GRACE]
        assert grace[0] == last + DAY
        assert is_last_of_month(grace[-1])
        assert month(grace[-1]) == month(last) + 6


def in_other_words(known: Facts, on: date) -> str:
    """What happened, replayed day by day up to the day that is asked about."""

    def is_off(rows: list[Revoked]) -> bool:
        return any(each.on <= on and not (each.reinstated_on and each.reinstated_on <= on) for each in rows)

    if is_off(list(known.revocations)):
        return "revoked"
    if known.valid_from > on:
        return "upcoming"
    if any(not is_off(list(each.revocations)) and each.valid_from <= on for each in known.renewals):
        return "superseded"
    last = known.valid_until
    if last is None:
        return "valid"
    for each in known.extensions:
        if each.made_on <= on and not (each.undone_on and each.undone_on <= on) and each.until > last:
            last = each.until
    if on > last:
        return "grace" if month(on) <= month(last) + known.grace else "lapsed"
    return "expiring" if (last - on).days < 90 else "valid"


@settings(max_examples=300 if LONG else 25, deadline=None)
@given(life=AWARDS)
def test_every_day_of_an_award_whatever_becomes_of_it(life: Life) -> None:
    known = facts(life)
    days = ALL_DAYS if LONG else ALL_DAYS[::3]
    assert [(day, standing(known, day)) for day in days] == [(day, in_other_words(known, day)) for day in days]


def test_an_extension_is_known_from_its_day_on_and_never_shortens() -> None:
    known = Facts(date(2027, 1, 1), date(2028, 1, 31), extensions=[Extension(date(2028, 3, 1), date(2028, 6, 30))])
    assert [standing(known, day) for day in (date(2028, 2, 29), date(2028, 3, 1))] == ["grace", "valid"]
    shorter = known._replace(extensions=[Extension(date(2027, 3, 1), date(2027, 6, 30))])
    assert validity.end(shorter, date(2027, 12, 1)) == date(2028, 1, 31)


def test_while_its_renewal_is_revoked_an_award_is_worth_what_it_was() -> None:
    renewal = Renewal(date(2027, 6, 1), [Revoked(date(2027, 8, 1), date(2027, 9, 1))])
    known = Facts(date(2027, 1, 1), date(2028, 1, 31), renewals=[renewal])
    days = (date(2027, 5, 31), date(2027, 6, 1), date(2027, 8, 1), date(2027, 9, 1))
    assert [standing(known, day) for day in days] == ["valid", "superseded", "valid", "superseded"]


@given(life=AWARDS)
def test_an_end_is_never_before_the_one_that_was_issued(life: Life) -> None:
    known = facts(life)
    issued = ends(life)
    if issued is not None:
        assert all((validity.end(known, day) or date.min) >= issued for day in ALL_DAYS[::50])
