import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from wagtail.models import Site

from campaigns.apps import SAMPLE
from mail import kinds, rendering
from mail.kinds import Kind
from people.enums import Purpose
from people.models import Controller

pytestmark = pytest.mark.django_db
CLIPPED_BY_GMAIL = 102 * 1024  # bytes
LONGEST_LINE = 998  # octets, RFC 5322 §2.1.1
LETTERS = ("letter", "letter_digest")  # to those in office, as plain text
OF_SIGNING = ("confirm_signature", "signed_before")
HOSTILE = {
    "markup": '<script>alert(1)</script><img src="https://example.org/x.png">',
    "newline": "Suzie\r\nBcc: all@example.org\n\nSecond part",
    "template syntax": "{{ site_url }}{% load i18n %}{name}%(name)s",
    "bidi": "\u202eeinsuZ\u202c \u2066hidden\u2069",
    "control characters": "Su\x00zie\x1b[31m\x7f\x85\u2028",
    "10,000 characters": "ü" * 10_000,
    "10,000 words": "word " * 10_000,
    "lone surrogate": "Su\ud800zie",
}


def sent(kind: Kind, **context: Any) -> EmailMessage:
    """The message of a kind, as whoever receives it reads it."""
    delivery = rendering.sample(kind)
    delivery.context = {**delivery.context, **context}
    serialised = rendering.render(delivery).message().as_bytes()
    received = message_from_bytes(serialised, policy=policy.SMTP)
    assert isinstance(received, EmailMessage)
    return received


def body(message: EmailMessage, subtype: str) -> str:
    part = message.get_body(preferencelist=(subtype,))
    assert part is not None
    return str(part.get_content())


def longest_line(message: EmailMessage) -> int:
    return max(len(line) for line in message.as_bytes(policy=policy.SMTP).split(b"\r\n"))


@pytest.fixture
def marketing(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Kind:
    """A kind of news, in the templates of another."""
    settings.MAIL_STREAMS = {
        "transactional": {},
        "bulk": {"bulk": True, "sender": "ACTFORJUSTICE <news@example.org>", "reply_to": "office@example.org"},
    }
    kind = Kind("signed_before", "News", SAMPLE, stream="bulk", purpose=Purpose.CAMPAIGN_NEWS)
    monkeypatch.setitem(kinds._kinds, "signed_before", kind)
    return kind


def to_people(kind: Kind) -> bool:
    return kind.name not in LETTERS


@pytest.mark.parametrize("kind", [*filter(to_people, kinds.registered())], ids=lambda kind: kind.name)
def test_each_message_is_small_has_both_parts_and_asks_nobody_for_anything(kind: Kind) -> None:
    message = sent(kind)
    text, html = body(message, "plain"), body(message, "html")
    assert len(html.encode()) < CLIPPED_BY_GMAIL
    assert longest_line(message) <= LONGEST_LINE
    assert not re.search(r"<(link|script|object|iframe|form)|url\(|@import|src\s*=", html)
    assert all("alt=" in image for image in re.findall(r"<img[^>]*>", html))
    assert 'lang="en-GB"' in html
    assert 'role="article"' in html
    assert all('role="presentation"' in table for table in re.findall(r"<table[^>]*>", html))
    assert html.count("<h1") == 1
    assert "08000 121 700" in text
    assert "08000 121 700" in html
    assert "/mail-choices/sample/" in text
    assert "Change what you get or stop</a>" in html
    assert "{{" not in text + html
    assert "None" not in text


@pytest.mark.parametrize("kind", [*map(kinds.get, LETTERS)], ids=lambda kind: kind.name)
def test_a_letter_has_no_word_to_its_reader_about_our_own_mail(kind: Kind) -> None:
    message = sent(kind)
    text = body(message, "plain")
    assert kind.compose is not None
    assert longest_line(message) <= LONGEST_LINE
    assert "mail-choices" not in text
    assert "{{" not in text
    assert "None" not in text


def test_dark_colours_outlive_the_inlining() -> None:
    html = body(sent(kinds.get("confirm_signature")), "html")
    assert "@media (prefers-color-scheme: dark)" in html
    assert re.search(r'<h1 style="[^"]*color:#16183a', html)


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("kind", OF_SIGNING)
def test_nothing_that_somebody_typed_breaks_out_of_its_place(kind: str, words: str) -> None:
    message = sent(kinds.get(kind), name=words, petition=words)
    subject, text, html = message["Subject"], body(message, "plain"), body(message, "html")
    assert 0 < len(subject) <= rendering.LONGEST_SUBJECT
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u202a-\u202e\u2066-\u2069]", subject)
    assert message["Bcc"] is None
    assert longest_line(message) <= LONGEST_LINE
    assert "<script" not in html
    assert "<img" not in html
    assert not re.search(r"[\x00\x1b\u202e\u2066]", text + html)


