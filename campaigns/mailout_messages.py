"""The kinds of message that are mail-outs, and steps of series. Their words stand in their mailing."""

from typing import Any

from campaigns import mailout_fields, mailout_warming
from mail.kinds import Kind, register
from mail.services import windows
from mail.streams import BULK
from people.enums import Purpose

MAILOUT, SERIES = "mailout", "series"
SAMPLE = {
    "headline": "We handed it in",
    "body": "This morning four people carried it to the door of the department.\n\nWe tell you what it answers.",
    "because": mailout_fields.agreed(Purpose.CAMPAIGN_NEWS),
}
SHARED: dict[str, Any] = {
    "stream": BULK,
    "purpose": Purpose.CAMPAIGN_NEWS.value,
    "together": windows.WINDOW,
    "personal": mailout_fields.personal,
}


def register_own() -> None:
    # Held where nobody knows whether they arrived: a second copy is worse than a person who looks.
    mailouts = Kind(MAILOUT, "A mail-out", SAMPLE, limits=mailout_warming.limits_of, **SHARED)
    register(mailouts, Kind(SERIES, "A step of a series", SAMPLE, **SHARED))
