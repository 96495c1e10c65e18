"""Characters that nobody can see: they turn the order of what follows, or hide a header in a name."""

import unicodedata
from typing import Any

TURN_THE_ORDER = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LINES_AND_TABS = frozenset("\n\t")
WITHOUT_MEANING = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})  # categories of Unicode


def shown(text: str) -> str:
    """The text without them; every end of a line becomes a plain one."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign in LINES_AND_TABS or is_shown(sign))


def is_shown(sign: str) -> bool:
    return sign not in TURN_THE_ORDER and unicodedata.category(sign) not in WITHOUT_MEANING


def shown_within(value: Any) -> Any:
    """The same for each text of a context, however deep."""
    match value:
        case str():
            return shown(value)
        case dict():
            return {key: shown_within(item) for key, item in value.items()}
        case list() | tuple():
            return [shown_within(item) for item in value]
    return value
