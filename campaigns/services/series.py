"""The life of a series: written, read by a second person, running, paused, ended.

A second person approves what they read: the digest of it is kept, and anything that changes it stops the series and
takes the approval back. Each step raises WrongState where somebody else was quicker.
"""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from campaigns import series_checks, series_digest
from campaigns.mailout_enums import SeriesState as State
from campaigns.models import Series, SeriesStep
from campaigns.series_digest import digest as digest
from campaigns.services import series_steps
from campaigns.services.life import Changed, Frozen, SamePerson, WrongState
from mail.models import Mailing
from mail.services import mailings
from people.models import User

LOOKED_AT = (State.IN_REVIEW, State.RUNNING, State.PAUSED)
BESIDE = frozenset({"title"})  # who approves it need not look again
FIXED = ("purpose", "start", "petition")  # once it ran: what was sent before was sent by these
CHANGE, CHANGE_STEP, APPROVE = "series.change", "series.change_step", "series.approve"
NOT_APPROVED: dict[str, Any] = {"approved_by": None, "approved_digest": ""}


class NotReady(Exception):
    """Something is missing or can't be sent; its text says what."""


class WasSent(Exception):
    """People got this step, and its links have to go on leading somewhere."""


def locked(series: Series, *states: State) -> Series:
    """As it is now, for this transaction alone. Raises WrongState."""
    found = Series.objects.select_for_update(of=("self",)).get(pk=series.pk)
    if found.state not in states:
        raise WrongState
    return found


def step(series: Series, name: str, *, by: User | None, because: str = "", **changes: object) -> Series:
    for field, value in changes.items():
        setattr(series, field, value)
    series.save(update_fields=list(changes))
    log(series, f"series.{name}", user=by, data={"because": because} if because else None)
    return series


@transaction.atomic
def save(series: Series, *, by: User, changed: Collection[str]) -> Series:
    """Keep what a form changed, or a new draft. Anything but its title revokes an approval. Raises Frozen."""
    if series.pk is None:
        series.save()
        log(series, CHANGE, user=by)
        return series
    now = locked_to_change(series)
    fields = {name for name in changed if getattr(series, name) != getattr(now, name)}
    if now.begins_at is not None and fields.intersection(FIXED):
        raise Frozen
    for name in fields:
        setattr(now, name, getattr(series, name))
    now.save(update_fields=fields)
    if fields - BESIDE:
        changes(now, CHANGE, by=by)
    return now


@transaction.atomic
def save_step(given: SeriesStep, *, by: User) -> SeriesStep:
    """Keep a step as a form gives it, or a new one. It revokes an approval. Raises Frozen."""
    series = locked_to_change(given.series)
    if given.pk is None:
        given.order = series.steps.count() + 1
    given.save()
    changes(series, CHANGE_STEP, by=by)
    return given


@transaction.atomic
def remove_step(gone: SeriesStep, *, by: User) -> None:
    """Raises WasSent, and Frozen."""
    series = locked_to_change(gone.series)
    if gone.mailing is not None and gone.mailing.deliveries.exists():
        raise WasSent
    if gone.mailing is not None:
        mailings.cancel(gone.mailing, because="The step was deleted.")
    SeriesStep.objects.filter(pk=gone.pk).delete()
    changes(series, CHANGE_STEP, by=by)


def locked_to_change(series: Series) -> Series:
    """Raises Frozen."""
    try:
        return locked(series, State.DRAFT, *LOOKED_AT)
    except WrongState:
        raise Frozen from None


def changes(series: Series, what: str, *, by: User) -> None:
    """Nothing of it leaves until a second person has read it as it is now."""
    log(series, what, user=by)
    if series.state in LOOKED_AT:
        step(series, "revoke", by=by, state=State.DRAFT, **NOT_APPROVED)
        hold(series, "It was changed and waits for a second person.")


def submit(series: Series, *, by: User) -> Series:
    """Hand a draft to a second person. Raises NotReady."""
    insist_on_ready(series)
    with transaction.atomic():
        found = locked(series, State.DRAFT)
        return step(found, "submit", by=by, state=State.IN_REVIEW, submitted_by=by, **NOT_APPROVED)


def insist_on_ready(series: Series) -> None:
    """Outside any lock: where mail leaves, DNS and the sites that it links to are asked as well. Raises NotReady."""
    found = series_checks.check(series, afar=settings.MAIL_MAY_LEAVE)
    if stopping := series_checks.stopping(found):
        raise NotReady(" ".join(stopping))


@transaction.atomic
def send_back(series: Series, *, by: User, because: str) -> Series:
    """To whoever wrote it, with a reason."""
    return step(locked(series, State.IN_REVIEW), "send_back", by=by, because=because, state=State.DRAFT)


def approve(series: Series, *, by: User, digest: str) -> Series:
    """It runs from now on. `digest` is of what they read. Raises SamePerson, NotReady, and Changed."""
    insist_on_ready(series)
    return approve_what_was_read(series, by=by, digest=digest)


@transaction.atomic
def approve_what_was_read(series: Series, *, by: User, digest: str) -> Series:
    found = locked(series, State.IN_REVIEW)
    if by.pk == found.submitted_by_id or by.pk in writers(found):
        raise SamePerson
    if digest != series_digest.digest(found):
        raise Changed
    begins = found.begins_at or timezone.now()
    step(found, "approve", by=by, state=State.RUNNING, approved_by=by, approved_digest=digest, begins_at=begins)
    for each in found.steps.select_related("mailing"):
        series_steps.make_ready(each)
    return found


def writers(series: Series) -> set[int]:
    """Whoever changed it since it was last approved."""
    entries = ModelLogEntry.objects.for_instance(series).order_by("-timestamp")
    approved = entries.filter(action=APPROVE).first()
    written = entries.filter(action__in=(CHANGE, CHANGE_STEP), user__isnull=False)
    if approved is not None:
        written = written.filter(timestamp__gt=approved.timestamp)
    return set(written.values_list("user", flat=True))


@transaction.atomic
def pause(series: Series, *, by: User | None, because: str = "") -> Series:
    """Nothing more of it is written down or leaves. What falls due meanwhile is sent after it, or not if it is late."""
    found = step(locked(series, State.RUNNING), "pause", by=by, because=because, state=State.PAUSED)
    hold(found, because or "The series is paused.")
    return found


def hold(series: Series, because: str) -> None:
    for mailing in mailings_of(series):
        mailings.pause(mailing, because=because)


def mailings_of(series: Series) -> QuerySet[Mailing]:
    return Mailing.objects.filter(step__series=series).order_by("pk")


@transaction.atomic
def resume(series: Series, *, by: User) -> Series:
    found = step(locked(series, State.PAUSED), "resume", by=by, state=State.RUNNING)
    for each in found.steps.exclude(mailing=None).select_related("series"):
        series_steps.call_back(each)
    for mailing in mailings_of(found):
        mailings.resume(mailing)
    return found


@transaction.atomic
def end(series: Series, *, by: User) -> Series:
    """For good. What has left has left."""
    found = step(locked(series, State.DRAFT, *LOOKED_AT), "end", by=by, state=State.ENDED)
    for mailing in mailings_of(found):
        if not mailings.finish(mailing):
            mailings.cancel(mailing, because="The series was ended.")
    return found
