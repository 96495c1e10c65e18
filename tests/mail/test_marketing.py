"""News to somebody who agreed to it, from the form to the click that ends it, by what left for the mail server."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core import mail as outbox
from django.db import IntegrityError, transaction
from django.test import Client

from mail import kinds
from mail.enums import State
from mail.kinds import Kind
from mail.models import Delivery
from mail.services import deliveries, drain
from people.enums import Ended, Purpose
from people.models import Consent
from people.services import consents, people
from tests.cast import SUZIE
from tests.mail.queueing import CONTEXT
from tests.people.deeds import wording

pytestmark = pytest.mark.django_db
SIGNED_AS_WELL = ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Reply-To"]
OF_THE_LIST = ["List-Unsubscribe", "List-Unsubscribe-Post", "List-Id", "List-Help", "List-Owner", "Feedback-ID"]


@pytest.fixture(autouse=True)
def news(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """A kind of news, in the templates of another."""
    settings.MAIL_STREAMS = {
        "transactional": {},
        "bulk": {"bulk": True, "sender": "ACTFORJUSTICE <news@example.org>", "reply_to": "office@example.org"},
    }
    settings.SITE_URL = "https://a-rather-long-name-for-the-address-of-a-site.example.org"
    kind = Kind("signed_before", "News", CONTEXT, stream="bulk", purpose=Purpose.CAMPAIGN_NEWS)
    monkeypatch.setitem(kinds._kinds, kind.name, kind)


@pytest.fixture
def consent() -> Consent:
    suzie = people.meet(email=SUZIE["email"], name=SUZIE["name"]).person
    given = consents.give(person=suzie, wording=wording(), form="the newsletter")
    consents.confirm([given])
    return given


def queue(consent: Consent) -> Delivery:
    return deliveries.queue(
        kind="signed_before", address_id=consent.person.address_id, context=CONTEXT, basis_id=consent.pk
    )


def received() -> EmailMessage:
    """The message that left, as the bytes that a mail server gets are read."""
    [sent] = outbox.outbox
    message = message_from_bytes(sent.message().as_bytes(), policy=policy.SMTP)
    assert isinstance(message, EmailMessage)
    return message


def body(message: EmailMessage, subtype: str) -> str:
    part = message.get_body(preferencelist=(subtype,))
    assert part is not None
    return str(part.get_content())


def test_one_click_on_what_left_ends_it_and_nothing_more_leaves(consent: Consent) -> None:
    queue(consent)
    assert drain.send_due(bulk=True) == 1
    address = urlsplit(received()["List-Unsubscribe"].split(",")[0].strip(" <>"))
    waiting = queue(consent)
    reader = Client(enforce_csrf_checks=True)
    assert address.scheme == "https"
    assert reader.get(address.path).status_code == 200
    consent.refresh_from_db()
    assert consent.withdrawn_at is None
    answer = reader.post(address.path, {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, answer.cookies) == (200, {})
    consent.refresh_from_db()
    assert consent.withdrawn_how == Ended.ONE_CLICK
    assert drain.send_due(bulk=True) == 0
    waiting.refresh_from_db()
    assert waiting.state == State.CANCELLED
    with pytest.raises(IntegrityError), transaction.atomic():
        queue(consent)


def test_the_link_in_both_parts_of_what_left_leads_to_the_choices_of_its_reader(consent: Consent) -> None:
    queue(consent)
    drain.send_due(bulk=True)
    for subtype in ("plain", "html"):
        [path] = set(re.findall(r"/mail-choices/[^\s\"<]+", body(received(), subtype)))
        page = Client().get(path)
        assert page.status_code == 200
        assert wording().purpose in page.content.decode()


def test_what_a_signature_covers_stands_in_it_once_and_survives_the_folding(consent: Consent) -> None:
    queue(consent)
    drain.send_due(bulk=True)
    message = received()
    assert {name: len(message.get_all(name, [])) for name in SIGNED_AS_WELL + OF_THE_LIST} == dict.fromkeys(
        SIGNED_AS_WELL + OF_THE_LIST, 1
    )
    raw = outbox.outbox[0].message().as_bytes().partition(b"\n\n")[0].decode("ascii")
    assert "=?" not in raw
    one_click = message["List-Unsubscribe"].split(",")[0].strip()
    assert (one_click[:9], one_click[-2:]) == ("<https://", "/>")
    assert one_click in raw  # in one piece


def test_nothing_is_written_down_before_its_reader_confirmed(consent: Consent) -> None:
    charlie = people.meet(email="charlie@example.org").person
    asleep = consents.give(person=charlie, wording=consent.wording, form="the newsletter")
    with pytest.raises(IntegrityError), transaction.atomic():
        queue(asleep)
    with pytest.raises(deliveries.NoBasis):
        deliveries.queue(kind="signed_before", address_id=charlie.address_id, context=CONTEXT)
    assert drain.send_due(bulk=True) == 0
