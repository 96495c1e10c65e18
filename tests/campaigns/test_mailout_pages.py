"""What everybody can read of mail-outs: the list, each as it was sent, a feed; and where their links lead."""

import threading
from typing import Any
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone

from campaigns.mailout_enums import MailoutState
from campaigns.models import Mailout, MailoutClicks, MailoutLink, PetitionTotal
from campaigns.services import mailout_clicks
from pages.models import Fact, NewsIndexPage
from tests import factories
from tests.campaigns import composed

pytestmark = pytest.mark.django_db
PAGE = "/emails/handed-in/"


def sent(**fields: Any) -> Mailout:
    return composed.left(composed.mailout(*composed.every_block(), **fields))


def page(path: str = PAGE, status: int = 200) -> Tag:
    caches["pages"].clear()
    answer = Client().get(path)
    assert answer.status_code == status, path
    found = BeautifulSoup(answer.content, "html.parser").main
    assert found is not None
    return found


def test_it_reads_as_it_was_sent_with_fallbacks_for_what_it_said_of_its_reader() -> None:
    sent()
    shown = page()
    text = shown.get_text(" ", strip=True)
    for words in ("Dear friend,", "news from your area", "23,411", "1,234 signatures", "It changed my life.", "Left"):
        assert words in text
    assert "{{" not in str(shown)
    assert [title.get_text() for title in shown.find_all("h1")] == ["We handed it in"]


def test_its_page_has_the_sites_own_looks_and_no_style_of_its_own() -> None:
    sent()
    shown = page()
    assert shown.find("table") is None
    assert shown.find(style=True) is None
    assert shown.select("a.button")
    assert {picture["alt"] for picture in shown.find_all("img")} == {"A field of hexagons"}


def test_the_frame_of_the_message_stays_out_of_the_page() -> None:
    sent()
    assert "Change what you get or stop" not in page().get_text()
    assert "You get this because" not in page().get_text()


def test_a_page_can_be_left_at_once_and_says_whom_to_ring() -> None:
    sent()
    for path in ("/emails/", PAGE):
        html = Client().get(path).content.decode()
        assert 'href="/exit/' in html
        assert "08000 121 700" in html


def test_its_links_lead_straight_and_nothing_is_counted() -> None:
    sent()
    hrefs = {str(anchor["href"]) for anchor in page().select(".mailout__words a[href]")}
    assert "https://www.example.org/report?a=1&b=2" in hrefs
    assert f"{settings.SITE_URL}/petitions/support-every-survivor/" in hrefs
    assert not any("/go/" in href for href in hrefs)


def test_what_was_sent_stays_as_it_was() -> None:
    sent()
    PetitionTotal.objects.update(counted=1_999)
    Fact.objects.filter(key="nrm-2025").update(value="99,999")
    text = page().get_text(" ", strip=True)
    assert "1,234 signatures" in text
    assert "23,411" in text


@pytest.mark.parametrize("state", [state for state in MailoutState if state not in ("sending", "paused", "finished")])
def test_what_has_not_left_is_nobodys_to_read(state: MailoutState) -> None:
    mailout = sent()
    Mailout.objects.filter(pk=mailout.pk).update(state=state)
    page(status=404)
    assert "We handed it in" not in page("/emails/").get_text()


def test_one_that_is_kept_out_of_the_archive_is_not_in_it() -> None:
    sent(in_archive=False)
    page(status=404)
    assert "We handed it in" not in page("/emails/").get_text()
    assert b"handed-in" not in Client().get("/emails/feed/").content


def test_the_list_has_the_newest_first_with_its_day_and_goes_on() -> None:
    for number in range(22):
        composed.left(composed.mailout(slug=f"number-{number}", subject=f"Number {number}"))
    first, second = page("/emails/"), page("/emails/?page=2")
    assert [title.get_text() for title in first.find_all("h2")][:2] == ["Number 21", "Number 20"]
    assert len(first.find_all("h2")) == 20
    assert [title.get_text() for title in second.find_all("h2")] == ["Number 1", "Number 0"]
    assert page("/emails/?page=nonsense").find_all("h2")


def test_an_empty_archive_says_so() -> None:
    assert "There is nothing here yet." in page("/emails/").get_text()


def test_the_subject_that_most_got_is_that_of_the_page() -> None:
    mailout = sent(second_subject="Four people, one door", subject="{{first_name|Friend}}, it is done")
    assert mailout.mailing is not None
    head = BeautifulSoup(Client().get(PAGE).content, "html.parser").title
    assert head is not None
    assert "Friend, it is done" in head.get_text()
    mailout.mailing.chosen = "b"
    mailout.mailing.save()
    caches["pages"].clear()
    head = BeautifulSoup(Client().get(PAGE).content, "html.parser").title
    assert head is not None
    assert "Four people, one door" in head.get_text()


