from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError
from django.template import Context, Template
from django.test import Client
from django.urls import reverse

from pages import generation
from tests import factories
from tests.factories import indicator
from training.models import Indicator
from training.selectors import indicators

pytestmark = pytest.mark.django_db
SHOW = '{% load signs %}{% signs "labour" as list %}{% for sign in list %}{{ sign }};{% endfor %}'


def draft(code: str, **fields: Any) -> Indicator:
    made = indicator(code, live=False, first_published_at=None, **fields)
    made.save_revision()
    return made


def admin(name: str, *arguments: object) -> str:
    return reverse(f"wagtailsnippets_training_indicator:{name}", args=arguments)


def form_of(sign: Indicator, **changed: Any) -> dict[str, Any]:
    fields = ("code", "kind", "sentence", "explanation", "source_name", "source_url", "published_on", "review_by")
    return {**{field: getattr(sign, field) for field in fields}, "owner": "", **changed}


def shown() -> str:
    return Template(SHOW).render(Context())


def test_a_template_has_the_live_signs_of_a_kind_in_the_order_of_their_codes() -> None:
    indicator("L02")
    indicator("L01")
    indicator("S01", kind="sexual")
    draft("L03")
    assert shown() == "L01 What L01 says.;L02 What L02 says.;"
    assert indicators.of_kind("organs") == []


def test_many_blocks_of_signs_cost_no_query_each(settings: Any, django_assert_num_queries: Any) -> None:
    indicator("L01")
    settings.PAGE_GENERATION_MEMORY = 60
    generation.forget()
    with django_assert_num_queries(2):  # the generation, and every sign
        for kind in ("labour", "sexual", "child", "labour"):
            indicators.of_kind(kind)
    generation.forget()


def test_a_change_shows_when_it_is_published_and_not_before() -> None:
    sign = indicator("L01")
    assert "What L01 says" in shown()
    sign.sentence = "Other words."
    revision = sign.save_revision()
    assert "What L01 says" in shown()
    revision.publish()
    assert shown() == "L01 Other words.;"
    sign.unpublish()
    assert shown() == ""


def test_a_code_stands_for_one_sign_alone() -> None:
    indicator("L01")
    with pytest.raises(IntegrityError):
        indicator("L01")


@pytest.mark.parametrize("code", ["L1", "l01", "LL1", "L001", ""])
def test_a_code_is_a_letter_and_two_digits(code: str, client: Client) -> None:
    client.force_login(factories.dele())
    client.post(admin("add"), form_of(Indicator(**fields_of_a_new_one(code)), **{"action-publish": "1"}))
    assert not Indicator.objects.exists()


def fields_of_a_new_one(code: str) -> dict[str, Any]:
    return {
        "code": code,
        "kind": "labour",
        "sentence": "Something.",
        "source_name": "A source",
        "published_on": "2026-04-01",
        "review_by": "2027-04-01",
    }


def test_a_sign_is_added_in_the_admin(client: Client) -> None:
    client.force_login(factories.morgan())
    client.post(admin("add"), form_of(Indicator(**fields_of_a_new_one("L07")), **{"action-publish": "1"}))
    assert Indicator.objects.get(code="L07").live
    assert "L07 Something." in shown()


def test_the_code_of_a_sign_that_readers_know_cant_change(client: Client) -> None:
    sign = indicator("L01")
    client.force_login(factories.dele())
    answer = client.post(admin("edit", sign.pk), form_of(sign, code="L99", **{"action-publish": "1"}))
    assert "Its code can&#x27;t change any more." in answer.content.decode()
    sign.unpublish()
    client.post(admin("edit", sign.pk), form_of(sign, code="L99", **{"action-publish": "1"}))
    sign.refresh_from_db()
    assert sign.code == "L01"


def test_the_code_of_a_draft_may_still_change(client: Client) -> None:
    sign = draft("L01")
    client.force_login(factories.dele())
    client.post(admin("edit", sign.pk), form_of(sign, code="L99", **{"action-publish": "1"}))
    sign.refresh_from_db()
    assert sign.code == "L99"


@pytest.mark.parametrize("retired", [False, True])
def test_a_sign_that_readers_know_is_never_deleted(retired: bool, client: Client) -> None:
    sign = indicator("L01")
    if retired:
        sign.unpublish()
    client.force_login(factories.dele())
    answer = client.post(admin("delete", sign.pk), follow=True)
    assert "unpublish it instead" in answer.content.decode()
    client.post(bulk_delete(sign))
    assert Indicator.objects.filter(pk=sign.pk).exists()


def test_a_draft_that_nobody_saw_may_be_deleted(client: Client) -> None:
    sign, other = draft("L01"), draft("L02")
    client.force_login(factories.dele())
    client.post(admin("delete", sign.pk))
    client.post(bulk_delete(other))
    assert not Indicator.objects.exists()


def bulk_delete(sign: Indicator) -> str:
    address = reverse("wagtail_bulk_action", args=["training", "indicator", "delete"])
    return f"{address}?id={sign.pk}&next={admin('list')}"


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("kind=child", {"K01"}),
        ("q=L0", {"L01", "L02"}),
        ("q=van", {"L02"}),
        ("live=false", {"L02"}),
        ("review_by=2026-01-01", {"K01"}),
    ],
)
def test_editors_find_signs_by_kind_words_and_day_of_review(question: str, found: set[str], client: Client) -> None:
    indicator("K01", kind="child", review_by=date(2025, 12, 31))
    indicator("L01")
    indicator("L02", sentence="They come in a van.", live=False)
    client.force_login(factories.morgan())
    answer = client.get(f"{admin('list')}?{question}")
    assert {sign.code for sign in answer.context["object_list"]} == found


def test_the_signs_can_be_taken_away_as_a_table(client: Client) -> None:
    indicator("L01")
    client.force_login(factories.morgan())
    rows = b"".join(client.get(f"{admin('list')}?export=csv").streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert rows[0].startswith("Code,Kind,Sentence")
    assert rows[1].startswith("L01,labour,What L01 says.")
