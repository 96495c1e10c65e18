"""Which of the schedulers leads: one row is their lease, and its times are those of the database's clock."""

import os
import socket
from datetime import timedelta

from django.db.models import Q
from django.db.models.functions import Now

from config.models import Heartbeat

BEAT = timedelta(seconds=3)
LEASE = timedelta(seconds=10)  # without a beat for so long another scheduler takes over
DEAD = timedelta(minutes=1)
ROW = 1


def this_process() -> str:
    return f"{socket.gethostname()[:50]}:{os.getpid()}"


def lead(holder: str) -> bool:
    """Beat, and say whether this process leads. A beat from the future is none: the clock was put back."""
    gone = Q(beat_at__lt=Now() - LEASE) | Q(beat_at__gt=Now() + LEASE)
    ours = Heartbeat.objects.filter(gone | Q(holder__in=(holder, "")), pk=ROW)
    if ours.update(holder=holder, beat_at=Now()):
        return True
    row, _ = Heartbeat.objects.get_or_create(pk=ROW, defaults={"holder": holder, "beat_at": Now()})
    return row.holder == holder


def resign(holder: str) -> None:
    """Let another lead at once."""
    Heartbeat.objects.filter(pk=ROW, holder=holder).update(holder="")


def age() -> timedelta | None:
    """How long ago the schedule last beat; None where it never did."""
    row = Heartbeat.objects.filter(pk=ROW).annotate(now=Now()).values_list("now", "beat_at").first()
    return max(row[0] - row[1], timedelta(0)) if row else None
