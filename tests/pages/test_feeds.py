from datetime import date
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from wagtail.models import PageViewRestriction

from pages.models import NewsIndexPage, NewsPage
from tests import factories

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def index() -> NewsIndexPage:
    made = factories.below(factories.home(), NewsIndexPage(title="News", slug="news", summary="What is new."))
    for day in (1, 2):
        news = NewsPage(
            title=f"News & views <{day}>", slug=f"news-{day}", summary="In short.", date=date(2026, 11, day)
        )
        factories.below(made, news)
    return made


def test_the_feed_has_the_news_newest_first_with_whole_addresses(index: NewsIndexPage, client: Client) -> None:
    answer = client.get("/news/feed/")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)  # noqa: S314  our own
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    base = settings.SITE_URL
    assert links == {"alternate": f"{base}/news/", "self": f"{base}/news/feed/"}
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["News & views <2>", "News & views <1>"]
    for name in ("id", "updated", "published", "summary"):
        assert entries[0].findtext(f"{ATOM}{name}")
    assert feed.findtext(f"{ATOM}id") == f"{base}/news/"
    assert feed.findtext(f"{ATOM}updated")
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "ACTFORJUSTICE"
    link = entries[0].find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"{base}/news/news-2/"


def test_an_unchanged_feed_is_not_sent_again(index: NewsIndexPage, client: Client) -> None:
    tag = client.get("/news/feed/").headers["ETag"]
    assert client.get("/news/feed/", headers={"If-None-Match": tag}).status_code == 304
    NewsPage.objects.get(slug="news-1").unpublish()
    changed = client.get("/news/feed/", headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != tag
    assert b"news-1" not in changed.content


@pytest.mark.parametrize("path", ["/news/", "/news/feed/", "/news/news-1/"])
def test_private_news_are_named_nowhere(path: str, index: NewsIndexPage, client: Client) -> None:
    assert b"news-2" in client.get(path).content
    private = NewsPage.objects.get(slug="news-2")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    assert b"news-2" not in client.get(path).content


def test_the_news_page_names_its_feed(index: NewsIndexPage, client: Client) -> None:
    html = client.get("/news/").content.decode()
    assert '<link rel="alternate" type="application/atom+xml" title="News" href="/news/feed/">' in html


def test_an_empty_feed_is_a_feed(client: Client) -> None:
    factories.below(factories.home(), NewsIndexPage(title="News", slug="news"))
    assert ElementTree.fromstring(client.get("/news/feed/").content).tag == f"{ATOM}feed"  # noqa: S314  our own
