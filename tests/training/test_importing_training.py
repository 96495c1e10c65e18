"""Lists of people trained: whom each line is about, what is noted, and taking it back."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils import timezone

from config import housekeeping
from groups.enums import BookingState, ImportState, Role
from groups.models import Booking
from people.models import Person, User
from tests import factories
from tests.groups import planned
from tests.groups.people import give
from tests.groups.sheets import as_csv, as_xlsx
from tests.training import registers
from tests.training.registers import html
from training import pasted
from training.enums import Method, RowOutcome, RowPlan, VersionState
from training.models import Award, CourseVersion, ImportBatch, ImportRow, Mark, Revocation, Session
from training.selectors import attendance
from training.services import importing, marks

pytestmark = pytest.mark.django_db
HEADINGS = ("Name", "E-mail", "Course", "Date", "Group")
SUZIE = ("Suzie Signer", "suzie@example.org", "Awareness", "01/06/2026", "")
DELE = ("Dele Decides", "dele@example.org", "awareness", "2026-06-02", "")
MANY = [(f"Person {n}", f"person-{n}@example.org", "awareness", "2026-06-01", "") for n in range(25)]
FILES = "/admin/training-lists/"


@pytest.fixture
def dele() -> User:
    return factories.dele()


@pytest.fixture
def version() -> CourseVersion:
    return factories.course_version(factories.course(), published_at=datetime(2025, 1, 1, tzinfo=UTC))


def past(*rows: Any, headings: Any = HEADINGS) -> bytes:
    return as_csv(*rows, headings=headings)


def plans(batch: ImportBatch) -> list[str]:
    return [row.plan for row in registers.rows(batch)]


def outcomes(batch: ImportBatch) -> list[str]:
    return [row.outcome for row in registers.rows(batch)]


@pytest.mark.parametrize("form", [as_csv, as_xlsx])
def test_awards_of_the_past_are_given_by_name_address_course_and_day(
    form: Any, version: CourseVersion, dele: User
) -> None:
    batch = registers.noted(form(SUZIE, DELE, headings=HEADINGS), dele)
    assert outcomes(batch) == [RowOutcome.DONE] * 2
    award = Award.objects.get(person__address__canonical="suzie@example.org")
    assert (award.name, award.issued_on, award.method, award.version) == (
        "Suzie Signer",
        date(2026, 6, 1),
        Method.IMPORT,
        version,
    )
    assert award.key == f"import:{batch.pk}:2"
    assert award.evidence == "List “list.csv”, line 2"


def test_somebody_known_is_matched_by_address_and_keeps_their_name(version: CourseVersion, dele: User) -> None:
    known = planned.somebody("Suzie")
    batch = registers.noted(past(("Somebody Else", "SUZIE@example.org", "awareness", "2026-06-01", "")), dele)
    assert registers.rows(batch)[0].matched == "Known: Suzie"
    known.refresh_from_db()
    assert (known.name, Award.objects.get().person, Award.objects.get().name) == ("Suzie", known, "Somebody Else")


def test_without_an_address_the_one_member_of_that_name_is_meant(version: CourseVersion, dele: User) -> None:
    group = planned.leeds()
    group.state = "approved"
    group.save()
    charlie = give(group, "charlie", Role.LEADER).person
    rows = [
        (charlie.name, "", "awareness", "2026-06-01", "ACTFORJUSTICE Leeds"),
        (charlie.name, "", "awareness", "2026-06-01", ""),
        ("Nobody Here", "", "awareness", "2026-06-01", "leeds"),
        ("Morgan", "morgan@example.org", "awareness", "2026-06-01", "No Such Group"),
    ]
    batch = registers.checked(past(*rows), dele)
    assert plans(batch) == [RowPlan.GIVE, RowPlan.WRONG, RowPlan.WRONG, RowPlan.WRONG]
    assert registers.rows(batch)[0].person == charlie
    assert "Group: no group is called so." in registers.rows(batch)[3].errors
    registers.through(importing.make(batch))
    assert (Award.objects.get().person, Award.objects.get().group) == (charlie, group)


def test_the_version_is_the_one_that_was_in_use_on_that_day(version: CourseVersion, dele: User) -> None:
    CourseVersion.objects.update(state=VersionState.RETIRED)
    second = factories.course_version(version.course, 2, published_at=datetime(2026, 6, 2, tzinfo=UTC))
    registers.noted(past(SUZIE, DELE), dele)
    assert list(Award.objects.order_by("issued_on").values_list("version", flat=True)) == [version.pk, second.pk]


WRONG = {
    "no course": ((*SUZIE[:2], "basket weaving", *SUZIE[3:]), "Course: no course is called so."),
    "empty course": ((*SUZIE[:2], "", *SUZIE[3:]), "Course: it is needed."),
    "no day": ((*SUZIE[:3], "last summer", ""), "“last summer” is no day."),
    "American day": ((*SUZIE[:3], "12/31/2025", ""), "is no day"),
    "day to come": ((*SUZIE[:3], "2099-01-01", ""), "Date: it is still to come."),
    "no address": ((SUZIE[0], "suzie at example", *SUZIE[2:]), "is no email address"),
    "new and nameless": (("", *SUZIE[1:]), "Name: somebody new needs one."),
    "a link for a name": (("https://evil.example", *SUZIE[1:]), "without a web address"),
    "a report": (
        ("There is a girl locked in a house on our street and men come at night", *SUZIE[1:]),
        "so it was not kept",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_line_with_an_error_says_what_is_wrong_and_holds_up_no_other(
    name: str, version: CourseVersion, dele: User
) -> None:
    row, words = WRONG[name]
    batch = registers.noted(past(row, DELE), dele)
    wrong, fine = registers.rows(batch)
    assert any(words in error for error in wrong.errors), wrong.errors
    assert (wrong.plan, wrong.outcome, fine.outcome) == (RowPlan.WRONG, "", RowOutcome.DONE)
    assert [award.name for award in Award.objects.all()] == ["Dele Decides"]


def test_of_two_lines_that_say_the_same_one_counts_and_what_is_known_is_left_alone(
    version: CourseVersion, dele: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    registers.noted(past(DELE), dele)
    monkeypatch.setattr(importing, "SLICE", 1)
    batch = registers.checked(
        past(SUZIE, ("S. Signer", "Suzie@Example.org", "AWARENESS", "1 June 2026", ""), DELE), dele
    )
    assert plans(batch) == [RowPlan.GIVE, RowPlan.WRONG, RowPlan.SAME]
    assert registers.rows(batch)[1].errors == ["Line 2 says the same."]
    registers.through(importing.make(batch))
    assert Award.objects.count() == 2


def test_who_lacks_a_course_that_comes_before_is_left_alone_with_the_reason(version: CourseVersion, dele: User) -> None:
    leader = factories.course_version(factories.course("leader"), published_at=datetime(2025, 1, 1, tzinfo=UTC))
    leader.course.prerequisites.add(version.course)
    rows = [SUZIE, (*SUZIE[:2], "leader", "2026-06-03", ""), (*DELE[:2], "leader", "2026-06-03", "")]
    batch = registers.noted(past(*rows), dele)
    assert outcomes(batch) == [RowOutcome.DONE, RowOutcome.DONE, RowOutcome.LEFT]
    assert "Awareness" in registers.rows(batch)[2].said


class Killed(BaseException):
    """As a process is by kill -9: nothing after it runs."""


@pytest.mark.parametrize("step", ["check", "make", "undo"])
@pytest.mark.parametrize("after", [0, 1, 2])
def test_whatever_ends_it_the_next_one_goes_on_and_does_nothing_twice(
    step: str, after: int, version: CourseVersion, dele: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "SLICE", 10)
    batch = registers.started(past(*MANY), dele)
    begin: dict[str, Any] = {
        "check": lambda: importing.match(batch=batch, matching=batch.matching),
        "make": lambda: importing.make(batch),
        "undo": lambda: importing.undo(batch),
    }
    for before in list(begin)[: list(begin).index(step)]:
        begin[before]()
        registers.through(batch)
    begin[step]()
    for _ in range(after):
        importing.go_on(batch.pk)
    with pytest.raises(Killed):
        work_and_be_killed(batch)
    assert ImportBatch.objects.get(pk=batch.pk).done == after * 10
    batch = registers.through(batch)
    ended = {"check": ImportState.CHECKED, "make": ImportState.MADE, "undo": ImportState.UNDONE}
    assert (batch.state, batch.done) == (ended[step], 25)
    assert Award.objects.count() == (0 if step == "check" else 25)
    assert Revocation.objects.count() == (25 if step == "undo" else 0)


@transaction.atomic
def work_and_be_killed(batch: ImportBatch) -> None:
    importing.go_on(batch.pk)
    raise Killed


def test_taking_it_back_revokes_what_it_gave_and_keeps_what_was_renewed_since(
    version: CourseVersion, dele: User
) -> None:
    batch = registers.noted(past(SUZIE, DELE), dele)
    person = Person.objects.get(address__canonical="suzie@example.org")
    renewal = factories.award(person, version)
    assert renewal.renews is not None
    batch = registers.undone(batch)
    assert outcomes(batch) == [RowOutcome.KEPT, RowOutcome.TAKEN_BACK]
    assert list(Revocation.objects.values_list("award__name", flat=True)) == ["Dele Decides"]
    assert Award.objects.count() == 3


def test_a_list_that_renews_its_own_awards_is_taken_back_as_a_whole(version: CourseVersion, dele: User) -> None:
    batch = registers.noted(past((*SUZIE[:3], "2025-02-01", ""), (*SUZIE[:3], "2026-06-01", "")), dele)
    assert set(outcomes(registers.undone(batch))) == {RowOutcome.TAKEN_BACK}
    assert Revocation.objects.count() == 2


def test_a_list_is_taken_back_once_and_within_30_days(version: CourseVersion, dele: User) -> None:
    batch = registers.noted(past(SUZIE), dele)
    ImportBatch.objects.filter(pk=batch.pk).update(made_at=timezone.now() - timedelta(days=30, seconds=1))
    with pytest.raises(importing.NotPossible, match="time for taking it back is over"):
        importing.undo(batch)
    ImportBatch.objects.filter(pk=batch.pk).update(made_at=timezone.now() - timedelta(days=30) + timedelta(minutes=1))
    registers.undone(batch)
    with pytest.raises(importing.NotPossible, match="not taken back yet"):
        importing.undo(batch)


@pytest.fixture
def session() -> Session:
    made = registers.session("Suzie", "Charlie", "Twin")
    twin = planned.somebody("Other")
    Person.objects.filter(pk=twin.pk).update(name="Twin")
    Booking.objects.create(event=made.event, person=twin, state=BookingState.BOOKED)
    return made


LIST = as_csv(
    ("", "suzie@example.org"),
    ("charlie", ""),
    ("Twin", ""),
    ("Morgan", "morgan@example.org"),
    ("Nobody", ""),
    ("Suzie again", "suzie@example.org"),
    headings=("Name", "Email"),
)


def test_a_list_of_who_came_is_matched_by_address_then_by_name(session: Session, dele: User) -> None:
    batch = registers.checked(LIST, dele, session)
    found = registers.rows(batch)
    assert [row.matched for row in found[:4]] == ["Booked: Suzie", "Booked: Charlie", "", "Had not booked"]
    assert [row.plan for row in found] == [RowPlan.GIVE, RowPlan.GIVE, "wrong", RowPlan.GIVE, "wrong", "wrong"]
    assert "Several people of this name booked" in found[2].errors[0]
    assert "Nobody of this name booked" in found[4].errors[0]
    assert found[5].errors == ["Line 2 says the same."]
    assert not Mark.objects.exists()


def test_whose_place_an_unclear_line_is_about_can_be_said(session: Session, dele: User) -> None:
    batch = registers.checked(LIST, dele, session)
    twin = session.event.bookings.filter(person__name="Twin").first()
    assert twin
    importing.say_who(batch=batch, number=4, booking=twin.pk)
    with pytest.raises(importing.NotPossible):
        importing.say_who(batch=batch, number=6, booking=twin.pk)
    with pytest.raises(importing.NotPossible):
        importing.say_who(batch=batch, number=6, booking=10**9)
    registers.through(importing.make(batch))
    twin.refresh_from_db()
    assert twin.came is True


def test_noting_a_list_marks_all_and_gives_awards_once_the_session_is_over(session: Session, dele: User) -> None:
    registers.over(session)
    batch = registers.noted(LIST, dele, session)
    assert sorted(line.name for line in attendance.who_came(session)) == ["Charlie", "Morgan", "Suzie"]
    assert sorted(Award.objects.values_list("name", flat=True)) == ["Charlie", "Morgan", "Suzie"]
    again = registers.checked(LIST, dele, session)
    assert plans(again)[:4] == [RowPlan.SAME, RowPlan.SAME, RowPlan.WRONG, RowPlan.SAME]
    registers.undone(batch)
    assert attendance.who_came(session) == []
    assert Revocation.objects.count() == 3


def test_before_its_end_a_list_gives_no_award(session: Session, dele: User) -> None:
    registers.noted(LIST, dele, session)
    assert len(attendance.who_came(session)) == 3
    assert not Award.objects.exists()


def test_taking_a_list_back_leaves_what_was_said_otherwise_and_who_was_there_before(
    session: Session, dele: User
) -> None:
    suzie, charlie = registers.booking(session, "Suzie"), registers.booking(session, "Charlie")
    marks.take(session, [registers.mark(charlie, False, timezone.now())], source="trainer")  # type: ignore[arg-type]
    batch = registers.noted(LIST, dele, session)
    marks.take(session, [registers.mark(suzie, True, timezone.now())], source="trainer")  # type: ignore[arg-type]
    batch = registers.undone(batch)
    assert [line.name for line in attendance.who_came(session)] == ["Suzie"]
    charlie.refresh_from_db()
    assert charlie.came is False
    assert registers.rows(batch)[0].said == "It was marked otherwise since."


PASTED = {
    "Suzie Signer, suzie@example.org\nCharlie <charlie@example.org>": [
        ("Suzie Signer", "suzie@example.org"),
        ("Charlie", "charlie@example.org"),
    ],
    "suzie@example.org\tSuzie\n\n  Charlie  \n": [("Suzie", "suzie@example.org"), ("Charlie", "")],
    "Full name;E-mail\nSuzie;suzie@example.org": [("Suzie", "suzie@example.org")],
    '"Signer, Suzie" <suzie@example.org>': [("Signer Suzie", "suzie@example.org")],
}


@pytest.mark.parametrize("text", PASTED)
def test_a_pasted_list_needs_no_headings(text: str, session: Session, dele: User) -> None:
    batch = registers.checked(pasted.as_table(text), dele, session)
    read = [(row.fields.get("name", ""), row.fields.get("email", "")) for row in registers.rows(batch)]
    assert read == PASTED[text]


def test_a_trainer_pastes_a_list_looks_at_it_notes_it_and_takes_it_back_without_a_script(client: Client) -> None:
    priya = registers.trainer()
    made = registers.session("Suzie", "Charlie", teacher=priya.person)
    client.force_login(priya)
    lists = f"/training/sessions/{made.pk}/lists/"
    assert client.post(lists, {"text": " "}).status_code == 422
    answer = client.post(lists, {"text": "Suzie, suzie@example.org\nMorgan, morgan@example.org\nSuzanne"})
    batch = ImportBatch.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{lists}{batch.pk}/")
    shown = html(client.get(answer.headers["Location"]))
    assert "Booked: Suzie" in shown
    assert "Line 4 is about the place of" in shown
    charlie = registers.booking(made, "Charlie")
    client.post(f"{lists}{batch.pk}/", {"do": "who", "number": "4", "booking": str(charlie.pk)})
    client.post(f"{lists}{batch.pk}/", {"do": "choose", "shown": ["2", "3", "4"], "ticked": ["2", "4"]})
    client.post(f"{lists}{batch.pk}/", {"do": "make"})
    assert sorted(line.name for line in attendance.who_came(made)) == ["Charlie", "Suzie"]
    assert "You can until" in html(client.get(f"{lists}{batch.pk}/"))
    client.post(f"{lists}{batch.pk}/", {"do": "undo"})
    assert attendance.who_came(made) == []
    assert "Taken back" in html(client.get(f"{lists}{batch.pk}/"))
    client.post(lists, {"file": SimpleUploadedFile("a.csv", b"Name,Email\nSuzie,suzie@example.org\n")})
    second = ImportBatch.objects.latest("pk")
    client.post(f"{lists}{second.pk}/", {"do": "discard"})
    assert not ImportBatch.objects.filter(pk=second.pk).exists()


def test_staff_bring_a_list_of_the_past_in_and_take_it_back(client: Client, version: CourseVersion, dele: User) -> None:
    client.force_login(dele)
    answer = client.post(f"{FILES}new/", {"file": SimpleUploadedFile("old.csv", past(SUZIE, DELE, ("", *SUZIE[1:])))})
    batch = ImportBatch.objects.get()
    assert answer.headers["Location"] == f"{FILES}{batch.pk}/match/"
    assert "“E-mail” is" in html(client.get(answer.headers["Location"]))
    columns = {f"column_{number}": field for number, field in enumerate(("name", "email", "course", "on", "group"))}
    assert client.post(answer.headers["Location"], {**columns, "column_2": ""}).status_code == 422
    client.post(answer.headers["Location"], columns)
    page = f"{FILES}{batch.pk}/"
    assert "To be noted: 2" in html(client.get(page))
    failing = client.get(f"{page}rows-to-mend.csv")
    lines = list(csv.reader(io.StringIO(b"".join(failing.streaming_content).decode("utf-8-sig"))))  # type: ignore[attr-defined]
    assert lines[0] == [*HEADINGS, "What is wrong"]
    assert len(lines) == 2
    client.post(f"{page}choose/", {"shown": ["2", "3"], "ticked": ["3"], "show": "give", "p": "1"})
    assert "Awards: 1." in html(client.get(f"{page}make/"))
    client.post(f"{page}make/")
    assert [award.name for award in Award.objects.all()] == ["Dele Decides"]
    client.post(f"{page}undo/")
    assert Revocation.objects.count() == 1
    assert "Taken back" in html(client.get(page))


def test_what_a_list_held_is_forgotten_after_30_days(version: CourseVersion, dele: User) -> None:
    late, early = registers.noted(past(SUZIE), dele), registers.started(past(DELE), dele)
    ImportBatch.objects.update(at=timezone.now() - timedelta(days=40))
    ImportBatch.objects.filter(pk=late.pk).update(made_at=timezone.now() - timedelta(days=29))
    housekeeping.prune()
    assert list(ImportBatch.objects.values_list("pk", flat=True)) == [late.pk]
    assert not ImportRow.objects.filter(batch=early.pk).exists()
