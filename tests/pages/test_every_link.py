"""From home along every link of the whole demonstration: each leads somewhere, and every page can be reached."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

from campaigns.models import Bill
from pages import outline
from pages.models import Fact
from places import sources
from tests import demo

pytestmark = pytest.mark.django_db
HERE = urlsplit(settings.SITE_URL).netloc
ADDRESSES = {"a": "href", "area": "href", "form": "action", "link": "href", "script": "src", "img": "src"}
MORE_ADDRESSES = {"source": "src", "video": "poster", "track": "src", "iframe": "src", "object": "data"}
WITHOUT_A_REQUEST = ("mailto:", "tel:", "data:")
LEADS_AWAY = {"/exit/": 303}
# The first two ask whoever follows them to sign in; a lesson leads to where its course has it.
LEADS_ON = re.compile(r"/groups/[\w-]+/lead/$|/training/[\w-]+/quiz/(news/\d+/)?signed-in/$|/training-lessons/[\w-]+/$")
# Hundreds of pages that are alike: a few of each kind are walked.
ALIKE = re.compile(
    r"/your-area/constituencies/(?=[?])|/your-area/(?!constituencies/)(?=[\w-]+/$)"
    r"|/groups/events/(?=[\w-]+/)|/groups/(?=[?])|/groups/(?!events/|register/)(?=[\w-]+/$)"
)
FEW = 4
SHARING = {"wa.me", "www.facebook.com", "bsky.app", "x.com"}  # plain links of components/share.html
PARLIAMENTS_PETITIONS = "https://petition.parliament.uk/"  # templates/campaigns/petition/notice.html
FEED, SITEMAP = "{http://www.w3.org/2005/Atom}link", "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
Found = dict[str, set[str]]  # an address, and the pages that name it


class Visited(NamedTuple):
    status: int
    ids: set[str]
    links: set[str]


class Crawl:
    """Every address of ours that can be reached from home, and those of others that are named on the way."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.visited: dict[str, Visited] = {}
        self.named: Found = defaultdict(set)
        self.alike: Counter[str] = Counter()
        self.walk()

    def walk(self) -> None:
        waiting = ["/", "/sitemap.xml", "/robots.txt"]
        while waiting:
            path = waiting.pop()
            if path in self.visited or self.is_one_of_many(path):
                continue
            self.visited[path] = self.visit(path)
            for link in self.visited[path].links:
                self.named[link].add(path)
                if is_ours(link):
                    waiting.append(urldefrag(link).url.removeprefix(settings.SITE_URL) or "/")

    def is_one_of_many(self, path: str) -> bool:
        kind = ALIKE.match(path)
        if kind is None:
            return False
        self.alike[kind[0]] += 1
        return self.alike[kind[0]] > FEW

    def visit(self, path: str) -> Visited:
        answer = self.client.get(path)
        self.client.cookies.clear()  # Exit marks a browser, which then gets no page
        body = answer.getvalue()
        kind = answer.headers.get("Content-Type", "")
        if kind.startswith("text/html") and answer.status_code == 200:
            page = BeautifulSoup(body.decode(), "html.parser")
            ids = {str(tag["id"]) for tag in page.find_all(id=True)}
            return Visited(
                answer.status_code, ids, {urljoin(settings.SITE_URL + path, link) for link in links_in(page)}
            )
        return Visited(
            answer.status_code, set(), set(links_in_xml(body)) if "xml" in kind and "svg" not in kind else set()
        )

    def external(self) -> Found:
        return {link: pages for link, pages in self.named.items() if not is_ours(link)}


def links_in(page: BeautifulSoup) -> Iterator[str]:
    for name, attribute in (ADDRESSES | MORE_ADDRESSES).items():
        for tag in page.find_all(name):
            address = str(tag.get(attribute, ""))
            if address and not address.startswith(WITHOUT_A_REQUEST):
                yield address
    for tag in page.find_all(["img", "source"], srcset=True):
        yield from (candidate.split()[0] for candidate in str(tag["srcset"]).split(","))


