"""The dialogue with a mail server, command by command, so that we know whether it can have taken the message."""

import smtplib
from email.policy import Compat32
from email.utils import parseaddr
from functools import lru_cache
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address

from mail.errors import NotReached

FINE = range(200, 300)
WANTED = {"mail": FINE, "rcpt": FINE, "data": (354,)}
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
    return parseaddr(sanitize_address(from_email, "utf-8"))[1]


def hand_over(connection: EmailBackend, *, sender: str, to: str, octets: bytes) -> None:
    """Raises smtplib's errors; NotReached where the connection was gone before the message was on its way.

    Where the server allows it (RFC 2920) the three commands go out together, in one journey instead of three. Nothing
    of the message leaves before the third was answered. `sender` and `to` are addresses alone.
    """
    server: Any = connection.connection
    try:
        server.ehlo_or_helo_if_needed()
        size = f" size={len(octets)}" if server.does_esmtp and server.has_extn("size") else ""
        ask(
            server,
            {
                f"mail FROM:<{sender}>{size}": lambda code, reply: smtplib.SMTPSenderRefused(code, reply, sender),
                f"rcpt TO:<{to}>": lambda code, reply: smtplib.SMTPRecipientsRefused({to: (code, reply)}),
                "data": smtplib.SMTPDataError,
            },
        )
    except smtplib.SMTPServerDisconnected as error:
        raise NotReached("The mail server had closed the connection.") from error
    server.send(b"%s\r\n.\r\n" % octets.removesuffix(b"\r\n").replace(b"\n.", b"\n.."))
    code, reply = server.getreply()
    if code not in FINE:
        raise smtplib.SMTPDataError(code, reply)


def ask(server: Any, commands: dict[str, Any]) -> None:
    """Raises the error of the first that is refused. Answers to what is behind it stay unread: the caller hangs up.

    ValueError where one is not one line: an address must not be able to say anything else to the server.
    """
    if any("\r" in command or "\n" in command for command in commands):
        raise ValueError("An address breaks the line of its command.")
    together = server.has_extn("pipelining")
    if together:
        server.send("".join(f"{command}\r\n" for command in commands))
    for command, error in commands.items():
        code, reply = server.getreply() if together else server.docmd(command)
        if code not in WANTED[command[:4]]:
            raise error(code, reply)
