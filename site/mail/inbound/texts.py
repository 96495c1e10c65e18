"""What a message says: its plain text, or else what can be read of its HTML."""

import re
from email.message import Message
from typing import NamedTuple

from mail import characters, charsets, parsing
from mail.composed import one_line
from mail.inbound import headers, markup

LONGEST = 50_000  # characters
MOST_HTML, MOST_ATTACHMENTS, LONGEST_NAME = 3, 50, 120
# Parts that are no files, unless they are sent as such.
OF_REPORTS = frozenset(
    {
        "message/delivery-status",
        "message/disposition-notification",
        "message/feedback-report",
        "message/rfc822",
        "text/rfc822-headers",
    }
)
QUOTED = re.compile(r"^(?:> ?)+")
MANY_EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")


class Body(NamedTuple):
    text: str
    attachments: tuple[str, ...]  # the names of files that came with it, which are not kept


def of(message: Message) -> Body:
    plain, html, names = [], [], []
    for part in parsing.leaves(message):
        kind, as_file = part.get_content_type(), is_file(part)
        if kind == "text/html" and not as_file:
            html.append(part)
        elif not as_file and (kind == "text/plain" or part.get_content_maintype() == "multipart"):
            plain.append(plain_text(part))  # what calls itself multipart and has no parts is text, of a kind
        elif as_file or kind not in OF_REPORTS:
            names.append(name_of(part) or one_line(kind, LONGEST_NAME))
    text = tidy("\n\n".join(plain)) or tidy("\n\n".join(map(html_text, html[:MOST_HTML])))
    return Body(text, tuple(names[:MOST_ATTACHMENTS]))


def is_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(parsing.file_name(part))


def name_of(part: Message) -> str:
    """Some programs encode it as headers are."""
    as_header = parsing.file_name(part).encode("utf-8", "surrogateescape").decode("ascii", "surrogateescape")
    return one_line(headers.decoded(as_header), LONGEST_NAME)


def tidy(text: str) -> str:
    """Without what nobody can see, within its bound."""
    lines = characters.shown(text[: LONGEST * 2]).split("\n")
    return MANY_EMPTY_LINES.sub("\n\n", "\n".join(line.rstrip() for line in lines)).strip()[:LONGEST]


def plain_text(part: Message) -> str:
    text = charsets.decode(parsing.content(part), parsing.parameter(part, "charset"))
    text = text[: LONGEST * 2].replace("\r\n", "\n").replace("\r", "\n")
    if parsing.parameter(part, "format").lower() == "flowed":
        return unflowed(text, glued=parsing.parameter(part, "delsp").lower() == "yes")
    return text


def unflowed(text: str, *, glued: bool) -> str:
    """Paragraphs as they were typed (RFC 3676): a space at the end of a line says that it goes on."""
    lines: list[str] = []
    open_at: int | None = None  # how deep the last line is quoted, where it goes on
    for line in text.split("\n"):
        depth, said = depth_of(line)
        goes_on = said.endswith(" ") and said != "-- "
        kept = said[:-1] if goes_on and glued else said
        if open_at == depth and said != "-- ":
            lines[-1] += kept
        else:
            lines.append("> " * depth + kept)
        open_at = depth if goes_on else None
    return "\n".join(lines)


def depth_of(line: str) -> tuple[int, str]:
    found = QUOTED.match(line)
    said = line[found.end() :] if found else line.removeprefix(" ")
    return (found[0].count(">") if found else 0), said


def html_text(part: Message) -> str:
    return markup.text_of(charsets.decode(parsing.content(part), parsing.parameter(part, "charset")))
