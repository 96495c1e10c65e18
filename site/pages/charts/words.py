"""How much room words take, which a server can only estimate: on the generous side, for our text face."""

import unicodedata

NARROW, WIDE = frozenset("fijlrtI.,:;'|!()[]- "), frozenset("mwMW%@&")
LINE = 1.25  # height of a line in font sizes


def width(text: str, font: float) -> float:
    return sum(map(of_sign, text)) * font


def of_sign(sign: str) -> float:
    """In font sizes."""
    if sign in NARROW:
        return 0.31
    if sign in WIDE:
        return 0.92
    if unicodedata.east_asian_width(sign) in "WF":
        return 1.05
    return 0.68 if sign.isupper() else 0.62 if sign.isdecimal() else 0.55


def wrapped(text: str, font: float, room: float) -> list[str]:
    """Lines of at most `room`, broken at spaces, and within a word only where it is longer than a line."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, font) <= room:
            lines[-1] = longer
        else:
            lines.extend(pieces(word, font, room))
    return [line for line in lines if line]


def pieces(word: str, font: float, room: float) -> list[str]:
    found = [""]
    for sign in word:
        if found[-1] and width(found[-1] + sign, font) > room:
            found.append("")
        found[-1] += sign
    return found


def widest(texts: list[str], font: float) -> float:
    return max((width(text, font) for text in texts), default=0.0)
