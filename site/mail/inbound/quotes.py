"""What somebody wrote anew, apart from what their mail program put below or above it of the message they answer."""

import re

MOST_LINES_OF_AN_OPENING = 3
LONGEST_OPENING = 400  # characters
QUOTED = re.compile(r"^\s*>")
# "On 26 November Suzie wrote:", in English and in Welsh; it may be broken into lines.
# A time or an address stands in it, and not in "On 3 May my predecessor wrote:".
OPENING = re.compile(r"^(?:On|Ar)\b(?=.*(?:\d[:.]\d\d|@)).*\b(?:wrote|ysgrifennodd)\b.*:$", re.I | re.S)
BEGINS_AN_OPENING = re.compile(r"^(?:On|Ar)\b", re.I)
DIVIDER = re.compile(r"^[-_* ]{2,}\s*(?:original message|forwarded message|neges wreiddiol)\s*[-_* ]{2,}$", re.I)
# Outlook's block: From, then Sent, To or Subject, in English and in Welsh.
FROM = re.compile(r"^\W*(?:from|oddi wrth|oddiwrth)\W*:", re.I)
BELOW_FROM = re.compile(r"^\W*(?:sent|date|to|cc|subject|anfonwyd|dyddiad|at|pwnc)\W*:", re.I)
RULE = re.compile(r"^[_-]{5,}$")
NEAR = 4  # lines


def new_text(text: str) -> str:
    """Never empty where the text is not."""
    lines = text.split("\n")
    kept: list[str] = []
    position = 0
    while position < len(lines) and not rest_is_old(lines, position):
        if taken := opening_at(lines, position):
            if not QUOTED.match(next_said(lines, position + taken)):
                break
            position += taken
        else:
            kept += [] if QUOTED.match(lines[position]) else [lines[position]]
            position += 1
    return without_rule(kept) or without_rule([line for line in lines if not QUOTED.match(line)]) or text.strip()


def rest_is_old(lines: list[str], position: int) -> bool:
    line = lines[position].strip()
    if DIVIDER.match(line):
        return True
    if not FROM.match(line):
        return False
    below = [each for each in lines[position + 1 : position + 1 + NEAR * 2] if each.strip()][:NEAR]
    return sum(bool(BELOW_FROM.match(each)) for each in below) >= 2


def opening_at(lines: list[str], position: int) -> int:
    """How many lines the words take that a quotation begins with; 0 where none stand here."""
    if not BEGINS_AN_OPENING.match(lines[position].strip()):
        return 0
    for taken in range(1, MOST_LINES_OF_AN_OPENING + 1):
        said = " ".join(lines[position : position + taken]).strip()
        if len(said) <= LONGEST_OPENING and OPENING.match(said):
            return taken
    return 0


def next_said(lines: list[str], position: int) -> str:
    return next((line for line in lines[position:] if line.strip()), "")


def without_rule(lines: list[str]) -> str:
    """Outlook draws a line above what it quotes."""
    said = "\n".join(lines).strip().split("\n")
    while said and (RULE.match(said[-1].strip()) or not said[-1].strip()):
        said.pop()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(said)).strip()
