"""What keeps a series from being handed in or approved: what it lacks itself, and what each of its messages lacks."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from campaigns import audiences, mailout_checks
from campaigns.enums import OVER
from campaigns.mailout_checks import Check
from campaigns.mailout_enums import SeriesStart
from campaigns.models import Series, SeriesStep

BY_SIGNATURES = (SeriesStart.SIGNED, SeriesStart.MILESTONE)
OPINION = (
    "Who gets it follows from what they signed, which says something of their political opinions. Only messages about "
    "campaigns or petitions may be sent so: change what it is about, or what it begins with or stops at."
)
Found = list[tuple[str, list[Check]]]  # under the subject of a message, or under "" for the whole


def check(series: Series, *, afar: bool = False) -> Found:
    """All that is looked at before it runs, as for mail-outs. With `afar` other machines are asked as well."""
    steps = steps_of(series)
    whole = [whole_of(series, steps), *mailout_checks.of_sender(series.purpose, afar=afar)]
    return [("", whole), *((step.subject, mailout_checks.of_message(step, afar=afar)) for step in steps)]


def missing(series: Series) -> list[str]:
    """What the words alone show: no page is asked for, and no message is tried."""
    steps = steps_of(series)
    words: Found = [(step.subject, mailout_checks.of_words(step)) for step in steps]
    return stopping([("", [whole_of(series, steps)]), *words])


def stopping(found: Found) -> list[str]:
    return [said(subject, each) for subject, checks in found for each in checks if each.blocks and each.passed is False]


def said(subject: str, check: Check) -> str:
    return f"“{subject}”: {check.says}" if subject else check.says


def named(found: Found) -> list[Check]:
    """In one list, each with the message that it is about."""
    return [
        replace(each, title=f"“{subject}”: {each.title}") if subject else each
        for subject, checks in found
        for each in checks
    ]


def steps_of(series: Series) -> list[SeriesStep]:
    return list(series.steps.select_related("series"))


def whole_of(series: Series, steps: Iterable[SeriesStep]) -> Check:
    says = " ".join(lacks(series, list(steps)))
    return Check("series", "The series as a whole", not says, says)


def lacks(series: Series, steps: list[SeriesStep]) -> Iterator[str]:
    if not steps:
        yield "It has no message yet."
    if series.start == SeriesStart.MILESTONE and series.petition is None:
        yield "Say of which petition the milestones are."
    if series.petition is not None and series.petition.state in OVER:
        yield "Its petition is closed, so nobody would get anything."
    if series.petition_id and series.petition_id == series.stops_when_signed_id:
        yield "It stops with the signature that it begins with, so nobody would get anything."
    by_opinion = series.start in BY_SIGNATURES or series.stops_when_signed_id is not None
    if by_opinion and series.purpose not in audiences.COVERS_OPINION:
        yield OPINION
