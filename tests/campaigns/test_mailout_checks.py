"""What the machine holds a mail-out up for, and what it only hints at."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any
from unittest import mock

import pytest
from django.core.cache import cache
from django.utils import timezone

from campaigns import mailout_checks, mailout_compile
from campaigns.mailout_checks import Check, links, looks, sender, words
from campaigns.mailout_compile import Compiled, Link
from campaigns.mailout_enums import MailoutState
from campaigns.models import Election, Mailout
from campaigns.services import mailout_sending, mailout_watching, mailouts
from config.jobs import mailouts as jobs
from mail import streams
from mail.models import Delivery
from mail.sender_checks.findings import Finding, Level
from people.enums import Purpose
from people.models import Consent, Person, User
from places.models import Constituency
from tests import factories
from tests.campaigns import mailed
from tests.campaigns.mailed import approved, mailout, state

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def found(made: Mailout, **given: Any) -> dict[str, Check]:
    return {check.name: check for check in mailout_checks.check(made, **given)}


def text(html: str) -> list[Any]:
    return [("text", html)]


def compiled(html: str = "", **fields: Any) -> Compiled:
    own: dict[str, Any] = {"subject": "News", "text": "", "links": (), "fields": frozenset(), "missing_fallbacks": ()}
    return Compiled(**{**own, "html": html, "weight": len(html), **fields})


def looked(html: str) -> dict[str, Check]:
    return {check.name: check for check in looks.checks(compiled(html))}


def test_a_mail_out_of_every_day_passes_all_that_blocks() -> None:
    checks = mailout_checks.check(mailout(body=[*mailed.BODY, ("divider", None), ("quote", QUOTE)]))
    assert [(check.name, check.says) for check in checks if check.blocks and check.passed is False] == []
    assert len({check.name for check in checks}) == len(checks) == 17
    assert [check.name for check in checks if check.passed is None] == ["sender"]


QUOTE = {"text": "It gave me time to think.", "attribution": "Somebody who was helped"}


@pytest.mark.parametrize(
    ("fields", "name", "says"),
    [
        ({"subject": " "}, "words", "Write a subject."),
        ({"subject": "", "body": []}, "words", "Write a subject and a body."),
        ({"conditions": {"join": "some"}}, "audience", ""),
        ({"body": text("<p>Dear {{first_name}},</p>")}, "fallbacks", "{{first_name}}"),
        ({"body": text("<p>Dear {{shoe_size|friend}},</p>")}, "fallbacks", "shoe_size"),
        ({"second_subject": "{{first_name}}, read this"}, "fallbacks", "{{first_name}}"),
        ({"body": text("<p>It goes on. </p>" * 6_000)}, "weight", "Gmail cuts messages off after 102 KB"),
        ({"body": text('<p><a href="/no-such-page/">Here</a></p>')}, "own_links", "/no-such-page/"),
    ],
)
def test_what_is_wrong_keeps_it_from_being_handed_in(fields: dict[str, Any], name: str, says: str) -> None:
    made = mailout(**fields)
    check = found(made)[name]
    assert (check.passed, check.blocks) == (False, True)
    assert says in check.says
    with pytest.raises(mailouts.NotReady, match=r".") as refused:
        mailouts.submit(made, by=factories.morgan())
    assert name in {each.name for each in refused.value.checks}
    assert state(made) == MailoutState.DRAFT


def test_what_goes_wrong_after_its_approval_keeps_it_from_leaving() -> None:
    page = factories.article(title="A page that is linked", slug="linked")
    made = mailout(body=text(f'<p><a href="{page.url}">Here</a></p>'))
    assert found(made)["own_links"].passed
    morgan = factories.morgan()
    made = approved(made, by=morgan, second=factories.dele())
    page.unpublish()
    with pytest.raises(mailouts.NotReady):
        mailouts.schedule(made, by=morgan)
    assert state(made) == MailoutState.APPROVED


def test_an_audience_that_reveals_opinions_needs_a_purpose_that_covers_it() -> None:
    petition = factories.petition()
    signed = {"join": "all", "groups": [{"join": "all", "conditions": [{"is": "signed", "petition": petition.pk}]}]}
    assert found(mailout(conditions=signed))["audience"].passed
    check = found(mailout(slug="money", conditions=signed, purpose=Purpose.FUNDRAISING))["audience"]
    assert (check.passed, check.blocks, "political opinions" in check.says) == (False, True, True)


@pytest.mark.parametrize(
    ("subject", "body", "hint"),
    [
        ("ACTION needed", "Words.", "capitals in the subject"),
        ("Re: our talk", "Words.", "looks like an answer"),
        ("Now!!", "Words.", "more than one"),
        ("News", "Click here for a special offer.", "“click here”; “special offer”"),
    ],
)
def test_what_spam_says_is_a_hint_that_blocks_nothing(subject: str, body: str, hint: str) -> None:
    check = found(mailout(subject=subject, body=text(f"<p>{body}</p>")))["spam"]
    assert (check.passed, check.blocks) == (False, False)
    assert hint in check.says


def test_a_word_within_another_is_no_spam() -> None:
    assert found(mailout(body=text("<p>Cheaply made clothes are dear to somebody. Insurgently.</p>")))["spam"].passed


def test_what_reads_like_a_report_is_pointed_out() -> None:
    body = "<p>My neighbour keeps a girl locked in the house, she is not allowed out and they took her passport.</p>"
    check = found(mailout(body=text(body)))["report"]
    assert (check.passed, check.blocks) == (False, False)
    assert found(mailout(slug="other"))["report"].passed, "the words of the frame are no report"


@pytest.mark.parametrize(
    ("html", "passed"),
    [
        ('<img src="/a.jpg" alt="Two people at a door">', True),
        ('<img src="/a.jpg" alt="">', False),
        ('<img src="/a.jpg" alt=" ">', False),
        ('<img src="/a.jpg">', False),
        ("<p>No picture.</p>", True),
    ],
)
def test_a_picture_needs_words(html: str, passed: bool) -> None:
    assert looked(html)["alt"].passed is passed


@pytest.mark.parametrize(
    ("html", "passed"),
    [
        ('<body style="background:#fff"><p style="color:#777777">Faint</p></body>', False),
        ('<body style="background:#fff"><p style="color:#767676">Just enough</p></body>', True),
        ('<p style="color:#949494;font-size:24px">Large</p>', True),
        ('<p style="color:#949494;font-size:19px"><strong>Large and bold</strong></p>', True),
        ('<p style="color:#949494;font-size:18px;font-weight:700">Not large</p>', False),
        ('<table bgcolor="#16183a"><tr><td style="color:#16183a">Unseen</td></tr></table>', False),
        ('<table bgcolor="#16183a"><tr><td style="color:white">Seen</td></tr></table>', True),
        ('<div style="display:none;color:#fff">Hidden</div>', True),
        ('<div style="color:#fff"> \xa0 </div>', True),
    ],
)
def test_text_has_to_stand_out_from_its_ground(html: str, passed: bool) -> None:
    assert looked(html)["contrast"].passed is passed


def test_every_block_can_be_read() -> None:
    body = [("heading", "A heading"), ("text", mailed.TEXT), ("quote", QUOTE), ("divider", None)]
    body += [("fact", {"fact": factories.fact(), "sentence": "people"})]
    body += [("progress", {"petition": str(factories.petition().pk)})]
    body += [("button", {"label": "Sign", "to": "", "page": None, "url": "https://www.example.org/"})]
    html = mailout_compile.compile_(mailout(body=body)).html
    assert [check.says for check in looked(html).values() if not check.passed] == []


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://spy.example.org/open.gif" alt="x">',
        '<img src="http://localhost:8000/media/a.gif" alt="x" width="1" height="1">',
        '<link rel="stylesheet" href="https://example.org/a.css">',
        '<script>fetch("https://example.org/")</script>',
        "<style>@import 'https://example.org/a.css'</style>",
        '<p style="background: url(https://example.org/a.gif)">x</p>',
        '<iframe src="https://example.org/"></iframe>',
    ],
)
def test_nothing_in_it_tells_anybody_who_opened_it(html: str) -> None:
    check = looked(html)["tracking"]
    assert (check.passed, check.blocks) == (False, True)


def test_a_picture_of_ours_tells_nobody(settings: Any) -> None:
    assert looked(f'<img src="{settings.SITE_URL}/media/a.jpg" alt="x" width="552">')["tracking"].passed


class Server(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status = int(self.path.strip("/"))
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "http://intranet.example/secret")
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Nobody reads it."""


