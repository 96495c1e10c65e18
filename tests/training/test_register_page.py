"""The register on its trainer's phone: a form without scripts, and what a device sends that had no signal."""

import json
import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from people.models import User
from tests import factories
from tests.training import registers
from tests.training.registers import html
from training.models import Award, CourseVersion, Mark, Session
from training.selectors import attendance
from training.services import marks

pytestmark = pytest.mark.django_db


@pytest.fixture
def priya() -> User:
    return registers.trainer()


@pytest.fixture
def session(priya: User) -> Session:
    return registers.session("Suzie", "Charlie", teacher=priya.person)


@pytest.fixture
def trainer(client: Client, priya: User) -> Client:
    client.force_login(priya)
    return client


def page(session: Session, rest: str = "register/") -> str:
    return f"/training/sessions/{session.pk}/{rest}"


def came(session: Session) -> list[str]:
    return sorted(line.name for line in attendance.who_came(session))


def sent(client: Client, session: Session, *marks: Any, **more: Any) -> Any:
    return client.post(page(session, "register/marks"), json.dumps(marks), content_type="application/json", **more)


def a_mark(key: str, came: bool = True, **fields: Any) -> dict[str, Any]:
    return {"id": str(uuid.uuid4()), "key": key, "came": came, "at": timezone.now().isoformat(), **fields}


def test_only_whoever_teaches_it_and_staff_find_a_register(client: Client, session: Session) -> None:
    assert client.get(page(session)).headers["Location"].startswith("/account/login/")
    strangers = (factories.mallory(), factories.user("charlie"), factories.member_of("Publishers"))
    for stranger in strangers:
        client.force_login(stranger)
        for rest in ("register/", "register/sheet/", "register/sheet.pdf", "register/marks", "code/", "lists/"):
            assert client.get(page(session, rest)).status_code == 404
        assert sent(client, session, a_mark("b1")).status_code == 404
    client.force_login(factories.dele())
    assert client.get(page(session)).status_code == 200


def test_without_scripts_ticks_are_saved_and_can_be_taken_out(trainer: Client, session: Session) -> None:
    suzie, charlie = (f"b{registers.booking(session, name).pk}" for name in ("Suzie", "Charlie"))
    answer = trainer.post(page(session), {"came": [suzie, charlie], "name": "Morgan", "email": "morgan@example.org"})
    assert (answer.status_code, answer.headers["Location"]) == (303, page(session))
    assert came(session) == ["Charlie", "Morgan", "Suzie"]
    shown = html(trainer.get(page(session)))
    assert "It is saved." in shown
    assert shown.count(" checked") == 3
    trainer.post(page(session), {"came": [suzie], "was": [suzie, charlie]})
    assert came(session) == ["Morgan", "Suzie"]
    before = Mark.objects.count()
    trainer.post(page(session), {"came": [suzie], "was": [suzie]})
    assert Mark.objects.count() == before


def test_a_page_that_was_drawn_before_others_marked_takes_nothing_back(trainer: Client, session: Session) -> None:
    suzie, charlie = (f"b{registers.booking(session, name).pk}" for name in ("Suzie", "Charlie"))
    trainer.post(page(session), {"came": [suzie]})
    trainer.post(page(session), {"came": [charlie]})
    assert came(session) == ["Charlie", "Suzie"]


def test_a_name_that_is_none_comes_back_with_what_was_typed_and_the_ticks_are_saved(
    trainer: Client, session: Session
) -> None:
    suzie = f"b{registers.booking(session, 'Suzie').pk}"
    answer = trainer.post(page(session), {"came": [suzie], "name": "<b>Morgan", "email": "morgan@example.org"})
    assert answer.status_code == 422
    assert "without &lt; and &gt;" in html(answer)
    assert 'value="&lt;b&gt;Morgan"' in html(answer)
    assert came(session) == ["Suzie"]


def test_a_faulty_address_is_asked_for_again_and_mended_in_the_form(trainer: Client, session: Session) -> None:
    trainer.post(page(session), {"name": "Morgan", "email": "morgan at example.org"})
    shown = html(trainer.get(page(session)))
    field = re.search(r'name="(email-w[0-9a-f-]+)"', shown)
    assert field
    assert "Needs an email address" in shown
    key = field[1].removeprefix("email-")
    trainer.post(page(session), {"came": [key], "was": [key], field[1]: "morgan@example.org"})
    assert [line.person.name for line in attendance.who_came(session) if line.person] == ["Morgan"]
    assert f'name="{field[1]}"' not in html(trainer.get(page(session)))


def test_the_paper_sheet_has_the_booked_and_typing_it_in_says_where_it_came_from(
    trainer: Client, session: Session
) -> None:
    answer = trainer.get(page(session, "register/sheet.pdf"))
    assert answer.content.startswith(b"%PDF")
    suzie = f"b{registers.booking(session, 'Suzie').pk}"
    assert trainer.post(page(session, "register/sheet/"), {"came": [suzie]}).headers["Location"].endswith("/sheet/")
    assert list(Mark.objects.values_list("source", flat=True)) == ["sheet"]


