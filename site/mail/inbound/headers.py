"""The headers of a message in readable form."""

from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr
from itertools import islice
from typing import TypeAlias

from mail import charsets
from mail.composed import one_line

MOST_HEADERS = 1_000
LONGEST, LONGEST_ADDRESS = 2_000, 320  # characters
Headers: TypeAlias = dict[str, list[str]]  # by their names in small letters


def of(message: Message) -> Headers:
    found: Headers = {}
    for name, value in islice(message.raw_items(), MOST_HEADERS):
        found.setdefault(name.lower(), []).append(str(value))
    return {name: [decoded(value) for value in values[:20]] for name, values in found.items()}


def first(headers: Headers, name: str) -> str:
    return headers.get(name, [""])[0]


def address(headers: Headers, name: str) -> str:
    try:
        return parseaddr(first(headers, name))[1][:LONGEST_ADDRESS]
    except RecursionError:  # comments within comments
        return ""


def decoded(value: str) -> str:
    """On one line. Octets that no header may hold are read as best they can."""
    text = charsets.decode(value[:LONGEST].encode("ascii", "surrogateescape"))
    try:
        pieces = decode_header(text)
    except (HeaderParseError, ValueError):
        return one_line(text, LONGEST)
    return one_line("".join(readable(piece, charset) for piece, charset in pieces), LONGEST)


def readable(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    return charsets.decode(piece, charset) if charset else piece.decode("raw-unicode-escape", "replace")