@contextmanager
def serving() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Server) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    ("status", "passed"),
    [(200, True), (404, False), (410, False), (500, False), (403, None), (429, None), (302, None)],
)
def test_links_to_other_sites_are_followed_once_staff_say_so(status: int, passed: bool | None) -> None:
    with serving() as base:
        url = f"{base}/{status}"
        made = mailout(body=text(f'<p><a href="{url}">Here</a></p>'))
        assert found(made)["links"].passed is None
        assert found(made, afar=True)["links"].passed is passed
        check = found(made)["links"]
    assert check.passed is passed, "it is remembered"
    assert (url in check.says) is (passed is not True)


def test_a_site_that_is_not_there_is_broken() -> None:
    check = found(mailout(body=text('<p><a href="http://127.0.0.1:9/">Here</a></p>')), afar=True)["links"]
    assert (check.passed, "did not answer" in check.says) == (False, True)


def test_from_a_machine_that_sends_nothing_no_other_machine_is_asked() -> None:
    made = compiled(links=(Link("https://www.example.org/", "Here"),))
    check = list(links.checks(made, afar=True))[1]
    assert check.passed is None


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "[::1]", "localhost"])
def test_from_where_mail_leaves_no_machine_of_a_private_network_is_asked(host: str, settings: Any) -> None:
    settings.MAIL_MAY_LEAVE = True
    with pytest.raises(links.NotAsked):
        links.status_of(f"http://{host}/")


