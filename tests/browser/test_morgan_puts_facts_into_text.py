"""The button for facts in the editor of rich text, with the mouse and by keyboard, under the policy of the admin."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from pages.models import ArticlePage, Fact
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
NUMBER = "08000 121 700"


@pytest.fixture
def article() -> ArticlePage:
    factories.morgan()
    return factories.article(slug="an-article", body=[{"type": "text", "value": "<p>Call</p>"}])


@pytest.fixture
def editor(page: Page, live_server: LiveServer, article: ArticlePage) -> Locator:
    """The cursor behind the last word of the article's text."""
    page.goto(f"{live_server.url}/admin/login/")
    page.fill("[name=login]", "morgan@example.org")
    page.fill("[name=password]", factories.PASSWORD)
    page.click("button[type=submit]")
    page.goto(f"{live_server.url}/admin/pages/{article.pk}/edit/")
    field = page.locator("#panel-child-content-body-section .public-DraftEditor-content").first
    field.click()
    page.keyboard.press("Control+End")
    return field


def publish(page: Page, last_words: str) -> None:
    """Once the editor has handed its words to the form, which it does after a moment without typing."""
    expect(page.locator("input[name=body-0-value]")).to_have_value(re.compile(last_words))
    page.locator(".footer__container [data-w-dropdown-target=toggle]").first.click()
    with page.expect_navigation():
        page.click("button[name=action-publish]")


def stored(article: ArticlePage) -> str:
    return str(ArticlePage.objects.get(pk=article.pk).body[0].value.source)


def test_by_keyboard_a_fact_is_put_into_a_sentence_and_changes_with_the_registry(
    page: Page, live_server: LiveServer, editor: Locator, article: ArticlePage
) -> None:
    helpline = Fact.objects.get(key="helpline")
    page.keyboard.type(" /fact")
    page.get_by_role("option", name="Fact", exact=True).wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("link", name=str(helpline)).wait_for()
    page.locator(".modal [data-dismiss=modal]").press("Enter")  # back to the text without a choice
    expect(page.locator(".modal")).to_have_count(0)
    expect(editor).to_be_focused()
    page.keyboard.type("/fact", delay=50)
    page.get_by_role("option", name="Fact", exact=True).wait_for()
    page.keyboard.press("Enter")
    choice = page.get_by_role("link", name=str(helpline))
    choice.focus()
    page.keyboard.press("Enter")
    expect(editor).to_have_text(f"Call {NUMBER}")
    expect(page.locator(".modal")).to_have_count(0)
    expect(editor).to_be_focused()
    page.keyboard.type(" today.", delay=50)  # as fast as anybody types: the editor redraws after each letter
    expect(editor).to_have_text(f"Call {NUMBER} today.")
    publish(page, "today")
    assert f'Call <embed embedtype="fact" id="{helpline.pk}"/> today.' in stored(article)
    page.goto(f"{live_server.url}{article.url}")
    expect(page.locator(".prose a", has_text=NUMBER)).to_have_attribute("href", "tel:+448000121700")
    helpline.value = "08000 000 000"
    helpline.save_revision().publish()
    page.reload()
    expect(page.locator(".prose")).to_have_text("Call 08000 000 000 today.")


def test_with_the_mouse_it_is_changed_for_another_copied_and_removed_as_one_piece(
    page: Page, editor: Locator, article: ArticlePage
) -> None:
    page.keyboard.type(" /")
    page.get_by_role("option", name="Fact", exact=True).click()
    page.get_by_role("link", name=str(Fact.objects.get(key="police"))).click()
    expect(editor).to_have_text("Call 101")
    editor.get_by_text("101").click()
    page.get_by_role("button", name="Edit", exact=True).click()
    page.get_by_role("link", name=str(Fact.objects.get(key="helpline"))).click()
    expect(editor).to_have_text(f"Call {NUMBER}")
    for keys in ("Control+a", "Control+c", "Control+End", "Control+v"):
        page.keyboard.press(keys)
        page.wait_for_timeout(200)  # the editor learns of a selection a little after the browser
    expect(editor.locator(".TooltipEntity")).to_have_count(2)
    page.keyboard.press("Backspace")
    expect(editor).to_have_text(f"Call {NUMBER}Call")
    publish(page, f"{NUMBER}Call")
    assert stored(article).count("<embed") == 1


def test_a_fact_that_is_gone_is_flagged(page: Page, live_server: LiveServer, editor: Locator) -> None:
    lost = factories.article(
        slug="lost", body=[{"type": "text", "value": '<p>Call <embed embedtype="fact" id="0"/></p>'}]
    )
    page.goto(f"{live_server.url}/admin/pages/{lost.pk}/edit/")
    flagged = page.locator(".TooltipEntity", has_text="a fact that is not published")
    expect(flagged.locator(".icon-warning")).to_be_visible()
    page.goto(f"{live_server.url}{lost.url}")
    expect(page.locator(".prose")).to_have_text("Call")
