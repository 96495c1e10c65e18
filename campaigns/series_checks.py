"""What keeps a series from being handed in or approved, in sentences for whoever wrote it."""

from collections.abc import Iterator

from campaigns import audiences, mailout_compile
from campaigns.enums import OVER
from campaigns.mailout_enums import SeriesStart
from campaigns.models import Series, SeriesStep

BY_SIGNATURES = (SeriesStart.SIGNED, SeriesStart.MILESTONE)
HEAVIEST = 100_000  # bytes of HTML; mail programs cut off what is much heavier
OPINION = (
    "Who gets it follows from what they signed, which says something of their political opinions. Only messages about "
    "campaigns or petitions may be sent so: change what it is about, or what it begins with or stops at."
)


def missing(series: Series) -> list[str]:
    steps = list(series.steps.all())
    return [*of_series(series, steps), *(f"“{step}”: {said}" for step in steps for said in of_step(step))]


def of_series(series: Series, steps: list[SeriesStep]) -> Iterator[str]:
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


def of_step(step: SeriesStep) -> Iterator[str]:
    yield from of_words(step)
    try:
        audience = audiences.parse(step.conditions)
        audiences.sentence(audience)
    except audiences.BadAudience as refusal:
        yield str(refusal)
    else:
        if refused := audiences.refusal(audience, step.series.purpose):
            yield refused


def of_words(step: SeriesStep) -> Iterator[str]:
    if not step.body:
        yield "It says nothing yet."
        return
    compiled = mailout_compile.compile_(step)
    for field in compiled.missing_fallbacks:
        yield f"Say what stands in place of “{field}” where it is not known."
    if compiled.weight > HEAVIEST:
        yield "It is too long: mail programs would cut it off."
