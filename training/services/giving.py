"""What giving awards to many people has to know and to write, in a few statements however many they are."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from groups.enums import GroupState, Role
from groups.models import CommunityGroup, Membership
from people.models import Person, User
from training import validity
from training.enums import Standing
from training.models import Award, Course, CourseVersion
from training.selectors.validity import Book
from training.services import covered_changes, trained_changes

ROWS = 1_000  # of one statement
CAN_BE_RENEWED = frozenset({Standing.VALID, Standing.EXPIRING, Standing.GRACE})


@dataclass(frozen=True, kw_only=True)
class Given:
    """What an award is to be given for. Its key names it: a second award of a key is never made."""

    person: Person
    version: CourseVersion
    method: str
    completed_on: date
    key: str
    evidence: str = ""
    by_user: User | None = None
    by_person: Person | None = None
    group: CommunityGroup | None = None
    name: str = ""  # as shown; else the name that is held


@dataclass
class Counts:
    awards: dict[str, Award] = field(default_factory=dict)  # by key; new or known
    refused: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by key: why
    known: int = 0  # how many had been given before

    @property
    def given(self) -> int:
        return len(self.awards) - self.known


def first_of_each(rows: list[Given]) -> tuple[list[Given], list[Given]]:
    """The first row of each person, and the others: what somebody completes may need what they completed before."""
    seen: Counter[int] = Counter()
    parts: tuple[list[Given], list[Given]] = ([], [])
    for given in rows:
        parts[bool(seen[given.person.pk])].append(given)
        seen[given.person.pk] += 1
    return parts


class Giving:
    """What has to be known of everybody in a call of `give_many`, read once."""

    def __init__(self, rows: Sequence[Given]) -> None:
        self.rows = rows
        self.people = lock({given.person.pk for given in rows}, read=about(rows))
        concerned = {person.pk for person in self.people.values()}
        self.book = Book.of(concerned, keys={given.key for given in rows})
        self.before = trained_changes.of_book(self.book, concerned)
        self.covered = covered_changes.of_book(self.book, concerned)
        self.changed: set[tuple[int, int]] = set()
        self.needed: dict[int, list[Course]] = {}

    def unknown(self, counts: Counts) -> list[Given]:
        by_key = {award.key: award for award in self.book.awards.values()}
        unique = {given.key: given for given in self.rows}
        counts.awards = {key: by_key[key] for key in unique if key in by_key}
        counts.known = len(counts.awards)
        new = [given for key, given in unique.items() if key not in by_key]
        if any(person.needs_others for person in self.people.values()):
            self.needed = prerequisites({given.version.course_id for given in new})
        return sorted(new, key=lambda given: given.completed_on)

    def make(self, rows: list[Given], counts: Counts) -> None:
        made = []
        for given in rows:
            if reasons := self.against(given):
                counts.refused[given.key] = reasons
            else:
                made.append(self.award(given))
        for award in Award.objects.bulk_create(made, batch_size=ROWS):
            self.book.add(award)
            self.changed.add((award.person_id, award.course_id))
            counts.awards[award.key] = award

    def against(self, given: Given) -> tuple[str, ...]:
        person, today = self.people[given.person.pk], timezone.localdate()
        reasons = ["The day on which it was completed is still to come."] if given.completed_on > today else []
        if person.erased_at:
            reasons.append("What was held about this person was erased.")
        missing = [
            course.title
            for course in self.needed.get(given.version.course_id, ())
            if not self.book.is_trained(person.pk, course.pk, given.completed_on)
        ]
        if missing:
            reasons.append(f"It needs, valid on that day: {', '.join(missing)}.")
        return tuple(reasons)

    def award(self, given: Given) -> Award:
        person, course = self.people[given.person.pk], given.version.course
        renewed, start, until = self.period(person.pk, course, given.completed_on)
        group = (given.group.pk, given.group.constituency_id) if given.group else (person.group, person.constituency)
        return Award(
            person_id=person.pk,
            name=given.name or person.name,
            course=course,
            version=given.version,
            issued_on=given.completed_on,
            valid_from=start,
            valid_until=until,
            grace_months=course.grace_months,
            method=given.method,
            families=given.version.families,
            evidence=given.evidence,
            key=given.key,
            group_id=group[0],
            constituency_id=group[1],
            renews=renewed,
            by_user=given.by_user,
            by_person=given.by_person,
        )

    def period(self, person: int, course: Course, completed_on: date) -> tuple[Award | None, date, date | None]:
        """What it renews, its first and its last day. What would end sooner renews nothing and stands beside it."""
        months = course.validity_months
        for award in sorted(self.book.of_course(person, course.pk), key=began_last, reverse=True):
            facts = self.book.facts(award)
            if validity.standing(facts, completed_on) not in CAN_BE_RENEWED or validity.is_renewed(facts, date.max):
                continue
            start = validity.renewal_starts(facts, completed_on)
            until, old = last_day(start, months), validity.end(facts, completed_on)
            if until is None or (old is not None and until >= old):
                return award, start, until
        return None, completed_on, last_day(completed_on, months)

    def leads(self) -> set[int]:
        """Of whom something changed, those who are a group's safeguarding lead."""
        leads = {person.pk for person in self.people.values() if person.is_lead}
        return {person for person, _ in self.changed if person in leads}

    def write_down(self) -> None:
        before = {subject: self.before.get(subject, Counter()) for subject in self.changed}
        after = {subject: self.book.steps(*subject) for subject in self.changed}
        trained_changes.write(before, after)
        changed = {person for person, _ in self.changed}
        covered = {subject: steps for subject, steps in self.covered.items() if subject[0] in changed}
        covered_changes.write(covered, covered_changes.of_book(self.book, changed))


