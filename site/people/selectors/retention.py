"""How carrying out the retention rules went."""

from datetime import timedelta
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from people.models import RetentionRun
from people.retention import registered

LATE = timedelta(days=2)  # they are to be carried out every night
SLOW = timedelta(hours=6)  # a run that takes longer was killed


class Line(NamedTuple):
    """What a run did by one rule; None where it did not come to it, or the rule could not be used."""

    name: str
    sentence: str
    forgotten: int | None
    held: int | None
    failed: int | None
    overdue: int


def last() -> RetentionRun | None:
    """The newest run that came to its end, or should have."""
    now = timezone.now()
    begun = RetentionRun.objects.filter(started_at__lte=now)  # others were written while a clock was ahead
    return begun.filter(Q(finished_at__isnull=False) | Q(started_at__lt=now - SLOW)).first()


def what_is_wrong() -> str:
    """In a sentence; empty where nothing is."""
    run = last()
    if run is None:
        return "The retention rules have not been carried out yet."
    day = date_format(timezone.localtime(run.started_at), "j F Y")
    if run.started_at < timezone.now() - LATE:
        return f"The retention rules were last carried out on {day}."
    return "" if run.is_clean else f"The retention rules were carried out on {day}, but not everything went as it must."


def state_of(run: RetentionRun) -> dict[str, str]:
    """In words, and the colour that repeats them."""
    if run.is_clean:
        return {"words": "Clean", "state": "closed"}
    if run.finished_at is not None:
        return {"words": "Not clean", "state": "overdue"}
    if timezone.now() - run.started_at < SLOW:
        return {"words": "Not finished yet", "state": "open"}
    return {"words": "Did not come to its end", "state": "overdue"}


def lines(run: RetentionRun) -> list[Line]:
    """By every rule there is, and those that there were."""
    sentences = {rule.name: rule.sentence for rule in registered()}
    names = [*sentences, *(name for name in {**run.forgotten, **run.failed} if name not in sentences)]
    return [
        Line(
            name,
            sentences.get(name, "This rule is no longer in force."),
            run.forgotten.get(name),
            run.held.get(name),
            run.failed.get(name, 0),
            run.overdue.get(name, 0),
        )
        for name in names
    ]