def links_in_xml(body: bytes) -> Iterator[str]:
    root = ElementTree.fromstring(body)  # noqa: S314  our own
    yield from (link.get("href", "") for link in root.iter(FEED))
    yield from (location.text or "" for location in root.iter(SITEMAP))


def is_ours(link: str) -> bool:
    return urlsplit(link).netloc == HERE


@pytest.fixture
def crawl(client: Client, settings: Any) -> Crawl:
    demo.load()
    settings.PAGE_GENERATION_MEMORY = 60  # nothing changes while it walks
    return Crawl(client)


def test_every_link_leads_somewhere_and_every_page_can_be_reached(crawl: Crawl) -> None:
    """One walk for all the questions: it asks for every page of the demonstration."""
    assert len(crawl.visited) > 60
    assert not broken(crawl), broken(crawl)
    assert missing_anchors(crawl) == {}
    assert unreached(crawl) == []
    assert any(path.endswith("/feed/") for path in crawl.visited)
    assert {path.rsplit(".", 1)[-1] for path in crawl.visited if "." in path} >= {"css", "js", "pdf", "csv", "xml"}


def test_every_link_away_is_safe_and_is_one_that_the_sites_sources_or_facts_state(crawl: Crawl) -> None:
    away = {link: pages for link, pages in crawl.external().items() if urlsplit(link).netloc not in SHARING}
    assert len(away) > 20
    assert {link: pages for link, pages in away.items() if not link.startswith("https://")} == {}
    stated = stated_addresses()
    assert {link: sorted(pages)[:3] for link, pages in away.items() if link not in stated} == {}


def broken(crawl: Crawl) -> dict[str, Any]:
    """Address: its status and who links there."""
    return {
        path: (visit.status, sorted(crawl.named[settings.SITE_URL + path])[:3])
        for path, visit in crawl.visited.items()
        if visit.status != LEADS_AWAY.get(path, 302 if LEADS_ON.match(path) else 200)
    }


def missing_anchors(crawl: Crawl) -> dict[str, list[str]]:
    found = {}
    for link, pages in crawl.named.items():
        address, anchor = urldefrag(link)
        target = crawl.visited.get(address.removeprefix(settings.SITE_URL) or "/")
        if anchor and target and is_ours(link) and anchor not in target.ids:
            found[link] = sorted(pages)[:3]
    return found


def unreached(crawl: Crawl) -> list[str]:
    """Live pages that no link leads to; the sitemap's own links don't count."""
    site = outline.current()
    linked = {urldefrag(link).url for link, pages in crawl.named.items() if pages - {"/sitemap.xml"}}
    addresses = [site.address(page) or "" for page in site.pages.values()]
    return [address for address in addresses if settings.SITE_URL + address not in linked]


def stated_addresses() -> set[str]:
    """Of facts, and of every field of a page that holds an address, which an editor filled in on purpose."""
    stated = {address for fact in Fact.objects.all() for address in (fact.source_url, fact.value)}
    stated |= {
        PARLIAMENTS_PETITIONS,
        sources.FIND_YOUR_MP,
        sources.OPEN_GOVERNMENT_LICENCE,
        sources.OPEN_PARLIAMENT_LICENCE,
    }
    stated |= {address for bill in Bill.objects.all() for address in (bill.source, bill.parliament_url)}
    for page in outline.current().pages.values():
        specific = page.specific
        for field in ("body", "people", "contacts"):
            if hasattr(specific, field):
                stated |= set(addresses_in(getattr(specific, field).raw_data))
    return stated


def addresses_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (item for key, item in value.items() if key.endswith(("url", "link")) and isinstance(item, str))
        for item in value.values():
            yield from addresses_in(item)
    elif isinstance(value, str) or not hasattr(value, "__iter__"):
        return
    else:
        for item in value:
            yield from addresses_in(item)