def began_last(award: Award) -> tuple[date, int]:
    return award.valid_from, award.pk


def last_day(start: date, months: int | None) -> date | None:
    return None if months is None else validity.valid_until(start, months)


def lock(people: Iterable[int], *, read: Mapping[str, Any] = MappingProxyType({})) -> dict[int, Any]:
    """Each as the record they are part of by now; all are locked, in one order, until the transaction ends."""
    asked = set(people)
    known = Person.objects.filter(pk__in=asked).order_by()  # a union, since with OR everybody would be read
    theirs = known.values("pk").union(known.exclude(merged_into=None).values("merged_into"))
    everybody = Person.objects.annotate(**read).select_for_update(no_key=True).order_by("pk")
    found = {person.pk: person for person in everybody.filter(pk__in=theirs)}
    merged_meanwhile = {person.merged_into_id for person in found.values() if person.merged_into_id} - set(found)
    if merged_meanwhile:
        found |= {person.pk: person for person in everybody.filter(pk__in=merged_meanwhile)}
    return {pk: found[found[pk].merged_into_id or pk] for pk in asked}


def about(rows: Sequence[Given]) -> dict[str, Any]:
    """What is read as people are locked, since sending a quiz in is counted in queries.

    Whoever belongs to several groups counts for the first.
    """
    live = Membership.objects.live().filter(person=OuterRef("pk"), group__state=GroupState.APPROVED)
    first = live.order_by("since", "pk")
    links = Course.prerequisites.through.objects.filter(from_course__in={given.version.course_id for given in rows})
    return {
        "group": Subquery(first.values("group")[:1]),
        "constituency": Subquery(first.values("group__constituency")[:1]),
        "is_lead": Exists(live.filter(role=Role.SAFEGUARDING)),
        "needs_others": Exists(links),
    }


def prerequisites(courses: Collection[int]) -> dict[int, list[Course]]:
    found: dict[int, list[Course]] = {}
    links = Course.prerequisites.through.objects.filter(from_course__in=courses).select_related("to_course")
    for link in links.order_by("to_course__order", "to_course"):
        found.setdefault(link.from_course_id, []).append(link.to_course)
    return found
