"""The dialogue with a mail server, command by command, so that we know whether it can have taken the message."""

import smtplib
from email.policy import Compat32
from functools import lru_cache
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address

from mail.errors import NotReached

SHORT = 74  # characters of a header's name and value, which with ": " make a line that nobody folds


def is_plain(connection: Any) -> bool:
    """Whether the backend does no more than this dialogue."""
    return isinstance(connection, EmailBackend) and type(connection).send_messages is EmailBackend.send_messages


class ShortHeaders(Compat32):
    """Writes what stands on one line as it is, which is what the library makes of it with much more work."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        if isinstance(value, str) and len(name) + len(value) <= SHORT and value.isascii() and value.isprintable():
            return f"{name}: {value}{self.linesep}".encode()
        return super().fold_binary(name, value)


SHORT_HEADERS = ShortHeaders()


def octets_of(message: EmailMultiAlternatives) -> bytes:
    written: Any = message.message()
    written.policy = SHORT_HEADERS
    octets: bytes = written.as_bytes(linesep="\r\n")
    return octets


@lru_cache(maxsize=1_024)
def sender_of(from_email: str) -> str:
    """The address alone, as MAIL FROM takes it."""
    return str(sanitize_address(from_email, "utf-8"))


def hand_over(connection: EmailBackend, *, sender: str, to: str, octets: bytes) -> None:
    """Raises smtplib's errors; NotReached where the connection was gone before the message was on its way."""
    server: Any = connection.connection
    try:
        server.ehlo_or_helo_if_needed()
        options = [f"size={len(octets)}"] if server.does_esmtp and server.has_extn("size") else []
        refuse(server.mail(sender, options), lambda code, reply: smtplib.SMTPSenderRefused(code, reply, sender))
        refuse(server.rcpt(to), lambda code, reply: smtplib.SMTPRecipientsRefused({to: (code, reply)}))
    except smtplib.SMTPServerDisconnected as error:
        raise NotReached("The mail server had closed the connection.") from error
    refuse(server.data(octets), smtplib.SMTPDataError)


def refuse(answer: tuple[int, bytes], error: Any) -> None:
    code, reply = answer
    if not 200 <= code < 300:
        raise error(code, reply)
