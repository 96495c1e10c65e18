"""What comes with pasted words: the server keeps what our editor offers and nothing else, whatever is posted."""

import json
from typing import Any

import pytest
from django.test import Client

from pages.models import ArticlePage, QuestionsPage
from tests import factories
from tests.access.deeds import PUBLISH, article

pytestmark = pytest.mark.django_db
SAFE = "https://www.example.org/"


def content(*blocks: dict[str, Any], entity: dict[str, Any] | None = None) -> str:
    """As the editor posts it: blocks of text, with `entity` laid over the first word of each that asks for it."""
    common = {"depth": 0, "inlineStyleRanges": [], "entityRanges": [], "data": {}, "type": "unstyled"}
    made = [{"key": f"b{number}", **common, **block} for number, block in enumerate(blocks)]
    return json.dumps({"blocks": made, "entityMap": {"0": {"mutability": "MUTABLE", **entity}} if entity else {}})


def over(word: str) -> dict[str, Any]:
    return {"text": f"{word} after", "entityRanges": [{"offset": 0, "length": len(word), "key": 0}]}


def styled(word: str, *styles: str) -> dict[str, Any]:
    ranges = [{"offset": 0, "length": len(word), "style": style} for style in styles]
    return {"text": f"{word} after", "inlineStyleRanges": ranges}


def published(text: str, client: Client) -> str:
    """The main part of the public page after a publisher has posted this."""
    client.force_login(factories.member_of("Publishers"))
    body = {"body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "text", "body-0-value": text}
    client.post(f"/admin/pages/add/pages/articlepage/{factories.home().pk}/", {**article(**PUBLISH), **body})
    assert ArticlePage.objects.get().live
    html = Client().get("/written/").content.decode()
    return html[html.index("<main") : html.index("</main>")]


HOSTILE = {
    "a script as text": content({"text": "<script>alert(1)</script><img src=x onerror=alert(1)> after"}),
    "a link that runs": content(over("click"), entity={"type": "LINK", "data": {"url": "javascript:alert(1)"}}),
    "a link that runs, hidden": content(
        over("click"), entity={"type": "LINK", "data": {"url": " Java\tscript:alert()"}}
    ),
    "a link of data": content(over("click"), entity={"type": "LINK", "data": {"url": "data:text/html,<script>"}}),
    "a link with more": content(over("click"), entity={"type": "LINK", "data": {"url": f'{SAFE}" onclick="alert(1)'}}),
    "a picture": content(over("click"), entity={"type": "IMAGE", "data": {"src": "x", "onerror": "alert(1)"}}),
    "something embedded": content(over("click"), entity={"type": "EMBED", "data": {"url": f"{SAFE}film"}}),
    "a rule": content(over("click"), entity={"type": "HORIZONTAL_RULE", "data": {}}),
    "styles": content(styled("click", "COLOR_RED", "STRIKETHROUGH", "CODE")),
    "the largest heading": content({"text": "Large", "type": "header-one"}, {"text": "and after"}),
    "an unknown kind of block": content({"text": "Odd", "type": "table"}, {"text": "and after"}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_our_editor_does_not_offer_reaches_no_reader(name: str, client: Client) -> None:
    prose = published(HOSTILE[name], client).split('<div class="prose">')[1].split("</div>")[0]
    assert "after" in prose
    for never in (
        "<script",
        "<img",
        "<iframe",
        "<hr",
        "<h1",
        "<s>",
        "<code",
        "style=",
        "javascript:",
        "data:",
        ' onclick="',
    ):
        assert never not in prose.replace("data-block-key", "")


def test_what_our_editor_offers_is_kept(client: Client) -> None:
    text = content(
        {"text": "A heading", "type": "header-two"},
        {"text": "Smaller", "type": "header-three"},
        styled("bold", "BOLD"),
        styled("leaning", "ITALIC"),
        {"text": "a point", "type": "unordered-list-item"},
        {"text": "a step", "type": "ordered-list-item"},
        over("link"),
        entity={"type": "LINK", "data": {"url": SAFE}},
    )
    html = published(text, client)
    for kept in ("<h2", "<h3", "<b>bold</b>", "<i>leaning</i>", "<ul><li", "<ol><li", f'<a href="{SAFE}">link</a>'):
        assert kept in html.replace(' rel="noreferrer"', "")


def test_answers_to_questions_are_cleaned_too() -> None:
    field = QuestionsPage._meta.get_field("questions").related_model._meta.get_field("answer")
    widget = field.formfield().widget
    posted = content({"text": "Large", "type": "header-two"}, styled("kept", "BOLD", "STRIKETHROUGH"))
    stored = widget.value_from_datadict({"answer": posted}, {}, "answer")
    assert "<b>kept</b> after" in stored
    assert "<h2" not in stored
    assert "<s>" not in stored
