"""Bringing in a list of supporters: it is read, matched, looked through, brought in, asked, and for a while undone.

What takes long is done slice by slice. How far it has come is written with each slice, in the same transaction, so
whatever ends a worker, the next one goes on from there.
"""

import time
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from campaigns import supporter_fields
from campaigns.mailout_enums import UNDER_WAY, ImportState
from campaigns.models import SupporterImport, SupporterLine
from campaigns.services import evidence_files, supporter_checking, supporter_making, supporter_undoing
from groups.import_fields import NOT_KEPT, is_report
from groups.sheets import headings, reading
from groups.sheets.bounds import BadFile, Line
from people import wordings
from people.models import User

SECONDS = 10  # that one run goes on for
KEPT_AT_ONCE = 1_000
LONGEST_NAME, LONGEST_ERROR = 200, 200
EXAMPLE = "The first line must name the columns, such as: Email, First name, Last name, Agreed."
NOT_NOW = "It is being worked on, or was brought in already."
S = ImportState
DOES: dict[str, Callable[[SupporterImport, list[SupporterLine]], None]] = {
    S.CHECKING: supporter_checking.check,
    S.TAKING_IN: supporter_making.take_in,
    S.ASKING: supporter_making.ask,
    S.UNDOING: supporter_undoing.undo,
}
AFTER = {S.CHECKING: S.CHECKED, S.TAKING_IN: S.DONE, S.ASKING: S.DONE, S.UNDOING: S.UNDONE}
SLICES = {S.CHECKING: 1_000, S.TAKING_IN: 500, S.ASKING: 50, S.UNDOING: 500}  # lines in one transaction


class NotPossible(Exception):
    """Its text is a sentence for whoever asked."""


class SamePerson(Exception):
    """Whoever brought a list in does not decide alone that everybody on it is written to."""


@transaction.atomic
def start(*, file: BinaryIO, size: int, name: str, by: User) -> SupporterImport:
    """Read a list, and keep its lines until they are brought in. Raises BadFile; nothing of it is then kept."""
    try:
        sheet = reading.read(file, size=size)
        batch = SupporterImport.objects.create(
            file_name=name[:LONGEST_NAME], header=sheet.headings, remark=sheet.remark, created_by=by
        )
        waiting: list[SupporterLine] = []
        for line in sheet.rows:
            waiting.append(line_of(batch, line))
            if len(waiting) == KEPT_AT_ONCE:
                keep(waiting)
        keep(waiting)
    except BadFile as refusal:
        raise BadFile(in_our_words(str(refusal))) from refusal
    if not batch.lines.exists():
        raise BadFile("The list names its columns, and nobody below them.")
    return batch


def in_our_words(refusal: str) -> str:
    """What reads tables was made for those of groups."""
    refusal = refusal.replace(headings.EXAMPLE, EXAMPLE).replace("looks like a group", "looks like a person")
    return refusal.replace("not about groups", "not needed").replace("list of groups", "list of people")


def line_of(batch: SupporterImport, line: Line) -> SupporterLine:
    """Without what must not be kept."""
    reports = {place for place, cell in enumerate(line.cells) if is_report(cell)}
    cells = ["" if place in reports else cell for place, cell in enumerate(line.cells)]
    misread = " ".join([*line.errors, *([NOT_KEPT] if reports else [])])[:LONGEST_ERROR]
    return SupporterLine(batch=batch, number=line.number, cells=cells, misread=misread)


def keep(lines: list[SupporterLine]) -> None:
    SupporterLine.objects.bulk_create(lines)
    lines.clear()


@transaction.atomic
def match(
    *,
    batch: SupporterImport,
    columns: Mapping[str, int],
    purpose: str,
    evidence: str,
    by: User,
    evidence_file: File[Any] | None = None,
) -> SupporterImport:
    """Say which column is which and what shows that these people agreed, and have the lines looked through.

    Raises NotPossible, and ValidationError where the file is none that documents may be.
    """
    found = locked(batch, {S.UPLOADED, S.CHECKED}, NOT_NOW)
    if supporter_fields.EMAIL not in columns:
        raise NotPossible("Say which column is the email address.")
    if len(set(columns.values())) != len(columns):
        raise NotPossible("One column is matched with two fields.")
    if not evidence.strip():
        raise NotPossible("Say how and when these people agreed, and where that can be seen.")
    refuse_without_words(purpose)
    found.columns, found.purpose, found.evidence = dict(columns), purpose, evidence.strip()
    if evidence_file is not None:
        found.evidence_file = evidence_files.keep(evidence_file, by=by)
    found.save(update_fields=["columns", "purpose", "evidence", "evidence_file"])
    return begin(found, S.CHECKING)


