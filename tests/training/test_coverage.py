"""How many people know which signs where: each once, and the same for a past day whoever is erased since."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groups.services import membership
from people.models import Merge
from people.services import erasure, merging
from places import disclosure
from places.models import Constituency
from tests import factories
from tests.conftest import LONG
from tests.groups import people as cast
from tests.groups import planned
from training import families
from training.models import Award, CourseVersion, CoveredChange
from training.selectors import coverage, untrained
from training.services import awards

pytestmark = pytest.mark.django_db
START = date(2027, 1, 15)
NAMES = ("suzie", "charlie", "priya")
WHO = st.sampled_from(NAMES)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("give"), WHO, st.integers(0, 2)),
        st.tuples(st.just("revoke"), st.integers(0, 9)),
        st.tuples(st.just("extend"), st.integers(0, 9), st.integers(1, 700)),
        st.tuples(st.just("merge"), WHO, WHO),
        st.tuples(st.just("unmerge"), st.integers(0, 9)),
        st.tuples(st.just("erase"), WHO),
        st.tuples(st.just("wait"), st.sampled_from([1, 60, 400])),
    ),
    max_size=12,
)


def version(slug: str, *taught: str) -> CourseVersion:
    return factories.course_version(factories.course(slug, validity_months=12), families=families.written(taught))


@pytest.fixture
def versions() -> list[CourseVersion]:
    """Two share a family, and one teaches no sign. Suzie belongs to a group, so she counts there."""
    seat = Constituency.objects.current().earliest("pk")
    membership.give(group=cast.group(constituency=seat), person=cast.person("suzie"), role="member")
    return [version("awareness", "labour", "criminal"), version("children", "child", "labour"), version("minutes")]


class World:
    def __init__(self, versions: list[CourseVersion], clock: Any) -> None:
        self.versions, self.clock, self.today = versions, clock, START
        self.people = {name: cast.person(name) for name in NAMES}
        self.by = factories.user("dele")
        self.known: dict[date, Counter[str]] = {}
        self.clock.move_to(f"{START} 12:00")

    def do(self, step: tuple[Any, ...]) -> None:
        name, *values = step
        getattr(self, name)(*values)
        self.known[self.today] = counted_by_hand(self.today)

    def give(self, who: str, number: int) -> None:
        try:
            factories.award(self.people[who], self.versions[number], completed_on=self.today)
        except awards.NotEligible:
            return

    def revoke(self, number: int) -> None:
        for award in chosen(Award.objects.order_by("pk"), number):
            awards.revoke(award=award, reason="By mistake", by=self.by)

    def extend(self, number: int, days: int) -> None:
        for award in chosen(Award.objects.order_by("pk").standing_on(self.today), number):
            awards.extend(award=award, until=award.end + timedelta(days=days), reason="Illness", by=self.by)

    def merge(self, kept: str, gone: str) -> None:
        try:
            merging.merge(kept=self.people[kept], gone=self.people[gone], by=self.by, reason="The same person.")
        except merging.CantMerge:
            return

    def unmerge(self, number: int) -> None:
        for merge in chosen(Merge.objects.filter(undone_at=None).order_by("pk"), number):
            try:
                merging.undo(merge, by=self.by)
            except merging.CantUndo:
                return

    def erase(self, who: str) -> None:
        erasure.erase(self.people[who])

    def wait(self, days: int) -> None:
        self.today += timedelta(days=days)
        self.clock.move_to(f"{self.today} 12:00")


def chosen(rows: Any, number: int) -> Iterator[Any]:
    found = list(rows)
    yield from [found[number % len(found)]] if found else []


def counted_by_hand(day: date) -> Counter[str]:
    """The people of each family, from their awards."""
    found: dict[str, set[int]] = {}
    for award in Award.objects.counting_on(day):
        for family in families.read(award.families):
            found.setdefault(family, set()).add(award.person_id)
    return Counter({family: len(people) for family, people in found.items()})


def in_ledger(day: date) -> Counter[str]:
    return Counter({family: number for family, number in coverage.by_family(day).items() if number})


@settings(
    max_examples=200 if LONG else 20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_each_day_stays_as_a_count_of_people_by_their_awards_was_on_that_day(
    versions: list[CourseVersion], time_machine: Any, steps: list[tuple[Any, ...]]
) -> None:
    with transaction.atomic():
        world = World(versions, time_machine)
        for step in steps:
            world.do(step)
            assert {day: in_ledger(day) for day in world.known} == world.known
        transaction.set_rollback(True)


def test_whoever_took_two_courses_counts_once_for_what_both_teach(versions: list[CourseVersion]) -> None:
    for each in versions:
        factories.award(cast.person("suzie"), each)
    today = coverage.by_family(timezone.localdate())
    assert (today["labour"], today["child"], today["criminal"], today[families.ANY]) == (1, 1, 1, 1)
    assert today["organs"] == 0
    awards.revoke(award=Award.objects.get(version=versions[0]), reason="By mistake", by=None)
    today = coverage.by_family(timezone.localdate())
    assert (today["labour"], today["criminal"]) == (1, 0)


def test_numbers_of_past_days_stay_the_same_after_erasure(versions: list[CourseVersion], time_machine: Any) -> None:
    world = World(versions, time_machine)
    for name in NAMES:
        world.give(name, 0)
    world.wait(60)
    days = [START - timedelta(days=1), START, world.today, START + timedelta(days=500)]
    before = [coverage.sums("labour", day) for day in days]
    assert [sum(found.values()) for found in before] == [0, 3, 3, 0]
    for name in NAMES:
        erasure.erase(world.people[name])
    assert [coverage.sums("labour", day) for day in days] == before


def test_publishing_a_version_fixes_which_families_an_award_of_it_teaches(versions: list[CourseVersion]) -> None:
    award = factories.award(cast.person("priya"), versions[1])
    versions[1].families = ""
    versions[1].save()
    assert families.read(award.families) == [families.ANY, "child", "labour"]
    awards.revoke(award=award, reason="By mistake", by=None)
    assert not any(coverage.by_family(timezone.localdate()).values())


def people_in(seat: Constituency, number: int, taught: CourseVersion) -> None:
    group = cast.group(f"Town {seat.pk}", slug=f"town-{seat.pk}", constituency=seat)
    for each in range(number):
        person = planned.somebody(f"person-{seat.pk}-{each}")
        membership.give(group=group, person=person, role="member")
        factories.award(person, taught)


def test_numbers_under_five_are_hidden_and_so_is_what_would_give_them_away(versions: list[CourseVersion]) -> None:
    """Two constituencies in Wales, where nobody else is: one alone hidden would follow from the total."""
    small, large = Constituency.objects.current().filter(country__slug="wales").order_by("pk")[:2]
    people_in(small, 2, versions[0])
    people_in(large, 6, versions[0])
    found = coverage.published("criminal", timezone.localdate())
    assert (found.cells[small.pk], found.cells[large.pk]) == (None, None)
    assert found.totals[small.country.code] == 8
    exact = coverage.counted("criminal", timezone.localdate(), disclosure.areas_of_constituencies())
    assert (exact.seats[small.pk], exact.seats[large.pk], exact.total) == (2, 6, 8)


def test_groups_agencies_and_constituencies_with_nobody_trained_are_found(versions: list[CourseVersion]) -> None:
    leeds = cast.group("Headingley", slug="headingley")
    agency = cast.group("Refuge", slug="refuge", kind="trained")
    membership.give(group=leeds, person=cast.person("charlie"), role="member")
    factories.award(cast.person("charlie"), versions[0])
    today = timezone.localdate()
    assert leeds in untrained.groups_with("criminal", today)
    assert leeds in untrained.groups_without("child", today)
    assert leeds not in untrained.groups_without("criminal", today)
    assert list(untrained.agencies_without("criminal", today)) == [agency]
    seat = Constituency.objects.current().latest("pk")
    assert seat not in untrained.seats_without({seat.pk: 1})
    assert untrained.seats_without({seat.pk: 1}).count() == 649


def test_any_number_of_trained_people_is_counted_in_one_question(
    versions: list[CourseVersion], django_assert_num_queries: Any
) -> None:
    seat = Constituency.objects.current().latest("pk")
    people_in(seat, 6, versions[0])
    with django_assert_num_queries(1):
        assert coverage.today() == {seat.pk: 6}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets tests empty their tables")
def test_the_ledger_is_only_added_to(versions: list[CourseVersion]) -> None:
    factories.award(cast.person("suzie"), versions[0])
    for change in (lambda: CoveredChange.objects.update(change=9), lambda: CoveredChange.objects.all().delete()):
        with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
            change()
