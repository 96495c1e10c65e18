import json
import logging
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mail import webhooks
from mail.models import ProviderEvent
from mail.services import events
from tests.mail.posting import SECRET, SIGNING_KEY, delivery, mailgun, post, postmark, sendgrid

UNSUPPORTED = "ignore:django-anymail has dropped official support for SendGrid"
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings(UNSUPPORTED)]


@pytest.fixture(autouse=True)
def named(settings: Any) -> None:
    settings.MAIL_WEBHOOKS = ["postmark", "mailgun", "sendgrid"]
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET, "MAILGUN_WEBHOOK_SIGNING_KEY": SIGNING_KEY}


def test_an_event_is_stored_as_it_came_before_it_is_answered(client: Any) -> None:
    told = postmark("Bounce", about=delivery())
    assert post(client, "postmark", told).status_code == 200
    event = ProviderEvent.objects.get()
    assert (event.provider, event.type, event.reason, event.raw) == ("postmark", "bounced", "bounced", told)
    assert event.processed_at is None


def test_an_event_told_five_times_is_stored_once(client: Any) -> None:
    about = delivery()
    for told in (postmark("Bounce", about=about), postmark("Delivery", about=about)):
        assert {post(client, "postmark", told).status_code for _ in range(5)} == {200}
    assert ProviderEvent.objects.count() == 2


def test_one_report_about_two_recipients_is_two_events(client: Any) -> None:
    both = [sendgrid("delivered", 1), sendgrid("delivered", 1, email="charlie@example.org")]
    assert post(client, "sendgrid", both).status_code == 200
    assert ProviderEvent.objects.count() == 2


def test_a_thousand_events_are_stored_by_one_transaction_and_few_statements(client: Any) -> None:
    told = [sendgrid("delivered", number) for number in range(1000)]
    with CaptureQueriesContext(connection) as queries:
        assert post(client, "sendgrid", told).status_code == 200
    assert ProviderEvent.objects.count() == 1000
    verbs = [query["sql"].split()[0] for query in queries.captured_queries]
    assert (verbs.count("SAVEPOINT"), verbs.count("UPDATE"), verbs.count("SELECT")) == (1, 0, 0)
    assert 1 <= verbs.count("INSERT") <= 20


@pytest.mark.parametrize("secret", ["", "provider:another", "nonsense"])
def test_a_forged_call_is_refused_and_nothing_is_stored(client: Any, secret: str) -> None:
    for provider, told in (("postmark", postmark("Delivery")), ("sendgrid", [sendgrid("delivered", 1)])):
        assert post(client, provider, told, secret=secret).status_code == 400
    assert not ProviderEvent.objects.exists()


def test_a_wrong_signature_is_refused_and_a_right_one_is_believed(client: Any) -> None:
    about = delivery()
    assert post(client, "mailgun", mailgun("delivered", about=about, key="another")).status_code == 400
    assert not ProviderEvent.objects.exists()
    assert post(client, "mailgun", mailgun("delivered", about=about)).status_code == 200
    assert ProviderEvent.objects.get().delivery == about.message_id


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'"text"', b"\xff", b"[" * 5000, b'[{"event": {}}]', b"x" * 3_000_000]
)
@pytest.mark.parametrize("provider", ["postmark", "mailgun", "sendgrid"])
def test_a_broken_body_is_refused_without_an_error(client: Any, provider: str, body: bytes) -> None:
    assert post(client, provider, body).status_code in {200, 400}
    assert not ProviderEvent.objects.exists()


def test_what_a_database_could_not_hold_is_stored_all_the_same(client: Any) -> None:
    odd = json.dumps(postmark("Delivery", Details="a\0b", Tag="\ud800", Number=float("inf"))).encode()
    assert post(client, "postmark", odd).status_code == 200
    raw = ProviderEvent.objects.get().raw
    assert (raw["Details"], raw["Tag"], raw["Number"]) == ("a\N{REPLACEMENT CHARACTER}b", "?", "inf")


