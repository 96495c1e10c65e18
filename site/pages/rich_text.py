"""Facts within running text: kept as `<embed embedtype="fact" id="12"/>`, shown as the fact's value of the day.

The value itself is in no text, so a changed fact changes every sentence. Search therefore finds it at the fact, not at
the pages that show it (docs/decisions/0015-facts-in-running-text.md).
"""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse_lazy
from django.utils.html import escape, format_html
from draftjs_exporter.dom import DOM
from draftjs_exporter.engines.string import Elt
from wagtail.admin.rich_text.converters.html_to_contentstate import KEEP_WHITESPACE, InlineEntityElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text import EmbedHandler
from wagtail.rich_text.feature_registry import FeatureRegistry

from pages import facts
from pages.models import Fact
from pages.models.fact import FactKind

ENTITY = "FACT"
MISSING = "[a fact that is not published]"  # what an editor sees; a reader sees nothing


class FactEmbedHandler(EmbedHandler):
    """What readers see."""

    identifier = "fact"

    @staticmethod
    def get_model() -> type[Fact]:
        return Fact

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        stated = facts.by_id()
        return [in_words(stated.get(attrs.get("id", ""))) for attrs in attrs_list]

    @classmethod
    def extract_references(cls, attrs: dict[str, str]) -> Iterator[tuple[type[Fact], str, str, str]]:
        if "id" in attrs:
            yield Fact, attrs["id"], "", ""


def in_words(fact: Fact | None) -> str:
    if fact is None:
        return ""
    if fact.kind == FactKind.TELEPHONE:
        return format_html('<a href="{}">{}</a>', fact.tel, fact.value)
    if fact.kind == FactKind.ADDRESS and "@" in fact.value:
        return format_html('<a href="mailto:{0}">{0}</a>', fact.value)
    return escape(fact.value)


class FactElementHandler(InlineEntityElementHandler):
    """From the database to the editor: an entity that holds the value as its words."""

    mutability = "IMMUTABLE"

    def handle_starttag(self, name: str, attrs: list[tuple[str, str]], state: Any, contentstate: Any) -> None:
        super().handle_starttag(name, attrs, state, contentstate)
        fact = facts.by_id().get(dict(attrs).get("id", ""))
        state.current_block.text += fact.value if fact else MISSING
        state.leading_whitespace = KEEP_WHITESPACE

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, Any]:
        pk = attrs.get("id", "")
        fact = facts.by_id().get(pk)
        return {"id": pk, "label": fact.label if fact else "", "missing": fact is None}


def fact_entity(props: dict[str, Any]) -> Elt:
    """From the editor to the database, as bold or italic as the value was."""
    return within(props["children"], DOM.create_element("embed", {"embedtype": "fact", "id": str(props["id"])}))


def within(words: Elt | str, embed: Elt) -> Elt:
    if not isinstance(words, Elt) or not words.children:
        return embed
    inner = within(words.children[0], embed)
    return inner if words.type == "fragment" else DOM.create_element(words.type, words.attr, inner)


def register(features: FeatureRegistry) -> None:
    features.register_embed_type(FactEmbedHandler)
    features.register_converter_rule(
        "contentstate",
        "fact",
        {
            "from_database_format": {'embed[embedtype="fact"]': FactElementHandler(ENTITY)},
            "to_database_format": {"entity_decorators": {ENTITY: fact_entity}},
        },
    )
    editor = {
        "type": ENTITY,
        "icon": "clipboard-list",
        "description": "Fact",
        "attributes": ["id", "label", "missing"],  # what is kept of one that is copied and pasted
        "chooserUrls": {"fact": reverse_lazy("wagtailsnippetchoosers_pages_fact:choose")},
    }
    js = ["wagtailadmin/js/chooser-modal.js", "js/admin/fact-in-text.js"]
    features.register_editor_plugin("draftail", "fact", EntityFeature(editor, js=js))
