"""Who teaches, whether they still may, how much they taught, and when somebody should see them at work."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, DateField, Exists, F, IntegerField, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Least

from groups.enums import EventState
from groups.selectors.health import Later
from people.models import Person
from training.enums import CourseKind, Standing
from training.models import Award, Course, Observation, Session

OBSERVED_EVERY = 12  # months, as an accreditation lasts
A_YEAR = timedelta(days=365)
OVER = (Standing.REVOKED, Standing.SUPERSEDED)


def accrediting() -> QuerySet[Course]:
    """Courses whose holders may teach others."""
    teaching = Course.objects.filter(taught_by__isnull=False).values("taught_by")
    return Course.objects.filter(Q(kind=CourseKind.TRAINER) | Q(pk__in=teaching))


def accreditations(on: date) -> QuerySet[Any]:
    """Of each trainer, the one that lasts longest first; one that is revoked or renewed says nothing any more."""
    found = Award.objects.filter(course__in=accrediting()).standing_on(on).exclude(standing__in=OVER)
    return found.order_by(F("end").desc(nulls_first=True), "-pk")


def is_struck_off(person: int, on: date) -> Q:
    """Whether what let somebody teach was revoked, and nothing else lets them. What only ran out is no such thing."""
    held = Award.objects.filter(person=person, course__in=accrediting()).standing_on(on)
    return Q(Exists(held.filter(standing=Standing.REVOKED))) & ~Q(Exists(held.exclude(standing__in=OVER)))


def every(on: date) -> QuerySet[Any]:
    """Whoever is or was accredited, with `accreditation` (its standing), `accredited_until`, `taught`, `observed_on`
    and `next_due`: a year after they were last seen at work, or the end of the accreditation if that is sooner."""
    held = accreditations(on).filter(person=OuterRef("pk"))
    began = Award.objects.filter(course__in=accrediting(), person=OuterRef("pk")).order_by()
    first = Subquery(began.values("person").annotate(first=Min("valid_from")).values("first"), DateField())
    seen = Observation.objects.filter(trainer=OuterRef("pk")).order_by()
    observed = Subquery(seen.values("trainer").annotate(last=Max("on")).values("last"), DateField())
    holders = Person.objects.filter(Exists(began), erased_at=None, merged_into=None)
    rows = holders.annotate(
        accreditation=Subquery(held.values("standing")[:1]),
        accredited_until=Subquery(held.values("end")[:1]),
        taught=Coalesce(taught(on), 0),
        observed_on=observed,
        to_observe_by=Later(Coalesce(observed, first), months=OBSERVED_EVERY),
    )
    return rows.annotate(next_due=Least("to_observe_by", Coalesce("accredited_until", "to_observe_by")))


def taught(on: date) -> Subquery:
    """Sessions of the last twelve months that took place."""
    held = Session.objects.filter(
        trainer=OuterRef("pk"),
        event__state=EventState.PUBLISHED,
        event__starts_at__date__gt=on - A_YEAR,
        event__starts_at__date__lte=on,
    )
    return Subquery(held.order_by().values("trainer").annotate(number=Count("pk")).values("number"), IntegerField())


def sessions_of(trainer: Person) -> QuerySet[Session]:
    found = Session.objects.filter(trainer=trainer).exclude(event__state=EventState.CANCELLED)
    return found.select_related("event", "version__course").order_by("-event__starts_at", "-pk")


def accreditation_history(trainer: Person, on: date) -> QuerySet[Any]:
    found = Award.objects.filter(person=trainer, course__in=accrediting()).standing_on(on)
    return found.select_related("course").order_by("-valid_from", "-pk")