def test_the_page_may_be_kept_for_every_reader_and_goes_once_it_is_taken_back() -> None:
    mailout = sent()
    assert "X-Accel-Expires" in Client().get(PAGE).headers
    mailout.in_archive = False
    mailout.save()
    assert Client().get(PAGE).status_code == 404


def test_the_feed_has_each_once_and_its_address_on_our_own_site() -> None:
    sent()
    answer = Client().get("/emails/feed/")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(answer.content)  # noqa: S314  our own
    space = {"a": "http://www.w3.org/2005/Atom"}
    (entry,) = root.findall("a:entry", space)
    assert entry.findtext("a:title", namespaces=space) == "We handed it in, friend"
    assert entry.findtext("a:id", namespaces=space) == f"{settings.SITE_URL}{PAGE}"
    assert entry.findtext("a:summary", namespaces=space) == "Four people at the door"
    assert Client().get("/emails/feed/", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_search_engines_are_told_of_the_archive_and_of_each_in_it() -> None:
    sent()
    composed.mailout(slug="a-draft")
    found = Client().get("/emails/sitemap.xml").content.decode()
    assert f"{settings.SITE_URL}/emails/</loc>" in found
    assert f"{settings.SITE_URL}{PAGE}</loc>" in found
    assert "a-draft" not in found


def to(url: str) -> str:
    """The address that counts, of the link that leads there."""
    return f"/emails/go/{MailoutLink.objects.get(url__contains=url).pk}-a/"


def clicks() -> int:
    return sum(MailoutClicks.objects.values_list("number", flat=True))


def test_a_link_leads_on_and_is_counted_in_a_sum() -> None:
    sent()
    for number in (1, 2):
        answer = Client().get(to("example.org/report"))
        assert (answer.status_code, answer["Location"]) == (302, "https://www.example.org/report?a=1&b=2")
        assert clicks() == number
    row = MailoutClicks.objects.get()
    assert (row.day, row.variant) == (timezone.localdate(), "a")


def test_a_link_to_our_own_site_says_by_which_mailout_somebody_came() -> None:
    mailout = sent()
    answer = Client().get(to("/petitions/"))
    assert answer["Location"] == f"{settings.SITE_URL}/petitions/support-every-survivor/?via=m{mailout.pk}"


def test_a_query_and_an_anchor_outlive_it() -> None:
    mailout = composed.left(composed.mailout(composed.button(url=f"{settings.SITE_URL}/emails/?page=2#top")))
    answer = Client().get(to("/emails/"))
    assert answer["Location"] == f"{settings.SITE_URL}/emails/?page=2&via=m{mailout.pk}#top"


def test_following_a_link_leaves_no_cookie_and_no_copy() -> None:
    sent()
    answer = Client().get(to("example.org/report"))
    assert not answer.cookies
    assert "no-store" in answer.headers["Cache-Control"]


def test_programs_that_only_look_count_nothing() -> None:
    sent()
    assert Client().head(to("example.org/report")).status_code == 302
    assert Client().post(to("example.org/report")).status_code == 405
    assert clicks() == 0


def test_a_link_that_we_never_made_leads_nowhere() -> None:
    sent()
    assert Client().get("/emails/go/999999-a/").status_code == 404
    assert Client().get("/emails/go/x-a/").status_code == 404


def test_a_subject_that_there_is_not_leads_on_and_counts_nothing() -> None:
    sent()
    assert Client().get(to("example.org/report").replace("-a/", "-zzz/")).status_code == 302
    assert clicks() == 0


def test_subjects_are_counted_apart() -> None:
    sent(second_subject="Four people, one door")
    address = to("example.org/report")
    Client().get(address)
    Client().get(address.replace("-a/", "-b/"))
    assert sorted(MailoutClicks.objects.values_list("variant", "number")) == [("a", 1), ("b", 1)]


@pytest.mark.parametrize("slug", ["feed", "go"])
def test_no_mailout_takes_an_address_of_the_site(slug: str) -> None:
    with pytest.raises(ValidationError, match="the site itself uses"):
        Mailout(title="x", subject="x", slug=slug).clean()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_many_who_click_at_once_are_all_counted() -> None:
    factories.home()
    link = MailoutLink.objects.create(mailout=composed.mailout(), url="https://www.example.org/", label="x")

    def click() -> None:
        for _ in range(10):
            mailout_clicks.count(link=link, variant="a")
        connection.close()

    threads = [threading.Thread(target=click) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert clicks() == 40


def test_the_page_of_news_leads_to_the_emails_that_were_sent(client: Client) -> None:
    factories.below(factories.home(), NewsIndexPage(title="News", slug="news", summary="What is new."))
    assert 'href="/emails/"' in client.get("/news/").content.decode()
