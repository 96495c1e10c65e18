"""Bringing in a list of people trained: it is read, matched, looked through, noted, and for a while taken back.

What takes long is done slice by slice. How far it has come is written with each slice, in the same transaction, so
whatever ends a worker, the next one goes on from there.
"""

import time
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from groups.enums import UNDER_WAY, ImportState
from groups.import_fields import NOT_KEPT
from groups.sheets import headings, reading
from groups.sheets.bounds import BadFile, Line
from pages import victim_reports
from people.models import User
from training import import_fields
from training.enums import RowPlan
from training.models import ImportBatch, ImportRow, Session
from training.services import import_checking, import_making

SLICE = 1_000  # rows in one transaction
SECONDS = 20  # that one run goes on for
LONGEST_NAME = 200
FEWEST_WORDS = 5
EXAMPLE = "The first line must name the columns, such as: Name, Email, Course, Date, Group."
S = ImportState
DOES: dict[str, Callable[[ImportBatch, list[ImportRow]], None]] = {
    S.CHECKING: import_checking.check,
    S.MAKING: import_making.make,
    S.UNDOING: import_making.undo,
}
AFTER = {S.CHECKING: S.CHECKED, S.MAKING: S.MADE, S.UNDOING: S.UNDONE}


class NotPossible(Exception):
    """Its text is a sentence for whoever asked."""


@transaction.atomic
def start(*, file: BinaryIO, size: int, name: str, by: User, session: Session | None = None) -> ImportBatch:
    """Read a list, and keep its rows until they are noted. Raises BadFile; nothing of it is then kept."""
    try:
        sheet = reading.read(file, size=size)
        batch = ImportBatch.objects.create(
            session=session,
            name=name[:LONGEST_NAME],
            columns=sheet.headings,
            remark=sheet.remark,
            by=by,
            matching=guessed(sheet.headings, import_checking.fields_of(session)),
        )
        waiting: list[ImportRow] = []
        for line in sheet.rows:
            waiting.append(row_of(batch, line))
            if len(waiting) == SLICE:
                batch.total += keep(waiting)
        batch.total += keep(waiting)
    except BadFile as refusal:
        raise BadFile(in_our_words(str(refusal))) from refusal
    if not batch.total:
        raise BadFile("The list has headings, and nobody below them.")
    batch.save(update_fields=["total"])
    return batch


def in_our_words(refusal: str) -> str:
    """What reads tables was made for those of groups."""
    refusal = refusal.replace(headings.EXAMPLE, EXAMPLE).replace("looks like a group", "looks like a person")
    return refusal.replace("not about groups", "not needed").replace("list of groups", "list of people")


def row_of(batch: ImportBatch, line: Line) -> ImportRow:
    """Without what must not be kept."""
    reports = {place for place, cell in enumerate(line.cells) if is_report(cell)}
    cells = ["" if place in reports else cell for place, cell in enumerate(line.cells)]
    errors = [f"{batch.columns[place]}: {NOT_KEPT}" for place in sorted(reports)]
    return ImportRow(batch=batch, number=line.number, values=cells, misread=[*line.errors, *errors])


def is_report(cell: str) -> bool:
    return len(cell.split()) >= FEWEST_WORDS and bool(victim_reports.recognise(cell))


def keep(rows: list[ImportRow]) -> int:
    made = len(ImportRow.objects.bulk_create(rows))
    rows.clear()
    return made


def guessed(columns: list[str], fields: Mapping[str, import_fields.Field]) -> dict[str, str]:
    """Each heading's field as it sounds. No field twice."""
    found: dict[str, str] = {}
    for heading in columns:
        field = import_fields.guess(heading, dict(fields))
        found[heading] = field if field not in found.values() else ""
    return found


@transaction.atomic
def match(*, batch: ImportBatch, matching: Mapping[str, str]) -> ImportBatch:
    """Say which column is which, and have the rows looked through once more. Raises NotPossible."""
    found = locked(batch, {S.READ, S.CHECKED}, "It is being noted, or was.")
    fields = [field for field in matching.values() if field]
    if len(fields) != len(set(fields)):
        raise NotPossible("Two columns are matched with the same field.")
    if not {"name", "email"} & set(fields):
        raise NotPossible("Match a column with the name, or with the email address.")
    if found.session_id is None and not {"course", "on"} <= set(fields):
        raise NotPossible("Match a column with the course, and one with the date.")
    found.matching = dict(matching)
    return begin(found, S.CHECKING)


