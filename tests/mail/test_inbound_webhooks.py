"""Answers that a provider hands over."""

import base64
import hashlib
import hmac
import logging
from typing import Any

import pytest
from anymail.inbound import AnymailInboundMessage
from anymail.signals import AnymailInboundEvent
from anymail.signals import inbound as arrived
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from mail import arrivals, inbound, webhooks
from mail.enums import Sort
from mail.inbound import Incoming
from tests.mail.letters_box import ANSWER, OURS, written
from tests.mail.posting import SECRET, SIGNING_KEY, authorization

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def providers(settings: Any) -> None:
    settings.MAIL_INBOUND_WEBHOOKS = ["postmark", "mailgun"]
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET, "MAILGUN_WEBHOOK_SIGNING_KEY": SIGNING_KEY}


@pytest.fixture(autouse=True)
def taken(monkeypatch: pytest.MonkeyPatch) -> list[Incoming]:
    found: list[Incoming] = []

    def take(incoming: Incoming) -> bool:
        found.append(incoming)
        return True

    monkeypatch.setitem(inbound._takers, "answer-", take)
    return found


def postmark(**fields: Any) -> dict[str, Any]:
    """A message as Postmark hands it over, taken apart."""
    return {
        "From": "minister@department.example",
        "FromFull": {"Email": "minister@department.example", "Name": "Minister’s Office"},  # noqa: RUF001
        "ToFull": [{"Email": "hello@example.org", "Name": "Suzie Signer"}],
        "OriginalRecipient": ANSWER,
        "Subject": "Re: Please act on trafficking",
        "MessageID": "22c74902-a0c1-4511-804f-341342852c90",
        "TextBody": "We will act.\n\nOn Thu, 26 Nov 2026 at 10:02, Suzie <hello@example.org> wrote:\n> Act.",
        "HtmlBody": "<p>We will act.</p>",
        "Headers": [{"Name": "Return-Path", "Value": "<minister@department.example>"}],
        "Attachments": [],
        **fields,
    }


def post(client: Any, content: Any, provider: str = "postmark", *, secret: str = SECRET, **options: Any) -> Any:
    return client.post(
        f"/mail/inbound/{provider}/",
        content,
        headers={"Authorization": authorization(secret)},
        **{"content_type": "application/json", **options},
    )


def test_an_answer_is_read_whether_the_provider_took_it_apart_or_not(client: Any, taken: list[Incoming]) -> None:
    whole = written(b"We will act.").decode()
    for told in (postmark(), postmark(RawEmail=whole)):
        assert post(client, told).status_code == 200
    assert [(each.new_text, each.sender, each.kind) for each in taken] == [
        ("We will act.", "minister@department.example", Sort.REPLY)
    ] * 2
    assert {each.recipient for each in taken} == {ANSWER}


@pytest.mark.parametrize(("key", "status"), [(SIGNING_KEY, 200), ("another", 400)])
def test_an_answer_is_taken_as_mailgun_signs_it_and_not_otherwise(
    client: Any, key: str, status: int, taken: list[Incoming]
) -> None:
    told = {
        "recipient": ANSWER,
        "body-mime": written("“Yes”".encode()).decode(),
        "token": "t" * 50,
        "timestamp": "1764129600",
    }
    told["signature"] = hmac.new(key.encode(), b"1764129600" + b"t" * 50, hashlib.sha256).hexdigest()
    answer = client.post("/mail/inbound/mailgun/", told, headers={"Authorization": authorization()})
    assert answer.status_code == status
    assert [each.new_text for each in taken] == (["“Yes”"] if status == 200 else [])


def test_the_same_answer_handed_over_again_has_the_same_key(client: Any, taken: list[Incoming]) -> None:
    letter = {"Name": "letter.pdf", "ContentType": "application/pdf", "Content": base64.b64encode(b"%PDF").decode()}
    for _ in range(2):
        post(client, postmark(Attachments=[letter]))
    post(client, postmark(Attachments=[letter], TextBody="No."))
    first, again, other = taken
    assert first.key == again.key != other.key
    assert first.attachments == ("letter.pdf",)


