"""Reminders that training runs out: each once of each end, whatever is done to awards and people, and however late."""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mail.enums import State, SuppressionReason
from mail.models import Delivery
from mail.services import suppressions
from people.models import Merge, Person
from people.services import erasure, merging
from tests import factories
from tests.conftest import LONG
from tests.groups import people as cast
from training import reminding, validity
from training.enums import Rule
from training.models import Award, CourseVersion, Reminded, ReminderChoice
from training.reminding import Facts
from training.selectors import reminders as selectors
from training.selectors.validity import Book
from training.services import awards, reminder_choices, reminders

pytestmark = pytest.mark.django_db
START = date(2027, 1, 4)
LAST = date(2027, 4, 30)
SUZIE = "suzie@example.org"


@pytest.fixture(autouse=True)
def at_start() -> Iterator[None]:
    with time_machine.travel(noon(START), tick=False):
        yield


def noon(day: date) -> Any:
    return datetime(day.year, day.month, day.day, 12, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def version() -> CourseVersion:
    return factories.course_version(factories.course(validity_months=12))


def held(version: CourseVersion, name: str = "suzie", **fields: Any) -> Award:
    """An award that ends on LAST, unless `fields` say otherwise."""
    return factories.award(cast.person(name), version, **{"completed_on": date(2026, 4, 10), **fields})


def look(day: date) -> int:
    with time_machine.travel(noon(day), tick=False):
        return reminders.remind()


def sent() -> list[str]:
    return list(Reminded.objects.filter(was_passed_over=False).order_by("pk").values_list("rule", flat=True))


def test_each_rule_has_its_day_and_ninety_days_after_the_end_it_is_over() -> None:
    rules = {
        left: reminding.due(Facts(LAST), LAST - timedelta(days=left)) for left in (91, 90, 61, 60, 31, 30, 8, 7, 1)
    }
    assert rules == {
        91: None,
        **dict.fromkeys((90, 61), Rule.D90),
        **dict.fromkeys((60, 31), Rule.D60),
        **dict.fromkeys((30, 8), Rule.D30),
        **dict.fromkeys((7, 1), Rule.D7),
    }
    assert [reminding.due(Facts(LAST), LAST + timedelta(days=after)) for after in (0, 29, 30, 89, 90)] == [
        *(Rule.DAY, Rule.DAY),
        *(Rule.AFTER, Rule.AFTER),
        None,
    ]
    assert reminding.due(Facts(None), START) is None
    for reason in ("is_revoked", "is_renewed", "is_retired", "is_unwanted", "is_out_of_reach"):
        stopped: dict[str, Any] = {reason: True}
        assert reminding.due(Facts(LAST, **stopped), LAST) is None


def test_somebody_is_reminded_on_each_day_that_a_rule_names_and_on_no_other(version: CourseVersion) -> None:
    held(version)
    told = {}
    for day in range(240):
        on = START + timedelta(days=day)
        if number := look(on):
            told[on] = number
            assert look(on) == 0
    assert told == {LAST - timedelta(days=int(rule)): 1 for rule in reminding.IN_ORDER}
    assert sent() == list(reminding.IN_ORDER)
    assert cast.told("training_reminder") == [SUZIE] * 6
    message = Delivery.objects.filter(kind="training_reminder").latest("pk")
    assert (message.context["last"], message.context["is_over"]) == (str(LAST), True)


def test_after_days_without_a_look_only_the_newest_is_sent_and_those_before_are_noted(version: CourseVersion) -> None:
    held(version)
    assert look(LAST - timedelta(days=5)) == 1
    assert sent() == [Rule.D7]
    passed = Reminded.objects.filter(was_passed_over=True).values_list("rule", flat=True)
    assert set(passed) == {Rule.D90, Rule.D60, Rule.D30}
    assert look(LAST - timedelta(days=4)) == 0


def test_an_extension_begins_anew_and_a_renewal_or_a_revocation_ends_it(version: CourseVersion) -> None:
    longer, renewed, revoked = held(version), held(version, "priya"), held(version, "morgan")
    assert look(LAST - timedelta(days=60)) == 3
    with time_machine.travel(noon(LAST - timedelta(days=50)), tick=False):
        awards.extend(award=longer, until=date(2027, 6, 30), reason="The hall was shut.", by=None)
        factories.award(renewed.person, version)
        awards.revoke(award=revoked, reason="A mistake.", by=None)
    later = date(2027, 6, 30)
    assert [look(later - timedelta(days=left)) for left in (91, 90, 89)] == [0, 1, 0]
    assert set(Reminded.objects.filter(award=longer, was_passed_over=False).values_list("rule", "of_end")) == {
        (Rule.D60, LAST),
        (Rule.D90, later),
    }
    assert cast.told("training_reminder").count("priya@example.org") == 1
    assert cast.told("training_reminder").count("morgan@example.org") == 1


def test_nobody_hears_of_a_retired_course_nor_where_mail_does_not_reach_them(version: CourseVersion) -> None:
    other = factories.course_version(factories.course("leader", validity_months=12))
    held(other)
    other.course.retired_at = timezone.now()
    other.course.save()
    held(version, "priya")
    suppressions.suppress(
        address_id=cast.person("priya").address_id,
        canonical="priya@example.org",
        reason=SuppressionReason.HARD_BOUNCE,
    )
    held(version, "morgan")
    erasure.erase(cast.person("morgan"))
    assert look(LAST) == 0
    assert not Reminded.objects.exists()


def test_one_press_on_the_link_stops_them_and_another_begins_again(client: Client, version: CourseVersion) -> None:
    held(version)
    look(LAST - timedelta(days=60))
    path = reverse("training_stop_reminders", args=[ReminderChoice.objects.get().token])
    assert client.get(path).status_code == 200
    assert ReminderChoice.objects.get().stopped_at is None
    assert client.post(path, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Delivery.objects.get(kind="training_reminder").state == State.CANCELLED
    assert look(LAST - timedelta(days=30)) == 0
    assert b"Stopped" in client.get(path).content
    assert client.post(path, {"again": "1"}, headers={"sec-fetch-site": "same-origin"}).status_code == 303
    assert look(LAST - timedelta(days=30)) == 1
    assert client.get(reverse("training_stop_reminders", args=["no-such-token"])).status_code == 404


def test_who_stopped_them_in_a_record_that_was_found_to_be_theirs_hears_nothing(version: CourseVersion) -> None:
    held(version)
    held(version, "mallory")
    look(LAST - timedelta(days=60))
    reminder_choices.stop(ReminderChoice.objects.get(person=cast.person("mallory")))
    merging.merge(kept=cast.person("suzie"), gone=cast.person("mallory"), by=factories.dele(), reason="One person.")
    assert look(LAST - timedelta(days=30)) == 0


def test_a_process_that_ends_half_way_sends_nothing_twice_and_leaves_nothing_out(
    version: CourseVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("suzie", "priya", "morgan"):
        held(version, name)
    monkeypatch.setattr(reminders, "SLICE", 2)
    made, message = [], reminders.message

    def killed(each: Any) -> Delivery:
        made.append(each)
        if len(made) == 3:
            raise SystemExit
        return message(each)

    monkeypatch.setattr(reminders, "message", killed)
    with pytest.raises(SystemExit):
        look(LAST)
    assert len(cast.told("training_reminder")) == len(sent()) == 2
    monkeypatch.setattr(reminders, "message", message)
    assert look(LAST) == 1
    assert sorted(cast.told("training_reminder")) == ["morgan@example.org", "priya@example.org", SUZIE]


def test_looking_takes_as_many_queries_for_many_as_for_few(
    version: CourseVersion, django_assert_max_num_queries: Any
) -> None:
    for name in cast.NAMES:
        held(version, name)
    with django_assert_max_num_queries(14):
        assert look(LAST) == len(cast.NAMES)


NAMES = ("suzie", "priya", "morgan")
STEPS = st.one_of(
    st.tuples(st.just("wait"), st.integers(1, 75)),
    st.tuples(st.just("look"), st.integers(1, 2)),
    st.tuples(st.just("give"), st.sampled_from(NAMES), st.integers(0, 1), st.integers(0, 370)),
    st.tuples(st.just("extend"), st.integers(0, 5), st.integers(10, 120)),
    st.tuples(st.just("undo"), st.integers(0, 5)),
    st.tuples(st.just("revoke"), st.integers(0, 5)),
    st.tuples(st.just("reinstate"), st.integers(0, 5)),
    st.tuples(st.just("merge"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("part"), st.just(0)),
    st.tuples(st.just("stop"), st.sampled_from(NAMES)),
    st.tuples(st.just("start"), st.sampled_from(NAMES)),
    st.tuples(st.just("retire"), st.integers(0, 1)),
    st.tuples(st.just("erase"), st.just("morgan")),
)


class Life:
    """What happens to three people and two courses, and what the pure rule says of it."""

    def __init__(self) -> None:
        self.today = START
        courses = (factories.course(f"course-{number}", validity_months=3 + number) for number in range(2))
        self.versions = [factories.course_version(course) for course in courses]
        self.by = factories.dele()
        self.owners = {name: cast.person(name) for name in NAMES}

    def take(self, step: Any) -> None:
        with time_machine.travel(noon(self.today), tick=False):
            getattr(self, step[0])(*step[1:])

    def wait(self, days: int) -> None:
        self.today += timedelta(days=days)

    def look(self, times: int) -> None:
        """What is sent is what the rule asks for; looking twice sends nothing more."""
        expected = list(self.due())
        before = self.sent()
        for _ in range(times):
            reminders.remind()
        assert self.sent() - before == Counter(expected)

    def sent(self) -> Counter[Any]:
        noted = Reminded.objects.filter(was_passed_over=False)
        found = Counter(noted.values_list("award", "rule", "of_end"))
        assert sum(found.values()) == Delivery.objects.filter(kind="training_reminder").count()
        return found

    def due(self) -> Iterator[tuple[int, str, date]]:
        for person in Person.objects.filter(merged_into=None, erased_at=None):
            book = Book.of([person.pk])
            for course in book.courses(person.pk):
                yield from self.due_of(person, book, book.of_course(person.pk, course))

    def due_of(self, person: Person, book: Book, held: list[Award]) -> Iterator[tuple[int, str, date]]:
        ends = {award: validity.end(book.facts(award), self.today) or date.max for award in held}
        standing = [award for award in held if self.stands(book, award)]
        last = max(standing, key=lambda award: (ends[award], award.pk), default=None)
        for award in held:
            noted = Reminded.objects.filter(award__in=held, of_end=ends[award]).values_list("rule", flat=True)
            mine = ReminderChoice.objects.filter(person__in=[person, *person.merged.all()], stopped_at__isnull=False)
            facts = Facts(
                last=ends[award],
                is_revoked=validity.is_revoked(book.facts(award).revocations, self.today),
                is_renewed=award != last,
                is_retired=award.course.retired_at is not None,
                is_unwanted=mine.exists(),
                reminded=set(noted),
            )
            if rule := reminding.due(facts, self.today):
                yield award.pk, str(rule), ends[award]

    def stands(self, book: Book, award: Award) -> bool:
        facts = book.facts(award)
        renewed = any(not validity.is_revoked(each.revocations, self.today) for each in facts.renewals)
        return not renewed and not validity.is_revoked(facts.revocations, self.today)

    def give(self, name: str, course: int, ago: int) -> None:
        owner = Person.objects.select_related("merged_into").get(pk=self.owners[name].pk)
        if (owner.merged_into or owner).erased_at is None:
            factories.award(owner, self.versions[course], completed_on=self.today - timedelta(days=ago))

    def nth(self, number: int) -> Award | None:
        found = list(Award.objects.order_by("pk"))
        return found[number % len(found)] if found else None

    def extend(self, number: int, days: int) -> None:
        award = self.nth(number)
        if award is not None:
            end = Book.of([award.person_id])
            last = validity.end(end.facts(award), self.today)
            assert last is not None
            if last + timedelta(days=days) > self.today:
                awards.extend(award=award, until=last + timedelta(days=days), reason="Snow.", by=None)

    def undo(self, number: int) -> None:
        if (award := self.nth(number)) is not None:
            awards.undo_extensions(extensions=list(award.extensions.all()), reason="No snow.", by=None)

    def revoke(self, number: int) -> None:
        if (award := self.nth(number)) is not None:
            awards.revoke(award=award, reason="A mistake.", by=None)

    def reinstate(self, number: int) -> None:
        award = self.nth(number)
        for each in award.revocations.filter(reinstatement=None) if award else ():
            awards.reinstate(revocation=each, reason="No mistake.", by=None)

    def merge(self, kept: str, gone: str) -> None:
        with suppress(merging.CantMerge):
            merging.merge(kept=self.owners[kept], gone=self.owners[gone], by=self.by, reason="One person.")

    def part(self, _: int) -> None:
        for merge in Merge.objects.filter(undone_at=None, final=False):
            with suppress(merging.CantUndo):
                merging.undo(merge, by=self.by)

    def stop(self, name: str) -> None:
        for choice in ReminderChoice.objects.filter(person=self.owners[name]):
            reminder_choices.stop(choice)

    def start(self, name: str) -> None:
        for choice in ReminderChoice.objects.filter(person=self.owners[name]):
            reminder_choices.start_again(choice)

    def retire(self, number: int) -> None:
        course = self.versions[number].course
        course.retired_at = None if course.retired_at else timezone.now()
        course.save()

    def erase(self, name: str) -> None:
        erasure.erase(Person.objects.get(pk=self.owners[name].pk))


@settings(
    max_examples=400 if LONG else 25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEPS, min_size=4, max_size=40))
def test_whatever_happens_in_whatever_order_each_is_sent_once_and_none_that_should_not_be(steps: list[Any]) -> None:
    with transaction.atomic():
        life = Life()
        life.take(("give", "suzie", 0, 60))
        for step in steps:
            life.take(step)
        life.take(("look", 2))
        left_over = list(life.due())
        transaction.set_rollback(True)
    assert left_over == []


def test_what_is_found_in_one_query_are_keys_in_order(version: CourseVersion) -> None:
    made = [held(version, name).pk for name in ("suzie", "priya")]
    with time_machine.travel(noon(LAST), tick=False):
        assert selectors.keys(LAST) == made
