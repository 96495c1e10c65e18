"""A polite client of somebody else's JSON service: bounded in time, size, tries and rate, and sure of what it got."""

import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from types import TracebackType
from typing import Self, TypeVar

import httpx
from django.conf import settings
from pydantic import TypeAdapter

from places.clients import shapes
from places.clients.errors import Unavailable, Unexpected
from places.clients.store import Store

T = TypeVar("T")
OK, NOT_MODIFIED = 200, 304
REDIRECTS = frozenset({301, 302, 303, 307, 308})
LATER = frozenset({429, 500, 502, 503, 504})  # worth asking again
MOST_REDIRECTS = 3
TAKE = 20  # the most that Parliament's services give at once, whatever is asked
MOST_ITEMS = 10_000  # of any list that we read: more is a loop
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class BadAddress(ValueError):
    """A base address that isn't HTTPS, nor on this machine."""


def base_address(written: str) -> httpx.URL:
    try:
        url = httpx.URL(written.rstrip("/"))
    except httpx.InvalidURL as error:
        raise BadAddress(f"{written} is no address: {error}") from error
    if url.scheme != "https" and not (url.scheme == "http" and url.host in LOOPBACK):
        raise BadAddress(f"{written} must begin with https://")
    return url


@dataclass(frozen=True)
class Manners:
    """Times in seconds."""

    timeout: float = 20  # without a byte
    deadline: float = 60  # for a whole answer
    interval: float = 0.2  # from one request to the next
    attempts: int = 4
    back_off: float = 1  # before the second attempt; doubles
    longest_wait: float = 120  # that a service may ask for with Retry-After; past it we give up
    largest: int = 10_000_000  # bytes of an answer
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True)
class Answer:
    status: int
    headers: httpx.Headers
    body: bytes


class Client(AbstractContextManager["Client"]):
    home = ""  # the service's own address

    def __init__(self, base_url: str = "", *, manners: Manners | None = None, store: Store | None = None) -> None:
        self.base = base_address(base_url or self.home)
        local = self.base.host in LOOPBACK
        self.manners = manners or Manners()
        self.store = store or Store()
        self.asked_at = float("-inf")
        self.http = httpx.Client(
            headers={
                "User-Agent": f"actforjustice/{version('actforjustice')} (+{settings.SITE_URL})",
                "Accept": "application/json",
                "Accept-Encoding": "identity",  # what is counted and timed is what was sent: nothing swells
            },
            timeout=self.manners.timeout,
            verify=self.base.scheme == "https",  # a local server of plain HTTP has nothing to verify
            trust_env=not local,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.http.close()

    def address(self, path: str, **parameters: str | int) -> str:
        return str(httpx.URL(f"{self.base}{path}", params=parameters))

    def get(self, address: str, shape: TypeAdapter[T]) -> T:
        """What stands at an address, checked; raises Unavailable or Unexpected."""
        held = self.store.find(address, shape)
        answer = self.ask(address, {"If-None-Match": held.etag} if held else {})
        if held and answer.status == NOT_MODIFIED:
            return held.value
        if answer.status != OK:
            raise Unexpected(address, f"answered {answer.status}")
        value = shapes.read(address, answer.body, shape)
        if etag := answer.headers.get("ETag"):
            self.store.keep(address, etag, answer.body)
        return value

    def ask(self, address: str, headers: dict[str, str]) -> Answer:
        for attempt in range(self.manners.attempts):
            try:
                answer = self.follow(address, headers)
            except httpx.RequestError as error:
                trouble, asked_to_wait = f"{type(error).__name__} {error}".strip(), 0.0
            else:
                if answer.status not in LATER:
                    return answer
                trouble, asked_to_wait = f"answered {answer.status}", retry_after(answer.headers)
            if asked_to_wait > self.manners.longest_wait:
                raise Unavailable(address, f"{trouble} and asks to come back in {asked_to_wait:.0f} seconds")
            if attempt + 1 < self.manners.attempts:
                self.manners.sleep(max(asked_to_wait, self.manners.back_off * 2**attempt))
        raise Unavailable(address, f"{trouble} at the last of {self.manners.attempts} attempts")

    def follow(self, address: str, headers: dict[str, str]) -> Answer:
        url = httpx.URL(address)
        for _ in range(MOST_REDIRECTS + 1):
            answer = self.send(url, headers)
            if answer.status not in REDIRECTS:
                return answer
            url = self.within(str(url), answer.headers.get("Location", ""))
        raise Unexpected(address, f"redirects more than {MOST_REDIRECTS} times")

    def within(self, address: str, reference: str) -> httpx.URL:
        """Where an answer sends us on to, if that is of the same service: it may not send us anywhere else."""
        try:
            url = httpx.URL(address).join(reference)
        except httpx.InvalidURL as error:
            raise Unexpected(address, f"leads to {reference!r:.80}, which is no address") from error
        if (url.scheme, url.host, url.port) != (self.base.scheme, self.base.host, self.base.port):
            raise Unexpected(address, f"leads to another place, {url.scheme}://{url.host}")
        return url

    def send(self, url: httpx.URL, headers: dict[str, str]) -> Answer:
        self.pause()
        deadline = time.monotonic() + self.manners.deadline
        with self.http.stream("GET", url, headers=headers) as response:
            body = bytearray()
            for chunk in response.iter_raw():
                body += chunk
                if len(body) > self.manners.largest:
                    raise Unexpected(str(url), f"is larger than {self.manners.largest} bytes")
                if time.monotonic() > deadline:
                    raise httpx.ReadTimeout(f"not whole after {self.manners.deadline} seconds")
            return Answer(response.status_code, response.headers, bytes(body))

    def pause(self) -> None:
        wait = self.asked_at + self.manners.interval - time.monotonic()
        if wait > 0:
            self.manners.sleep(wait)
        self.asked_at = time.monotonic()

    def paged(
        self, path: str, shape: TypeAdapter[shapes.Page[T]], key: Callable[[T], Hashable], *, names: tuple[str, str]
    ) -> Iterator[T]:
        """All items of a list that comes in pages; raises Unexpected where it gives fewer, more or others than it says.

        `names` are the two parameters that say how many to pass over and how many to give. `path` may hold a query.
        """
        seen: set[Hashable] = set()
        total: int | None = None
        while total is None or len(seen) < total:
            address = str(httpx.URL(f"{self.base}{path}").copy_merge_params({names[0]: len(seen), names[1]: TAKE}))
            page = self.get(address, shape)
            if total not in (None, page.total_results) or page.total_results > MOST_ITEMS:
                raise Unexpected(address, f"totalResults is {page.total_results}, after {total}")
            total, before = page.total_results, len(seen)
            seen.update(key(item) for item in page.items)
            if len(seen) != before + len(page.items) or len(seen) > total or (not page.items and before < total):
                raise Unexpected(address, f"promises {total} results, and repeats or ends after {before}")
            yield from page.items


def retry_after(headers: httpx.Headers) -> float:
    """Seconds that a service asks us to wait; 0 where it doesn't say, or not so that it can be read."""
    text = headers.get("Retry-After", "").strip()
    if text.isdecimal():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return 0
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
