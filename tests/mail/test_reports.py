"""What each provider means by a bounce, in its own words as Anymail's views read them."""

from typing import Any

import pytest
from anymail.signals import AnymailTrackingEvent

from mail import reports, webhooks
from mail.enums import SuppressionReason
from mail.services import events

HARD_BOUNCE, COMPLAINT, OBJECTION = SuppressionReason


def told(provider: str, type_: str, raw: dict[str, Any], reason: str | None = "bounced") -> SuppressionReason | None:
    event = AnymailTrackingEvent(event_type=type_, esp_event=raw, reject_reason=reason)
    return events.reason_to_stop(reports.as_row(event, provider=provider))


def sparkpost(bounce_class: str) -> dict[str, Any]:
    return {"msys": {"message_event": {"bounce_class": bounce_class}}}


def unisender_go(status: str) -> dict[str, Any]:
    return {"delivery_info": {"delivery_status": status}}


@pytest.mark.parametrize(
    ("provider", "soft", "hard"),
    [
        ("amazon_ses", {"bounce": {"bounceType": "Transient"}}, {"bounce": {"bounceType": "Permanent"}}),
        ("brevo", {"event": "soft_bounce"}, {"event": "hard_bounce"}),
        ("mailersend", {"data": {"type": "soft_bounced"}}, {"data": {"type": "hard_bounced"}}),
        ("mailjet", {"hard_bounce": False}, {"hard_bounce": True}),
        ("mandrill", {"event": "soft_bounce"}, {"event": "hard_bounce"}),
        ("postmark", {"Type": "SoftBounce"}, {"Type": "HardBounce"}),
        ("resend", {"data": {"bounce": {"type": "Transient"}}}, {"data": {"bounce": {"type": "Permanent"}}}),
        ("sendgrid", {"event": "bounce", "type": "blocked"}, {"event": "bounce", "type": "bounce"}),
        ("sparkpost", sparkpost("22"), sparkpost("30")),
        ("unisender_go", unisender_go("err_mailbox_full"), unisender_go("err_user_unknown")),
    ],
)
def test_a_bounce_that_passes_stops_nothing_and_one_that_stays_stops_everything(
    provider: str, soft: dict[str, Any], hard: dict[str, Any]
) -> None:
    assert told(provider, "bounced", soft) is None
    assert told(provider, "bounced", hard) == HARD_BOUNCE
    assert provider in webhooks.VIEWS


def test_a_bounce_without_a_reason_is_one_that_stays() -> None:
    assert told("mandrill", "bounced", {"event": "hard_bounce"}, None) == HARD_BOUNCE


@pytest.mark.parametrize(
    ("type_", "reason", "stops"),
    [
        ("complained", "spam", COMPLAINT),
        ("complained", None, COMPLAINT),
        ("unsubscribed", None, OBJECTION),
        ("rejected", "unsubscribed", OBJECTION),
        ("rejected", "bounced", HARD_BOUNCE),
        ("rejected", "invalid", HARD_BOUNCE),
        ("rejected", "spam", COMPLAINT),
        ("bounced", "spam", None),
        ("bounced", "blocked", None),
        ("bounced", "timed_out", None),
        ("rejected", "blocked", None),
        ("failed", None, None),
        ("deferred", "bounced", None),
        ("delivered", None, None),
        ("subscribed", None, None),
        ("autoresponded", None, None),
    ],
)
def test_what_is_told_stops_mail_only_where_it_says_something_of_the_mailbox_or_its_owner(
    type_: str, reason: str | None, stops: SuppressionReason | None
) -> None:
    assert told("mailgun", type_, {}, reason) == stops
