"""The fast way to write the messages of a mailing: everything that they share is written once, as octets.

For each message what differs is put in between: in the headers as it is, in the two parts quoted and, in HTML, escaped.
mail.twin writes the same by Django's own means; a test reads both and finds them equal.
"""

import time
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from email.utils import formatdate
from functools import lru_cache
from html import escape
from typing import Any, NamedTuple

from django.conf import settings

from mail import envelopes, list_headers, quoted, tokens, twin
from mail.models import Delivery, Mailing, MailingBody
from mail.streams import Stream
from mail.tokens import Open

# They stand in a sample of the message, and nothing else there looks like them.
SAMPLE_ID = uuid.UUID("5e1f0000-7a11-4c0d-8e55-9b0d1e5a3c7f")
SAMPLE_TOKEN, SAMPLE_TO = "the-token-of-5e1f7a11", "to-5e1f7a11@example.org"
ID, TOKEN, TO, DATE, SUBJECT = "message_id", "token", "to", "date", "subject"
SAMPLES = {str(SAMPLE_ID): ID, SAMPLE_TOKEN: TOKEN, SAMPLE_TO: TO}
WRITTEN_HERE = frozenset({"content-type", "mime-version", "subject", "date"})
PART = b"Content-Type: text/%s; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"


class Own(NamedTuple):
    """A place in the octets for what every message has of its own."""

    name: str


class Place(NamedTuple):
    """A place in the octets for something about the reader."""

    field: str
    fallback: bytes
    in_html: bool


Piece = bytes | Own | Place


@dataclass(frozen=True, eq=False)
class Skeleton:
    pieces: tuple[bytes | None, ...]  # octets, and nothing where something is put in
    own: tuple[tuple[int, str], ...]  # where, and what
    places: tuple[tuple[int, Place], ...]
    subject: tuple[str | Open, ...]  # none where all get the same

    @staticmethod
    def of(body: MailingBody, stream: Stream) -> "Skeleton":
        """Made once in each process. Whatever it is made from is asked for again, since tests and settings change."""
        mailing = body.mailing
        shared = (mailing.kind, mailing.purpose, stream.name, stream.sender, stream.reply_to, settings.SITE_URL)
        return made(Words(body.subject, body.html, body.text, body.from_name, body.reply_to), shared)

    def fill(self, delivery: Delivery, values: Mapping[str, str]) -> bytes:
        """The whole message for SMTP: its lines end as SMTP has them, and none begins with a dot. Raises Unwritable."""
        address = delivery.address
        known = {
            ID: str(delivery.message_id).encode(),
            TOKEN: address.token.encode(),
            TO: envelopes.recipient(address.typed).encode(),
            DATE: now(int(time.time())),
            SUBJECT: self.subject_for(values) if self.subject else b"",
        }
        written: list[Any] = list(self.pieces)
        for index, name in self.own:
            written[index] = known[name]
        for index, place in self.places:
            value = values.get(place.field)
            written[index] = (within(value, place.in_html) if value else b"") or place.fallback
        return b"".join(written)

    def subject_for(self, values: Mapping[str, str]) -> bytes:
        said = (each if isinstance(each, str) else tokens.said(each, values, in_html=False) for each in self.subject)
        return quoted.header(twin.subject("".join(said)))


class Words(NamedTuple):
    """Of a body: what a skeleton is made of."""

    subject: str
    html: str
    text: str
    from_name: str
    reply_to: str


@lru_cache(maxsize=64)
def made(words: Words, shared: tuple[str, ...]) -> Skeleton:
    return put_together(words, sample(kind=shared[0], purpose=shared[1], stream=shared[2]))


def put_together(words: Words, delivery: Delivery) -> Skeleton:
    end = b"=_%s" % uuid.uuid4().hex.encode()  # which no quoted text can hold
    is_personal = bool(tokens.TOKEN.search(words.subject))
    subject: Piece = Own(SUBJECT) if is_personal else quoted.header(twin.subject(words.subject))
    pieces = joined(
        [
            *headers(words, delivery),
            b"Subject: ",
            subject,
            b"\r\nDate: ",
            Own(DATE),
            b'\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative;\r\n boundary="%s"\r\n\r\n' % end,
            b"--%s\r\n" % end + PART % b"plain",
            *part(words.text, delivery, in_html=False),
            b"\r\n--%s\r\n" % end + PART % b"html",
            *part(words.html, delivery, in_html=True),
            b"\r\n--%s--\r\n" % end,
        ]
    )
    return Skeleton(
        pieces=tuple(piece if isinstance(piece, bytes) else None for piece in pieces),
        own=tuple((index, piece.name) for index, piece in enumerate(pieces) if isinstance(piece, Own)),
        places=tuple((index, piece) for index, piece in enumerate(pieces) if isinstance(piece, Place)),
        subject=tuple(tokens.pieces(words.subject)) if is_personal else (),
    )


def sample(**fields: str) -> Delivery:
    addresses: Any = Delivery._meta.get_field("address").related_model
    return Delivery(message_id=SAMPLE_ID, address=addresses(typed=SAMPLE_TO, token=SAMPLE_TOKEN), **fields)


def headers(words: Words, delivery: Delivery) -> Iterator[Piece]:
    """As the twin writes them for the sample, with places where they tell of it."""
    body = MailingBody(mailing=Mailing(purpose=delivery.purpose), **words._asdict())
    message = twin.message(delivery, body, {}).message()
    for name, value in message.items():
        if name.lower() not in WRITTEN_HERE:
            yield from split(f"{name}: {value}\n".replace("\r", "").replace("\n", "\r\n"))


def split(text: str) -> Iterator[Piece]:
    for found, name in SAMPLES.items():
        before, sample_there, after = text.partition(found)
        if sample_there:
            yield from (*split(before), Own(name), *split(after))
            return
    yield text.encode()


def part(text: str, delivery: Delivery, *, in_html: bool) -> Iterator[Piece]:
    """A part of the message, quoted, with a place for each thing that differs."""
    before, _, after = list_headers.choices_url(delivery).partition(SAMPLE_TOKEN)
    held = ""
    for each in tokens.pieces(text.replace("\r\n", "\n")):
        if isinstance(each, str):
            held += each
        elif each.field == tokens.CHOICES:
            yield from (quoted.piece(held + (escape(before) if in_html else before)), Own(TOKEN), quoted.GOES_ON)
            held = escape(after) if in_html else after
        else:
            yield from (quoted.piece(held), Place(each.field, quoted.piece(each.fallback), in_html))
            held = ""
    yield quoted.piece(held)


def joined(pieces: Iterable[Piece]) -> list[Piece]:
    """With octets that follow octets made one."""
    found: list[Piece] = []
    for piece in pieces:
        if found and isinstance(piece, bytes) and isinstance(found[-1], bytes):
            found[-1] += piece
        else:
            found.append(piece)
    return found


@lru_cache(maxsize=8_192)  # first names and constituencies come again and again
def within(value: str, in_html: bool) -> bytes:
    """What somebody is called, as it stands in a part; nothing where nothing of it can be shown."""
    shown = tokens.one_line(value)
    return quoted.piece(escape(shown) if in_html else shown)


@lru_cache(maxsize=4)
def now(second: int) -> bytes:
    return formatdate(second, localtime=settings.EMAIL_USE_LOCALTIME).encode()
