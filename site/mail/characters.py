"""Characters that nobody can see: they turn the order of what follows, or hide a header in a name."""

from typing import Any

from pages.plain_text import is_shown


def shown(text: str) -> str:
    """The text without them; every end of a line becomes a plain one."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    if lines.replace("\n", "").replace("\t", "").isprintable():  # most are, and this is much faster
        return lines
    return "".join(sign for sign in lines if is_shown(sign))


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
