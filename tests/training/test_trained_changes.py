"""The ledger says how many people were trained where on any day, whatever happens and whoever is erased."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groups.services import membership
from people.models import Merge, Person, User
from people.services import erasure, merging
from tests import factories
from tests.conftest import LONG
from tests.groups import people as cast
from training import validity
from training.models import Award, CourseVersion, Extension, Revocation, TrainedChange
from training.selectors.validity import Book, place
from training.services import awards
from training.timelines import Place

pytestmark = pytest.mark.django_db
START = date(2027, 1, 15)
NAMES = ("suzie", "charlie", "priya")
WHO = st.sampled_from(NAMES)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("give"), WHO, st.integers(0, 1300), st.integers(0, 1)),
        st.tuples(st.just("extend"), st.integers(0, 9), st.integers(1, 700)),
        st.tuples(st.just("undo"), st.integers(0, 9)),
        st.tuples(st.just("revoke"), st.integers(0, 9), st.sampled_from([0, 0, 40])),
        st.tuples(st.just("reinstate"), st.integers(0, 9)),
        st.tuples(st.just("merge"), WHO, WHO),
        st.tuples(st.just("unmerge"), st.integers(0, 9)),
        st.tuples(st.just("erase"), WHO),
        st.tuples(st.just("wait"), st.sampled_from([1, 30, 200, 400])),
    ),
    max_size=14,
)
Count = Counter[tuple[date, Place]]


class World:
    """What is done to awards, and beside it how many people counted on each day, found by looking at everybody."""

    def __init__(self, versions: list[CourseVersion], clock: Any) -> None:
        self.versions, self.clock, self.today = versions, clock, START
        self.people = {name: cast.person(name) for name in NAMES}
        self.expected: Count = Counter()
        self.by: User = factories.user("dele")
        self.clock.move_to(f"{START} 12:00")

    def do(self, step: tuple[Any, ...]) -> None:
        name, *values = step
        before = self.count()
        getattr(self, name)(*values)
        changed = self.count()
        changed.subtract(before)
        says_something_of_the_past = name == "give"
        for (day, where), change in changed.items():
            if day >= self.today or says_something_of_the_past:
                self.expected[day, where] += change

    def count(self) -> Count:
        """Of every day that is looked at: who counts, and where the award that began last says."""
        people = set(Person.objects.values_list("pk", flat=True))
        book = Book.of(people)
        found: Count = Counter()
        for person in people:
            known = [(award, book.facts(award)) for award in book.of_person.get(person, ())]
            for day in DAYS if known else ():
                counting = [award for award, facts in known if validity.counts(facts, day)]
                if counting:
                    latest = sorted(counting, key=lambda award: (award.valid_from, award.pk))[-1]
                    found[day, place(latest)] += 1
        return found

    def give(self, who: str, back: int, version: int) -> None:
        try:
            factories.award(self.people[who], self.versions[version], completed_on=self.today - timedelta(days=back))
        except awards.NotEligible:
            assert Person.objects.filter(erased_at=None, pk=self.people[who].pk, merged_into=None).count() == 0

    def extend(self, number: int, days: int) -> None:
        for award in chosen(Award.objects.order_by("pk"), number):
            last = validity.end(Book.of([award.person_id]).facts(award), self.today)
            assert last is not None
            awards.extend(award=award, until=last + timedelta(days=days), reason="Illness", by=self.by)

    def undo(self, number: int) -> None:
        awards.undo_extensions(extensions=list(chosen(Extension.objects.order_by("pk"), number)), reason="No", by=None)

    def revoke(self, number: int, days: int) -> None:
        for award in chosen(Award.objects.order_by("pk"), number):
            awards.revoke(award=award, reason="By mistake", by=self.by, on=self.today + timedelta(days=days))

    def reinstate(self, number: int) -> None:
        for revocation in chosen(Revocation.objects.order_by("pk"), number):
            awards.reinstate(revocation=revocation, reason="It was right", by=self.by)

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


DAYS = sorted(
    {START + timedelta(days=number) for number in range(-1500, 4000, 1 if LONG else 37)}
    | {date(year, month, 1) - timedelta(days=by) for year in range(2023, 2036) for month in (1, 2, 6) for by in (0, 1)}
)


def chosen(rows: Any, number: int) -> Iterator[Any]:
    found = list(rows)
    yield from [found[number % len(found)]] if found else []


def in_ledger() -> Count:
    found: Count = Counter()
    rows = list(TrainedChange.objects.all())
    for day in DAYS:
        for row in rows:
            if row.on <= day:
                found[day, Place(row.version_id, row.constituency_id, row.group_id)] += row.change
    return found


def without_nothing(count: Count) -> dict[Any, int]:
    return {key: number for key, number in count.items() if number}


@pytest.fixture
def versions() -> list[CourseVersion]:
    """Of one course; Suzie belongs to a group, so she counts there."""
    course = factories.course(validity_months=24)
    membership.give(group=cast.group(), person=cast.person("suzie"), role="member")
    return [factories.course_version(course), factories.course_version(course, 2, state="retired")]


@settings(
    max_examples=400 if LONG else 25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_the_ledger_equals_a_count_of_people_on_each_day_as_it_was_known(
    versions: list[CourseVersion], time_machine: Any, steps: list[tuple[Any, ...]]
) -> None:
    with transaction.atomic():
        world = World(versions, time_machine)
        for step in steps:
            world.do(step)
            assert without_nothing(in_ledger()) == without_nothing(world.expected)
        transaction.set_rollback(True)


def total(day: date) -> int:
    return sum(TrainedChange.objects.filter(on__lte=day).values_list("change", flat=True))


def test_numbers_of_any_past_day_stay_the_same_after_erasure(versions: list[CourseVersion], time_machine: Any) -> None:
    world = World(versions, time_machine)
    world.give("suzie", 700, 0)
    world.give("charlie", 100, 0)
    world.wait(60)
    before = {day: total(day) for day in DAYS}
    assert (total(START - timedelta(days=701)), total(START), total(world.today)) == (0, 2, 1)
    for name in NAMES:
        erasure.erase(world.people[name])
    assert not Award.objects.exclude(name="").exists()
    assert {day: total(day) for day in DAYS} == before


def test_merging_two_holders_counts_one_from_that_day_on_and_leaves_the_past(
    versions: list[CourseVersion], time_machine: Any
) -> None:
    world = World(versions, time_machine)
    world.give("suzie", 10, 0)
    world.give("charlie", 20, 0)
    world.wait(1)
    merge = merging.merge(
        kept=world.people["suzie"], gone=world.people["charlie"], by=world.by, reason="The same person."
    )
    assert (total(START), total(world.today)) == (2, 1)
    world.wait(1)
    merging.undo(merge, by=world.by)
    assert (total(START), total(world.today - timedelta(days=1)), total(world.today)) == (2, 1, 2)


def test_the_ledger_names_nobody() -> None:
    fields = {field.name for field in TrainedChange._meta.get_fields()}
    assert fields == {"id", "course", "version", "constituency", "group", "on", "change"}
