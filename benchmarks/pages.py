"""The pages that anonymous readers see: how fast they come, from the store and rendered, and what they weigh."""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

from playwright.sync_api import Browser, CDPSession, sync_playwright

from benchmarks import server
from benchmarks.figure import Figure, Measurement, remark
from benchmarks.server import Answer, Bench, Site
from tests import machine

ARTICLE = "/learn/what-is-human-trafficking/"
PAGES = {  # one of each type, all in the demonstration
    "home": "/",
    "section": "/learn/",
    "article": ARTICLE,
    "exploitation": "/learn/forms-of-exploitation/sexual-exploitation/",
    "advice": "/learn/what-to-do/",
    "signs": "/learn/signs-to-notice/",
    "timeline": "/learn/history-of-the-law/",
    "charts": "/numbers/",
    "stories": "/stories/",
    "story": "/stories/a-new-phone/",
    "news index": "/news/",
    "news": "/news/fair-work-agency-starts/",
    "library": "/resources/",
    "questions": "/questions/",
    "people": "/about/people/",
    "contact": "/contact/",
    "legal": "/privacy/",
    "search": "/search/?q=exploited+children",
    "campaign page": "/campaigns/support-every-survivor/",
    "sign form": "/petitions/support-every-survivor/sign/",
}
RUNS, WARM_UP, SECONDS = 3, 2, 8  # seconds of load; the runs of site and floor alternate
RENDERINGS = 40
MOST_QUERIES = 10
OF_THE_CONNECTION = {"Server", "Date", "Connection"}  # headers that gunicorn adds itself
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {server.HOST}",  # whatever a page asks for, nothing leaves
]


def cached(bench: Bench) -> Iterator[Figure]:
    """Requests a second of an article that stands in the page store, and of a bare Django view with the same bytes.

    gunicorn 2 x 4 and PostgreSQL under production settings, wrk with 16 kept-alive connections on the same machine;
    the median of three runs each, which alternate after a warm-up of their own.
    """
    with bench.site.serving() as site:
        expected = the_one_answer(site)
        with floor(bench.site, expected) as bare:
            same_answer(expected, the_one_answer(bare))
            rates = [(rate(site, expected), rate(bare, expected)) for _ in range(RUNS)]
            same_answer(expected, the_one_answer(site))
    remark(f"pages.cached: site and floor, requests/s: {[(round(ours), round(least)) for ours, least in rates]}")
    ours, least = (median(column) for column in zip(*rates, strict=True))
    yield Figure("pages.cached", ours, "requests/s", RUNS, floor=least)


def the_one_answer(port: int) -> Answer:
    """What the server gives for the article, after it gave the same so often that every worker has been asked."""
    answers = [server.fetch(port, ARTICLE) for _ in range(8 * server.WORKERS)]
    for answer in answers:
        same_answer(answers[0], answer)
    return answers[0]


def same_answer(one: Answer, other: Answer) -> None:
    if one.status != 200 or other.status != 200:
        raise RuntimeError(f"{ARTICLE} was answered with {one.status} and {other.status}")
    if one.body != other.body or page_headers(one) != page_headers(other):
        raise RuntimeError(f"{ARTICLE} was answered with different bytes: {page_headers(one)} {page_headers(other)}")


def page_headers(answer: Answer) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name not in OF_THE_CONNECTION}


def floor(site: Site, answer: Answer) -> Any:
    """A context manager: the bare project of floors/cached_page.py that gives this answer; gives its port."""
    file = site.folder / "answer.json"
    file.write_text(json.dumps({"headers": page_headers(answer), "body": answer.body.decode()}), "utf-8")
    environment = {**os.environ, "ANSWER": str(file)}
    return server.gunicorn("benchmarks.floors.cached_page", environment, site.folder / "floor.log")


def rate(port: int, expected: Answer) -> float:
    """Requests a second; refuses a load in which any answer was not the whole page."""
    server.load(port, ARTICLE, WARM_UP)
    load = server.load(port, ARTICLE, SECONDS)
    if load.errors or load.received < load.requests * len(expected.body):
        raise RuntimeError(f"Not every answer was the page: {load}, where it has {len(expected.body)} bytes")
    return load.requests / load.seconds


def uncached(bench: Bench) -> Iterator[Figure]:
    """Milliseconds to render home and an article with an empty cache; the last figure is the slower of the two.

    Measured in process with django.test.Client, through every middleware under production settings and PostgreSQL,
    so without gunicorn's own part; the cache is emptied before each rendering; the median.
    """
    names = {"home": PAGES["home"], "article": ARTICLE}
    output = bench.site.run("-m", "benchmarks.rendering", "times", str(RENDERINGS), *names.values())
    times: dict[str, list[float]] = json.loads(output)
    medians = {name: median(times[path]) for name, path in names.items()}
    for name, value in medians.items():
        yield Figure(f"pages.uncached.{name}", value, "ms", RENDERINGS)
    yield Figure("pages.uncached", max(medians.values()), "ms", RENDERINGS)


