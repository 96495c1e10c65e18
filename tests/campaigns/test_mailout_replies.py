"""What comes back to a mail-out: kept once, sorted, passed on to staff, and never answered by us."""

import logging
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import connection
from django.test import Client

from campaigns import mailout_replies
from campaigns.mailout_enums import ReplySort
from campaigns.models import Mailout, MailoutReply, Series, SeriesStep
from campaigns.services import mailout_inbox
from mail import inbound, kinds, rendering
from mail.composed import NotNow
from mail.enums import Sort, SuppressionReason
from mail.models import Delivery, Mailing, Suppression
from pages.models import Fact
from people.enums import Access, Purpose
from people.models import AccessRecord, Address, Consent, User
from people.services import consents, people
from tests import factories
from tests.mail.letters_box.by_machines import BY_MACHINES
from tests.mail.letters_box.by_servers import BY_SERVERS
from tests.mail.queueing import in_mailing
from tests.people.deeds import wording

pytestmark = pytest.mark.django_db
REPLIES = "/admin/mail-out-replies/"
THANKS = "Thank you. When is the next meeting in Leeds?"
REPORT = "There is a girl locked in the flat above the shop on our street, she is crying and they took her passport."
STAFF = "campaigns@example.org"
OF_MACHINES = [letter for letter in (*BY_MACHINES, *BY_SERVERS) if letter.sort != Sort.REPLY]


@pytest.fixture(autouse=True)
def with_an_inbox(settings: Any) -> None:
    settings.MAIL_STREAMS = {
        **configured.MAIL_STREAMS,
        "bulk": {**configured.MAIL_STREAMS.get("bulk", {}), "bulk": True, "reply_to": STAFF},
    }
    settings.LETTER_ANSWERS_DOMAIN = "answers.example.org"


@pytest.fixture
def mailout() -> Mailout:
    mailing = Mailing.objects.create(kind="mailout", stream="bulk", purpose=Purpose.CAMPAIGN_NEWS)
    return Mailout.objects.create(title="News of November", slug="news", subject="What we did", mailing=mailing)


@pytest.fixture
def morgan(client: Client) -> User:
    user = factories.morgan()
    client.force_login(user)
    return user


