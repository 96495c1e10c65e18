"""Noting what the rows of a list say, and taking it back."""

import uuid
from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from groups.models import CommunityGroup
from people.models import Person
from people.services import meeting
from training.enums import MarkSource, Method, RowOutcome, RowPlan
from training.models import Award, CourseVersion, ImportBatch, ImportRow, Mark, Session
from training.models.award import revoked_on
from training.selectors import attendance
from training.services import awards, import_checking, marks, sessions
from training.services.giving import Counts, Given

WRITTEN = ["person", "award", "mark", "outcome", "said"]
UNDONE = ["outcome", "said"]
RENEWED = "It was renewed since."
NO_AWARD = "They are on the register. No award yet: "
MARKED_SINCE = "It was marked otherwise since."


def make(batch: ImportBatch, rows: list[ImportRow]) -> None:
    """A slice of them. However often it is broken off nothing is given twice: awards have a key, and marks an id."""
    chosen = [row for row in rows if row.is_chosen and row.plan == RowPlan.GIVE]
    if not chosen:
        return
    people = meeting.meet_many((row.fields["email"], row.fields.get("name", "")) for row in with_address(chosen))
    for row in with_address(chosen):
        row.person = people[import_checking.canonical(row)]
    if batch.session is None:
        give_past(batch, chosen)
    else:
        note_session(batch, batch.session, chosen)
    import_checking.write(chosen, WRITTEN)


def with_address(rows: Sequence[ImportRow]) -> list[ImportRow]:
    return [row for row in rows if row.fields.get("email") and row.booking_id is None]


def give_past(batch: ImportBatch, rows: Sequence[ImportRow]) -> None:
    versions = CourseVersion.objects.select_related("course").in_bulk({row.fields["version"] for row in rows})
    groups = CommunityGroup.objects.in_bulk({row.fields["group_key"] for row in rows if "group_key" in row.fields})
    given = [
        Given(
            person=row.person,
            version=versions[row.fields["version"]],
            method=Method.IMPORT,
            completed_on=date.fromisoformat(row.fields["on"]),
            key=key_of(row),
            evidence=f"List “{batch.name}”, line {row.number}"[:500],
            by_user=batch.by,
            group=groups.get(row.fields.get("group_key")),
            name=row.fields.get("name", ""),
        )
        for row in rows
        if row.person is not None
    ]
    said_of_awards(rows, awards.give_many(given), {row.pk: key_of(row) for row in rows})


def key_of(row: ImportRow) -> str:
    return f"import:{row.batch_id}:{row.number}"


def said_of_awards(rows: Sequence[ImportRow], counts: Counts, keys: dict[int, str]) -> None:
    for row in rows:
        key = keys[row.pk]
        if key in counts.awards:
            row.award, row.outcome = counts.awards[key], RowOutcome.DONE
        else:
            row.outcome, row.said = RowOutcome.LEFT, " ".join(counts.refused.get(key, ("Nobody was found.",)))[:300]


def note_session(batch: ImportBatch, session: Session, rows: Sequence[ImportRow]) -> None:
    """Marks for all, and awards for those who came where the session is over: under its own keys, so given once."""
    now, new = timezone.now(), []
    for row in rows:
        row.mark = key = uuid.uuid5(uuid.NAMESPACE_URL, f"list:{batch.pk}:{row.number}")
        walk_in = None if row.booking_id else attendance.walk_in_of(session, import_checking.canonical(row))
        name, email = row.fields.get("name", ""), row.fields.get("email", "")
        new.append(marks.NewMark(key, row.fields.get("came", True), now, row.booking_id, walk_in, name, email))
    taken = marks.take(session, new, source=MarkSource.LIST)
    for row, mark in zip(rows, new, strict=True):
        row.outcome = RowOutcome.DONE if mark.id in taken.known else RowOutcome.LEFT
        row.said = taken.refused.get(mark.id, "")
    if session.event.is_over:
        give_session(
            batch, session, [row for row in rows if row.outcome == RowOutcome.DONE and row.fields.get("came", True)]
        )


def give_session(batch: ImportBatch, session: Session, rows: Sequence[ImportRow]) -> None:
    whose = {row.pk: person for row in rows if (person := person_of(row)) is not None}
    awarded = sessions.award(session, {person: person.name for person in whose.values()}, batch.by)
    new = {award.person_id: award for award in awarded.given}
    missing = {each.person.pk: " ".join(each.reasons) for each in awarded.missing}
    for row in rows:
        if row.pk not in whose:
            continue
        owner = whose[row.pk].merged_into_id or whose[row.pk].pk
        row.award = new.get(owner)
        if owner in missing:
            row.said = f"{NO_AWARD}{missing[owner]}"[:300]


def person_of(row: ImportRow) -> Person | None:
    return row.booking.person if row.booking is not None else row.person


def undo(batch: ImportBatch, rows: list[ImportRow]) -> None:
    """Each award that it gave is revoked, unless it was renewed; each mark is met by its opposite, unless one came."""
    done = [row for row in rows if row.outcome == RowOutcome.DONE]
    if not done:
        return
    for row in done:
        row.outcome, row.said = RowOutcome.TAKEN_BACK, ""
    if batch.session is not None:
        unmark(batch, batch.session, done)
    revoke(batch, [row for row in done if row.award_id and row.outcome == RowOutcome.TAKEN_BACK])
    import_checking.write(done, UNDONE)


def revoke(batch: ImportBatch, rows: Sequence[ImportRow]) -> None:
    found = Award.objects.in_bulk({row.award_id for row in rows})
    in_force = Award.objects.filter(~revoked_on(timezone.localdate()), renews__in=found)
    renewals = in_force.exclude(key__startswith=f"import:{batch.pk}:")
    renewed = set(renewals.values_list("renews", flat=True))
    gone = []
    for row in rows:
        if row.award_id in renewed:
            row.outcome, row.said = RowOutcome.KEPT, RENEWED
        elif row.award_id in found:
            gone.append(found[row.award_id])
    if gone:
        awards.revoke_many(awards=gone, reason=awards.LIST_TAKEN_BACK, by=batch.by, is_told=False)


def unmark(batch: ImportBatch, session: Session, rows: Sequence[ImportRow]) -> None:
    """As it was said before the list; where nothing was, they did not come."""
    now = timezone.now()
    ours = {row.mark for row in rows}
    everything = list(Mark.objects.filter(session=session))
    latest = {mark.pk: mark for mark in attendance.latest(everything).values()}
    before = attendance.latest(mark for mark in everything if mark.pk not in ours)
    new = []
    for row in rows:
        mark = latest.get(row.mark) if row.mark else None
        if mark is None:
            row.outcome, row.said = RowOutcome.KEPT, MARKED_SINCE
            continue
        was = before.get(attendance.key_of(mark))
        key = uuid.uuid5(uuid.NAMESPACE_URL, f"list:{batch.pk}:{row.number}:back")
        came = was.came if was else False
        new.append(marks.NewMark(key, came, now, mark.booking_id, mark.walk_in, mark.name, mark.email))
    marks.take(session, new, source=MarkSource.LIST)
