"""Figures and telephone numbers that somebody typed instead of taking them from the registry."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from pages import figures
from pages.models import ArticlePage, Fact, QuestionsPage
from tests import factories
from tests.pages.test_reviews import chart

pytestmark = pytest.mark.django_db


def text(html: str) -> dict[str, str]:
    return {"type": "text", "value": html}


def form(page: ArticlePage, html: str, **extra: Any) -> dict[str, Any]:
    fields = {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "body": streamfield([("text", rich_text(html))]),
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        **extra,
    }
    data: dict[str, Any] = nested_form_data(fields)
    return data


def test_it_sees_what_it_looks_for() -> None:
    typed = "Call 08000 121 700 or 999; 23,411 people; 78.13%; in 2015; 45 days; 4000"
    assert figures.distinctive(typed) == ["08000 121 700", "999", "23,411", "78.13", "4000"]


def test_it_looks_in_every_text_of_a_page_and_not_at_charts_dates_and_addresses() -> None:
    page = factories.article(
        slug="page-4000",
        summary="Some 4,001 people",
        search_description="And 4,002 more",
        body=[
            text("<p>There were <b>4,003</b></p>"),
            {"type": "steps", "value": {"heading": "4,004", "steps": [{"title": "One", "text": "<p>4,005</p>"}]}},
            {"type": "sources", "value": [{"name": "A", "url": "https://a.example/9999", "date": "", "note": "4,006"}]},
            chart(),
        ],
    )
    assert sorted(figures.typed_on(page)) == [f"4,00{number}" for number in range(1, 7)]


def test_it_looks_in_the_answers_of_a_page() -> None:
    page = QuestionsPage(title="Questions", slug="questions")
    page.questions.add(page.questions.model(theme="Help", question="How many?", answer="<p>It was 4,000.</p>"))
    assert figures.typed_on(factories.below(factories.home(), page)) == ["4,000"]


def test_a_fact_in_a_sentence_is_not_typed() -> None:
    pk = Fact.objects.get(key="helpline").pk
    page = factories.article(slug="a-page", body=[text(f'<p>Call <embed embedtype="fact" id="{pk}"/></p>')])
    assert figures.typed_on(page) == []


def test_it_knows_the_fact_with_the_same_figure() -> None:
    fact = factories.fact(value="78.13%")
    assert figures.stating("78.13") == fact
    assert figures.stating("08000 121700") == Fact.objects.get(key="helpline")
    assert figures.stating("4,000") is None


def test_who_publishes_a_typed_figure_is_told_which_fact_to_use_and_not_stopped(client: Client) -> None:
    client.force_login(factories.morgan())
    fact = factories.fact()
    page = factories.article(slug="a-page")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    typed = form(page, "<p>In 2025 there were 23,411 and 4,000.</p>", **{"action-publish": "1"})
    html = client.post(address, typed, follow=True).content.decode()
    assert "not from the facts registry" in html
    assert reverse("wagtailsnippets_pages_fact:edit", args=[fact.pk]) in html
    assert "4,000" in html
    assert "23,411" in client.get(page.url).content.decode()
    harmless = form(page, "<p>In 2025 there were many.</p>", **{"action-publish": "1"})
    assert "not from the facts registry" not in client.post(address, harmless, follow=True).content.decode()


def test_who_hands_a_page_in_is_told_too_and_a_mere_draft_is_let_be(client: Client) -> None:
    client.force_login(factories.member_of("Editors"))
    page = factories.article(slug="a-page")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    words = "<p>There were 4,000.</p>"
    assert "not from the facts" not in client.post(address, form(page, words), follow=True).content.decode()
    handed_in = client.post(address, form(page, words, **{"action-submit": "1"}), follow=True)
    assert "not from the facts registry" in handed_in.content.decode()
