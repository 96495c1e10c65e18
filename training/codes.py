"""The code on the trainer's screen: another every 30 seconds, and good for as long again.

Whoever types it was in the room a minute ago at most. Which device typed it, and where that was, is kept nowhere.
"""

import hmac
from datetime import datetime, timedelta
from hashlib import sha256

from groups.models import Event

STEP = 30  # seconds
DIGITS = 6
Secret = bytes | memoryview  # the latter from PostgreSQL
BEFORE, AFTER = timedelta(minutes=30), timedelta(minutes=60)


def step_at(moment: datetime) -> int:
    return int(moment.timestamp()) // STEP


def left(moment: datetime) -> int:
    """Seconds until the next one."""
    return STEP - int(moment.timestamp()) % STEP


def of_step(secret: Secret, step: int) -> str:
    """As RFC 4226 takes digits out of a digest."""
    digest = hmac.new(bytes(secret), step.to_bytes(8, "big"), sha256).digest()
    place = digest[-1] & 15
    number = int.from_bytes(digest[place : place + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def now(secret: Secret, moment: datetime) -> str:
    return of_step(secret, step_at(moment))


def is_right(secret: Secret, typed: str, moment: datetime) -> bool:
    """The present one or the one before it."""
    digits, step = "".join(typed.split()).encode(), step_at(moment)
    found = [hmac.compare_digest(of_step(secret, each).encode(), digits) for each in (step, step - 1)]
    return any(found)


def is_open(event: Event, moment: datetime) -> bool:
    return not event.is_cancelled and event.starts_at - BEFORE <= moment <= event.ends_at + AFTER