def test_an_answer_with_a_scanned_letter_of_many_megabytes_is_taken(client: Any, taken: list[Incoming]) -> None:
    scan = base64.b64encode(b"%PDF" + bytes(6_000_000)).decode()
    letter = {"Name": "scan.pdf", "ContentType": "application/pdf", "Content": scan}
    assert post(client, postmark(Attachments=[letter])).status_code == 200
    assert [each.new_text for each in taken] == ["We will act."]


def test_what_is_bigger_than_any_answer_is_refused(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhooks, "MOST_POSTED", 1_000)
    assert post(client, postmark(TextBody="x" * 3_000_000)).status_code == 400


def test_where_nothing_could_be_stored_the_provider_is_not_told_200(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for error in (OperationalError, ValueError):

        def fail(incoming: Incoming, error: type[Exception] = error) -> bool:
            raise error

        monkeypatch.setitem(inbound._takers, "answer-", fail)
        client.raise_request_exception = False
        assert post(client, postmark()).status_code in {500, 503}  # the latter where the database is away


def test_what_is_for_nobody_here_is_not_handed_over_for_ever(client: Any, taken: list[Incoming]) -> None:
    assert post(client, postmark(OriginalRecipient="hello@example.org")).status_code == 200
    assert taken == []


@pytest.mark.parametrize("secret", ["", "provider:another", "nonsense"])
def test_a_forged_call_is_refused(client: Any, secret: str, taken: list[Incoming]) -> None:
    assert post(client, postmark(), secret=secret).status_code == 400
    assert taken == []


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'"text"', b"\xff", b"[" * 5000, b'{"Headers": {}}', b"x" * 3_000_000]
)
@pytest.mark.parametrize("provider", ["postmark", "mailgun"])
def test_a_broken_body_is_refused_without_an_error(
    client: Any, provider: str, body: bytes, taken: list[Incoming]
) -> None:
    assert post(client, body, provider).status_code in {200, 400}
    assert taken == []


def test_a_provider_that_settings_do_not_name_has_no_webhook(client: Any, settings: Any) -> None:
    settings.MAIL_WEBHOOKS = ["brevo"]
    for provider in ("brevo", "nobody"):
        assert post(client, postmark(), provider).status_code == 404


def test_a_refused_call_is_logged_without_what_it_said(client: Any, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        post(client, postmark(), secret="")
    assert "postmark was refused" in caplog.text
    assert "minister" not in caplog.text


@pytest.mark.parametrize("provider", [name for name in webhooks.INBOUND_VIEWS if name != "amazon_ses"])
def test_a_webhook_that_anybody_could_write_to_stops_the_start(provider: str, settings: Any) -> None:
    settings.MAIL_INBOUND_WEBHOOKS, settings.ANYMAIL = [provider], {}
    with pytest.raises(ImproperlyConfigured, match=f"^MAIL_INBOUND_WEBHOOKS names {provider}: [^\n]+$"):
        webhooks.refuse_insecure()


def test_a_webhook_with_a_secret_may_open(settings: Any) -> None:
    settings.MAIL_INBOUND_WEBHOOKS = ["postmark", "sparkpost", "mailgun"]
    webhooks.refuse_insecure()
    settings.MAIL_INBOUND_WEBHOOKS = ["unisender_go"]  # reports what came of messages, and brings none
    with pytest.raises(ImproperlyConfigured, match="known are"):
        webhooks.refuse_insecure()


def test_what_another_view_of_anymail_heard_is_taken_as_well(taken: list[Incoming]) -> None:
    message = AnymailInboundMessage.construct(from_email="a@b.example", to=ANSWER, text="Yes.", html="<p>Yes.")
    event = AnymailInboundEvent(event_type="inbound", event_id="1", esp_event={}, message=message)
    arrived.send(sender=object, event=event, esp_name="Amazon SES")
    assert [each.new_text for each in taken] == ["Yes."]


@pytest.mark.parametrize("raw", [written(b"\xff\xfe\0 octets"), OURS.encode(), b"", b"Subject: \xe9\n\nx"])
def test_octets_are_those_that_came(raw: bytes) -> None:
    message = AnymailInboundMessage.parse_raw_mime_bytes(raw)
    assert arrivals.octets(message).rstrip(b"\n") == raw.rstrip(b"\n")
