"""Signing under attack: the browser proves work by itself, and whoever's can't signs all the same."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from campaigns.enums import SignatureState
from campaigns.models import FraudRule, Petition, Signature
from campaigns.services import challenges, fraud
from tests.browser.pages_to_check import SIGN
from tests.cast import SUZIE

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("demonstration", "attack"),
]
CHALLENGE = "**/challenge.json"


@pytest.fixture
def attack(demonstration: None) -> None:
    """Whoever comes without a proof is held."""
    FraudRule.objects.filter(name="ip-burst").update(parameters={"quota": 0, "seconds": 60})
    fraud.forget()
    challenges.start(Petition.objects.get(slug="support-every-survivor"), hours=1, why="An attack.", by=None)


def fill(page: Page, base: str) -> None:
    page.goto(base + SIGN)
    page.get_by_label("Full name").fill(SUZIE["name"])
    page.locator("main").get_by_label("Email address").fill(SUZIE["email"])
    page.get_by_label("Postcode").fill(SUZIE["postcode"])


def sign(page: Page) -> None:
    page.get_by_role("button", name="Sign now").click()


def state(page: Page) -> str:
    """All see the same page afterwards."""
    expect(page.get_by_role("heading", level=1)).to_contain_text("inbox")
    return str(Signature.objects.get(name=SUZIE["name"]).state)


def test_the_sum_is_done_while_suzie_fills_in_the_form_and_she_hears_of_it(page: Page, live_server: LiveServer) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(live_server.url + SIGN)
    said = page.locator("proof-of-work").get_by_role("status")
    expect(said).to_have_text("")
    page.get_by_label("Full name").focus()
    expect(said).to_have_text("The check is done.", timeout=20_000)
    fill(page, live_server.url)
    expect(said).to_have_text("The check is done.", timeout=20_000)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    sign(page)
    assert state(page) == SignatureState.PENDING
    assert page.context.cookies() == []


def test_a_form_sent_at_once_waits_for_the_sum_and_is_sent_once(page: Page, live_server: LiveServer) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.goto(live_server.url + SIGN)
    page.locator("form.sign-form__form").evaluate(
        """(form, suzie) => {
            for (const [name, value] of Object.entries(suzie)) form.elements[name].value = value;
            form.requestSubmit();
            form.requestSubmit();
        }""",
        SUZIE,
    )
    assert state(page) == SignatureState.PENDING
    assert len(sent) == 1


def test_where_the_sum_fails_the_form_is_sent_without_and_signs(page: Page, live_server: LiveServer) -> None:
    page.route(CHALLENGE, lambda route: route.abort())
    fill(page, live_server.url)
    expect(page.locator("proof-of-work").get_by_role("status")).to_contain_text("Sign all the same")
    sign(page)
    assert state(page) == SignatureState.HELD


def test_where_the_sum_never_ends_the_form_waits_twenty_seconds_and_no_longer(
    page: Page, live_server: LiveServer
) -> None:
    page.clock.install()
    page.route(CHALLENGE, lambda route: None)
    fill(page, live_server.url)
    sign(page)
    expect(page.locator("proof-of-work").get_by_role("status")).to_contain_text("Then your signature is sent")
    page.clock.run_for(19_000)
    assert page.url.endswith(SIGN)
    page.clock.run_for(1_500)
    assert state(page) == SignatureState.HELD


def test_without_javascript_the_form_says_what_that_means_and_signs(browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    fill(page, live_server.url)
    expect(page.get_by_text("If JavaScript is off, sign all the same")).to_be_visible()
    sign(page)
    assert state(page) == SignatureState.HELD
    context.close()


def test_where_no_proof_is_asked_for_any_more_the_form_of_before_signs(page: Page, live_server: LiveServer) -> None:
    page.goto(live_server.url + SIGN)
    Petition.objects.update(challenge_until=timezone.now() - timedelta(seconds=1))
    FraudRule.objects.filter(name="ip-burst").update(until=timezone.now())
    challenges.end_overdue()
    page.get_by_label("Full name").fill(SUZIE["name"])
    page.locator("main").get_by_label("Email address").fill(SUZIE["email"])
    page.get_by_label("Postcode").fill(SUZIE["postcode"])
    sign(page)
    assert state(page) == SignatureState.PENDING
