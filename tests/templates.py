"""What a template says in English by itself, outside the tags that translate."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

from django.template.base import Lexer, Token, TokenType

SPOKEN_ATTRIBUTES = {"alt", "aria-label", "aria-description", "aria-roledescription", "label", "placeholder", "title"}
NOT_SPOKEN = {"script", "style"}
WORD = re.compile(r"[A-Za-z]{2,}")
NAMES = re.compile(r"\b(?:ACTFORJUSTICE|ACT|FORJUSTICE|WhatsApp|Facebook|Bluesky)\b")
GIVEN = re.compile(r'[\w-]+=("[^"]*"|\'[^\']*\')')  # not what stands in _("...")
FALLBACK = re.compile(r'\|(?:default|default_if_none|yesno):("[^"]*"|\'[^\']*\')')
SAID = re.compile(r"[A-Z].*[a-z]|[a-z] [a-z]")  # begins like a label or has two words: no name of a class or an icon
TRANSLATED = ("blocktranslate", "blocktrans", "comment")


class Said(NamedTuple):
    line: int
    words: str


class Spoken(HTMLParser):
    """Collects what a reader sees or hears of the markup."""

    def __init__(self) -> None:
        super().__init__()
        self.silent: list[str] = []
        self.found: list[Said] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in NOT_SPOKEN:
            self.silent.append(tag)
        for name, value in attrs:
            if name in SPOKEN_ATTRIBUTES or (name, tag) == ("value", "input"):
                self.note(value or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.silent:
            self.silent.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.note(data)

    def note(self, text: str) -> None:
        if WORD.search(NAMES.sub("", text)):
            self.found.append(Said(self.getpos()[0], " ".join(text.split())))


def untranslated(source: str) -> list[Said]:
    """English in the template's text, in attributes that are read out, and in what its tags are given."""
    tokens = list(outside_translation(Lexer(source).tokenize()))
    spoken = Spoken()
    spoken.feed(
        "".join(token.contents if token.token_type == TokenType.TEXT else in_place_of(token) for token in tokens)
    )
    spoken.close()
    return spoken.found + [said for token in tokens if token.token_type != TokenType.TEXT for said in given(token)]


def outside_translation(tokens: list[Token]) -> Iterator[Token]:
    inside = ""
    for token in tokens:
        name = token.contents.split(None, 1)[0] if token.token_type == TokenType.BLOCK else ""
        if inside:
            inside = "" if name == f"end{inside}" else inside
        elif name in TRANSLATED:
            inside = name
        elif token.token_type != TokenType.COMMENT:
            yield token


def in_place_of(token: Token) -> str:
    """Nothing for a tag or a variable, but as many lines."""
    return "\n" * token.contents.count("\n")


def given(token: Token) -> list[Said]:
    if token.contents.startswith(("translate", "trans ", "url ", "static ", "image ")):
        return []
    values = [value.strip("\"'") for pattern in (GIVEN, FALLBACK) for value in pattern.findall(token.contents)]
    return [Said(token.lineno or 0, value) for value in values if SAID.search(NAMES.sub("", value))]
