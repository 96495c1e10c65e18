"""Checking a certificate where there is no network: with the page left open, and with the file that was kept."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.training import certificates as made
from training import certificate_numbers
from training.models import Certificate

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
RIGHT, WRONG, UNKNOWN = "Issued by us, and unchanged", "This is not what we signed", "a key that is not known here"


@pytest.fixture
def certificate() -> Certificate:
    return made.certificate()


@pytest.fixture
def page(browser: Browser) -> Any:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB", accept_downloads=True)
    yield context.new_page()
    context.close()


def changed(token: str) -> str:
    """In one letter of what it says."""
    place = token.index(".", 3) + 20
    return token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]


def test_the_file_checks_with_the_network_cut(
    page: Page, certificate: Certificate, live_server: LiveServer, tmp_path: Path
) -> None:
    page.goto(f"{live_server.url}/training/verify/")
    with page.expect_download() as kept:
        page.get_by_role("link", name="The page as a file").click()
    file = tmp_path / kept.value.suggested_filename
    kept.value.save_as(file)
    page.context.set_offline(True)
    page.goto(file.as_uri())
    field = page.get_by_label("What the QR code holds")
    field.fill(f"https://www.example.org/training/verify/#{certificate.token}")
    expect(page.get_by_text(RIGHT)).to_be_visible()
    expect(page.get_by_text("Recognising the signs")).to_be_visible()
    expect(page.get_by_text(certificate_numbers.shown(certificate.number))).to_be_visible()
    assert "Suzie" not in page.content()
    field.fill(changed(certificate.token))
    expect(page.get_by_text(WRONG)).to_be_visible()
    expect(page.get_by_text(RIGHT)).to_be_hidden()
    name = certificate.token.split(".")[1]
    field.fill(certificate.token.replace(name, "0" * len(name), 1))
    expect(page.get_by_text(UNKNOWN)).to_be_visible()


def test_a_scanned_code_is_checked_in_the_page_and_never_sent(
    page: Page, certificate: Certificate, live_server: LiveServer
) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url.partition("#")[0] + (request.post_data or "")))
    page.goto(f"{live_server.url}/training/verify/#{certificate.token}")
    expect(page.get_by_text(RIGHT)).to_be_visible()
    shown = certificate_numbers.shown(certificate.number)
    expect(page.get_by_label("Number of the certificate")).to_have_value(shown)
    page.context.set_offline(True)
    page.evaluate("token => { location.hash = token }", changed(certificate.token))
    expect(page.get_by_text(WRONG)).to_be_visible()
    page.context.set_offline(False)
    page.evaluate("token => { location.hash = token }", certificate.token)
    expect(page.get_by_text(RIGHT)).to_be_visible()
    page.get_by_role("button", name="Is it valid today?").click()
    expect(page.get_by_text("It is real, and valid today.")).to_be_visible()
    assert sent
    assert not any(certificate.token in each for each in sent)
