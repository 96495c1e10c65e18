import io
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError

from mail import bounce_messages
from mail.enums import EventType, State, SuppressionReason
from mail.models import Delivery, ProviderEvent, Suppression
from mail.services import events
from tests.mail.posting import delivery

ROOT = Path(__file__).resolve().parents[2]


def returned(about: Delivery) -> str:
    """Our own message, as it is attached to what comes back."""
    return f"Message-ID: <{about.message_id}@example.org>\nTo: suzie@example.org\nSubject: Confirm\n\nText\n"


def bounce(about: Delivery, *, to: str = "", action: str = "failed", status: str = "5.1.1") -> bytes:
    """As Postfix writes it."""
    return f"""\
Return-Path: <>
From: MAILER-DAEMON@mx.example.net (Mail Delivery System)
To: {to or "hello@example.org"}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="part"

--part
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--part
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
Arrival-Date: Thu, 26 Nov 2026 04:00:00 +0000 (GMT)

Final-Recipient: rfc822; suzie@example.org
Action: {action}
Status: {status} (mailbox)
Diagnostic-Code: smtp; 550 {status} no such user

--part
Content-Type: message/rfc822

{returned(about)}
--part--
""".encode()


def complaint(about: Delivery, kind: str = "abuse") -> bytes:
    """As a feedback loop writes it, the recipient's address blacked out."""
    return f"""\
From: <feedback@isp.example.net>
To: <abuse@example.org>
Subject: FW: Confirm your signature
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="part"

--part
Content-Type: text/plain

This is an email abuse report.

--part
Content-Type: message/feedback-report

Feedback-Type: {kind}
User-Agent: SomeGenerator/1.0
Version: 1

--part
Content-Type: text/rfc822-headers

{returned(about)}
--part--
""".encode()


def return_address(about: Delivery) -> str:
    return f"bounces-{about.message_id.hex}@example.org"


def receive(monkeypatch: pytest.MonkeyPatch, content: bytes, **options: Any) -> ProviderEvent:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    call_command("receive_bounce", **options)
    events.process()
    return ProviderEvent.objects.latest("pk")


@pytest.mark.django_db
@pytest.mark.parametrize("by", ["argument", "header", "returned message"])
def test_a_bounce_finds_its_message_and_stops_mail_to_its_address(by: str, monkeypatch: pytest.MonkeyPatch) -> None:
    about = delivery(state=State.ACCEPTED)
    other = delivery("charlie") if by == "argument" else about
    content = bounce(other, to=return_address(about) if by == "header" else "")
    event = receive(monkeypatch, content, recipient=return_address(about) if by == "argument" else "")
    about.refresh_from_db()
    assert (event.type, event.matched, about.state) == (EventType.BOUNCED, True, State.BOUNCED)
    found = Suppression.objects.get()
    assert (found.address, found.reason, found.event) == (about.address, SuppressionReason.HARD_BOUNCE, event)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("action", "status", "type_", "reason", "stops"),
    [
        ("failed", "5.1.1", "bounced", "bounced", True),
        ("failed", "5.4.1", "bounced", "bounced", True),
        ("failed", "5.2.2", "bounced", "soft", False),
        ("failed", "5.7.1", "bounced", "blocked", False),
        ("failed", "4.4.7", "bounced", "timed_out", False),
        ("failed", "nonsense", "bounced", "other", False),
        ("delayed", "4.4.1", "deferred", "", False),
        ("", "4.4.1", "deferred", "", False),
        ("delivered", "2.0.0", "delivered", "", False),
        ("relayed", "2.0.0", "sent", "", False),
    ],
)
def test_only_what_says_that_there_is_no_such_mailbox_stops_mail_to_it(
    action: str, status: str, type_: str, reason: str, stops: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    about = delivery(state=State.ACCEPTED)
    event = receive(monkeypatch, bounce(about, action=action, status=status))
    assert (event.type, event.reason) == (type_, reason)
    assert Suppression.objects.exists() == stops


@pytest.mark.django_db
def test_a_complaint_stops_everything_and_not_spam_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    about = delivery(state=State.DELIVERED)
    assert receive(monkeypatch, complaint(about, "not-spam")).type == EventType.OTHER
    assert not Suppression.objects.exists()
    assert receive(monkeypatch, complaint(about)).type == EventType.COMPLAINED
    about.refresh_from_db()
    assert about.state == State.COMPLAINED
    assert Suppression.objects.get().reason == SuppressionReason.COMPLAINT


DEEP = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content",
    [b"", b"\0\xff\xfe", b"Subject: I am away\n\nUntil Monday", DEEP, b"Content-Type: message/delivery-status\n\n\n\n"],
    ids=["empty", "octets", "away", "deep", "no fields"],
)
def test_what_is_no_bounce_is_kept_and_changes_nothing(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    about = delivery(state=State.ACCEPTED)
    event = receive(monkeypatch, content, recipient=return_address(about))
    about.refresh_from_db()
    assert (event.type, event.provider, about.state) == (EventType.OTHER, "smtp", State.ACCEPTED)


@pytest.mark.django_db
def test_a_bounce_brought_twice_is_kept_once_and_without_what_the_message_said(monkeypatch: pytest.MonkeyPatch) -> None:
    content = bounce(delivery(state=State.ACCEPTED))
    for _ in range(2):
        event = receive(monkeypatch, content)
    assert ProviderEvent.objects.count() == 1
    assert event.raw["Status"].startswith("5.1.1")
    assert "suzie" not in str(event.raw)


def test_a_bounce_is_to_be_brought_again_when_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(rows: Any) -> None:
        raise OperationalError

    monkeypatch.setattr(events, "store", away)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"")))
    with pytest.raises(SystemExit) as ended:
        call_command("receive_bounce", stderr=io.StringIO())
    assert ended.value.code == 75


def test_the_pipe_of_a_mail_server_is_told_75_by_the_command_itself(tmp_path: Path) -> None:
    command = [sys.executable, "manage.py", "receive_bounce", "--recipient", "bounces-0@example.org"]
    elsewhere = {"DATABASE_URL": f"postgres://postgres@/{tmp_path}/act", "PATH": "/usr/bin", "HOME": str(tmp_path)}
    done = subprocess.run(command, cwd=ROOT, env=elsewhere, input=b"Subject: x\n\n", capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (75, b"The database is away.\n")


@pytest.mark.django_db
def test_an_address_that_is_none_of_ours_names_nothing() -> None:
    row = bounce_messages.as_row(b"To: bounces-zz@example.org\n\n", recipient="bounces-123@example.org")
    assert row.delivery is None