def refuse_without_words(purpose: str) -> None:
    if purpose and wordings.current(purpose) is None:
        raise NotPossible("There are no published words yet that people could agree to for this purpose.")


@transaction.atomic
def take_in(*, batch: SupporterImport, by: User) -> SupporterImport:
    """Bring in every line that can be. Raises NotPossible."""
    found = locked(batch, {S.CHECKED}, NOT_NOW)
    if not found.lines.filter(state__in=supporter_checking.OPEN).exists():
        raise NotPossible("No line of it can be brought in.")
    refuse_without_words(found.purpose)
    log(found, "supporter_import.take_in", user=by)
    return begin(found, S.TAKING_IN)


@transaction.atomic
def ask(*, batch: SupporterImport, by: User) -> SupporterImport:
    """Have each of them asked once whether they confirm. Raises NotPossible and SamePerson."""
    found = locked(batch, {S.DONE}, "Only people who were brought in can be asked.")
    if found.asked_at is not None:
        raise NotPossible("They were asked already. Nobody is asked twice.")
    if not supporter_making.to_ask(found):
        raise NotPossible("Nobody on this list can be asked.")
    if found.created_by_id == by.pk:
        raise SamePerson
    found.asked_at = timezone.now()
    found.save(update_fields=["asked_at"])
    log(found, "supporter_import.ask", user=by)
    return begin(found, S.ASKING)


@transaction.atomic
def undo(*, batch: SupporterImport, by: User) -> SupporterImport:
    """Take back what it brought in and nobody used since. Raises NotPossible."""
    found = locked(batch, {S.DONE}, "Only what was brought in, and not taken back yet, can be taken back.")
    if undo_until(found) <= timezone.now():
        raise NotPossible("The time for taking it back is over.")
    log(found, "supporter_import.undo", user=by)
    return begin(found, S.UNDOING)


@transaction.atomic
def discard(batch: SupporterImport) -> None:
    """Forget a list that was not brought in, with what was to show that its people agreed. Raises NotPossible."""
    found = locked(batch, {S.UPLOADED, S.CHECKED}, NOT_NOW)
    document = found.evidence_file
    found.delete()
    if document is not None:
        document.delete()


def undo_until(batch: SupporterImport) -> datetime:
    return (batch.finished_at or batch.created_at) + timedelta(days=settings.KEEP_DAYS["merges"])


def locked(batch: SupporterImport, states: Collection[str], refusal: str) -> SupporterImport:
    found = SupporterImport.objects.select_for_update(of=("self",)).filter(pk=batch.pk).first()
    if found is None or found.state not in states:
        raise NotPossible(refusal)
    return found


def begin(batch: SupporterImport, state: ImportState) -> SupporterImport:
    batch.state, batch.done_to = state, 0
    batch.save(update_fields=["state", "done_to"])
    return batch


def under_way() -> QuerySet[SupporterImport]:
    return SupporterImport.objects.filter(state__in=UNDER_WAY).order_by("created_at", "pk")


def go_on_with_all(seconds: float = SECONDS) -> int:
    """Carry on with what is under way; returns how many lines. One that fails holds up no other.

    Of those who are asked only one slice: what one person asked for never waits behind a list.
    """
    until, done = time.monotonic() + seconds, 0
    failed: Exception | None = None
    for pk, state in under_way().values_list("pk", "state"):
        try:
            while time.monotonic() < until and (some := go_on(pk)):
                done += some
                if state == S.ASKING:
                    break
        except Exception as error:
            failed = failed or error
    if failed is not None:
        raise failed
    return done


@transaction.atomic
def go_on(pk: int) -> int:
    """The next slice, and with it the line to go on from; returns how many lines, 0 once it is through."""
    batch = SupporterImport.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if batch is None or batch.state not in UNDER_WAY:
        return 0
    state = ImportState(batch.state)
    lines = list(batch.lines.filter(number__gt=batch.done_to).order_by("number")[: SLICES[state]])
    if lines:
        DOES[state](batch, lines)
        batch.done_to = lines[-1].number
    if len(lines) < SLICES[state]:
        finish(batch)
    batch.save(update_fields=["state", "done_to", "finished_at"])
    return len(lines)


def finish(batch: SupporterImport) -> None:
    """How long it may be taken back counts from when it was brought in."""
    if batch.state in (S.TAKING_IN, S.UNDONE):
        batch.finished_at = timezone.now()
    batch.state = AFTER[ImportState(batch.state)]
