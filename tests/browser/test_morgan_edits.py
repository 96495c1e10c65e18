"""Staff in Wagtail's admin, under the strict policy and without a request to a third party."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from config.demo import loader
from pages.models import ArticlePage

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("demonstration"),
]


def sign_in(page: Page, base: str, email: str) -> None:
    page.goto(f"{base}/admin/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", loader.PASSWORD)
    page.click("button[type=submit]")
    expect(page.get_by_role("heading", level=1)).to_contain_text("ACTFORJUSTICE")


def test_morgan_edits_previews_and_publishes_an_article(page: Page, live_server: LiveServer) -> None:
    sign_in(page, live_server.url, loader.MORGAN)
    article = ArticlePage.objects.get(slug="signs-to-notice")
    for path in (
        "",
        f"pages/{article.pk}/history/",
        "images/",
        "documents/",
        "snippets/pages/fact/",
        "petitions/",
    ):
        answer = page.goto(f"{live_server.url}/admin/{path}")
        assert answer is not None
        assert (answer.status, answer.url) == (200, f"{live_server.url}/admin/{path}")
        page.wait_for_load_state("networkidle")
    page.goto(f"{live_server.url}/admin/pages/{article.pk}/edit/")
    page.fill("[name=title]", "Signs that Morgan noticed")
    page.get_by_role("button", name="Toggle preview").click()
    preview = page.frame_locator("iframe[title=Preview]:not(.w-preview__proxy)")
    expect(preview.get_by_role("heading", level=1)).to_have_text("Signs that Morgan noticed", timeout=20_000)
    page.locator(".footer__container [data-w-dropdown-target=toggle]").first.click()
    page.click("button[name=action-publish]")
    page.wait_for_load_state("networkidle")
    page.goto(f"{live_server.url}/learn/signs-to-notice/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Signs that Morgan noticed")
    assert page.locator("wagtail-userbar").count() == 1


def test_dele_sees_the_administration_and_nothing_breaks_the_policy(page: Page, live_server: LiveServer) -> None:
    sign_in(page, live_server.url, loader.DELE)
    paths = ("users/", "groups/", "sites/", "redirects/", "workflows/list/", "reports/site-history/", "account/")
    for path in paths:
        answer = page.goto(f"{live_server.url}/admin/{path}")
        assert answer is not None
        assert answer.status == 200, path
        page.wait_for_load_state("networkidle")
