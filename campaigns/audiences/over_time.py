"""Conditions that a day decides: training that is held or runs out, and when somebody was last active."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from campaigns.audiences.condition import ByRows, Condition, a_day, key_or_any, one_of, read_by, whole
from campaigns.audiences.conditions import found
from campaigns.audiences.sets import Sets
from people.models import Person
from training.models import Award, Course

HELD, LAPSING, NEVER = "held", "lapsing", "never"
STANDINGS = [(HELD, "is trained in it now"), (LAPSING, "it runs out within"), (NEVER, "never had it")]
BEFORE, SINCE = "before", "since"
WHEN = [(BEFORE, "before"), (SINCE, "on or after")]
MOST_DAYS = 730


def no_days_or_some(value: object) -> int:
    found: int = 0 if value in ("", None) else whole(MOST_DAYS)(value)
    return found


@dataclass(frozen=True)
class Trained(ByRows):
    """By awards that count today; "never" is without any award, also one that ran out or was revoked."""

    course: int | None = read_by(key_or_any)
    standing: str = read_by(one_of([HELD, LAPSING, NEVER]))
    days: int = read_by(no_days_or_some)
    kind: ClassVar[str] = "training"
    label: ClassVar[str] = "Training"

    def words(self, *, turned: bool = False) -> str:
        course = f"“{found(Course, self.course, 'course').title}”" if self.course else "any course"
        said = {
            HELD: (f"is trained in {course}", f"is not trained in {course}"),
            LAPSING: (
                f"holds training in {course} that runs out within {self.days} days",
                f"holds no training in {course} that runs out within {self.days} days",
            ),
            NEVER: (f"never had training in {course}", f"has had training in {course}"),
        }
        return said[self.standing][turned]

    def rows(self) -> QuerySet[Any, Any]:
        """The awards that meet it, or of which any means that it is not met."""
        today, awards = timezone.localdate(), Award.objects.all()
        if self.course:
            awards = awards.filter(course=found(Course, self.course, "course"))
        if self.standing == NEVER:
            return awards
        counting = awards.counting_on(today)
        return counting.filter(end__lte=today + timedelta(days=self.days)) if self.standing == LAPSING else counting

    def met(self, person: str) -> Q:
        return ~super().met(person) if self.standing == NEVER else super().met(person)

    def who(self, sets: Sets) -> int:
        return ~super().who(sets) if self.standing == NEVER else super().who(sets)


@dataclass(frozen=True)
class Active(Condition):
    when: str = field(metadata={"read": one_of([BEFORE, SINCE])})
    day: date = field(metadata={"read": a_day})
    kind: ClassVar[str] = "active"
    label: ClassVar[str] = "Last active"

    def words(self, *, turned: bool = False) -> str:
        before = (self.when == BEFORE) != turned
        return f"was last active {'before' if before else 'on or after'} {date_format(self.day, 'DATE_FORMAT')}"

    def met(self, person: str) -> Q:
        return self.active(f"{person}__active_at")

    def who(self, sets: Sets) -> int:
        return sets.of(self.kept(), Person.objects.filter(self.active("active_at")).values("pk"))

    def active(self, at: str) -> Q:
        begins = timezone.make_aware(datetime.combine(self.day, time.min))
        return Q(**{f"{at}__{'lt' if self.when == BEFORE else 'gte'}": begins})
