"""Messages of strangers as Python reads them, however they are made: it neither fails nor takes long."""

import re
from binascii import a2b_base64
from collections.abc import Iterator
from email.errors import InvalidBase64LengthDefect
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from itertools import islice

NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
LONGEST_HEADER = 4_000  # characters; what stands in one is taken apart again and again
MOST_PARTS, MOST_BOUNDARIES = 200, 5_000


class ShortHeaders(Compat32):
    """Python's own policy takes time by the square of a header's length."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        kept, left = [], LONGEST_HEADER
        for line in sourcelines:
            kept.append(line[:left])
            if (left := left - len(line)) <= 0:
                break
        if ":" not in kept[0]:
            return "X-Too-Long", ""
        name, value = super().header_source_parse(kept)
        return str(name), str(value)


def parse(raw: bytes) -> Message:
    parser = BytesParser(policy=ShortHeaders())
    try:
        return parser.parsebytes(raw, headersonly=raw.count(b"\n--") > MOST_BOUNDARIES)
    except RecursionError:  # parts within parts within parts
        return parser.parsebytes(raw, headersonly=True)


def leaves(message: Message) -> Iterator[Message]:
    """Its parts that have no parts, in their order. What is attached as a whole message is one of them."""
    waiting = [message]
    for _ in range(MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting.extend(reversed(inner(part)))
        else:
            yield part


def inner(part: Message) -> list[Message]:
    """Its own parts. Python is not asked for text here: it would believe the charset that is named."""
    held = part.get_payload() if part.is_multipart() else []
    return [each for each in islice(held, MOST_PARTS) if isinstance(each, Message)]


def content(part: Message) -> bytes:
    """What it holds, without its encoding; empty where that is broken beyond reading."""
    try:
        decoded = part.get_payload(decode=True)
    except (AssertionError, LookupError, ValueError):
        return b""
    octets = decoded if isinstance(decoded, bytes) else b""
    breaks_off = any(isinstance(defect, InvalidBase64LengthDefect) for defect in part.defects)
    return what_is_whole(octets) if breaks_off else octets


def what_is_whole(base64: bytes) -> bytes:
    """Of base64 that breaks off: Python gives up on all of it."""
    signs = NO_BASE64.sub(b"", base64)
    return a2b_base64(signs[: len(signs) // 4 * 4])


def parameter(part: Message, name: str) -> str:
    """Of its Content-Type."""
    try:
        found = part.get_param(name, "")
    except (LookupError, TypeError, ValueError):
        return ""
    return found.strip() if isinstance(found, str) else ""


def file_name(part: Message) -> str:
    try:
        return str(part.get_filename() or "")
    except (LookupError, TypeError, ValueError):
        return ""
