"""The report of what is to be checked again, and who is told."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from pages import reviews, waiting
from pages.models import Fact
from tests import factories
from training.models import Indicator

pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/facts-and-reviews/"


def days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


@pytest.fixture
def morgan(client: Client) -> Client:
    client.force_login(factories.morgan())
    return client


@pytest.fixture
def old() -> Fact:
    """A fact past its date."""
    return factories.fact(key="old", label="An old figure", value="78", review_by=days(-3))


def chart(**fields: Any) -> dict[str, Any]:
    value = {
        "title": "People referred each year",
        "description": "The line rises.",
        "kind": "line",
        "unit": "people",
        "table": {"data": [["Year", "People"], ["2024", "19125"], ["2025", "23411"]]},
        "source_name": "Home Office",
        "published_on": "2026-03-01",
        "review_by": str(days(60)),
    }
    return {"type": "chart", "value": {**value, **fields}}


def sign(**fields: Any) -> Indicator:
    record = {"code": "G06", "kind": "general", "sentence": "Does not hold their own passport"}
    source = {"source_name": "ILO", "published_on": days(-900), "review_by": days(20)}
    return Indicator.objects.create(**{**record, **source, **fields})


def titles(client: Client, **query: str) -> list[str]:
    answer = client.get(REPORT, query)
    assert answer.status_code == 200
    return [review.title for review in answer.context["object_list"]]


def test_it_lists_facts_pages_charts_and_signs_by_their_date(morgan: Client, old: Fact) -> None:
    factories.article(slug="a-page", title="A page", review_by=days(10))
    factories.article(slug="numbers", title="The numbers", body=[chart()])
    sign()
    found = titles(morgan)
    expected = [str(old), "A page", "G06 Does not hold their own passport", "People referred each year"]
    assert [title for title in found if title in expected] == expected


def test_the_charts_of_campaigns_are_listed_too(morgan: Client) -> None:
    factories.campaign(slug="a-campaign", body=[chart()])
    assert titles(morgan, kind="Chart") == ["People referred each year"]


def test_a_page_with_a_chart_past_its_date_is_flagged_where_it_is_edited(morgan: Client) -> None:
    old, new = chart(title="An old chart", review_by=str(days(-1))), chart(title="A new chart")
    for page in (factories.article(slug="a-page", body=[old, new]), factories.campaign(slug="c", body=[new, old])):
        html = morgan.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        assert "charts that are past their date: “An old chart”. Check" in html
    fresh = factories.article(slug="fresh", body=[new])
    assert "past their date" not in morgan.get(reverse("wagtailadmin_pages:edit", args=[fresh.pk])).content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"due": "overdue"}, ["An old figure: 78"]),
        ({"due": "30", "kind": "Page"}, ["A page"]),
        ({"due": "30", "kind": "Sign"}, ["G06 Does not hold their own passport"]),
        ({"due": "90", "kind": "Chart"}, ["People referred each year"]),
        ({"due": "30", "kind": "Chart"}, []),
    ],
)
def test_it_is_filtered_by_kind_and_date(query: dict[str, str], expected: list[str], morgan: Client, old: Fact) -> None:
    factories.article(slug="a-page", title="A page", review_by=days(10))
    factories.article(slug="numbers", title="The numbers", body=[chart()])
    sign()
    assert titles(morgan, **query) == expected


def test_it_is_filtered_by_who_looks_after_it(morgan: Client, old: Fact) -> None:
    priya = factories.priya()
    factories.fact(key="hers", label="Hers", owner=priya)
    assert titles(morgan, owner=str(priya.pk)) == ["Hers: 23,411"]


def test_a_wrong_filter_is_answered(morgan: Client, old: Fact) -> None:
    assert str(old) in titles(morgan, due="yesterday", owner="nobody", p="99")


def test_it_says_where_a_fact_is_shown_with_a_link(morgan: Client, old: Fact) -> None:
    value = f'<p><embed embedtype="fact" id="{old.pk}"/></p>'
    page = factories.article(slug="a-page", title="A page with it", body=[{"type": "text", "value": value}])
    html = morgan.get(REPORT).content.decode()
    assert "A page with it" in html
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in html


def test_it_is_taken_away_as_a_spreadsheet(morgan: Client, old: Fact) -> None:
    answer = morgan.get(REPORT, {"export": "csv", "due": "overdue"})
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))  # type: ignore[attr-defined]
    assert rows[0] == ["What", "Kind", "Check by", "Owner", "Source", "Where it is shown"]
    assert rows[1] == ["An old figure: 78", "Fact", str(old.review_by), "", "Home Office", ""]
    answer = morgan.get(REPORT, {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
    assert [cell.value for cell in next(iter(sheet.rows))] == rows[0]


def test_each_sees_what_they_may_see(client: Client, old: Fact) -> None:
    factories.article(slug="a-page", title="A page", review_by=days(10))
    sign()
    assert reviews.for_user(factories.user("nobody")) == []
    client.force_login(factories.member_of("Data protection officers"))
    assert client.get(REPORT).status_code == 302
    assert "facts-and-reviews" not in client.get("/admin/").content.decode()
    for group, kinds in (("Trainers", {"Sign"}), ("Approvers", {"Fact", "Sign"}), ("Editors", {"Fact", "Page"})):
        client.force_login(factories.member_of(group))
        seen = {review.kind for review in client.get(REPORT).context["object_list"]}
        assert kinds <= seen <= kinds | {"Sign"}
        assert "facts-and-reviews" in client.get("/admin/").content.decode()


def test_a_draft_page_and_a_draft_fact_are_nobodys_task(morgan: Client) -> None:
    factories.article(slug="a-page", title="A page", review_by=days(-1)).unpublish()
    factories.fact(label="A draft", live=False, review_by=days(-1))
    assert titles(morgan, due="overdue") == []


def test_it_costs_the_same_few_queries_however_much_there_is(
    morgan: Client, django_assert_max_num_queries: Any
) -> None:
    user = factories.dele()
    for number in range(30):
        fact = factories.fact(key=f"fact-{number}")
        figures = [{"fact": fact.pk, "sentence": "people"}]
        body = [{"type": "figures", "value": figures}, chart()]
        factories.article(slug=f"page-{number}", review_by=days(number), body=body)
    reviews.for_user(user)
    with django_assert_max_num_queries(12):
        assert len(reviews.for_user(user)) > 90


def test_whoever_may_change_facts_is_told_and_its_owner_first(old: Fact) -> None:
    morgan, priya = factories.morgan(), factories.priya()
    factories.fact(key="hers", label="Hers", owner=priya, review_by=days(-1))
    factories.fact(key="third", label="Third", review_by=days(-1))
    assert [item.sentence for item in reviews.facts_due(morgan)] == ["Three facts are due for review."]
    assert [item.sentence for item in reviews.facts_due(priya)] == [
        "One fact of yours is due for review.",
        "Two facts are due for review.",
    ]
    assert reviews.facts_due(factories.mallory()) == []
    assert set(reviews.facts_due(priya)) <= set(waiting.for_user(priya))


def test_the_link_of_what_waits_leads_to_these_facts(client: Client, old: Fact) -> None:
    client.force_login(priya := factories.priya())
    factories.fact(key="hers", label="Hers", owner=priya, review_by=days(-1))
    mine, others = reviews.facts_due(priya)
    assert [review.title for review in client.get(mine.url).context["object_list"]] == ["Hers: 23,411"]
    assert len(client.get(others.url).context["object_list"]) == 2
