"""Which segment a mail-out began with, what changed since, and which mail-outs began with a segment."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet

from campaigns import audiences
from campaigns.models import Mailout, Segment

MOST_LISTED = 20


class Origin(NamedTuple):
    """`segment` is None where it was deleted since."""

    segment: Segment | None
    taken_at: datetime
    is_changed: bool  # the mail-out's own conditions
    segment_is_changed: bool


class MadeFrom(NamedTuple):
    """The newest mail-outs that began with a segment, and how many there are."""

    mailouts: list[Mailout]
    number: int


def overview() -> QuerySet[Segment]:
    return Segment.objects.annotate(used=Count("mailouts")).order_by("name")


def origin_of(mailout: Mailout) -> Origin | None:
    if mailout.segment_taken_at is None:
        return None
    taken, segment = mailout.segment_conditions, mailout.segment
    return Origin(
        segment,
        mailout.segment_taken_at,
        not are_same(mailout.conditions, taken),
        segment is not None and not are_same(segment.conditions, taken),
    )


def made_from(segment: Segment) -> MadeFrom:
    found = segment.mailouts.defer("body", "conditions", "segment_conditions", "sentence").order_by("-segment_taken_at")
    mailouts = list(found[:MOST_LISTED])
    return MadeFrom(mailouts, found.count() if len(mailouts) == MOST_LISTED else len(mailouts))


def are_same(first: Any, second: Any) -> bool:
    """Whether they say the same, however they are written."""
    try:
        return audiences.parse(first or {}) == audiences.parse(second or {})
    except audiences.BadAudience:
        return bool(first == second)