def test_a_device_sends_its_marks_twice_and_is_told_how_the_register_stands(trainer: Client, session: Session) -> None:
    suzie, walk_in = f"b{registers.booking(session, 'Suzie').pk}", f"w{uuid.uuid4()}"
    ours = [a_mark(suzie), a_mark(walk_in, name="Morgan", email="morgan@")]
    for _ in range(2):
        answer = sent(trainer, session, *ours).json()
        assert sorted(answer["taken"]) == sorted(each["id"] for each in ours)
    assert Mark.objects.count() == 2
    lines = {line["name"]: line for line in answer["lines"]}
    assert lines["Suzie"] == {"key": suzie, "name": "Suzie", "email": "", "came": True, "needs": ""}
    assert (lines["Morgan"]["needs"], lines["Morgan"]["email"]) == ("address", "morgan@")
    assert answer["closed"] is False


def test_a_mark_that_makes_no_sense_holds_up_no_other(trainer: Client, session: Session) -> None:
    fine = a_mark(f"b{registers.booking(session, 'Suzie').pk}")
    wrong = [
        a_mark("b999999999"),
        a_mark("x1"),
        a_mark(fine["key"], came="yes"),  # type: ignore[arg-type]
        {**a_mark(fine["key"]), "at": "yesterday"},
        {**a_mark(fine["key"]), "at": "2026-01-01T10:00:00"},
        a_mark("w123"),
        a_mark(f"w{uuid.uuid4()}", name="a\0b"),
    ]
    answer = sent(trainer, session, *wrong, fine, {"id": "none"}).json()
    assert answer["taken"] == [fine["id"]]
    assert set(answer["refused"]) == {each["id"] for each in wrong}


@pytest.mark.parametrize("body", ["", "{", "{}", "[1]", '"marks"'])
def test_what_is_no_list_of_marks_is_refused(body: str, trainer: Client, session: Session) -> None:
    assert trainer.post(page(session, "register/marks"), body, content_type="application/json").status_code == 400


def test_more_than_500_marks_at_once_are_refused(trainer: Client, session: Session) -> None:
    assert sent(trainer, session, *[a_mark(f"w{uuid.uuid4()}") for _ in range(501)]).status_code == 413
    assert not Mark.objects.exists()


def test_marks_need_the_token_which_the_same_address_gives(priya: User, session: Session) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(priya)
    fine = a_mark(f"b{registers.booking(session, 'Suzie').pk}")
    assert sent(client, session, fine).status_code == 403
    token = client.get(page(session, "register/marks")).json()["token"]
    assert sent(client, session, fine, headers={"X-CSRFToken": token}).status_code == 200


def test_closing_gives_awards_to_those_who_came_and_again_to_those_marked_later(
    trainer: Client, session: Session
) -> None:
    suzie, charlie = (f"b{registers.booking(session, name).pk}" for name in ("Suzie", "Charlie"))
    sent(trainer, session, a_mark(suzie))
    trainer.post(page(session, "register/close/"))
    assert not Award.objects.exists()
    registers.over(session)
    trainer.post(page(session, "register/close/"))
    assert list(Award.objects.values_list("name", flat=True)) == ["Suzie"]
    assert sent(trainer, session, a_mark(charlie)).json()["closed"] is True
    for _ in range(2):
        trainer.post(page(session, "register/close/"))
    assert sorted(Award.objects.values_list("name", flat=True)) == ["Charlie", "Suzie"]


def test_the_worker_reaches_registers_alone_and_needs_no_cookie(client: Client) -> None:
    answer = client.get("/training/sessions/register-worker.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "Service-Worker-Allowed" not in answer.headers
    assert not answer.cookies


def test_signing_out_keeps_on_the_device_what_has_yet_to_be_sent(client: Client, priya: User) -> None:
    for cookie, kept in (("", '"cache", "storage"'), ("1", '"cache"')):
        client.force_login(priya)
        client.cookies["unsent"] = cookie
        assert client.post("/account/logout/").headers["Clear-Site-Data"] == kept


def test_a_long_register_takes_few_questions(trainer: Client, priya: User, django_assert_max_num_queries: Any) -> None:
    made = registers.session(*[f"Person{number}" for number in range(40)], teacher=priya.person, version=another())
    with django_assert_max_num_queries(20):
        assert html(trainer.get(page(made))).count('class="register__line"') == 41


def another() -> CourseVersion:
    return factories.course_version(factories.course("another"))


def test_a_register_is_never_kept_by_anybody_between(trainer: Client, session: Session) -> None:
    for rest in ("register/", "register/marks", "code/", "register/sheet.pdf"):
        assert "no-store" in trainer.get(page(session, rest)).headers["Cache-Control"]


def test_somebody_who_typed_the_code_without_a_booking_counts_once_the_trainer_ticks_them(
    trainer: Client, session: Session
) -> None:
    marks.take_by_code(session, email="morgan@example.org")
    assert came(session) == []
    line = next(each for each in trainer.get(page(session, "register/marks")).json()["lines"] if each["needs"])
    assert (line["needs"], line["came"], line["email"]) == ("trainer", False, "morgan@example.org")
    sent(trainer, session, a_mark(line["key"], email=line["email"]))
    assert [each.email for each in attendance.who_came(session)] == ["morgan@example.org"]
    marks.take_by_code(session, email="Morgan@example.org")
    assert len(attendance.who_came(session)) == 1
    assert Mark.objects.filter(at__gt=timezone.now() + timedelta(seconds=1)).count() == 0