def html(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def message(mailout: Mailout, body: str = THANKS, **headers: str) -> bytes:
    assert mailout.mailing is not None
    known = {
        "From": "Suzie <suzie@example.org>",
        "To": mailout_replies.address_for(mailout.mailing),
        "Subject": "Re: What we did",
        "Message-ID": f"<{uuid.uuid4()}@example.org>",
        "Content-Type": "text/plain; charset=utf-8",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    head = "\r\n".join(f"{name}: {value}" for name, value in known.items())
    return f"{head}\r\n\r\n{body}\r\n".encode()


def received(mailout: Mailout, body: str = THANKS, **headers: str) -> MailoutReply:
    assert inbound.receive(message(mailout, body, **headers))
    return MailoutReply.objects.latest("pk")


def told() -> list[Delivery]:
    return list(Delivery.objects.filter(kind="mailout_reply").order_by("pk"))


def test_a_reply_is_kept_sealed_and_passed_on_to_the_inbox_of_staff(mailout: Mailout) -> None:
    reply = received(
        mailout, f"{THANKS}\r\n\r\nOn 1 Nov 2026 at 10:15, News <news@example.org> wrote:\r\n> We did this."
    )
    assert (reply.sort, reply.sender, reply.mailout) == (ReplySort.REPLY, "suzie@example.org", mailout)
    assert (reply.subject, reply.text, reply.done_at) == ("Re: What we did", THANKS, None)
    (delivery,) = told()
    assert delivery.context == {"reply": reply.pk}
    sent = rendering.render(delivery)
    assert (sent.to, sent.reply_to) == ([STAFF], ["suzie@example.org"])
    assert sent.subject == "A reply to “News of November”"
    parts = [str(sent.body), *(str(part) for part, _kind in sent.alternatives)]
    for part in parts:
        assert "When is the next meeting in Leeds?" in part
        assert "We did this." not in part
        assert f"{REPLIES}{reply.pk}/" in part
    assert delivery.stream == "transactional"


def test_what_a_reply_says_is_in_no_column_as_plain_text(mailout: Mailout) -> None:
    received(mailout)
    with connection.cursor() as cursor:
        cursor.execute("SELECT subject || text FROM campaigns_mailoutreply")
        (stored,) = cursor.fetchone()
    assert "Leeds" not in stored
    assert "What we did" not in stored
    assert "Leeds" not in str(Delivery.objects.values_list("context", flat=True))


def test_the_same_message_brought_twice_is_kept_and_passed_on_once(mailout: Mailout) -> None:
    raw = message(mailout)
    assert (inbound.receive(raw), inbound.receive(raw)) == (True, True)
    assert (MailoutReply.objects.count(), len(told())) == (1, 1)


def test_an_address_of_no_mailout_takes_nothing(mailout: Mailout) -> None:
    strange = Mailing.objects.create(kind="mailout", stream="bulk", purpose=Purpose.CAMPAIGN_NEWS)
    for key in (uuid.uuid4(), strange.key):
        assert not inbound.receive(message(mailout, To=f"reply-{key.hex}@answers.example.org"))
    assert not MailoutReply.objects.exists()


def test_a_reply_to_a_step_of_a_series_says_which(mailout: Mailout) -> None:
    series = Series.objects.create(title="Welcome", start="agreed")
    mailing = Mailing.objects.create(kind="series", stream="bulk", purpose=Purpose.CAMPAIGN_NEWS)
    step = SeriesStep.objects.create(series=series, subject="Hello", mailing=mailing)
    reply = received(mailout, To=mailout_replies.address_for(mailing))
    assert (reply.mailout, reply.step) == (None, step)


@pytest.mark.parametrize("letter", OF_MACHINES, ids=lambda letter: letter.name)
def test_what_machines_send_is_sorted_out_and_none_of_its_words_kept(letter: Any, mailout: Mailout) -> None:
    assert mailout.mailing is not None
    assert inbound.receive(letter.raw, recipient=mailout_replies.address_for(mailout.mailing))
    reply = MailoutReply.objects.get()
    assert reply.sort in (ReplySort.AUTO_REPLY, ReplySort.BOUNCE)
    assert (reply.subject, reply.text, reply.sender, reply.address) == ("", "", "", None)
    assert told() == []


STOP = [
    "Stop",
    "STOP!",
    "Please stop.",
    "unsubscribe",
    "Unsubscribe please\n\nSent from my phone",
    "Remove me",
    "No thank you",
    "Please unsubscribe me from this list.",
    "Can you take me off your mailing list? I have moved on.\n\nThanks, Suzie",
    "Please remove my address from your database.",
    "Stop sending me these emails.",
    "I don\u2019t want any more emails from you, thanks.",
    "I no longer wish to receive your newsletter.",
    "No more emails please, I get far too many.",
    "I would like to opt out.",
    "Do not contact me again.",
    "I withdraw consent to your using my address.",
    "Please stop all emails to this address",
    "Peidiwch â anfon rhagor, rwyf am ddad-danysgrifio. Unsubscribe.",
]
GO_ON = [
    "We must stop modern slavery. Thank you for all you do.",
    "Please stop the traffickers. I signed your petition and told my friends.",
    "I removed the poster from the window since the event is over. Shall I send it back?",
    "Can you email me the leaflet? I want to print it for our group.",
    "How can we end it? I want to do more than sign.",
    "My MP will not stop the bill, he told me. What should I write to him?",
    "I do not want this law to fail. Here is what I will do.",
    "Thank you for taking me along to the meeting.",
]


@pytest.mark.parametrize("text", STOP)
def test_whoever_asks_to_stop_is_recognised(text: str) -> None:
    assert mailout_replies.sort_of("Re: What we did", text) == ReplySort.STOP


@pytest.mark.parametrize("text", GO_ON)
def test_whoever_speaks_of_stopping_something_else_does_not_ask_us_to_stop(text: str) -> None:
    assert mailout_replies.sort_of("Re: How we stop this together", text) == ReplySort.REPLY


def test_an_empty_message_with_the_subject_unsubscribe_asks_to_stop(mailout: Mailout) -> None:
    assert received(mailout, "", Subject="Unsubscribe").sort == ReplySort.STOP


def test_a_reply_that_may_be_about_somebody_in_danger_comes_first_and_says_what_staff_must_do(
    mailout: Mailout, client: Client, morgan: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    reply = received(mailout, f"Stop. {REPORT}")
    assert reply.sort == ReplySort.REPORT
    sent = rendering.render(told()[0])
    assert str(sent.subject).startswith("Read now: ")
    assert sent.reply_to != ["suzie@example.org"]
    for text in (str(sent.body), html(client.get(f"{REPLIES}{reply.pk}/"))):
        at_the_top, _, _ = text.partition("crying")
        assert "Tell the safeguarding lead today. Nobody else" in at_the_top
        assert "Do not answer it, ask questions or look into it." in at_the_top
        assert Fact.objects.get(key="emergency").value in at_the_top
        assert Fact.objects.get(key="helpline").value in at_the_top
    assert "crying" not in caplog.text
    assert "suzie@example.org" not in caplog.text
    assert "may be about somebody in danger" in html(client.get("/admin/"))


def test_most_texts_that_are_reports_are_told_from_most_that_are_not() -> None:
    folder = Path(__file__).parents[1] / "pages/victim_reports"
    found = {}
    for name in ("reports", "harmless"):
        texts = [text for text in (folder / f"{name}.txt").read_text().split("\n\n") if text.strip()]
        sorts = [mailout_replies.sort_of("Re: What we did", text) for text in texts]
        found[name] = sorts.count(ReplySort.REPORT) / len(texts)
    assert found["reports"] >= 0.9
    assert found["harmless"] <= 0.05


def test_links_to_our_site_are_left_out_since_they_may_open_what_is_somebodys_own(mailout: Mailout) -> None:
    host = configured.SITE_URL.partition("://")[2]
    body = (
        f"I pressed {configured.SITE_URL}/mail-choices/a-secret-token/ and ({host}/your-data/a-second-one/) and "
        "nothing happened. See https://example.com/a-page/ for more."
    )
    reply = received(mailout, body, Subject=f"Re: {configured.SITE_URL}/mail-choices/a-third-token/")
    message_to_staff = str(rendering.render(told()[0]).message())
    for secret in ("a-secret-token", "a-second-one", "a-third-token"):
        assert secret not in reply.text + reply.subject + message_to_staff
    assert reply.text.count("(a link was left out)") == 2
    assert "https://example.com/a-page/" in reply.text


def test_a_message_to_staff_does_not_leave_once_its_words_are_gone(mailout: Mailout) -> None:
    received(mailout)
    MailoutReply.objects.update(text="", subject="", attachments=0)
    with pytest.raises(NotNow):
        kinds.get("mailout_reply").compose(told()[0])  # type: ignore[misc]


@pytest.mark.parametrize("inbox", ["", "reply-1@answers.example.org", "no address"])
def test_without_an_inbox_or_with_one_that_would_go_round_nothing_is_passed_on(
    inbox: str, mailout: Mailout, settings: Any
) -> None:
    settings.MAIL_STREAMS = {**settings.MAIL_STREAMS, "bulk": {**settings.MAIL_STREAMS["bulk"], "reply_to": inbox}}
    assert received(mailout).sort == ReplySort.REPLY
    assert told() == []


def test_what_the_inbox_of_staff_itself_sends_is_not_passed_on_to_it(mailout: Mailout) -> None:
    received(mailout, From=f"Campaigns <{STAFF}>")
    assert told() == []


def test_a_flood_is_kept_and_passed_on_no_further_but_what_may_be_a_report_is(
    mailout: Mailout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailout_inbox, "MOST_OF_ONE", 2)
    monkeypatch.setattr(mailout_inbox, "MOST_A_DAY", 3)
    for number in range(4):
        inbound.receive(message(mailout, f"{THANKS} {number}"))
    assert (MailoutReply.objects.count(), len(told())) == (2, 2)
    for number in range(4):
        inbound.receive(message(mailout, From=f"sam{number}@example.org"))
    assert (MailoutReply.objects.count(), len(told())) == (6, 3)
    assert received(mailout, REPORT).sort == ReplySort.REPORT
    assert len(told()) == 4


def test_answers_go_to_the_mailing_where_we_read_them_and_else_to_staff(mailout: Mailout, settings: Any) -> None:
    assert mailout.mailing is not None
    assert mailout_replies.address_for(mailout.mailing) == f"reply-{mailout.mailing.key.hex}@answers.example.org"
    settings.LETTER_ANSWERS_DOMAIN = ""
    assert mailout_replies.address_for(mailout.mailing) == STAFF


def subscribed(email: str = "suzie@example.org") -> Consent:
    person = people.meet(email=email, name="Suzie Signer").person
    consent = consents.give(person=person, wording=wording(), form="a test")
    consents.confirm([consent])
    return consent


def test_an_objection_is_recorded_by_a_button_and_ends_all_permissions(
    mailout: Mailout, client: Client, morgan: User
) -> None:
    consent = subscribed()
    reply = received(mailout, "Please stop.")
    page = f"{REPLIES}{reply.pk}/"
    shown = html(client.get(page))
    assert "They ask us to stop. Record it today." in shown
    assert f"{page}objection/" in shown
    assert "gets no more news" in html(client.get(f"{page}objection/"))
    client.post(f"{page}objection/")
    consent.refresh_from_db()
    reply.refresh_from_db()
    assert (consent.withdrawn_how, reply.done_by) == ("staff", morgan)
    assert Suppression.objects.in_force().get().reason == SuppressionReason.OBJECTION
    assert AccessRecord.objects.filter(action=Access.OBJECTED, person=consent.person).exists()
    shown = html(client.get(page))
    assert "Their objection was recorded" in shown
    assert "Dealt with" in shown


def test_an_objection_of_an_address_that_has_nobody_is_recorded_for_the_address(mailout: Mailout, morgan: User) -> None:
    address = people.lock_address("suzie@example.org")
    reply = received(mailout, "Stop")
    assert mailout_inbox.record_objection(reply, by=morgan)
    assert Suppression.objects.in_force().get().address == address


def test_an_objection_of_somebody_unknown_is_not_recorded_and_staff_are_told(
    mailout: Mailout, client: Client, morgan: User
) -> None:
    reply = received(mailout, "Stop")
    assert reply.address is None
    assert "We know nobody at the address" in html(client.get(f"{REPLIES}{reply.pk}/objection/"))
    client.post(f"{REPLIES}{reply.pk}/objection/")
    assert not Suppression.objects.exists()
    reply.refresh_from_db()
    assert reply.done_at is None
    assert not Address.objects.filter(canonical="suzie@example.org").exists()


def test_the_list_shows_danger_first_then_who_asks_to_stop_then_the_newest_and_no_words(
    mailout: Mailout, client: Client, morgan: User
) -> None:
    plain = received(mailout)
    stop = received(mailout, "Stop", From="charlie@example.org")
    report = received(mailout, REPORT, From="priya@example.org")
    machine = received(mailout, Auto_Submitted="auto-replied", From="robin@example.org")
    shown = html(client.get(REPLIES))
    places = [shown.index(f'href="{REPLIES}{reply.pk}/"') for reply in (report, stop, plain, machine)]
    assert places == sorted(places)
    assert "3 replies are not dealt with yet." in shown
    assert "Leeds" not in shown
    assert "crying" not in shown
    only = html(client.get(f"{REPLIES}?sort=stop"))
    assert f"{REPLIES}{stop.pk}/" in only
    assert f"{REPLIES}{plain.pk}/" not in only


def test_what_is_ticked_is_dealt_with_and_can_be_opened_again_and_the_page_says_who_did(
    mailout: Mailout, client: Client, morgan: User
) -> None:
    one, two = received(mailout), received(mailout, From="charlie@example.org")
    client.post(f"{REPLIES}done/", {"ticked": [one.pk, two.pk, "x"]})
    assert MailoutReply.objects.filter(done_by=morgan).count() == 2
    assert f"{REPLIES}{one.pk}/" not in html(client.get(f"{REPLIES}?done=false"))
    client.post(f"{REPLIES}{one.pk}/reopen/")
    one.refresh_from_db()
    assert (one.done_at, one.done_by) == (None, None)
    shown = html(client.get(f"{REPLIES}{one.pk}/"))
    assert "Dealt with," in shown
    assert "Opened again," in shown


def test_reading_a_reply_of_somebody_known_is_written_down_and_says_whether_they_got_it(
    mailout: Mailout, client: Client, morgan: User
) -> None:
    consent = subscribed()
    reply = received(mailout)
    assert "No, or not that we still know" in html(client.get(f"{REPLIES}{reply.pk}/"))
    assert AccessRecord.objects.get(action=Access.VIEWED).person_id == consent.person_id
    assert mailout.mailing is not None
    in_mailing(mailout.mailing, "suzie@example.org")
    assert "No, or not that we still know" not in html(client.get(f"{REPLIES}{reply.pk}/"))


def test_what_a_reply_says_runs_nothing_in_the_page_of_staff(mailout: Mailout, client: Client, morgan: User) -> None:
    reply = received(mailout, "<script>alert(1)</script> {{ settings.SECRET_KEY }}", Subject="<b>bold</b>")
    shown = html(client.get(f"{REPLIES}{reply.pk}/"))
    assert "<script>alert(1)" not in shown
    assert "&lt;script&gt;alert(1)" in shown
    assert "{{ settings.SECRET_KEY }}" in shown
    assert "<b>bold</b>" not in shown


def test_a_long_inbox_asks_few_questions(
    mailout: Mailout, client: Client, morgan: User, django_assert_max_num_queries: Any
) -> None:
    rows = [MailoutReply(mailout=mailout, key=uuid.uuid4().hex, sort=ReplySort.REPLY) for _ in range(120)]
    MailoutReply.objects.bulk_create(rows)
    with django_assert_max_num_queries(30):
        shown = html(client.get(f"{REPLIES}?p=2"))
    assert shown.count('name="ticked"') == 50


def test_nobody_but_campaign_staff_reads_replies(mailout: Mailout, client: Client) -> None:
    reply = received(mailout)
    client.force_login(factories.member_of("Editors"))
    for address in ("", f"{reply.pk}/", f"{reply.pk}/objection/"):
        assert client.get(f"{REPLIES}{address}").status_code == 302
    assert client.post(f"{REPLIES}done/", {"ticked": [reply.pk]}).status_code == 302
    reply.refresh_from_db()
    assert reply.done_at is None
