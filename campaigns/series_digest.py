"""What a second person approves of a series, as one number: each step's words, when and to whom it goes, who sends."""

import hashlib
import json
from typing import Any

from campaigns import audiences, mailout_compile
from campaigns.models import Series, SeriesStep
from mail import streams

SETTINGS = ("purpose", "start", "petition_id", "stops_when_signed_id")


def digest(series: Series) -> str:
    """SHA-256. Also of what its blocks show of other rows, so that a fact that changed changes it too."""
    read = json.dumps(content(series), sort_keys=True, default=str)
    return hashlib.sha256(read.encode()).hexdigest()


def content(series: Series) -> dict[str, Any]:
    stream = streams.get(streams.BULK)
    return {
        "settings": {name: getattr(series, name) for name in SETTINGS},
        "steps": [of_step(step) for step in series.steps.all()],
        "sender": [stream.from_email, stream.reply_to],
    }


def of_step(step: SeriesStep) -> dict[str, Any]:
    compiled = mailout_compile.compile_(step, live=False)
    return {
        "step": step.pk,
        "wait_days": step.wait_days,
        "words": [compiled.subject, compiled.html, compiled.text],
        "audience": sentence(step),
        "conditions": step.conditions,
    }


def sentence(step: SeriesStep) -> str:
    """Who of those whom the series begins for gets this step, in plain English. Raises BadAudience."""
    return audiences.sentence(audiences.parse(step.conditions), purpose=step.series.purpose)
