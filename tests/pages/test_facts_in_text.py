"""Facts within running text: from the editor to the database, to the page and back."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import ReferenceIndex
from wagtail.rich_text import expand_db_html

from pages import facts, uses
from pages.blocks import PARAGRAPH
from pages.models import Fact, QuestionsPage
from pages.rich_text import MISSING
from tests import factories

pytestmark = pytest.mark.django_db


def embed(key: str = "helpline") -> str:
    return f'<embed embedtype="fact" id="{Fact.objects.get(key=key).pk}"/>'


def round_trip(html: str) -> str:
    converter = ContentstateConverter(PARAGRAPH)
    stored: str = converter.to_database_format(converter.from_database_format(html))
    return stored


def text(html: str) -> dict[str, str]:
    return {"type": "text", "value": html}


def test_a_fact_in_a_sentence_shows_its_value_and_a_telephone_can_be_dialled() -> None:
    assert expand_db_html(f"<p>Call {embed()} now.</p>") == (
        '<p>Call <a href="tel:+448000121700">08000 121 700</a> now.</p>'
    )


def test_other_facts_are_plain_words_and_can_hold_no_markup() -> None:
    factories.fact(key="nrm", value="23,411 <b>", kind="figure")
    factories.fact(key="office", value="hello@example.org", kind="address")
    assert expand_db_html(f"<p>{embed('nrm')}</p>") == "<p>23,411 &lt;b&gt;</p>"
    assert expand_db_html(embed("office")) == '<a href="mailto:hello@example.org">hello@example.org</a>'


@pytest.mark.parametrize("tag", ['<embed embedtype="fact" id="0"/>', '<embed embedtype="fact"/>'])
def test_a_fact_that_is_not_there_leaves_the_page_whole_and_the_editor_flagged(tag: str) -> None:
    assert expand_db_html(f"<p>Call {tag} now.</p>") == "<p>Call  now.</p>"
    state = json.loads(ContentstateConverter(PARAGRAPH).from_database_format(f"<p>Call {tag} now.</p>"))
    assert state["blocks"][0]["text"] == f"Call {MISSING} now."
    assert state["entityMap"]["0"]["data"]["missing"]


def test_a_draft_fact_shows_nowhere() -> None:
    factories.fact(key="nrm", value="23,411", live=False)
    assert expand_db_html(embed("nrm")) == ""
    assert "nrm" not in facts.by_key()


def test_the_editor_shows_the_value_as_one_piece() -> None:
    state = json.loads(ContentstateConverter(PARAGRAPH).from_database_format(f"<p>Call {embed()} now.</p>"))
    block, entity = state["blocks"][0], state["entityMap"]["0"]
    assert block["text"] == "Call 08000 121 700 now."
    assert block["entityRanges"] == [{"key": 0, "offset": 5, "length": 13}]
    assert (entity["type"], entity["mutability"], entity["data"]["missing"]) == ("FACT", "IMMUTABLE", False)


@pytest.mark.parametrize(
    "html",
    ["Call {} now.", "{} is free", "<b>Call {}</b>", "<i>{}</i> and {}, {}", "{}{}", "<b><i>{}</i></b>"],
)
def test_what_the_editor_saves_is_what_it_loaded(html: str) -> None:
    words = html.replace("{}", embed())
    stored = round_trip(f'<p data-block-key="abcde">{words}</p>')
    assert expand_db_html(stored).replace("</b><b>", "") == expand_db_html(f'<p data-block-key="abcde">{words}</p>')
    assert "08000" not in stored
    assert stored.count("<embed") == html.count("{}")


def test_typing_a_number_over_a_fact_does_not_get_it_into_the_database() -> None:
    state = json.loads(ContentstateConverter(PARAGRAPH).from_database_format(f"<p>{embed()}</p>"))
    state["blocks"][0]["text"] = "0800 0000 000"
    assert expand_db_html(ContentstateConverter(PARAGRAPH).to_database_format(json.dumps(state))).count("08000 121 700")


def test_a_page_that_shows_a_fact_in_a_sentence_changes_with_it(client: Client) -> None:
    page = factories.article(slug="an-article", body=[text(f"<p>Ring {embed()} today.</p>")])
    assert "08000 121 700</a> today" in client.get(page.url).content.decode()
    helpline = Fact.objects.get(key="helpline")
    helpline.value = "08000 000 000"
    helpline.save_revision().publish()
    assert "08000 000 000</a> today" in client.get(page.url).content.decode()


def test_the_index_of_references_knows_facts_in_bodies_and_in_answers() -> None:
    page = factories.article(slug="an-article", title="In a body", body=[text(f"<p>{embed()}</p>")])
    questions = QuestionsPage(title="In an answer", slug="questions")
    questions.questions.add(questions.questions.model(theme="Help", question="Whom?", answer=f"<p>{embed()}</p>"))
    factories.below(factories.home(), questions)
    helpline = Fact.objects.get(key="helpline")
    assert {use.name for use in uses.of(helpline) if use.what != "template"} >= {page.title, questions.title}
    assert ReferenceIndex.get_references_to(helpline).count() == 2


def test_many_facts_in_many_texts_cost_one_query(client: Client) -> None:
    page = factories.article(slug="many", body=[text(f"<p>{embed()} {embed('police')}</p>")] * 30)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page.url).content.decode().count("08000 121 700</a> <a") == 30
    assert len([query for query in queries if 'FROM "pages_fact"' in query["sql"]]) == 1