def test_what_providers_refuse_blocks_and_what_dns_does_not_say_does_not(settings: Any) -> None:
    settings.MAIL_MAY_LEAVE = True
    stream = streams.get(streams.BULK)
    assert sender.known_to_providers(stream, afar=False).passed is None
    wrong, unknown = (Finding(level, "SPF", "there is no record") for level in (Level.WRONG, Level.UNKNOWN))
    for findings, passed in (([], True), ([unknown], None), ([unknown, wrong], False)):
        cache.clear()
        with mock.patch("mail.sender_checks.check", return_value=findings) as asked:
            check = sender.known_to_providers(stream, afar=True)
            again = sender.known_to_providers(stream, afar=False)
        assert (check.passed, again.passed, asked.call_count) == (passed, passed, 1)
        assert ("SPF: there is no record." in check.says) is (passed is not True)


def test_one_click_is_tried_there_and_back_and_leaves_nothing_behind() -> None:
    check = sender.one_click(Purpose.CAMPAIGN_NEWS)
    assert (check.passed, check.says) == (True, "")
    assert (Person.objects.count(), Consent.objects.count(), Delivery.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ("people.services.choices.stop", "does not stop it"),
        ("mail.list_headers.of", "name no one-click way out"),
    ],
)
def test_a_way_out_that_leads_nowhere_blocks(broken: str, says: str) -> None:
    with mock.patch(broken, return_value={}):
        check = sender.one_click(Purpose.CAMPAIGN_NEWS)
    assert (check.passed, check.blocks, says in check.says) == (False, True, True)


