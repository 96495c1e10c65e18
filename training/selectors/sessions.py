"""Sessions as people find them, and who may teach one."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from groups.models import Event
from people.models import Person
from places.maps.points import Point
from places.models import Position
from places.selectors import places
from training.enums import CourseKind, Way, When
from training.models import Award, Course, CourseVersion, Session
from training.models.session import SessionQuerySet

NEAREST, FAR = 20, 80.0  # how many, and within how many km
MOST_ONLINE = 20
MOST_ON_MAP = 250  # the next: what the map weighs has a bound
KM_IN_A_MILE = 1.609344
DAYS = {When.MONTH: 31, When.QUARTER: 92}
WAYS = {Way.HERE: ~Q(event__place=""), Way.ONLINE: ~Q(event__online="")}


class Wanted(NamedTuple):
    """What somebody looks for; what is None is all the same to them."""

    course: Course | None = None
    way: Way | None = None
    when: When | None = None


class Found(NamedTuple):
    session: Session
    miles: int | None = None


def to_come(wanted: Wanted = Wanted()) -> SessionQuerySet:  # noqa: B008  it can't be changed
    found = Session.objects.to_come().full()
    if wanted.course is not None:
        found = found.filter(version__course=wanted.course)
    if wanted.way is not None:
        found = found.filter(WAYS[wanted.way])
    if wanted.when is not None:
        found = found.filter(event__starts_at__lt=timezone.now() + timedelta(days=DAYS[wanted.when]))
    return found


def near(position: Position, wanted: Wanted) -> list[Found]:
    """The nearest first, of those that have a place."""
    sessions = to_come(wanted).exclude(event__place="")
    found = places.nearest(
        Event.objects.filter(pk__in=sessions.order_by().values("event")),
        position=position,
        limit=NEAREST,
        within=FAR,
    )
    full = {session.event_id: session for session in sessions.filter(event__in=[each.thing.pk for each in found])}
    return [Found(full[each.thing.pk], round(each.km / KM_IN_A_MILE)) for each in found if each.thing.pk in full]


def online(wanted: Wanted) -> SessionQuerySet:
    """Those that need no way there."""
    return to_come(wanted).exclude(event__online="")[:MOST_ONLINE]


def on_map(wanted: Wanted) -> list[Point]:
    """Where those with a place are, the next first."""
    placed = to_come(wanted).exclude(event__place="").filter(event__latitude__isnull=False)
    fields = ("title", "slug", "latitude", "longitude", "starts_at")
    rows = placed.select_related(None).values_list(*(f"event__{field}" for field in fields))
    return [point(*row) for row in rows[:MOST_ON_MAP]]


def point(title: str, slug: str, north: float, east: float, starts_at: datetime) -> Point:
    day = date_format(timezone.localtime(starts_at), "DATE_FORMAT")
    return Point(title, reverse("group_event", args=[slug]), north, east, day)


def next_ones(course: Course | None = None, *, number: int = 3) -> SessionQuerySet:
    return to_come(Wanted(course=course))[:number]


def of_event(event: Event) -> Session | None:
    """None for an event that is no session."""
    return Session.objects.full().filter(event=event).first()


def required(course: Course) -> QuerySet[Course]:
    """Whoever teaches it holds one of these: the course it names or, where it names none, one for trainers."""
    if course.taught_by_id:
        return Course.objects.filter(pk=course.taught_by_id)
    return Course.objects.filter(kind=CourseKind.TRAINER)


def trainers(course: Course, *, on: date) -> QuerySet[Person]:
    """Who may teach it on a day, by name."""
    held = Award.objects.counting_on(on).filter(course__in=required(course))
    return Person.objects.filter(pk__in=held.order_by().values("person"), erased_at=None).order_by("name", "pk")


def all_trainers(*, on: date) -> QuerySet[Person]:
    """Who may teach some course on a day, by name."""
    needed = Q(kind=CourseKind.TRAINER) | Q(pk__in=Course.objects.exclude(taught_by=None).values("taught_by"))
    held = Award.objects.counting_on(on).filter(course__in=Course.objects.filter(needed))
    return Person.objects.filter(pk__in=held.order_by().values("person"), erased_at=None).order_by("name", "pk")


def taught_by(person: Person, *, on: date) -> list[CourseVersion]:
    """The versions in use that they may teach on a day."""
    versions = CourseVersion.objects.in_use().select_related("course").order_by("course__order", "course__title")
    return [each for each in versions if trainers(each.course, on=on).filter(pk=person.pk).exists()]
