"""How long the people whom groups name as their safeguarding lead are trained: docs/features/training.md."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from django.db.models import Min
from django.utils import timezone

from groups.enums import Role
from groups.models import CommunityGroup, Membership
from people.clocks import months_after
from training import validity
from training.enums import CourseKind
from training.models import Course, CourseVersion
from training.selectors.validity import Book
from training.timelines import turns
from training.validity import Facts

KINDS = (CourseKind.AWARENESS, CourseKind.LEADER)  # either has what a safeguarding lead must know
GRACE = 3  # months to get a lead trained, from when there was a course, and from when the group began
FOR_EVER = 120  # months ahead, written anew each night
A_DAY = timedelta(days=1)


def trained_until(groups: Collection[CommunityGroup], *, on: date) -> dict[int, date | None]:
    """By the key of each; None while there is no course to take."""
    since = measured_since()
    if since is None:
        return {group.pk: None for group in groups}
    days = defaultdict(list)
    for role, facts in roles(groups):
        if last := last_day(role, facts, on=on):
            days[role.group_id].append(last)
    return {group.pk: max(days[group.pk] + [grace_until(group, since)]) for group in groups}


def measured_since() -> date | None:
    versions = CourseVersion.objects.filter(course__kind__in=KINDS)
    first = versions.aggregate(first=Min("published_at"))["first"]
    return timezone.localdate(first) if first else None


def grace_until(group: CommunityGroup, since: date) -> date:
    began = timezone.localdate(group.approved_at or group.created_at)
    return months_after(max(began, since), GRACE)


def roles(groups: Collection[CommunityGroup]) -> Iterator[tuple[Membership, list[Facts]]]:
    """Each lead that a group has or had, with their awards."""
    held = list(Membership.objects.filter(group__in=groups, role=Role.SAFEGUARDING).order_by("pk"))
    book = Book.of({role.person_id for role in held})
    courses = set(Course.objects.filter(kind__in=KINDS).values_list("pk", flat=True))
    for role in held:
        theirs = book.of_person.get(role.person_id, [])
        yield role, [book.facts(award) for award in theirs if award.course_id in courses]


def last_day(role: Membership, facts: Sequence[Facts], *, on: date) -> date | None:
    """On which they had the role and were trained: to come where they are today, else past, or None."""
    began = timezone.localdate(role.since)
    upto = timezone.localdate(role.until) if role.until else on
    changes = sorted({day for each in facts for day in turns(each)})
    if not is_trained(facts, upto):
        past = [day - A_DAY for day in changes if began < day <= upto and is_trained(facts, day - A_DAY)]
        return max(past, default=None)
    if role.until:
        return upto
    ends = (day - A_DAY for day in changes if day > on and not is_trained(facts, day))
    return next(ends, months_after(on, FOR_EVER))


def is_trained(facts: Sequence[Facts], day: date) -> bool:
    return any(validity.counts(each, day) for each in facts)