def test_a_way_out_that_a_scanner_triggers_blocks() -> None:
    with (
        mock.patch("campaigns.mailout_checks.own_site.status", return_value=200),
        mock.patch("campaigns.mailout_checks.sender.is_live", return_value=False),
    ):
        assert "scanners" in sender.one_click(Purpose.CAMPAIGN_NEWS).says


def test_without_our_name_and_address_nothing_leaves_from_where_mail_leaves(settings: Any) -> None:
    assert (words.imprint().passed, words.imprint().blocks) == (False, False)
    settings.MAIL_MAY_LEAVE = True
    assert words.imprint().blocks


def test_a_message_without_its_way_out_is_held_up() -> None:
    assert not words.ways_out([compiled("<p>Hello</p>", text="Hello")]).passed


def election(**fields: Any) -> Election:
    today = timezone.localdate()
    days = {"announced_on": today, "dissolved_on": today + timedelta(days=5), "polling_on": today + timedelta(days=30)}
    return Election.objects.create(**{**days, **fields})


NAMING = text("<p>We met Alex Sample, who promised to help.</p>")


@pytest.fixture
def stands() -> None:
    factories.representative(Constituency.objects.order_by("pk")[0], name="Alex Sample", party="Sample Party")


@pytest.mark.parametrize("body", [NAMING, text("<p>The Sample Party agrees.</p>"), text("<p>Ask {{mp|your MP}}.</p>")])
def test_names_of_who_may_stand_are_pointed_out_while_an_election_is_on(body: list[Any], stands: None) -> None:
    made = mailout(body=body)
    assert found(made)["election"].passed
    election()
    check = found(made)["election"]
    assert (check.passed, check.blocks) == (False, False)
    assert found(mailout(slug="other"))["election"].passed


def test_an_election_that_is_announced_after_the_approval_asks_for_a_second_look(stands: None) -> None:
    mailed.supporters(2)
    morgan, charlie = factories.morgan(), factories.dele()
    made = approved(mailout(body=NAMING), by=morgan, second=charlie)
    mailouts.schedule(made, by=morgan)
    election()
    Mailout.objects.update(approved_at=timezone.now() - timedelta(days=2))
    jobs.carry_mailouts()
    made.refresh_from_db()
    assert (made.state, made.because) == (MailoutState.DRAFT, mailout_sending.ELECTION)
    made = approved(made, by=morgan, second=charlie)
    mailouts.schedule(made, by=morgan)
    jobs.carry_mailouts()
    assert state(made) == MailoutState.SENDING


def test_one_that_leaves_when_an_election_is_announced_waits_for_a_second_look(stands: None, morgan: User) -> None:
    mailed.supporters(2)
    made = approved(mailout(body=NAMING), by=morgan, second=factories.dele())
    mailouts.schedule(made, by=morgan)
    jobs.carry_mailouts()
    election()
    Mailout.objects.update(approved_at=timezone.now() - timedelta(days=2))
    mailout_watching.look_after()
    made.refresh_from_db()
    assert (made.state, made.because) == (MailoutState.PAUSED, mailout_sending.ELECTION)
    mailouts.resume(made, by=morgan)
    mailout_watching.look_after()
    assert state(made) == MailoutState.SENDING


@pytest.fixture
def morgan() -> User:
    return factories.morgan()


@pytest.mark.parametrize(
    ("dark", "passed"),
    [
        ("body { background: #12132a !important; } p { color: #f4f1ea !important; }", True),
        ("body { background: #12132a !important; }", False),
        ("p { color: #f4f1ea !important; }", False),
    ],
)
def test_text_can_be_read_in_the_dark_too(dark: str, passed: bool) -> None:
    style = f"<style>@media (prefers-color-scheme: dark) {{ {dark} }} @media print {{ p {{ color: #fff; }} }}</style>"
    html = f'<html><head>{style}</head><body style="background:#ffffff"><p style="color:#16183a">Read</p></body></html>'
    checks = {each.name: each for each in looks.checks(compiled(html))}
    assert (checks["contrast"].passed, checks["dark"].passed) == (True, passed)
