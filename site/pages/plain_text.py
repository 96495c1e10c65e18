"""What text of the public may hold, so that others can be shown it as it was typed."""

import re
import unicodedata

TURN_THE_ORDER = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
WITHOUT_MEANING = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})  # categories of Unicode
LINES_AND_TABS = frozenset("\n\t")
MOST_MARKS = 4  # above one letter: Tibetan, Hebrew and Vietnamese need as many
CODE = re.compile(r"<[a-z!/?]", re.IGNORECASE)


def can_be_shown(text: str) -> bool:
    """Whether all of it can be seen, in the order that it was typed in, within its own line."""
    if text.isascii() and text.isprintable():
        return True
    return all(is_shown(sign) for sign in text.replace("\r\n", "\n")) and not has_towers(text)


def is_shown(sign: str) -> bool:
    return sign in LINES_AND_TABS or (sign not in TURN_THE_ORDER and unicodedata.category(sign) not in WITHOUT_MEANING)


def has_towers(text: str) -> bool:
    """Whether more marks stand on one letter than any language puts there: they would cover the lines around it."""
    height = 0
    for sign in unicodedata.normalize("NFD", text):
        height = height + 1 if unicodedata.category(sign) in ("Mn", "Me") else 0
        if height > MOST_MARKS:
            return True
    return False


def holds_code(text: str) -> bool:
    return CODE.search(text) is not None
