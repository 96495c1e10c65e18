"""The demonstration as readers meet it: one change shows on every page, and every figure has a source and a date."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, ReferenceIndex

from pages import facts, figures, reviews, uses
from pages.models import Fact
from tests import demo, factories

pytestmark = pytest.mark.django_db
OLD, NEW = "08000 121 700", "08000 000 000"
NOT_FOUND = "/no-such-page/"


@pytest.fixture(autouse=True)
def demonstration() -> None:
    demo.load()


def live_pages() -> list[Page]:
    return list(Page.objects.live().filter(depth__gt=1).specific())


def addresses() -> list[str]:
    forms = ["/petitions/support-every-survivor/sign/", "/petitions/support-every-survivor/check-your-inbox/"]
    return [*(page.url for page in live_pages()), *forms]


def html(client: Client, path: str) -> str:
    return client.get(path, follow=True).content.decode()  # a lesson is read in its course


def test_the_helpline_changed_once_in_the_admin_shows_on_every_page_from_the_store_too(client: Client) -> None:
    everywhere = addresses()
    assert len(everywhere) > 30
    for path in [*everywhere, *everywhere, NOT_FOUND]:  # the second time from the store
        assert OLD in html(client, path), path
    helpline = Fact.objects.get(key="helpline")
    publisher = Client()
    publisher.force_login(factories.user("publisher", groups=("Publishers",)))
    form = {name: getattr(helpline, name) for name in ("key", "label", "kind", "unit", "statement", "source_name")}
    days = {"published_on": str(helpline.published_on), "review_by": str(helpline.review_by)}
    data = {**form, **days, "source_url": helpline.source_url, "value": NEW, "action-publish": "1"}
    publisher.post(reverse("wagtailsnippets_pages_fact:edit", args=[helpline.pk]), data)
    for path in [*everywhere, *everywhere, NOT_FOUND]:
        page = html(client, path)
        assert NEW in page, path
        assert OLD not in page, path
        assert "tel:+448000121700" not in page, path


def shown_facts() -> Iterator[Fact]:
    """Every fact that a live page, a template or a message shows."""
    used = uses.of_many(list(Fact.objects.all()))
    yield from (fact for fact in Fact.objects.all() if used[fact.pk])


def test_every_fact_that_is_shown_has_a_source_and_a_day_of_review() -> None:
    shown = list(shown_facts())
    assert len(shown) > 30
    for fact in shown:
        assert fact.live, fact
        assert fact.source_name, fact
        assert fact.published_on < fact.review_by, fact
        assert not fact.is_due_for_review, fact


def charts(page: Any) -> Iterator[Any]:
    for block in getattr(page, "body", ()):
        if block.block_type == "chart":
            yield block.value


def test_every_chart_has_a_source_and_a_day_of_review_and_stands_in_the_report() -> None:
    drawn = [chart for page in live_pages() for chart in charts(page)]
    assert drawn
    for chart in drawn:
        assert chart["source_name"], chart["title"]
        assert chart["published_on"] < chart["review_by"], chart["title"]
    listed = {
        review.title for review in reviews.for_user(factories.user("root", is_superuser=True)) if review.kind == "Chart"
    }
    assert listed == {chart["title"] for chart in drawn}


def test_no_page_states_a_figure_that_is_not_from_the_registry() -> None:
    assert {page.title: typed for page in live_pages() if (typed := figures.typed_on(page))} == {}


def test_every_fact_that_a_text_or_block_names_is_there() -> None:
    stated = facts.by_id()
    for page in live_pages():
        for reference in ReferenceIndex.get_references_for_object(page).filter(to_content_type=uses.content_type(Fact)):
            assert reference.to_object_id in stated, page.title


def test_every_page_can_be_edited_with_its_facts_in_place(client: Client) -> None:
    client.force_login(factories.user("root", is_superuser=True))
    for page in live_pages():
        answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert answer.status_code == 200, page.title
        assert "a fact that is not published" not in answer.content.decode(), page.title