def test_a_long_report_is_cut(client: Any) -> None:
    assert post(client, "postmark", postmark("Delivery", Details="x" * 100_000)).status_code == 200
    assert len(json.dumps(ProviderEvent.objects.get().raw)) < 20_000


def test_who_opened_a_message_is_not_kept(client: Any) -> None:
    assert post(client, "postmark", postmark("Open")).status_code == 200
    assert not ProviderEvent.objects.exists()


def test_where_nothing_could_be_stored_the_provider_is_not_told_200(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **options: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(ProviderEvent.objects, "bulk_create", fail)
    client.raise_request_exception = False
    assert post(client, "postmark", postmark("Delivery")).status_code == 500


@pytest.mark.parametrize("provider", ["brevo", "nobody", "smtp"])
def test_a_provider_that_settings_do_not_name_has_no_webhook(client: Any, provider: str) -> None:
    assert post(client, provider, {}).status_code == 404


def test_looking_at_a_webhook_stores_nothing_and_sets_no_cookie(client: Any) -> None:
    assert client.get("/mail/webhooks/postmark/").status_code == 405
    answer = client.head("/mail/webhooks/postmark/")
    assert (answer.status_code, len(answer.cookies)) == (200, 0)


def test_a_refused_call_is_logged_without_what_it_said(client: Any, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        post(client, "postmark", postmark("Delivery"), secret="")
    assert "postmark was refused" in caplog.text
    assert "suzie" not in caplog.text


@pytest.mark.parametrize("provider", [name for name in webhooks.VIEWS if name not in {"amazon_ses"}])
def test_a_webhook_that_anybody_could_write_to_stops_the_start(provider: str, settings: Any) -> None:
    settings.MAIL_WEBHOOKS, settings.ANYMAIL = [provider], {}
    with pytest.raises(ImproperlyConfigured, match=f"^MAIL_WEBHOOKS names {provider}: [^\n]+$"):
        webhooks.refuse_insecure()


def test_a_webhook_with_a_secret_or_a_signing_key_may_open(settings: Any) -> None:
    settings.MAIL_WEBHOOKS = ["mailgun"]
    settings.ANYMAIL = {"MAILGUN_WEBHOOK_SIGNING_KEY": SIGNING_KEY}
    webhooks.refuse_insecure()
    settings.MAIL_WEBHOOKS = ["postmark", "sendgrid", "brevo"]
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET}
    webhooks.refuse_insecure()
    settings.ANYMAIL = {"MAILGUN_WEBHOOK_SIGNING_KEY": SIGNING_KEY}  # is no other provider's
    with pytest.raises(ImproperlyConfigured):
        webhooks.refuse_insecure()


def test_an_empty_key_stops_the_start(settings: Any) -> None:
    settings.MAIL_WEBHOOKS, settings.ANYMAIL = ["mailgun"], {"MAILGUN_WEBHOOK_SIGNING_KEY": ""}
    with pytest.raises(ImproperlyConfigured, match="MAILGUN_WEBHOOK_SIGNING_KEY in ANYMAIL is empty"):
        webhooks.refuse_insecure()


def test_a_provider_without_its_library_or_its_name_stops_the_start(settings: Any) -> None:
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET}
    for name, why in (("postmarc", "known are"), ("amazon_ses", "boto3")):
        settings.MAIL_WEBHOOKS = [name]
        with pytest.raises(ImproperlyConfigured, match=why):
            webhooks.refuse_insecure()


def test_an_event_that_another_view_of_anymail_heard_is_stored_as_well() -> None:
    from anymail.signals import AnymailTrackingEvent, tracking

    told = AnymailTrackingEvent(event_type="delivered", event_id="1", esp_event={}, message_id="abc")
    tracking.send(sender=object, event=told, esp_name="Amazon SES")
    assert ProviderEvent.objects.get().provider == "amazon_ses"
    assert events.wait()
