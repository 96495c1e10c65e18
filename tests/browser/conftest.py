import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from tests import demo
from tests.machine import chromium

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP *.example 127.0.0.1",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": chromium(), "args": CHROMIUM_ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "en-GB", "timezone_id": "Europe/London"}


@pytest.fixture
def demonstration(transactional_db: None, settings: Any) -> None:
    settings.EMAIL_BACKEND = "mail.backends.InboxBackend"
    demo.load()


@pytest.fixture(autouse=True)
def answered_to_the_end(browser: Browser) -> Iterator[None]:
    """The last request of a browser that is closed may still be answered: it must not write into the next test."""
    yield
    for context in browser.contexts:  # of a test that failed before it closed its own
        context.close()
    until = time.monotonic() + 20  # for all of them together
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(max(0.0, until - time.monotonic()))


class Weather(BaseHTTPRequestHandler):
    """The neutral site that "Exit this page" leads to."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Weather</title><link rel=icon href=data:,><h1>Weather</h1>")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def neutral_server() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Weather)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://neutral.example:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def neutral(neutral_server: str, settings: Any) -> str:
    settings.EXIT_URL = neutral_server
    return neutral_server


@pytest.fixture
def context(context: BrowserContext, live_server: LiveServer, neutral: str) -> Iterator[BrowserContext]:
    """Every browser test also proves that no third party is asked and that nothing breaks the policy."""
    foreign: list[str] = []
    broken: list[str] = []
    ours = (live_server.url, "data:", "blob:", "about:", neutral)

    def watch(page: Page) -> None:
        page.on("request", lambda request: None if request.url.startswith(ours) else foreign.append(request.url))
        page.on("console", lambda line: broken.append(line.text) if "Content Security Policy" in line.text else None)
        page.on("pageerror", lambda error: broken.append(str(error)))

    context.on("page", watch)
    yield context
    assert not foreign, foreign
    assert not broken, broken


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Once more: two cores that draw pages and answer them at once are slow at times, and a real fault shows again."""
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker(pytest.mark.flaky(reruns=1))
