"""What the post room's overview shows. Each question is bounded: by a partial index, or by how far back it looks."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import TruncHour
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import ModelLogEntry

from mail.enums import IN_HAND, LEFT, State
from mail.models import Delivery, MessageWording, ProviderEvent

HOURS = 48
LATE = timedelta(days=3)  # what was accepted later than this after it was written down is not in the chart
RATED = timedelta(days=30)
# Of messages that were accepted. Gmail and Yahoo want complaints below the first and refuse mail above the second:
# their "Email sender guidelines", support.google.com/a/answer/81126.
COMPLAINTS_TARGET, COMPLAINTS_LIMIT = 0.001, 0.003
BOUNCES_TARGET = 0.02  # our own: above it, lists are out of date
MOST_UNCERTAIN = 50
MOST_OF_A_LIFE = 100


class Queue(NamedTuple):
    stream: str
    state: str
    number: int
    oldest: datetime | None


def queues() -> list[Queue]:
    """What has not come to an end, by stream and state. Each of the parts has a partial index of its own."""
    waiting = Delivery.objects.waiting()
    parts = (waiting.alone(), waiting.exclude(mailing=None), Delivery.objects.filter(state__in=IN_HAND), uncertain())
    found: dict[tuple[str, str], Queue] = {}
    for part in parts:
        rows = part.order_by().values("stream", "state").annotate(number=Count("pk"), oldest=Min("due_at"))
        for row in rows.order_by("stream", "state"):
            queue = Queue(row["stream"], State(row["state"]).label, row["number"], row["oldest"])
            key = row["stream"], row["state"]
            found[key] = together(found[key], queue) if key in found else queue
    return list(found.values())


def together(one: Queue, other: Queue) -> Queue:
    oldest = min((each.oldest for each in (one, other) if each.oldest), default=None)
    return Queue(one.stream, one.state, one.number + other.number, oldest)


def uncertain() -> QuerySet[Delivery]:
    return Delivery.objects.filter(state=State.UNCERTAIN).order_by("created_at")


def accepted_by_hour(now: datetime) -> list[tuple[str, int]]:
    """Of each of the last 48 hours, by the clock on the wall: an hour that comes twice in autumn counts as one."""
    first = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(hours=HOURS - 1)
    rows = (
        Delivery.objects.filter(created_at__gte=first - LATE, finished_at__gte=first, state__in=LEFT)
        .annotate(hour=TruncHour("finished_at"))
        .values("hour")
        .annotate(number=Count("pk"))
        .order_by("hour")
    )
    hours = {hour_name(first + timedelta(hours=each)): 0 for each in range(HOURS)}
    for row in rows:
        name = hour_name(row["hour"])
        hours[name] = hours.get(name, 0) + row["number"]
    return list(hours.items())


def hour_name(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "D H:00")


@dataclass(frozen=True)
class Rates:
    """Of the messages of the last 30 days that left."""

    left: int
    bounced: int
    complained: int

    @property
    def bounce_rate(self) -> float:
        return self.bounced / self.left if self.left else 0.0

    @property
    def complaint_rate(self) -> float:
        return self.complained / self.left if self.left else 0.0

    @property
    def too_many_bounces(self) -> bool:
        return self.bounce_rate > BOUNCES_TARGET

    @property
    def too_many_complaints(self) -> bool:
        return self.complaint_rate >= COMPLAINTS_TARGET

    @property
    def refused_for_complaints(self) -> bool:
        return self.complaint_rate >= COMPLAINTS_LIMIT


def rates(now: datetime) -> Rates:
    recent = Delivery.objects.filter(created_at__gte=now - RATED)
    return Rates(
        **recent.aggregate(
            left=Count("pk", filter=Q(state__in=LEFT)),
            bounced=Count("pk", filter=Q(state=State.BOUNCED)),
            complained=Count("pk", filter=Q(state=State.COMPLAINED)),
        )
    )


class Moment(NamedTuple):
    when: datetime
    sentence: str


def life_of(delivery: Delivery) -> list[Moment]:
    """What became of a message, in words, the oldest first."""
    events = ProviderEvent.objects.filter(delivery=delivery.message_id).order_by("received_at")[:MOST_OF_A_LIFE]
    moments = [Moment(delivery.created_at, "It was written down.")]
    moments += [Moment(event.happened_at or event.received_at, told(event)) for event in events]
    moments += [
        Moment(entry.timestamp, f"{entry.message} by {entry.user_display_name}.") for entry in done_to(delivery)
    ]
    moments += [Moment(delivery.finished_at, ending(delivery))] if delivery.finished_at else []
    return sorted(moments, key=lambda moment: moment.when)


def told(event: ProviderEvent) -> str:
    reason = f" ({event.reason})" if event.reason else ""
    return f"The mail provider said: {event.get_type_display().lower()}{reason}."


def ending(delivery: Delivery) -> str:
    tries = "1 attempt" if delivery.attempts == 1 else f"{delivery.attempts} attempts"
    return f"{delivery.get_state_display()}, after {tries}."


def done_to(delivery: Delivery) -> list[ModelLogEntry]:
    return list(ModelLogEntry.objects.for_instance(delivery).select_related("user")[:MOST_OF_A_LIFE])


def history_of_wordings(kind: str) -> list[Any]:
    """Who changed what in a kind of message, the newest first."""
    rows = MessageWording.objects.filter(kind=kind).values_list("pk", flat=True)
    entries = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(MessageWording), object_id__in=[str(pk) for pk in rows]
    )
    return list(entries.select_related("user").order_by("-timestamp", "-pk")[:MOST_OF_A_LIFE])
