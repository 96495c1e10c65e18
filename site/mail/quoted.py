"""Quoted-printable (RFC 2045 §6.7) and encoded words (RFC 2047), in pieces that can be put together at any place."""

from base64 import b64encode
from collections.abc import Iterator

LONGEST_LINE = 76  # with the sign that a line goes on
GOES_ON = b"=\r\n"
SPACES = b" \t"
IN_A_WORD = 45  # octets of an encoded word: 60 in base64, 72 with what stands around them


def atom(octet: int) -> bytes:
    as_it_is = (33 <= octet <= 126 and octet != ord("=")) or octet in SPACES
    return bytes([octet]) if as_it_is else b"=%02X" % octet


ATOMS = [atom(octet) for octet in range(256)]


def piece(text: str) -> bytes:
    """The text for a place where a line begins. What follows begins a line too: where none ends there, it goes on."""
    lines = [b"".join(wrapped(line.encode())) for line in text.split("\n")]
    *ended, last = lines
    return b"".join(tight(line) + b"\r\n" for line in ended) + (last + GOES_ON if last else b"")


def tight(line: bytes) -> bytes:
    """A space before the end of a line is lost on the way, unless it is written out."""
    return line[:-1] + b"=%02X" % line[-1] if line.endswith((b" ", b"\t")) else line


def wrapped(octets: bytes) -> Iterator[bytes]:
    """A dot at the beginning of a line ends a message in SMTP, so it is written out; see RFC 5321 §4.5.2."""
    room = LONGEST_LINE - 3  # for the last one to be written out
    length = 0
    for octet in octets:
        found = b"=2E" if not length and octet == ord(".") else ATOMS[octet]
        if length + len(found) > room:
            yield GOES_ON
            length = 0
            found = b"=2E" if octet == ord(".") else found
        yield found
        length += len(found)


def header(text: str) -> bytes:
    """What stands on one line of a header."""
    if text.isascii():
        return text.encode()
    return b"\r\n ".join(b"=?utf-8?b?%s?=" % b64encode(part) for part in parts(text))


def parts(text: str) -> Iterator[bytes]:
    """Octets of an encoded word each; none of them ends within a character."""
    held = b""
    for sign in text:
        octets = sign.encode()
        if len(held) + len(octets) > IN_A_WORD:
            yield held
            held = b""
        held += octets
    yield held
