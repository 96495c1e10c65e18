"""A server on this machine that speaks as the three services do, and fails in the ways that services fail."""

import hashlib
import json
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.places.clients.recorded import Json

MOST = 20  # that the services give at once, whatever is asked


class Handler(BaseHTTPRequestHandler):
    server: "Server"

    def do_GET(self) -> None:
        service = self.server.service
        service.asked.append(self)
        path = urlsplit(self.path).path
        faults = service.faults[path]
        body = service.answer(path, {key: value[0] for key, value in parse_qs(urlsplit(self.path).query).items()})
        if faults:
            faults.popleft()(self, body)
        else:
            self.give(body)

    def give(self, body: bytes | None, status: int = 200, **headers: str) -> None:
        etag = f'"{hashlib.md5(body or b"", usedforsecurity=False).hexdigest()}"'
        if body is None:
            status, body = 404, b'{"title": "Not Found"}'
        elif self.headers.get("If-None-Match") == etag:
            status, body = 304, b""
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "ETag": etag, **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing: a test reads `asked`."""


Fault = Callable[[Handler, bytes | None], None]


class Server(ThreadingHTTPServer):
    daemon_threads = True
    service: "Service"


@dataclass
class Service:
    """What it would answer; change the lists before asking."""

    url: str = ""
    members: list[Json] = field(default_factory=list)
    seats: list[Json] = field(default_factory=list)
    contacts: dict[int, list[Json]] = field(default_factory=dict)
    posts: list[Json] = field(default_factory=list)
    bills: list[Json] = field(default_factory=list)
    stages: dict[int, list[Json]] = field(default_factory=dict)
    organisations: list[Json] = field(default_factory=list)
    next_page_at: str = ""  # another host to send GOV.UK's readers to
    total_off_by: int = 0
    asked: list[Handler] = field(default_factory=list)
    faults: defaultdict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    closing: threading.Event = field(default_factory=threading.Event)

    def fails(self, path: str, *faults: Fault) -> None:
        """The next requests for a path meet these, one each; then it answers again."""
        self.faults[path].extend(faults)

    def answer(self, path: str, query: dict[str, str]) -> bytes | None:
        found = self.found(path.removeprefix("/api"), query)
        return None if found is None else json.dumps(found).encode()

    def found(self, path: str, query: dict[str, str]) -> Any:
        match path.strip("/").split("/"):
            case ["Members", "Search"]:
                return self.page(self.members, query, valued=True)
            case ["Location", "Constituency", "Search"]:
                return self.page(self.seats, query, valued=True)
            case ["Members", number, "Contact"] if int(number) in self.contacts:
                return {"value": self.contacts[int(number)], "links": []}
            case ["Posts", "GovernmentPosts"]:
                return [{"value": post, "links": []} for post in self.posts]
            case ["v1", "Bills"]:
                return self.page(self.bills, query)
            case ["v1", "Bills", number]:
                whole = {"longTitle": "A Bill to support survivors", "summary": None}
                return next((bill | whole for bill in self.bills if bill["billId"] == int(number)), None)
            case ["v1", "Bills", number, "Stages"]:
                return self.page(self.stages.get(int(number), []), query)
            case ["organisations"]:
                return self.organisation_page(int(query.get("page", "1")))
        return None

    def page(self, items: list[Json], query: dict[str, str], *, valued: bool = False) -> Json:
        lower = {key.lower(): value for key, value in query.items()}
        skip, take = int(lower.get("skip", "0")), min(int(lower.get("take", "20")), MOST)
        given = items[skip : skip + take]
        return {
            "items": [{"value": item, "links": []} for item in given] if valued else given,
            "totalResults": len(items) + self.total_off_by,
            "skip": skip,
            "take": take,
        }

    def organisation_page(self, number: int) -> Json:
        last = number * MOST >= len(self.organisations)
        following = f"{self.next_page_at or self.url}/api/organisations?page={number + 1}"
        return {
            "results": self.organisations[(number - 1) * MOST : number * MOST],
            "total": len(self.organisations) + self.total_off_by,
            "next_page_url": None if last else following,
        }

    @property
    def queries(self) -> list[dict[str, list[str]]]:
        return [parse_qs(urlsplit(handler.path).query) for handler in self.asked]


@contextmanager
def serving() -> Iterator[Service]:
    server = Server(("127.0.0.1", 0), Handler)
    server.service = Service(url=f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.service
    finally:
        server.service.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()


def answers(status: int, **headers: str) -> Fault:
    return lambda handler, body: handler.give(b'{"title": "no"}', status, **headers)


def says(body: bytes, **headers: str) -> Fault:
    return lambda handler, _: handler.give(body, 200, **headers)


def cut_short(handler: Handler, body: bytes | None) -> None:
    """Sound to HTTP, but the JSON ends in the middle."""
    handler.give((body or b"")[:-40])


def hangs_up(handler: Handler, body: bytes | None) -> None:
    """Promises more bytes than it sends."""
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write((body or b"")[:100])


def falls_silent(handler: Handler, body: bytes | None) -> None:
    handler.server.service.closing.wait(5)


def drips(handler: Handler, body: bytes | None) -> None:
    """A byte now and then, each in time, for two seconds in all."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(100):
        if handler.server.service.closing.wait(0.02):
            return
        try:
            handler.wfile.write(b" ")
        except OSError:
            return


def renames(old: str, new: str) -> Fault:
    return lambda handler, body: handler.give((body or b"").replace(f'"{old}"'.encode(), f'"{new}"'.encode()))
