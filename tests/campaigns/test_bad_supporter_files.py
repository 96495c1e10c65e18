"""Lists of supporters chosen by mistake or made to do harm, and lines that can't be brought in: each says why."""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Collection

from campaigns.mailout_enums import ImportState, LineState
from campaigns.models import SupporterImport, SupporterLine
from campaigns.services import supporter_imports as imports
from groups.sheets.bounds import BadFile
from pages.models import SiteDocument
from people.models import Consent, Person, User
from tests import factories
from tests.campaigns import supporters
from tests.campaigns.supporters import CHARLIE, EVIDENCE, HEADINGS, NEWS, SUZIE, as_csv, as_xlsx, lines
from tests.groups.sheets import with_part
from tests.people.deeds import wording

LISTS = "/admin/supporter-lists/"
REPORT = "There is a girl locked in the flat above the shop on our street, she is crying and they took her passport."
ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>
<worksheet><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>"""
FIRST_SHEET = "xl/worksheets/sheet1.xml"


def many_parts() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(600):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b"<worksheet/>")
    return file.getvalue()


FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "The file is empty. The first line must name the columns, such as: Email"),
    "nobody": (lambda: as_csv(), "nobody below them"),
    "no headings": (lambda: as_csv(CHARLIE, headings=SUZIE), "looks like a person, not like headings"),
    "one heading twice": (lambda: as_csv(SUZIE, headings=("Email", "Name", "email")), "both called “email”"),
    "no encoding": (lambda: as_csv(SUZIE) + b"caf\x81@example.org,,\r\n", "Line 3 has characters"),
    "NUL bytes": (lambda: as_csv(SUZIE) + b"c\0@example.org,,\r\n", "Line 3 has NUL bytes"),
    "a cell of 20 kB": (lambda: as_csv((SUZIE[0], "x" * 20_000, "")), "line 2, column 2 has 20,000 characters"),
    "a zip bomb": (
        lambda: with_part(as_xlsx(SUZIE), FIRST_SHEET, b"<worksheet>" + b" " * (80 * 1024 * 1024)),
        "far more than a list of people can be",
    ),
    "too many parts": (many_parts, "unpacks to far more"),
    "entities": (
        lambda: with_part(as_xlsx(SUZIE), FIRST_SHEET, ENTITIES),
        "instructions that no list of people needs",
    ),
    "half a workbook": (lambda: as_xlsx(SUZIE)[:-200], "not a workbook that can be read"),
    "an old workbook": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "a workbook of an old kind"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_refused_in_words_and_nothing_of_it_is_kept(name: str) -> None:
    make, words = FILES[name]
    with pytest.raises(BadFile, match=re.escape(words)):
        supporters.started(make(), factories.dele())
    assert not SupporterImport.objects.exists()
    assert not SupporterLine.objects.exists()


BAD: dict[str, tuple[tuple[str, ...], str]] = {
    "no address": (("", "Suzie", "Signer"), "It has no email address."),
    "no at": (("suzie.example.org", "Suzie", ""), "“suzie.example.org” is no email address."),
    "two addresses": (("suzie@example.org, charlie@example.org", "", ""), "is no email address"),
    "a mistyped domain": (("suzie@gmial.com", "Suzie", ""), "Was suzie@gmail.com meant?"),
    "an address too long": ((f"{'s' * 60}@{'x' * 60}.{'y' * 60}.{'z' * 60}.{'w' * 60}.org", "", ""), "Email address:"),
    "signs no server takes": (("sužie@example.org", "Suzie", ""), "No mail server takes this address"),
    "a machine": (("no-reply@example.org", "Example", ""), "Nobody reads what comes to this address."),
    "an address of ours": (("reply-1@answers.example.org", "", ""), "one of ours"),
    "a header in the name": (("suzie@example.org", "Suzie\nBcc: all@example.org", ""), ""),
    "a link for a name": (("suzie@example.org", "https://example.org/win", ""), "without a web address"),
    "a formula for a name": (("suzie@example.org", "=HYPERLINK(1)", ""), "can't begin with ="),
    "a tag for a name": (("suzie@example.org", "<script>alert(1)</script>", ""), "without < and >"),
    "a name too long": (("suzie@example.org", "S" * 121, ""), "longer than 120 characters"),
    "a report": (("suzie@example.org", REPORT, ""), "so it was not kept"),
    "more cells": (
        ("suzie@example.org", "Suzie", "Signer", "again", "and again"),
        "more cells than there are headings",
    ),
}


@pytest.mark.django_db
@override_settings(LETTER_ANSWERS_DOMAIN="answers.example.org")
@pytest.mark.parametrize("name", BAD)
def test_a_line_with_something_wrong_says_what_and_holds_up_no_other(name: str) -> None:
    row, words = BAD[name]
    batch = supporters.taken_in(as_csv(row, CHARLIE), factories.dele())
    first, fine = lines(batch)
    assert (fine.state, Person.objects.filter(address__canonical=CHARLIE[0]).count()) == (LineState.NEW, 1)
    if name == "a header in the name":
        assert "\n" not in Person.objects.get(address__canonical=SUZIE[0]).name
        return
    assert (first.state, first.person, Person.objects.count()) == (LineState.BAD, None, 1)
    assert words in first.error
    assert (first.cells[1] == "") == (
        name in ("a report", "two addresses", "an address too long", "an address of ours")
    )


@pytest.mark.django_db
def test_a_formula_in_a_workbook_is_no_address() -> None:
    batch = supporters.checked(as_xlsx(("=A3", "Suzie", ""), CHARLIE), factories.dele())
    assert [line.state for line in lines(batch)] == [LineState.BAD, LineState.NEW]
    assert "Column A has a formula" in lines(batch)[0].error


@pytest.mark.django_db
def test_where_a_column_says_whether_they_agreed_only_a_yes_brings_somebody_in() -> None:
    rows = [
        ("yes@example.org", "Yes"),
        ("no@example.org", "no"),
        ("empty@example.org", ""),
        ("odd@example.org", "maybe"),
    ]
    batch = supporters.taken_in(as_csv(*rows, headings=("Email", "Opt in")), factories.dele())
    assert [line.state for line in lines(batch)] == [LineState.NEW, *[LineState.BAD] * 3]
    assert Consent.objects.get().person.address.canonical == "yes@example.org"
    assert "does not say that they agreed" in lines(batch)[1].error


@pytest.mark.django_db
def test_a_mistyped_list_can_be_matched_again_and_what_was_misread_stays_so() -> None:
    dele = factories.dele()
    batch = supporters.checked(as_csv((*SUZIE, "more"), CHARLIE), dele)
    for columns in ({"email": 2}, {"email": 0, "last_name": 2}):
        imports.match(batch=batch, columns=columns, purpose=NEWS, evidence=EVIDENCE, by=dele)
        batch = supporters.through(batch)
    assert (batch.state, [line.state for line in lines(batch)]) == (
        ImportState.CHECKED,
        [LineState.BAD, LineState.NEW],
    )
    assert "more cells" in lines(batch)[0].error


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=40)), min_size=1, max_size=6))
def test_whatever_stands_in_the_cells_the_list_comes_through(rows: list[tuple[str, str]]) -> None:
    by = User.objects.filter(email="fuzz@example.org").first() or factories.user("fuzz")
    try:
        batch = supporters.checked(as_csv(*rows, headings=("Email", "Name")), by, purpose="")
    except BadFile:
        return
    assert batch.state == ImportState.CHECKED
    for line in lines(batch):
        assert line.state in LineState.values
        assert line.error or line.state == LineState.NEW
    batch.delete()


@pytest.fixture
def morgan(client: Client) -> User:
    user = factories.morgan()
    client.force_login(user)
    return user


def html(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def uploaded(client: Client, content: bytes) -> str:
    answer = client.post(f"{LISTS}new/", {"file": SimpleUploadedFile("supporters.csv", content)})
    assert answer.status_code == 302, html(answer)
    return str(answer.headers["Location"])


def sent(client: Client, address: str, **fields: Any) -> Any:
    return client.post(address, {"column_0": "email", "purpose": NEWS, "evidence": EVIDENCE, **fields})


@pytest.mark.django_db
def test_a_bad_file_is_refused_on_the_screen_on_which_it_was_chosen(client: Client, morgan: User) -> None:
    answer = client.post(f"{LISTS}new/", {"file": SimpleUploadedFile("supporters.csv", b"Name,Name\nA,B\n")})
    assert answer.status_code == 422
    assert "both called “Name”" in html(answer)


@pytest.mark.django_db
def test_columns_are_guessed_shown_with_the_first_lines_and_can_be_changed(client: Client, morgan: User) -> None:
    wording()
    match = uploaded(client, as_csv(*[(f"p{n}@example.org", f"Person {n}", "Q") for n in range(9)], headings=HEADINGS))
    shown = html(client.get(match))
    assert "9 lines were read" in shown
    assert shown.count("@example.org</td>") == 5
    for name in ("email", "first_name", "last_name"):
        assert f'<option value="{name}" selected>' in shown
    assert sent(client, match, column_1="name", column_2="").status_code == 302
    batch = SupporterImport.objects.get()
    assert batch.columns == {"email": 0, "name": 1}
    assert html(client.get(match)).count('<option value="name" selected>') == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"evidence": ""}, "Without that nobody is brought in"),
        ({"evidence": "They said so."}, "at least 30 characters"),
        ({"evidence": f"They told us this. {REPORT}"}, "looks like a report about a person"),
        ({"column_0": ""}, "Say which column is the email address"),
        ({"column_1": "email"}, "is the email address already"),
        ({"purpose": "measurement"}, "Select a valid choice"),
        ({"purpose": "training"}, "Select a valid choice"),
        ({"evidence_file": SimpleUploadedFile("evidence.exe", b"MZ")}, "is not allowed"),
    ],
)
def test_without_evidence_or_an_address_a_list_goes_no_further(
    fields: dict[str, Any], words: str, client: Client, morgan: User
) -> None:
    wording()
    answer = sent(client, uploaded(client, as_csv(SUZIE)), **fields)
    assert answer.status_code == 422
    assert words in html(answer)
    batch = SupporterImport.objects.get()
    assert (batch.state, batch.evidence) == (ImportState.UPLOADED, "")


@pytest.mark.django_db
def test_a_file_that_shows_it_is_kept_for_staff_alone_and_goes_with_the_list(client: Client, morgan: User) -> None:
    wording()
    match = uploaded(client, as_csv(SUZIE))
    sent(client, match, evidence_file=SimpleUploadedFile("suzie-signed.txt", b"I agree to get campaign news."))
    document = SiteDocument.objects.get()
    assert "suzie" not in document.filename
    assert document.collection == Collection.objects.get(name="Evidence of consent")
    page = f"{LISTS}{SupporterImport.objects.get().pk}/"
    assert document.url in html(client.get(page))
    assert Client().get(document.url).status_code in (302, 403)
    client.post(f"{page}discard/")
    assert not SiteDocument.objects.exists()
    assert not SupporterImport.objects.exists()


@pytest.mark.django_db
def test_staff_bring_a_list_in_have_it_asked_and_take_it_back_without_a_script(client: Client, morgan: User) -> None:
    wording()
    match = uploaded(client, as_csv(SUZIE, CHARLIE, SUZIE, ("nobody", "", "")))
    sent(client, match, column_1="first_name", column_2="last_name")
    batch = SupporterImport.objects.get()
    page = f"{LISTS}{batch.pk}/"
    shown = html(client.get(page))
    for words in ("All lines: 4", "New: 2", "Twice in this list: 1", "Can't be brought in: 1", EVIDENCE):
        assert words in shown.replace("&#x27;", "'")
    assert "is no email address" in html(client.get(f"{page}?show=bad"))
    assert "People who are brought in: 2." in html(client.get(f"{page}take-in/"))
    client.post(f"{page}take-in/")
    assert Person.objects.filter(name="Suzie Signer").count() == 1
    assert "They have not confirmed it, so they get nothing." in html(client.get(page))
    assert "somebody else has to have its people asked" in html(client.post(f"{page}ask/"))
    other = Client()
    other.force_login(factories.user("second", groups=("Campaign staff",)))
    asking = html(other.get(f"{page}ask/"))
    assert EVIDENCE.replace("'", "&#x27;") in asking
    assert "People who are asked: 2." in asking
    other.post(f"{page}ask/")
    assert "Being asked to confirm" in html(client.get(page))
    supporters.through(batch)
    assert "They were asked to confirm" in html(client.get(page))
    client.post(f"{page}undo/")
    supporters.through(batch)
    assert not Person.objects.filter(name="Suzie Signer").exists()
    assert "Undone" in html(client.get(page))


@pytest.mark.django_db
def test_the_bad_lines_can_be_taken_away_with_what_is_wrong(client: Client, morgan: User) -> None:
    batch = supporters.checked(as_csv(SUZIE, ("=1+1", "Charlie", "C")), morgan)
    answer: Any = client.get(f"{LISTS}{batch.pk}/lines-to-mend.csv")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert rows[0] == [*HEADINGS, "What is wrong"]
    assert rows[1][:3] == ["'=1+1", "Charlie", "C"]
    assert "is no email address" in rows[1][3]
    assert len(rows) == 2


@pytest.mark.django_db
def test_a_long_list_is_shown_in_parts_with_few_questions(
    client: Client, morgan: User, django_assert_max_num_queries: Any
) -> None:
    batch = supporters.checked(supporters.many(120), morgan)
    with django_assert_max_num_queries(25):
        shown = html(client.get(f"{LISTS}{batch.pk}/?p=2"))
    assert shown.count("Person ") == 50
    assert "Page 2 of 3" in shown


@pytest.mark.django_db
def test_while_it_is_under_way_the_page_shows_how_far_it_is_and_asks_again(
    client: Client, morgan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(imports.SLICES, ImportState.CHECKING, 10)
    batch = supporters.matched(supporters.many(25), morgan)
    imports.go_on(batch.pk)
    answer = client.get(f"{LISTS}{batch.pk}/")
    assert "10 of 25 lines" in html(answer)
    assert answer.headers["Refresh"]


@pytest.mark.django_db
def test_nobody_but_campaign_staff_sees_a_list(client: Client) -> None:
    batch = supporters.checked(as_csv(SUZIE), factories.dele())
    client.force_login(factories.member_of("Editors"))
    for address in ("", f"{batch.pk}/", f"{batch.pk}/match/", f"{batch.pk}/lines-to-mend.csv", f"{batch.pk}/take-in/"):
        answer = client.get(f"{LISTS}{address}")
        assert answer.status_code == 302
        assert SUZIE[0] not in answer.content.decode()