def test_what_somebody_typed_is_shown_as_they_typed_it() -> None:
    message = sent(kinds.get("confirm_signature"), name="{{ site_url }} {name} Zoë & <b>Co</b>")
    assert "Hello {{ site_url }} {name} Zoë & <b>Co</b>," in body(message, "plain")
    assert "Hello {{ site_url }} {name} Zoë &amp; &lt;b&gt;Co&lt;/b&gt;," in body(message, "html")


def test_a_long_subject_is_cut_between_words() -> None:
    subject = sent(kinds.get("confirm_signature"), petition="survivor " * 50)["Subject"]
    assert subject.endswith("survivor…")
    assert len(subject) <= rendering.LONGEST_SUBJECT


def test_a_service_message_says_that_a_machine_answers_and_offers_no_list(settings: Any) -> None:
    settings.MAIL_STREAMS = {"transactional": {"sender": "Desk <desk@example.org>", "reply_to": "office@example.org"}}
    message = sent(kinds.get("confirm_signature"))
    assert message["Auto-Submitted"] == "auto-generated"
    assert (message["From"], message["Reply-To"]) == ("Desk <desk@example.org>", "office@example.org")
    assert [name for name in message if name.startswith("List-")] == []


def test_marketing_can_be_stopped_by_one_click_and_names_its_list(marketing: Kind) -> None:
    delivery = rendering.sample(marketing)
    received = rendering.render(delivery).message()
    one_click, letter = str(received["List-Unsubscribe"]).split(", ")
    found = resolve(urlsplit(one_click.strip("<>")).path)
    assert found.url_name == "mail_one_click"
    assert [str(value) for value in found.kwargs.values()] == ["sample", "campaign_news", str(delivery.message_id)]
    assert letter.startswith("<mailto:office@example.org?subject=")
    assert received["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert received["List-Id"] == "<campaign-news.localhost>"
    assert received["List-Help"] == "<http://localhost:8000/mail-choices/sample/>"
    assert received["List-Owner"] == "<mailto:office@example.org>"
    assert received["Feedback-ID"] == "signed_before:campaign_news:bulk:actforjustice"
    assert received["Auto-Submitted"] is None


def test_the_link_to_mail_choices_leads_to_a_page(marketing: Kind) -> None:
    assert resolve("/mail-choices/sample/").url_name == "mail_choices"


def test_without_an_address_for_letters_only_the_one_click_way_is_named(marketing: Kind, settings: Any) -> None:
    settings.MAIL_STREAMS = {**settings.MAIL_STREAMS, "bulk": {"bulk": True}}
    received = rendering.render(rendering.sample(marketing)).message()
    assert str(received["List-Unsubscribe"]).count("<") == 1
    assert "mailto" not in str(received["List-Unsubscribe"])


def test_the_controller_and_its_postal_address_stand_below_each_message() -> None:
    Controller.objects.create(
        site=Site.objects.get(is_default_site=True),
        name="Act for Justice",
        postal_address="1 Example Street, Leeds",
        charity_number="7654321",
    )
    message = sent(kinds.get("confirm_signature"))
    for part in (body(message, "plain"), body(message, "html")):
        assert "Act for Justice" in part
        assert "1 Example Street, Leeds" in part
        assert "Registered charity 7654321" in part


def test_each_attempt_carries_the_same_message_id() -> None:
    delivery = rendering.sample(kinds.get("confirm_signature"))
    ids = {rendering.render(delivery).message()["Message-ID"] for _ in range(2)}
    assert ids == {f"<{delivery.message_id}@localhost>"}
