"""What somebody asked, as words; and the sentence of a text that answers it, with those words marked."""

import re
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import NamedTuple

from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString

MOST_CHARACTERS, MOST_WORDS = 200, 12
MOST_OF_AN_EXCERPT, BEFORE_THE_WORD = 240, 80  # characters
WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")  # a decimal or an address is one word, as PostgreSQL has it
BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])[\s,]+")  # a StreamField's texts stand in the index with commas between
# What PostgreSQL's English dictionary leaves out; SQLite leaves out nothing, so it is done here for both.
LEFT_OUT = """
a about after again all am an and any are aren as at be because been before being but by can cannot could couldn d did
didn do does doesn doing don down each few for from further had hadn has hasn have haven having he her here hers him his
how i if in into is isn it its just ll m me more most my no nor not now of off on once only or other our ours out over
own re s same shan she should shouldn so some such t than that the their theirs them then there these they this those
through to too under until up ve very was wasn we were weren what when where which while who whom why will with won
would wouldn you your yours
"""
COMMON = frozenset(LEFT_OUT.split())
# Somebody who types one of these may need a number more than a page.
DISTRESSED = """
abused afraid beaten danger emergency escape forced held help hurt kidnapped locked prisoner raped rescue safe scared
suicide threatened trapped urgent
"""
LIKE = 0.75  # from here on two words count as alike, of 1


class Asked(NamedTuple):
    """`text` stands in the field again; `words` are looked for; `cut` says that there was more than is looked for."""

    text: str
    words: tuple[str, ...]
    cut: bool

    @property
    def is_urgent(self) -> bool:
        return bool(stems_of_distress() & self.stems)

    @property
    def stems(self) -> frozenset[str]:
        return frozenset(stem(word) for word in self.words)


def read(text: str) -> Asked:
    """The words alone: no quote, bracket, wildcard or operator is left for a database to understand."""
    plain = " ".join(text[: MOST_CHARACTERS + 1].split())
    printable = "".join(character for character in plain if character.isprintable())
    words = [word for word in WORD.findall(printable[:MOST_CHARACTERS].lower()) if word not in COMMON]
    cut = len(text.strip()) > MOST_CHARACTERS or len(words) > MOST_WORDS
    return Asked(printable[:MOST_CHARACTERS], tuple(dict.fromkeys(words[:MOST_WORDS])), cut)


@cache
def stems_of_distress() -> frozenset[str]:
    return frozenset(stem(word) for word in DISTRESSED.split())


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Snowball's English stemmer, which is PostgreSQL's too; SQLite's Porter stemmer is its forerunner."""
    import snowballstemmer  # knows many languages, which few processes need

    # A stemmer keeps the word that it works on, so threads can't share one; making it is the cheaper part.
    found: str = snowballstemmer.stemmer("english").stemWord(word)
    return found


def is_one_of(word: str, stems: frozenset[str]) -> bool:
    word = word.lower()
    alike = any(wanted[:2] == word[:2] for wanted in stems)  # stemming costs much more than this
    return alike and stem(word) in stems


def stems_in(text: str, stems: frozenset[str]) -> frozenset[str]:
    """Those of the stems that the text has a word of."""
    return frozenset(stem(word.lower()) for word in WORD.findall(text) if is_one_of(word, stems))


def excerpt(text: str, stems: frozenset[str]) -> SafeString:
    """The first of the sentences that answer most of the question, else the beginning; as HTML."""
    best = max(BETWEEN_SENTENCES.split(text), key=lambda sentence: len(stems_in(sentence, stems)))
    return marked(shortened(best, stems), stems)


def shortened(text: str, stems: frozenset[str]) -> str:
    """A long sentence's part around its first marked word, whole words only."""
    if len(text) <= MOST_OF_AN_EXCERPT:
        return text
    first = next((word.start() for word in WORD.finditer(text) if is_one_of(word.group(), stems)), 0)
    begin = max(0, first - BEFORE_THE_WORD)
    part = text[begin : begin + MOST_OF_AN_EXCERPT]
    if begin:
        part = "…" + part[part.find(" ") + 1 :]
    if begin + MOST_OF_AN_EXCERPT < len(text):
        part = part.rpartition(" ")[0].rstrip(",;: ") + "…"
    return part


def marked(text: str, stems: frozenset[str]) -> SafeString:
    parts, end = [], 0
    for found in WORD.finditer(text):
        if is_one_of(found.group(), stems):
            parts.append((text[end : found.start()], found.group()))
            end = found.end()
    return format_html_join("", "{}<mark>{}</mark>", parts) + escape(text[end:])


def alike(asked: Asked, titles: list[str]) -> list[str]:
    """Words of titles that look like what was asked, for a slip of the pen."""
    known = {word for title in titles for word in WORD.findall(title.lower()) if len(word) > 3}
    near = (get_close_matches(word, known, n=2, cutoff=LIKE) for word in asked.words[:3])
    return list(dict.fromkeys(word for words in near for word in words if word not in asked.words))