@transaction.atomic
def choose(*, batch: ImportBatch, shown: Collection[int], ticked: Collection[int]) -> None:
    """Of the rows that were shown, by their lines: note those that are ticked, and not the others."""
    locked(batch, {S.CHECKED}, "It is being noted, or was.")
    rows = choosable(batch).filter(number__in=shown)
    rows.update(is_chosen=False)
    rows.filter(number__in=ticked).update(is_chosen=True)


@transaction.atomic
def say_who(*, batch: ImportBatch, number: int, booking: int) -> None:
    """Of a row of a session whom nobody was found for: it is about this booking. Raises NotPossible."""
    found = locked(batch, {S.CHECKED}, "It is being noted, or was.")
    row = found.rows.filter(number=number, plan=RowPlan.WRONG).first()
    if row is None or not import_checking.decide(found, row, booking):
        raise NotPossible("This line, or this place at the session, is not what it was. Look again.")


def choosable(batch: ImportBatch) -> QuerySet[ImportRow]:
    return ImportRow.objects.filter(batch=batch, plan=RowPlan.GIVE)


@transaction.atomic
def make(batch: ImportBatch) -> ImportBatch:
    """Note the chosen rows. Raises NotPossible."""
    found = locked(batch, {S.CHECKED}, "It is being noted, or was.")
    if not choosable(found).filter(is_chosen=True).exists():
        raise NotPossible("No line is chosen.")
    return begin(found, S.MAKING)


@transaction.atomic
def undo(batch: ImportBatch) -> ImportBatch:
    """Take back what it brought in. Raises NotPossible."""
    found = locked(batch, {S.MADE}, "Only what was noted, and not taken back yet, can be taken back.")
    if undo_until(found) <= timezone.now():
        raise NotPossible("The time for taking it back is over.")
    return begin(found, S.UNDOING)


@transaction.atomic
def discard(batch: ImportBatch) -> None:
    """Forget a list that was not noted. Raises NotPossible."""
    locked(batch, {S.READ, S.CHECKED}, "It is being noted, or was.").delete()


def undo_until(batch: ImportBatch) -> datetime:
    return (batch.made_at or batch.at) + timedelta(days=settings.KEEP_DAYS["merges"])


def locked(batch: ImportBatch, states: Collection[str], refusal: str) -> ImportBatch:
    found = ImportBatch.objects.select_for_update().filter(pk=batch.pk).first()
    if found is None or found.state not in states:
        raise NotPossible(refusal)
    return found


def begin(batch: ImportBatch, state: ImportState) -> ImportBatch:
    batch.state, batch.done, batch.cursor = state, 0, 0
    batch.save(update_fields=["state", "done", "cursor", "matching"])
    return batch


def under_way() -> QuerySet[ImportBatch]:
    return ImportBatch.objects.filter(state__in=UNDER_WAY).order_by("at", "pk")


def go_on_with_all(seconds: float = SECONDS) -> int:
    """Carry on with what is under way; returns how many rows. One that fails holds up no other."""
    until, done = time.monotonic() + seconds, 0
    failed: Exception | None = None
    for pk in under_way().values_list("pk", flat=True):
        try:
            while time.monotonic() < until and (some := go_on(pk)):
                done += some
        except Exception as error:
            failed = failed or error
    if failed is not None:
        raise failed
    return done


@transaction.atomic
def go_on(pk: int) -> int:
    """The next slice, and with it the line to go on from; returns how many rows, 0 once it is through."""
    related = ("by", "session__event", "session__version__course")
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related(*related).filter(pk=pk).first()
    if batch is None or batch.state not in UNDER_WAY:
        return 0
    rows = list(batch.rows.filter(number__gt=batch.cursor).order_by("number")[:SLICE])
    if rows:
        DOES[batch.state](batch, rows)
        batch.cursor, batch.done = rows[-1].number, batch.done + len(rows)
    if len(rows) < SLICE:
        finish(batch)
    batch.save(update_fields=["state", "cursor", "done", "made_at", "undone_at"])
    return len(rows)


def finish(batch: ImportBatch) -> None:
    now = timezone.now()
    if batch.state == S.MAKING:
        batch.made_at = now
    if batch.state == S.UNDOING:
        batch.undone_at = now
    batch.state = AFTER[ImportState(batch.state)]


def old(before: datetime) -> QuerySet[ImportBatch]:
    """Those whose rows are of no use any more: too late to take back, or never noted."""
    return ImportBatch.objects.filter(at__lt=before).exclude(state__in=UNDER_WAY).exclude(made_at__gte=before)


def forget_old() -> None:
    """With their rows, which hold what the list held."""
    before = timezone.now() - timedelta(days=settings.KEEP_DAYS["merges"])
    while pks := list(old(before).values_list("pk", flat=True)[:10]):
        ImportBatch.objects.filter(pk__in=pks).delete()
