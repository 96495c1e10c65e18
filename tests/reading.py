"""The reading age of a text: Flesch and Kincaid's school grade (Navy report 8-75, 1975), plus five for an age.

Their formula is 0.39 x words a sentence + 11.8 x syllables a word - 15.59. Syllables are counted by groups of vowels
with the usual corrections, which is within a few hundredths a word of a dictionary over a page. Figures are left out:
they are read as figures, and a telephone number is no long word.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

FROM_GRADE_TO_AGE = 5
LONG = 8  # words; one long word makes a short sentence look hard
ENDS = re.compile(r"(?<=[.!?])[\"')\]\u2019\u201d]*\s+(?=[\"'(\u2018\u201c]?[A-Z0-9])")
VOWELS = re.compile(r"[aeiouy]+")
WORD = re.compile(r"[A-Za-z]+(?:['\u2019][a-z]+)?")
# Vowels that are written and not spoken: home, takes, used, safely, somebody.
SILENT = re.compile(
    r"[^laeiouy]e$|[aeiouy]le$|[^ilcsxzgh]es$|[aeiouy]les$|[^laeiouytd]ed$|led$"
    r"|[^laeiouy]e(?=(?:ly|ment|ful|less|ty|body|thing|where|times|r?one)$)"
)
# Vowels side by side that are spoken apart: being, idea, radio, situation.
APART = re.compile(r"[eoy](?=ing)|i(?=a(?!l\b))|(?<![cgst])i(?=ou|o)|u(?=a)|i(?=et)|eo(?=n)|sm$")


class Measured(NamedTuple):
    age: float
    words: int
    worst: list[str]  # of the sentences that are not short, the hardest first


def sentences(units: Iterable[str]) -> list[str]:
    """Of paragraphs and list items; a unit that is no sentence (a name, a label, a fragment of a list) is left out."""
    whole = [unit.strip() for unit in units if re.search(r"[.!?][\"')\u2019\u201d]*$", unit.strip())]
    return [sentence for unit in whole for sentence in ENDS.split(unit) if WORD.search(sentence)]


def syllables(word: str) -> int:
    word = word.lower()
    return max(1, len(VOWELS.findall(word)) - len(SILENT.findall(word)) + len(APART.findall(word)))


def age(read: list[str]) -> float:
    words = [word for sentence in read for word in WORD.findall(sentence)]
    grade = 0.39 * len(words) / len(read) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return grade + FROM_GRADE_TO_AGE


def measure(units: Iterable[str]) -> Measured | None:
    """None of a text without a sentence."""
    read = sentences(units)
    if not read:
        return None
    long = [sentence for sentence in dict.fromkeys(read) if len(WORD.findall(sentence)) >= LONG]
    hardest = sorted(long, key=lambda sentence: age([sentence]), reverse=True)
    return Measured(age(read), sum(len(WORD.findall(sentence)) for sentence in read), hardest[:3])
