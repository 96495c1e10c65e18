"""What SQL says of awards is what the pure function says, whatever became of them."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from people.models import Person
from people.services import merging
from tests import factories
from tests.conftest import LONG
from tests.groups import people as cast
from tests.training.lives import AWARDS, FIRST, LAST, Life, facts, write
from training import timelines, validity
from training.enums import COUNTS_AS_TRAINED
from training.models import Award, CourseVersion
from training.selectors.validity import Book, with_standing

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LIVES = st.lists(AWARDS, min_size=1, max_size=3)
quick = settings(
    max_examples=200 if LONG else 8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def version() -> CourseVersion:
    return factories.course_version(factories.course())


@pytest.fixture
def suzie() -> Person:
    return cast.person("suzie")


def said(day: date, awards: dict[int, validity.Facts]) -> dict[int, tuple[date | None, str]]:
    found = Award.objects.filter(pk__in=awards).standing_on(day).values_list("pk", "end", "standing")
    return {pk: (end, standing) for pk, end, standing in found}


def days_to_try(known: list[validity.Facts]) -> set[date]:
    """Around each day on which something changes, the ends of grace among them, and the first of each month."""
    turns = {day for each in known for day in timelines.turns(each)}
    for each in known:
        lasts = [*(extension.until for extension in each.extensions), *([each.valid_until] if each.valid_until else [])]
        turns |= {validity.grace_until(last, each.grace) + DAY for last in lasts}
        turns |= {last - timedelta(days=validity.EXPIRING - 1) for last in lasts}
    months = {date(year, month, 1) for year in range(FIRST.year, LAST.year) for month in (3,)}
    around = {turn + timedelta(days=by) for turn in turns | months for by in (-1, 0)}
    return {day for day in around if FIRST <= day <= LAST} | ({date(2028, 2, 29)})


@quick
@given(lives=LIVES)
def test_standing_and_end_are_the_same_on_every_day(suzie: Person, version: CourseVersion, lives: list[Life]) -> None:
    with transaction.atomic():
        known = {write(life, suzie, version).pk: facts(life) for life in lives}
        for day in sorted(days_to_try(list(known.values()))):
            expected = {pk: (validity.end(each, day), validity.standing(each, day)) for pk, each in known.items()}
            assert said(day, known) == expected
        transaction.set_rollback(True)


@pytest.mark.skipif(not LONG, reason="Every day of twenty years: with the long tests.")
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lives=st.lists(AWARDS, min_size=20, max_size=30))
def test_they_are_the_same_on_every_single_day_of_twenty_years(
    suzie: Person, version: CourseVersion, lives: list[Life]
) -> None:
    with transaction.atomic():
        known = {write(life, suzie, version).pk: facts(life) for life in lives}
        for number in range((LAST - FIRST).days + 1):
            day = FIRST + timedelta(days=number)
            expected = {pk: (validity.end(each, day), validity.standing(each, day)) for pk, each in known.items()}
            assert said(day, known) == expected
        transaction.set_rollback(True)


@quick
@given(lives=LIVES, on=st.sampled_from([date(2027, 2, 28), date(2028, 2, 29), date(2029, 1, 1)]))
def test_the_rows_read_back_say_the_same_and_those_that_count_are_found(
    suzie: Person, version: CourseVersion, lives: list[Life], on: date
) -> None:
    with transaction.atomic():
        for life in lives:
            write(life, suzie, version)
        book = Book.of([suzie.pk])
        standings = {award.pk: validity.standing(book.facts(award), on) for award in book.awards.values()}
        found = with_standing(Award.objects.filter(person=suzie), on).values_list("pk", "standing")
        assert dict(found) == standings
        counting = {pk for pk, standing in standings.items() if standing in COUNTS_AS_TRAINED}
        assert set(Award.objects.counting_on(on).values_list("pk", flat=True)) == counting
        transaction.set_rollback(True)


@quick
@given(lives=st.lists(AWARDS, min_size=2, max_size=2))
def test_merging_two_people_and_undoing_it_changes_no_end_and_no_standing(
    suzie: Person, version: CourseVersion, lives: list[Life]
) -> None:
    with transaction.atomic():
        charlie, dele = cast.person("charlie"), factories.user("dele")
        awards = [write(life, whose, version) for life, whose in zip(lives, (suzie, charlie), strict=True)]
        known = {award.pk: facts(life) for award, life in zip(awards, lives, strict=True)}
        days = sorted(days_to_try(list(known.values())))[::7]
        before = [said(day, known) for day in days]
        merge = merging.merge(kept=suzie, gone=charlie, by=dele, reason="The same person.")
        assert set(Award.objects.filter(person=suzie)) >= set(awards)
        assert [said(day, known) for day in days] == before
        merging.undo(merge, by=dele)
        assert [award.person for award in Award.objects.filter(pk__in=known).order_by("pk")] == [suzie, charlie]
        assert [said(day, known) for day in days] == before
        transaction.set_rollback(True)
