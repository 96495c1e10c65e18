"""How sessions were attended: who booked, came and stayed away, session by session and month by month."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from groups.enums import BookingState, EventState
from people.clocks import months_after
from training.models import Mark, Session
from training.selectors import attendance

MONTHS = 12
BOOKED = Q(event__bookings__state=BookingState.BOOKED)


class Month(NamedTuple):
    first: date
    sessions: int
    booked: int
    came: int
    stayed_away: int


def held() -> QuerySet[Session]:
    """Over and not cancelled, the latest first, each with the numbers of its bookings; those forgotten are in them."""
    past = Session.objects.filter(event__state=EventState.PUBLISHED, event__ends_at__lte=timezone.now())
    return past.annotate(
        booked=Count("event__bookings", filter=BOOKED) + F("event__past_seats"),
        booked_came=Count("event__bookings", filter=BOOKED & Q(event__bookings__came=True)) + F("event__past_visits"),
    ).order_by("-event__starts_at", "-pk")


def walk_ins(sessions: Iterable[Session]) -> dict[int, int]:
    """How many came without a booking, by session; in one question."""
    found: dict[int, dict[str, Mark]] = {}
    rows = Mark.objects.filter(booking=None, session__in=[session.pk for session in sessions])
    for mark in rows.select_related("person").order_by("at", "pk"):
        found.setdefault(mark.session_id, {})[attendance.key_of(mark)] = mark
    return {
        key: sum(attendance.line_of_walk_in(mark).counts for mark in latest.values()) for key, latest in found.items()
    }


def with_figures(sessions: Sequence[Session]) -> list[Session]:
    """Each with `came`, `added` and `stayed_away`."""
    added = walk_ins(sessions)
    for session in sessions:
        of_booked = session.booked_came  # type: ignore[attr-defined]
        session.added = added.get(session.pk, 0)  # type: ignore[attr-defined]
        session.came = of_booked + added.get(session.pk, 0)  # type: ignore[attr-defined]
        session.stayed_away = session.booked - of_booked  # type: ignore[attr-defined]
    return list(sessions)


def by_month(today: date) -> list[Month]:
    """The last twelve, this one too, the oldest first."""
    firsts = [months_after(today.replace(day=1), -back) for back in range(MONTHS - 1, -1, -1)]
    since = timezone.make_aware(datetime.combine(firsts[0], time.min))
    found = with_figures(list(held().filter(event__starts_at__gte=since).select_related("event")))
    months: dict[date, list[Session]] = {first: [] for first in firsts}
    for session in found:
        months[timezone.localdate(session.event.starts_at).replace(day=1)].append(session)
    return [
        Month(
            first,
            len(those),
            sum(each.booked for each in those),  # type: ignore[attr-defined]
            sum(each.came for each in those),  # type: ignore[attr-defined]
            sum(each.stayed_away for each in those),  # type: ignore[attr-defined]
        )
        for first, those in months.items()
    ]