def queries(bench: Bench) -> Iterator[Figure]:
    """The largest number of SQL queries of any page type, nothing remembered but renditions made; at most 10.

    Content types count too, although a process asks for each only once; the remarks say how many they are.
    """
    output = bench.site.run("-m", "benchmarks.rendering", "queries", *PAGES.values())
    found: dict[str, list[str]] = json.loads(output)
    for name, path in PAGES.items():
        of_types = sum("FROM django_content_type" in sql.replace('"', "") for sql in found[path])
        remark(f"pages.queries: {name} {len(found[path])}, of them {of_types} for content types")
        if len(found[path]) > MOST_QUERIES:
            remark("\n".join(f"  {number:2}. {in_short(sql)}" for number, sql in enumerate(found[path], start=1)))
    yield Figure("pages.queries", max(map(len, found.values())), "queries", len(PAGES))


def in_short(sql: str) -> str:
    """A statement without its list of columns and its quotation marks."""
    return re.sub(r"^SELECT .*? FROM ", "SELECT … FROM ", sql.replace('"', ""))


def weight(bench: Bench) -> Iterator[Figure]:
    """Bytes and requests of a first view: the heaviest page type, and the one that asks for most.

    Chromium's own count of what came over the wire, headers included: HTML as gunicorn sends it, the rest as
    WhiteNoise compressed it for a browser that takes gzip and br.
    """
    with bench.site.serving() as port, chromium() as browser:
        seen = {name: first_view(browser, f"http://{server.HOST}:{port}{path}") for name, path in PAGES.items()}
    for name, sizes in seen.items():
        remark(f"pages.weight: {name} {sum(sizes.values())} bytes in {len(sizes)} requests")
    heaviest = max(seen.values(), key=lambda sizes: sum(sizes.values()))
    remark("\n".join(f"  {size:7} {url}" for url, size in sorted(heaviest.items(), key=lambda item: -item[1])))
    yield Figure("pages.weight", sum(heaviest.values()), "bytes", len(PAGES))
    yield Figure("pages.requests", max(map(len, seen.values())), "requests", len(PAGES))


@contextmanager
def chromium() -> Iterator[Browser]:
    # Ctrl-C is ours to handle: Chromium would leave first, and the measurement fail instead of end.
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=machine.chromium(), args=CHROMIUM, handle_sigint=False) as browser,
    ):
        yield browser


def first_view(browser: Browser, url: str) -> dict[str, int]:
    """The bytes over the wire of each request that a browser makes which has never been here."""
    context = browser.new_context(extra_http_headers=server.AS_PROXY, locale="en-GB")
    try:
        page = context.new_page()
        traffic = Traffic(context.new_cdp_session(page))
        page.goto(url, wait_until="networkidle")
        return traffic.sizes(url)
    finally:
        context.close()


class Traffic:
    """What Chromium's network layer says of a page's requests, through the DevTools protocol."""

    def __init__(self, session: CDPSession) -> None:
        self.urls: dict[str, str] = {}  # by the protocol's number of the request
        self.received: dict[str, int] = {}
        self.wrong: list[str] = []
        session.on("Network.requestWillBeSent", self.asked)
        session.on("Network.responseReceived", self.answered)
        session.on("Network.loadingFinished", self.finished)
        session.on("Network.loadingFailed", self.failed)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def asked(self, event: dict[str, Any]) -> None:
        if not event["request"]["url"].startswith("data:"):
            self.urls[event["requestId"]] = event["request"]["url"]

    def answered(self, event: dict[str, Any]) -> None:
        if event["response"]["status"] >= 400:
            self.wrong.append(f"{event['response']['status']} {event['response']['url']}")

    def finished(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.urls:
            self.received[event["requestId"]] = round(event["encodedDataLength"])

    def failed(self, event: dict[str, Any]) -> None:
        self.wrong.append(f"{event['errorText']} {self.urls.get(event['requestId'])}")

    def sizes(self, url: str) -> dict[str, int]:
        """Bytes by address, a second request for the same one marked; raises where the view was not whole."""
        if self.wrong or self.urls.keys() != self.received.keys():
            missing = [asked for number, asked in self.urls.items() if number not in self.received]
            raise RuntimeError(f"{url} did not come whole: {self.wrong} {missing}")
        sizes: dict[str, int] = {}
        for number, asked in self.urls.items():
            sizes[f"{asked} again, {number}" if asked in sizes else asked] = self.received[number]
        return sizes


MEASUREMENTS = (
    Measurement(("pages.cached",), cached),
    Measurement(("pages.uncached", "pages.uncached.home", "pages.uncached.article"), uncached),
    Measurement(("pages.queries",), queries),
    Measurement(("pages.weight", "pages.requests"), weight),
)
