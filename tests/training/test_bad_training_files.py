"""Files that are no list of people, or are made to do harm, are refused in words, and a killed import goes on."""

import os
import signal
import subprocess
import sys
import time
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from groups.enums import ImportState
from groups.sheets.bounds import LARGEST, BadFile
from people.models import Person
from tests import factories
from tests.groups.sheets import as_csv, as_xlsx, cells, with_part
from tests.training import registers
from training.enums import RowOutcome, RowPlan
from training.models import Award, ImportBatch, ImportRow
from training.services import exporting, importing

HEADINGS = ("Name", "Email", "Course", "Date")
SUZIE = ("Suzie", "suzie@example.org", "awareness", "2026-06-01")
BAD: dict[str, tuple[Any, str]] = {
    "empty": (lambda: b"", "The file is empty. The first line must name the columns, such as: Name, Email"),
    "no headings": (lambda: as_csv(SUZIE, headings=SUZIE), "looks like a person, not like headings"),
    "headings alone": (lambda: as_csv(headings=HEADINGS), "nobody below them"),
    "NUL bytes": (lambda: b"Name,Email\nSuz\0ie,suzie@example.org\n", "NUL bytes"),
    "a heading twice": (lambda: as_csv(SUZIE, headings=("Name", "name", "Course", "Date")), "both called"),
    "a workbook with an entity": (
        lambda: with_part(as_xlsx(SUZIE, headings=HEADINGS), "xl/workbook.xml", b"<!DOCTYPE x [<!ENTITY y 'z'>]>"),
        "no list of people needs",
    ),
    "a broken encoding": (lambda: b"Name,Email\nSuzie \x81,suzie@example.org\n", "can't be read"),
    "a picture called a list": (lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "NUL|can't be read|not a"),
    "too large": (lambda: b"Name,Email\n" + b"x" * LARGEST, "larger than 20 MB"),
    "a broken workbook": (lambda: b"PK\x03\x04 and no more", "not a workbook"),
    "too many": (lambda: b"Name,Email\n" + b"S,s@example.org\n" * 20_001, "more than 20,000 rows"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_in_words_and_nothing_of_it_is_kept(name: str) -> None:
    content, words = BAD[name]
    with pytest.raises(BadFile, match=words):
        registers.started(content(), None)
    assert not ImportRow.objects.exists()
    assert not ImportBatch.objects.exists()


@pytest.mark.django_db
def test_it_is_refused_on_the_screen_on_which_it_was_chosen(client: Client) -> None:
    client.force_login(factories.dele())
    answer = client.post("/admin/training-lists/new/", {"file": SimpleUploadedFile("a.csv", b"Name,Name\nA,B\n")})
    assert answer.status_code == 422
    assert "both called" in answer.content.decode()


@pytest.mark.django_db
def test_a_formula_is_an_error_of_its_line_and_what_leaves_runs_in_no_spreadsheet() -> None:
    made = registers.session("Suzie")
    batch = registers.checked(as_xlsx(("=1+1", "suzie@example.org"), headings=("Name", "Email")), None, made)
    assert registers.rows(batch)[0].errors == ["Column A has a formula. Copy it, paste its value in its place."]
    Person.objects.filter(name="Suzie").update(name='=HYPERLINK("x")')
    table = list(exporting.rows(type(made).objects.filter(pk=made.pk)))
    assert table[1][0] == '\'=HYPERLINK("x")'


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content",
    [
        pytest.param(as_xlsx(("Zoë", "zoe@example.org"), headings=("Name", "Email")), id="a workbook called a CSV"),
        pytest.param("Name,Email\nZoë,zoe@example.org\n".encode("cp1252"), id="of Windows"),
        pytest.param("Name;Email\nZoë;zoe@example.org\n".encode("utf-16"), id="UTF-16"),
    ],
)
def test_files_that_are_not_what_their_names_say_are_read_for_what_they_are(content: bytes, client: Client) -> None:
    made = registers.session("Suzie")
    client.force_login(factories.dele())
    address = f"/training/sessions/{made.pk}/lists/"
    answer = client.post(address, {"file": SimpleUploadedFile("list.csv", content)})
    assert answer.status_code == 303
    row = registers.rows(ImportBatch.objects.get())[0]
    assert (row.fields["name"], row.fields["email"], row.errors) == ("Zoë", "zoe@example.org", [])


@pytest.mark.django_db
def test_a_trainer_is_told_what_is_wrong_with_a_file_beside_it(client: Client) -> None:
    made = registers.session("Suzie")
    client.force_login(factories.dele())
    address = f"/training/sessions/{made.pk}/lists/"
    answer = client.post(address, {"file": SimpleUploadedFile("list.xlsx", b"PK\x03\x04 and no more")})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "not a workbook" in shown
    assert 'id="id_file_error"' in shown
    assert not ImportBatch.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_taken_away_comes_back_as_the_same_attendance(form: str, client: Client) -> None:
    first = registers.session("Suzie", "Charlie")
    registers.noted(
        as_csv(("Suzie", "suzie@example.org"), ("Morgan", "morgan@example.org"), headings=HEADINGS[:2]), None, first
    )
    client.force_login(factories.dele())
    answer: Any = client.post(f"/admin/training-attendance/{form}/", {"session": str(first.pk)})
    content = b"".join(answer.streaming_content)
    second = registers.session("Suzie", "Charlie", version=first.version)
    batch = registers.noted(content, None, second)
    assert {row.outcome for row in registers.rows(batch)} == {RowOutcome.DONE, ""}
    came = {line.name: line.came for line in registers.lines(second)}
    assert (
        came
        == {"Suzie": True, "Charlie": None, "Morgan": True}
        == {line.name: line.came for line in registers.lines(first)}
    )
    if form == "xlsx":
        assert cells(content)[0][:3] == ("Name", "Email", "Came")


@pytest.mark.django_db
def test_the_list_of_awards_comes_back_and_gives_nothing_twice(client: Client) -> None:
    version = factories.course_version(factories.course())
    registers.noted(as_csv(SUZIE, headings=HEADINGS), None)
    assert Award.objects.get().version == version
    client.force_login(factories.dele())
    answer: Any = client.get("/admin/training-awards/?export=csv")
    batch = registers.checked(b"".join(answer.streaming_content), None)
    assert [row.plan for row in registers.rows(batch) if "course" in row.fields] == [RowPlan.SAME]


@pytest.mark.django_db
def test_staff_see_how_sessions_were_attended_with_few_questions(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    version = factories.course_version(factories.course())
    for number in range(4):
        made = registers.session("Suzie", f"Person{number}", version=version)
        registers.noted(as_csv(("Suzie", ""), ("Morgan", "morgan@example.org"), headings=HEADINGS[:2]), None, made)
        registers.over(made)
    client.force_login(factories.dele())
    client.get("/admin/training-attendance/")
    with django_assert_max_num_queries(25):
        shown = client.get("/admin/training-attendance/").content.decode()
    assert "Who came in the last twelve months" in shown
    row = "".join(shown.split("<tbody>")[-1].split("</tr>")[0].split())
    assert '<tdclass="number">2</td><tdclass="number">2</td><tdclass="number">1</td><tdclass="number">1</td>' in row


SCRIPT = """
import sys, django
django.setup()
from training.services import importing
importing.SLICE = 25
importing.go_on_with_all(600)
"""
PATIENCE = 90
PEOPLE = 1_000


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_worker_that_is_killed_in_the_middle_leaves_what_the_next_one_completes_and_nothing_is_double() -> None:
    factories.course_version(factories.course())
    rows = [(f"Person {n}", f"person-{n}@example.org", "awareness", "2026-06-01") for n in range(PEOPLE)]
    batch = importing.make(registers.checked(as_csv(*rows, headings=HEADINGS), None))
    for _ in range(2):
        before = ImportBatch.objects.get(pk=batch.pk).done
        kill_once_it_goes_on(batch, before)
    batch.refresh_from_db()
    assert batch.state == ImportState.MAKING
    assert 0 < batch.done < PEOPLE
    assert Award.objects.count() == batch.done
    batch = registers.through(batch)
    assert (batch.state, batch.done) == (ImportState.MADE, PEOPLE)
    assert Award.objects.count() == Person.objects.count() == PEOPLE
    assert Award.objects.values("person").distinct().count() == PEOPLE


def kill_once_it_goes_on(batch: ImportBatch, before: int) -> None:
    at = connection.settings_dict
    database = f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST'] or ''}:{at['PORT'] or ''}/{at['NAME']}"
    if str(at["HOST"]).startswith("/"):
        database = f"postgres://{at['USER']}@/{at['HOST']}/{at['NAME']}"
    environment = {**os.environ, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    worker = subprocess.Popen([sys.executable, "-c", SCRIPT], cwd=settings.BASE_DIR, env=environment)
    deadline = time.monotonic() + PATIENCE
    while ImportBatch.objects.get(pk=batch.pk).done == before:
        assert worker.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.002)
    worker.send_signal(signal.SIGKILL)
    assert worker.wait(PATIENCE) == -signal.SIGKILL
