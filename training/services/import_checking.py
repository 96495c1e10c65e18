"""Looking through the rows of a list: whom each is about, what it says, and what it would do."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from groups.enums import GroupState
from groups.models import Booking, CommunityGroup, Membership
from people import addresses
from people.models import Person
from training import import_fields
from training.enums import RowPlan, VersionState
from training.models import Award, CourseVersion, ImportBatch, ImportRow, Session
from training.models.award import revoked_on
from training.selectors import attendance

WRITTEN = ["errors", "plan", "fields", "identity", "matched", "is_chosen", "booking", "person"]
NOBODY = "Nobody of this name booked, and there is no email address. Add one, or say below whose place it is."
SEVERAL = "Several people of this name booked. Say below whose place it is."
NO_ADDRESS = "It needs an email address, or the group of which one member has this name."
NO_COURSE = "Course: no course is called so."
NO_GROUP = "Group: no group is called so."
NEW, WAS_BOOKED, HAD_NOT_BOOKED = "Somebody new", "Booked", "Had not booked"


def fields_of(session: Session | None) -> dict[str, import_fields.Field]:
    return import_fields.OF_PAST if session is None else import_fields.OF_SESSION


def check(batch: ImportBatch, rows: list[ImportRow]) -> None:
    """A slice of them, in the order of their lines."""
    fields = fields_of(batch.session)
    columns = [batch.matching.get(heading, "") for heading in batch.columns]
    for row in rows:
        cells = {name: cell for name, cell in zip(columns, row.values, strict=False) if name in fields}
        row.fields, wrong = import_fields.read(cells, fields)
        row.errors, row.matched, row.identity, row.plan = [*row.misread, *wrong], "", "", RowPlan.GIVE
        row.booking, row.person = None, None
    if batch.session is None:
        check_past(rows)
    else:
        check_session(batch.session, rows)
        leave_unsaid(batch, rows)
    refuse_twice(batch, rows)
    for row in rows:
        row.plan = RowPlan.WRONG if row.errors else row.plan
        row.is_chosen = row.plan == RowPlan.GIVE
    write(rows, WRITTEN)


def write(rows: Sequence[ImportRow], columns: list[str]) -> None:
    """All in one statement, where updates would need one value of each column named for each row."""
    ImportRow.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=columns)


def canonical(row: ImportRow) -> str:
    return addresses.canonical(row.fields["email"]) if row.fields.get("email") else ""


def refuse_twice(batch: ImportBatch, rows: Sequence[ImportRow]) -> None:
    """Of rows that say the same the first counts."""
    before = batch.rows.filter(number__lte=batch.cursor, identity__in={row.identity for row in rows if row.identity})
    seen = dict(before.order_by("-number").values_list("identity", "number"))
    for row in rows:
        if row.identity and (first := seen.setdefault(row.identity, row.number)) != row.number:
            row.errors.append(f"Line {first} says the same.")


def check_session(session: Session, rows: Sequence[ImportRow]) -> None:
    """Against who booked: by address, then by name; whoever is neither had not booked."""
    booked = list(Booking.objects.booked().filter(event=session.event_id).select_related("person__address"))
    by_address = {booking.person.address.canonical: booking for booking in booked}
    by_name: dict[str, list[Booking]] = {}
    for booking in booked:
        by_name.setdefault(booking.person.name.casefold(), []).append(booking)
    lines = {line.key: line for line in attendance.register(session)}
    for row in rows:
        mail, name = canonical(row), row.fields.get("name", "").casefold()
        named = by_name.get(name, []) if name else []
        place = by_address.get(mail) or (named[0] if len(named) == 1 and not mail else None)
        if place is not None:
            settle(row, place, lines.get(f"b{place.pk}"))
        elif mail:
            row.matched, row.identity = HAD_NOT_BOOKED, mail
            settle_walk_in(row, lines.get(f"w{attendance.walk_in_of(session, mail)}"))
        elif not row.errors:
            row.errors.append(SEVERAL if named else NOBODY)


def leave_unsaid(batch: ImportBatch, rows: Sequence[ImportRow]) -> None:
    """Where a column says who came, an empty cell says nothing of them."""
    if "came" in batch.matching.values():
        for row in rows:
            row.plan = row.plan if "came" in row.fields else RowPlan.SAME


def settle(row: ImportRow, booking: Booking, line: attendance.Line | None) -> None:
    row.booking, row.identity = booking, f"booking {booking.pk}"
    row.matched = f"{WAS_BOOKED}: {booking.person.name}"[:300]
    if line is not None and line.came is row.fields.get("came", True):
        row.plan = RowPlan.SAME


def settle_walk_in(row: ImportRow, line: attendance.Line | None) -> None:
    came = row.fields.get("came", True)
    if (line is not None and line.counts == came) or (line is None and not came):
        row.plan = RowPlan.SAME


def decide(batch: ImportBatch, row: ImportRow, booking: int) -> bool:
    """Somebody says whose place a row of a session without an address is about."""
    session = batch.session
    if session is None:
        return False
    found = Booking.objects.booked().filter(event=session.event_id, pk=booking).select_related("person").first()
    taken = batch.rows.exclude(pk=row.pk).filter(identity=f"booking {booking}").exclude(plan=RowPlan.WRONG).exists()
    if found is None or taken or [error for error in row.errors if error not in (NOBODY, SEVERAL)]:
        return False
    row.errors, row.plan, row.is_chosen = [], RowPlan.GIVE, True
    lines = {line.key: line for line in attendance.register(session)}
    settle(row, found, lines.get(f"b{found.pk}"))
    row.save(update_fields=WRITTEN)
    return True


def check_past(rows: Sequence[ImportRow]) -> None:
    courses, groups = known_courses(), known_groups(rows)
    people, members = known_people(rows), known_members(groups.values())
    for row in rows:
        group = groups.get(row.fields.get("group", "").casefold())
        find_person(row, people, members, group)
        find_course(row, courses)
        if row.fields.get("group") and group is None:
            row.errors.append(NO_GROUP)
        elif group is not None:
            row.fields["group_key"] = group.pk
    refuse_known(rows)


def find_person(
    row: ImportRow,
    people: dict[str, Person],
    members: dict[tuple[int, str], list[Person]],
    group: CommunityGroup | None,
) -> None:
    mail, name = canonical(row), row.fields.get("name", "")
    if mail:
        row.person = people.get(mail)
        row.matched = f"Known: {row.person.name}"[:300] if row.person else NEW
        if row.person is None and not name:
            row.errors.append("Name: somebody new needs one.")
        return
    named = members.get((group.pk, name.casefold()), []) if group and name else []
    if len(named) == 1:
        row.person, row.matched = named[0], f"Known: {named[0].name}"[:300]
    elif not any(error.startswith("Email:") for error in row.errors):
        row.errors.append(NO_ADDRESS)


def find_course(row: ImportRow, courses: dict[str, list[CourseVersion]]) -> None:
    """The version that was in use on that day, or else the first there was."""
    said, day = row.fields.get("course", ""), row.fields.get("on", "")
    for name in import_fields.NEEDED:
        label = import_fields.OF_PAST[name].label
        if not row.fields.get(name) and not any(error.startswith(f"{label}:") for error in row.errors):
            row.errors.append(f"{label}: it is needed.")
    if not said or not day:
        return
    versions = courses.get(said.casefold())
    if versions is None:
        row.errors.append(NO_COURSE)
        return
    on = date.fromisoformat(day)
    if on > timezone.localdate():
        row.errors.append("Date: it is still to come.")
    in_use = [each for each in versions if each.published_at and timezone.localdate(each.published_at) <= on]
    version = in_use[-1] if in_use else versions[0]
    row.fields["version"] = version.pk
    who = f"person {row.person.pk}" if row.person else canonical(row)
    row.identity = f"{who} | {version.course_id} | {day}" if who else ""


def known_courses() -> dict[str, list[CourseVersion]]:
    """By slug and by title, in small letters, the versions that were ever in use, the oldest first."""
    found: dict[str, list[CourseVersion]] = {}
    rows = CourseVersion.objects.exclude(state=VersionState.DRAFT).select_related("course")
    for version in rows.order_by("course", "number"):
        for name in {version.course.slug, version.course.title.casefold()}:
            found.setdefault(name, []).append(version)
    return found


def known_groups(rows: Iterable[ImportRow]) -> dict[str, CommunityGroup]:
    """By slug and by name, in small letters; of two of one name, neither."""
    said = {row.fields["group"].casefold() for row in rows if row.fields.get("group")}
    if not said:
        return {}
    standing = CommunityGroup.objects.filter(state__in=(GroupState.APPROVED, GroupState.CLOSED)).only("slug", "name")
    by_name: dict[str, list[CommunityGroup]] = {}
    found = {}
    for group in standing.iterator(2_000):
        if group.slug in said:
            found[group.slug] = group
        if (name := group.name.casefold()) in said:
            by_name.setdefault(name, []).append(group)
    return {name: groups[0] for name, groups in by_name.items() if len(groups) == 1} | found


def known_people(rows: Iterable[ImportRow]) -> dict[str, Person]:
    wanted = {canonical(row) for row in rows} - {""}
    there = Person.objects.filter(address__canonical__in=wanted, erased_at=None)
    found: dict[str, Person] = {}
    for person in there.select_related("address", "merged_into").order_by("-slot"):
        found[person.address.canonical] = person.merged_into or person
    return found


def known_members(groups: Iterable[CommunityGroup]) -> dict[tuple[int, str], list[Person]]:
    live = Membership.objects.live().filter(group__in={group.pk for group in groups}).select_related("person")
    found: dict[tuple[int, str], dict[int, Person]] = {}
    for held in live:
        found.setdefault((held.group_id, held.person.name.casefold()), {})[held.person.pk] = held.person
    return {key: list(people.values()) for key, people in found.items()}


def refuse_known(rows: Sequence[ImportRow]) -> None:
    """What somebody holds for the same course and day already changes nothing, unless that was revoked."""
    people = {row.person.pk for row in rows if row.person}
    held: set[tuple[Any, ...]] = set()
    theirs = Award.objects.filter(~revoked_on(timezone.localdate()), person__in=people)
    for person, course, on in theirs.values_list("person", "course", "issued_on"):
        held.add((person, course, on.isoformat()))
    courses = dict(CourseVersion.objects.values_list("pk", "course"))
    for row in rows:
        if row.person and (row.person.pk, courses.get(row.fields.get("version")), row.fields.get("on")) in held:
            row.plan = RowPlan.SAME
