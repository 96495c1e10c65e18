"""The code on the trainer's screen: good for a minute, says nothing about who booked, and keeps no device or place."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from mail.models import TokenBucket
from tests.training import registers
from tests.training.registers import html
from training import codes
from training.models import Mark, Session
from training.selectors import attendance
from training.views import here

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 3, 10, 12, 0, tzinfo=UTC)
SECRET = bytes(range(32))


@pytest.fixture
def session(time_machine: Any) -> Session:
    time_machine.move_to(NOON, tick=False)
    return registers.session("Suzie", "Charlie", code_secret=SECRET)


def page(session: Session, rest: str = "") -> str:
    return f"/training/here/{session.pk}/{rest}"


def now() -> str:
    return codes.now(SECRET, timezone.now())


def here_is(client: Client, session: Session, email: str, code: str, **more: str) -> Any:
    return client.post(page(session), {"email": email, "code": code, **more})


def came(session: Session) -> list[str]:
    return [line.name for line in attendance.who_came(session)]


def test_the_code_is_another_every_30_seconds_and_nobody_knows_the_next_without_the_secret() -> None:
    seen = [codes.now(SECRET, NOON + timedelta(seconds=30 * step)) for step in range(200)]
    assert len(set(seen)) > 195
    assert all(re.fullmatch(r"\d{6}", code) for code in seen)
    assert codes.now(SECRET, NOON + timedelta(seconds=29)) == seen[0]
    assert codes.now(bytes(32), NOON) != seen[0]
    assert codes.left(NOON + timedelta(seconds=29)) == 1


@pytest.mark.parametrize(
    ("seconds", "is_right"), [(0, True), (29, True), (30, True), (59, True), (60, False), (600, False)]
)
def test_a_code_is_good_for_its_own_half_minute_and_the_next(seconds: int, is_right: bool) -> None:
    assert codes.is_right(SECRET, codes.now(SECRET, NOON), NOON + timedelta(seconds=seconds)) is is_right
    assert not codes.is_right(SECRET, codes.now(SECRET, NOON + timedelta(seconds=30)), NOON)


def test_whoever_types_code_and_address_is_on_the_register(client: Client, session: Session) -> None:
    answer = here_is(client, session, "Suzie@example.org", f"{now()[:3]} {now()[3:]}")
    assert (answer.status_code, answer.headers["Location"]) == (303, page(session, "done/"))
    assert came(session) == ["Suzie"]
    mark = Mark.objects.get()
    assert (mark.source, mark.name, mark.email) == ("code", "", "")
    assert "Thank you" in html(client.get(page(session, "done/")))


def test_a_stranger_is_told_the_same_as_somebody_who_booked(client: Client, session: Session) -> None:
    answers = [here_is(client, session, email, now()) for email in ("suzie@example.org", "nobody@example.org")]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert [(answer.status_code, answer.content) for answer in answers] == [(303, b"")] * 2
    assert not any(answer.cookies for answer in answers)
    assert came(session) == ["Suzie"]
    assert [line.email for line in attendance.register(session) if line.needs_trainer] == ["nobody@example.org"]


def test_a_picture_of_the_screen_is_worth_nothing_after_a_minute(
    client: Client, session: Session, time_machine: Any
) -> None:
    old = now()
    time_machine.move_to(NOON + timedelta(seconds=60), tick=False)
    answer = here_is(client, session, "suzie@example.org", old)
    assert answer.status_code == 422
    assert "not the code of now" in html(answer)
    assert "That code is over" in html(client.get(page(session, f"{old}/")))
    assert not Mark.objects.exists()


def test_whoever_scanned_it_has_five_minutes_to_type_an_address(
    client: Client, session: Session, time_machine: Any
) -> None:
    shown = html(client.get(page(session, f"{now()}/")))
    ticket = re.search(r'name="ticket"[^>]* value="([^"]+)"', shown)
    assert ticket
    assert 'name="code"' not in shown
    time_machine.move_to(NOON + timedelta(minutes=4), tick=False)
    assert here_is(client, session, "suzie@exam ple.org", "", ticket=ticket[1]).status_code == 422
    assert here_is(client, session, "suzie@example.org", "", ticket=ticket[1]).status_code == 303
    time_machine.move_to(NOON + timedelta(minutes=6), tick=False)
    assert here_is(client, session, "charlie@example.org", "", ticket=ticket[1]).status_code == 422
    assert came(session) == ["Suzie"]


def test_a_ticket_of_another_session_opens_nothing(client: Client, session: Session) -> None:
    other = registers.session("Dele", version=session.version, code_secret=bytes(32))
    ticket = re.search(r'name="ticket"[^>]* value="([^"]+)"', html(client.get(page(session, f"{now()}/"))))
    assert ticket
    assert here_is(client, other, "dele@example.org", "", ticket=ticket[1]).status_code == 422
    assert here_is(client, other, "dele@example.org", now()).status_code == 422


def test_a_wrong_address_after_a_right_code_needs_no_second_code(
    client: Client, session: Session, time_machine: Any
) -> None:
    answer = here_is(client, session, "suzie", now())
    ticket = re.search(r'name="ticket"[^>]* value="([^"]+)"', html(answer))
    assert answer.status_code == 422
    assert ticket
    time_machine.move_to(NOON + timedelta(minutes=2), tick=False)
    assert here_is(client, session, "suzie@example.org", "", ticket=ticket[1]).status_code == 303


@pytest.mark.parametrize(("minutes", "is_open"), [(-31, False), (-29, True), (179, True), (181, False)])
def test_the_door_is_open_from_half_an_hour_before_to_an_hour_after(
    minutes: int, is_open: bool, client: Client, session: Session, time_machine: Any
) -> None:
    time_machine.move_to(session.event.starts_at + timedelta(minutes=minutes), tick=False)
    answer = here_is(client, session, "suzie@example.org", now())
    assert (answer.status_code == 303) is is_open
    assert (came(session) == ["Suzie"]) is is_open
    assert ("check in now" in html(client.get(page(session)))) is not is_open


def test_whoever_guesses_is_stopped_long_before_they_are_right(
    client: Client, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(here, "FROM_A_MACHINE", 3)
    wrong = f"{(int(now()) + 500_000) % 1_000_000:06}"
    statuses = [here_is(client, session, "suzie@example.org", wrong).status_code for _ in range(4)]
    assert statuses == [422, 422, 422, 429]
    assert here_is(client, session, "suzie@example.org", now()).status_code == 429
    assert not Mark.objects.exists()


def test_nothing_about_the_device_is_kept(client: Client, session: Session) -> None:
    client.post(
        page(session),
        {"email": "suzie@example.org", "code": now()},
        headers={"user-agent": "A Phone 9"},
        REMOTE_ADDR="203.0.113.77",
    )
    rows = [*Mark.objects.values(), *TokenBucket.objects.values()]
    assert rows
    assert "203.0.113.77" not in str(rows)
    assert "A Phone 9" not in str(rows)


def test_a_form_on_another_site_marks_nobody(client: Client, session: Session) -> None:
    answer = client.post(
        page(session), {"email": "suzie@example.org", "code": now()}, headers={"sec-fetch-site": "cross-site"}
    )
    assert answer.status_code == 403
    assert not Mark.objects.exists()


def test_the_screen_shows_the_code_and_a_qr_code_of_our_own_and_asks_for_the_next(
    client: Client, session: Session
) -> None:
    priya = registers.trainer()
    Session.objects.filter(pk=session.pk).update(trainer=priya.person)
    client.force_login(priya)
    shown = html(client.get(f"/training/sessions/{session.pk}/code/"))
    assert f"{now()[:3]} {now()[3:]}" in shown
    assert "<svg" in shown
    assert '<noscript><meta http-equiv="refresh" content="30"></noscript>' in shown
    part = html(client.get(f"/training/sessions/{session.pk}/code/now/"))
    assert now()[:3] in part
    assert "<html" not in part
