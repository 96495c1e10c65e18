"""What the people of groups are trained in: for those who lead them, and in numbers for everybody."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import ExtractYear
from django.utils import timezone

from groups.models import CommunityGroup, Membership
from people.models import Person
from training.enums import COUNTS_AS_TRAINED, Standing
from training.models import Award, Course, TrainingLog

OVER = (Standing.REVOKED, Standing.SUPERSEDED)
Held = dict[int, list[Any]]  # awards with `end` and `standing`, by the key of their holder


class Numbers(NamedTuple):
    people: int
    trained: int
    expiring: int


def people_of(group: CommunityGroup) -> QuerySet[Person]:
    """Each once, whatever roles they have, by name."""
    live = Membership.objects.live().filter(group=group)
    return Person.objects.filter(pk__in=live.values("person"), erased_at=None).order_by("name", "pk")


def held_by(owners: Iterable[int], *, on: date) -> Held:
    """Of each course the one that lasts longest: what else somebody holds of it says nothing more."""
    found = Award.objects.filter(person__in=list(owners)).standing_on(on).exclude(standing__in=OVER)
    by_subject: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for award in found.select_related("course", "person").order_by("course__order", "course__title", "pk"):
        by_subject[award.person_id, award.course_id].append(award)
    held: Held = defaultdict(list)
    for (person, _), awards in by_subject.items():
        held[person].append(longest(awards))
    return held


def longest(awards: list[Any]) -> Any:
    """One that renews what still counts goes on from it without a gap, so it is valid already."""
    found = max(awards, key=lambda award: (award.end or date.max, award.pk))
    if found.standing == Standing.UPCOMING and any(award.standing in COUNTS_AS_TRAINED for award in awards):
        found.standing = Standing.VALID
    return found


def numbers(group: CommunityGroup, *, on: date) -> Numbers:
    """Exact, for those who lead it. Expiring: those who hold nothing that lasts longer."""
    theirs = Award.objects.filter(person=OuterRef("pk")).standing_on(on)
    is_trained = Exists(theirs.filter(standing__in=COUNTS_AS_TRAINED))
    lasts = Exists(theirs.filter(standing__in=(Standing.VALID, Standing.UPCOMING)))
    counts = (
        people_of(group)
        .annotate(is_trained=is_trained, lasts=lasts)
        .aggregate(
            people=Count("pk"),
            trained=Count("pk", filter=Q(is_trained=True)),
            expiring=Count("pk", filter=Q(is_trained=True, lasts=False)),
        )
    )
    return Numbers(**counts)


def trained(group: CommunityGroup, *, on: date) -> dict[int | None, int]:
    """Under None how many of its people are today; of each year whom it brought to an award that still stands."""
    theirs = Award.objects.filter(person__in=people_of(group).order_by().values("pk"))
    brought = Award.objects.filter(group=group).standing_on(on).exclude(standing=Standing.REVOKED)
    now = theirs.counting_on(on).annotate(year=Value(None, IntegerField()))
    by_year = brought.annotate(year=ExtractYear("issued_on"))
    found = people_by_year(now).union(people_by_year(by_year), all=True)
    return dict(found)


def people_by_year(awards: QuerySet[Any]) -> QuerySet[Any, Any]:
    counted: QuerySet[Any, Any] = awards.order_by().values("year").annotate(number=Count("person", distinct=True))
    return counted.values_list("year", "number")


def logs(group: CommunityGroup) -> QuerySet[TrainingLog]:
    found = TrainingLog.objects.filter(group=group).select_related("version__course", "by")
    return found.annotate(number=Count("people"), denied=Count("people__denied_at"))


def loggable() -> QuerySet[Course]:
    """What a leader may write down: nothing by which somebody may teach, for that staff give themselves."""
    gives_rights = Course.objects.filter(taught_by__isnull=False).values("taught_by")
    return Course.objects.listed().exclude(pk__in=gives_rights)


class Told(NamedTuple):
    """Of one group, what its leaders are told once a month."""

    running_out: list[Any]
    ran_out: list[Any]
    trained: list[Any]

    @property
    def is_empty(self) -> bool:
        return not any(self)


def to_tell(groups: Collection[int], *, on: date, since: date) -> dict[int, Told]:
    """`since`: the first day of the month before. Of those who are in the group today alone."""
    live = Membership.objects.live().filter(group__in=groups, person__erased_at=None)
    pairs = sorted(set(live.values_list("group", "person")))
    held = held_by({person for _, person in pairs}, on=on)
    told = {group: Told([], [], []) for group in groups}
    for group, person in pairs:
        for award in held.get(person, ()):
            sort(award, told[group], on=on, since=since)
    return told


def sort(award: Any, told: Told, *, on: date, since: date) -> None:
    first = on.replace(day=1)
    if award.standing in COUNTS_AS_TRAINED and since <= timezone.localdate(award.at) < first:
        told.trained.append(award)
    if award.course.retired_at is not None:
        return
    if award.standing == Standing.EXPIRING:
        told.running_out.append(award)
    elif award.end is not None and since <= award.end < first:
        told.ran_out.append(award)
