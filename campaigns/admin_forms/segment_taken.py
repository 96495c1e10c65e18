"""What a form remembers of the segment whose conditions it took, until it is saved: signed, in a hidden field.

What is kept then are the conditions as they were taken, also where somebody changes the segment meanwhile.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.core import signing
from django.utils import timezone

from campaigns.models import Segment

SALT = "campaigns.segment_taken"


class Taken(NamedTuple):
    segment_id: int
    name: str
    at: datetime
    conditions: dict[str, Any]


def field_of(name: str) -> str:
    """The hidden field beside the conditions of this name."""
    return f"{name}-taken"


def sealed(segment: Segment) -> str:
    now = timezone.now().isoformat()
    return signing.dumps([segment.pk, segment.name, now, segment.conditions], salt=SALT, compress=True)


def read(data: Mapping[str, Any], name: str) -> Taken | None:
    """None where none was taken, or it isn't what we wrote."""
    return opened(data.get(field_of(name), ""))


def opened(token: str) -> Taken | None:
    try:
        key, name, at, conditions = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Taken(key, name, datetime.fromisoformat(at), conditions)
