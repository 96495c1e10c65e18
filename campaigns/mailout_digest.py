"""What a second person approves of a mail-out, as one number: its words, whom it is for, who sends it, and how."""

import hashlib
import json
from typing import Any

from campaigns import audiences, mailout_compile
from campaigns.models import Mailout, SeriesStep
from mail import streams

# What stands beside the words and decides who gets them and when: other values need a second person again.
SETTINGS = (
    "purpose",
    "from_name",
    "conditions",
    "rest_days",
    "compared_percent",
    "compared_hours",
    "held_out_percent",
    "quiet_from",
    "quiet_until",
    "warms_up",
)


def variants(message: Mailout | SeriesStep) -> str:
    return "ab" if message.second_subject else "a"


def digest(mailout: Mailout) -> str:
    """SHA-256. A fact that it shows changes it too; figures that move by themselves, such as of signatures, do not."""
    read = json.dumps(content(mailout), sort_keys=True, default=str)
    return hashlib.sha256(read.encode()).hexdigest()


def content(mailout: Mailout) -> dict[str, Any]:
    stream = streams.get(streams.BULK)
    return {
        "words": [words(mailout, variant) for variant in variants(mailout)],
        "audience": sentence(mailout),
        "settings": {name: getattr(mailout, name) for name in SETTINGS},
        "sender": [stream.from_email, stream.reply_to],
    }


def words(mailout: Mailout, variant: str) -> str:
    return mailout_compile.compile_(mailout, variant=variant, live=False).digest


def sentence(mailout: Mailout) -> str:
    """Whom it is for, in plain English. Raises BadAudience where something that it names is gone."""
    parsed = audiences.parse(mailout.conditions)
    return audiences.sentence(parsed, purpose=mailout.purpose, rest_days=mailout.rest_days)
