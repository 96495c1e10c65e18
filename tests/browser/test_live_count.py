"""The number on a page that stays open follows what is signed, and stands where no script runs."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from campaigns.models import PetitionTotal
from config.demo.loader import SIGNATURES
from pages import generation

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("demonstration"),
]
PETITION = "/petitions/support-every-survivor/"


def test_the_number_and_the_bar_follow_what_is_signed_without_a_reload_or_a_voice(
    page: Page, live_server: LiveServer
) -> None:
    page.clock.install()
    page.goto(live_server.url + PETITION)
    shown, bar = page.locator(".progress__count").first, page.locator(".progress__bar").first
    expect(shown).to_have_text(f"{SIGNATURES:,} signatures")
    PetitionTotal.objects.update(counted=SIGNATURES + 1000)
    generation.count()
    page.clock.run_for(16_000)
    expect(shown).to_have_text(f"{SIGNATURES + 1000:,} signatures")
    assert bar.evaluate("bar => bar.value") == SIGNATURES + 1000
    assert shown.evaluate("node => node.closest('[aria-live], [role=status], [role=alert]')") is None


def test_the_number_stands_without_scripts(browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + PETITION)
    expect(page.locator(".progress__count").first).to_have_text(f"{SIGNATURES:,} signatures")
    context.close()


def test_the_number_stands_while_the_site_is_away_and_goes_on_when_it_is_back(
    page: Page, live_server: LiveServer
) -> None:
    page.clock.install()
    page.goto(live_server.url + PETITION)
    shown = page.locator(".progress__count").first
    page.route("**/count.json", lambda route: route.abort())
    PetitionTotal.objects.update(counted=SIGNATURES + 5)
    generation.count()
    page.clock.run_for(31_000)
    expect(shown).to_have_text(f"{SIGNATURES:,} signatures")
    page.unroute("**/count.json")
    page.clock.run_for(16_000)
    expect(shown).to_have_text(f"{SIGNATURES + 5:,} signatures")
