"""The short way in which rules about texts write their phrases, comma after comma.

Phrases meet small letters without apostrophes: can't is cant. In them `~` stands for up to three words of a sentence,
`~~` for up to nine, `_` for one or none, `*` for any ending, `#` for figures, and `(a|b)` and `s?` for a choice. No
repeat is unbounded, so that no text takes long. A phrase begins with a letter, a figure or a choice of them.
"""

import re
from collections.abc import Iterator

FIGURE = "#"
MEANINGS = (
    ("(", "(?:"),
    ("~~ ", r"(?:\w+ ){0,9}?"),
    ("~ ", r"(?:\w+ ){0,3}?"),
    ("_ ", r"(?:\w+ )?"),
    ("*", r"\w{0,20}"),
    (FIGURE, r"\d{1,3}"),
)
LETTERS = re.compile(r"\w*")


def separate(phrases: str) -> list[str]:
    return [" ".join(phrase.split()).replace("| ", "|") for phrase in phrases.split(",")]


def pattern(phrases: list[str]) -> re.Pattern[str]:
    joined = "|".join(phrases)
    for sign, meaning in MEANINGS:
        joined = joined.replace(sign, meaning)
    return re.compile(rf"\b(?:{joined})\b")


def beginnings(phrase: str) -> Iterator[str]:
    """What a text has where the phrase is found in it: a whole word with its space, a part of one, or a figure."""
    if phrase.startswith("("):
        for each in spelt_out(phrase):
            yield from beginnings(each)
    elif phrase.startswith(FIGURE):
        yield FIGURE
    else:
        yield beginning(phrase)


def spelt_out(phrase: str) -> list[str]:
    """The phrases that one with a choice at its head stands for."""
    choices, rest = head(phrase)
    if rest.startswith("?"):
        choices, rest = [*choices, ""], rest[1:]
    return [choice + rest for choice in choices]


def head(phrase: str) -> tuple[list[str], str]:
    """The choices at its head, and what comes after them."""
    choices, depth = [""], 0
    for place, sign in enumerate(phrase):
        depth += (sign == "(") - (sign == ")")
        if not depth:
            return choices, phrase[place + 1 :]
        if sign == "|" and depth == 1:
            choices.append("")
        elif place:
            choices[-1] += sign
    raise ValueError(phrase)


def beginning(phrase: str) -> str:
    letters = LETTERS.match(phrase)[0]  # type: ignore[index]  # it always matches
    rest = phrase[len(letters) :]
    if not rest or (rest.startswith(" ") and not rest.startswith(" ?")):
        return f"{letters} "
    return letters[:-1] if rest.startswith("?") else letters


def begun_by(word: str) -> list[str]:
    """All beginnings that a word may have."""
    parts = [word[:length] for length in range(1, len(word) + 1)]
    return [f"{word} ", *parts, *([FIGURE] if word[:1].isdecimal() else ())]
