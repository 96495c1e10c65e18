"""The parts of a message that staff may say in their own words, and what may stand in them.

A template marks such a part, a slot, by {% wording "opening" %}our words{% endwording %}. What the law or somebody's
safety asks for stands outside slots. The variables of our words become the placeholders of theirs: {name}.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.template import Context
from django.template.base import FilterExpression, Node, NodeList, Parser, TextNode, TokenType, VariableNode
from django.template.base import render_value_in_context as rendered
from django.template.loader import get_template
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils.html import conditional_escape, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import trim_whitespace

from mail.kinds import Kind
from mail.models import MessageWording

PARTS = ("subject.txt", "body.html", "body.txt")
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
BETWEEN_PARAGRAPHS = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Slot:
    name: str
    is_line: bool  # one line, such as a heading
    default: str  # our words, with placeholders
    placeholders: tuple[str, ...]

    @property
    def title(self) -> str:
        return self.name.replace("_", " ").capitalize()


class WordingNode(Node):
    def __init__(self, name: str, *, is_line: bool, nodelist: NodeList, parser: Parser) -> None:
        self.name, self.is_line, self.nodelist = name, is_line, nodelist
        self.values = dict(values_in(nodelist, parser))

    def render(self, context: Context) -> SafeString:
        text = (context.get("wordings") or {}).get(self.name)
        return self.written(text, context) if text else self.nodelist.render(context)

    def written(self, text: str, context: Context) -> SafeString:
        if self.is_line or not context.autoescape:
            return self.filled(text, context)
        paragraphs = (self.filled(each, context) for each in BETWEEN_PARAGRAPHS.split(text))
        return mark_safe("\n".join(f"<p>{each}</p>" for each in paragraphs))  # noqa: S308  each is escaped

    def filled(self, text: str, context: Context) -> SafeString:
        pieces = PLACEHOLDER.split(text)  # words and names by turns
        return mark_safe(  # noqa: S308  escaped where the template is
            "".join(
                self.value(piece, context) if position % 2 else literal(piece, context)
                for position, piece in enumerate(pieces)
            )
        )

    def value(self, name: str, context: Context) -> str:
        known = self.values.get(name.strip())
        return rendered(known.resolve(context), context) if known else literal(f"{{{name}}}", context)


def literal(text: str, context: Context) -> str:
    return conditional_escape(text).replace("\n", "<br>\n") if context.autoescape else text


def values_in(nodelist: NodeList, parser: Parser) -> Iterator[tuple[str, FilterExpression]]:
    """Each variable of our words, with the filters that it stands there with."""
    for node in nodelist.get_nodes_by_type(VariableNode) + nodelist.get_nodes_by_type(BlockTranslateNode):
        match node:
            case VariableNode():
                yield str(node.filter_expression.var), node.filter_expression
            case BlockTranslateNode():
                for name in (token.contents for token in node.singular if token.token_type == TokenType.VAR):
                    yield name, node.extra_context.get(name) or parser.compile_filter(name)


def as_typed(nodes: Iterable[Node]) -> str:
    """Our words as somebody would type them, with placeholders for variables."""
    return "".join(map(typed, nodes))


def typed(node: Node) -> str:
    match node:
        case TextNode():
            return node.s
        case VariableNode():
            return f"{{{node.filter_expression.var}}}"
        case TranslateNode():
            return str(node.filter_expression.var.literal).replace("%%", "%")
        case BlockTranslateNode():
            tokens = (f"{{{t.contents}}}" if t.token_type == TokenType.VAR else t.contents for t in node.singular)
            return trim_whitespace("".join(tokens)) if node.trimmed else "".join(tokens)
    return as_typed(node.nodelist) if hasattr(node, "nodelist") else ""


def slots_of(kind: Kind) -> list[Slot]:
    """In the order in which a reader meets them; of one that stands in two templates, the text's words count."""
    found: dict[str, Slot] = {}
    for part in PARTS:
        template = get_template(f"mail/{kind.name}/{part}").template  # type: ignore[attr-defined]  # Django's engine
        for node in template.nodelist.get_nodes_by_type(WordingNode):
            earlier = found.get(node.name)
            names = dict.fromkeys([*(earlier.placeholders if earlier else ()), *node.values])
            default = our_words(node, is_html=part.endswith("html"))
            found[node.name] = Slot(node.name, node.is_line, default, tuple(names))
    return list(found.values())


def our_words(node: WordingNode, *, is_html: bool) -> str:
    words = as_typed(node.nodelist)
    return (strip_tags(words) if is_html else words).strip()


def in_force(kind: str) -> dict[str, str]:
    """What staff wrote, by slot."""
    return dict(MessageWording.objects.filter(kind=kind).exclude(text="").values_list("slot", "text"))


def kinds_with_words() -> set[str]:
    """The kinds of message that staff say something in."""
    return set(MessageWording.objects.exclude(text="").values_list("kind", flat=True).distinct())


def check(slot: Slot, text: str) -> None:
    """Raise ValidationError for what the message could not be filled with."""
    unknown = [name for name in PLACEHOLDER.findall(text) if name.strip() not in slot.placeholders]
    if unknown:
        known = " ".join(f"{{{name}}}" for name in slot.placeholders)
        instead = f"You can use {known}." if known else "Nothing can be filled in here."
        raise ValidationError(f"This message does not know {{{unknown[0]}}}. {instead}")
    if slot.is_line and "\n" in text:
        raise ValidationError("This has to stay on one line.")
