"""What an error of a backend says about the message: not sent for certain, try later, or perhaps sent."""

import smtplib
import socket
import ssl
from collections.abc import Iterator
from datetime import timedelta
from enum import Enum

from anymail.exceptions import (
    AnymailAPIError,
    AnymailInvalidAddress,
    AnymailRecipientsRefused,
    AnymailSerializationError,
    AnymailUnsupportedFeature,
)
from django.core.mail import BadHeaderError
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

BACK_OFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=8))
NEVER_REACHED = (
    ConnectionRefusedError,
    ConnectTimeoutError,
    NewConnectionError,
    socket.gaierror,
    ssl.SSLCertVerificationError,
)
ABOUT_SIGNING_IN = frozenset({530, 534, 535, 538})  # RFC 4954 §6: our password is wrong, not the message
ABOUT_US = frozenset({401, 402, 403, 404, 408, 429})  # of a provider's API: our key, our account, our pace


class Verdict(Enum):
    REJECTED = "certainly not sent, and won't be"
    RETRY = "certainly not sent, try later"
    UNCERTAIN = "perhaps sent"


class Unwritable(ValueError):
    """No mail server takes a message to this address."""


class NotReached(Exception):
    """The connection was gone before anything of the message was sent."""


class NotTaken(Exception):
    """The backend said neither that it sent the message nor why not."""


def judge(error: Exception, *, otherwise: Verdict) -> Verdict:
    """What the error says by itself, else `otherwise`.

    SMTP replies as RFC 5321 §4.2.1 has them; of a provider's API a 4xx is an answer, a 5xx or silence is not.
    """
    match error:
        case smtplib.SMTPRecipientsRefused():
            codes = [code for code, _ in error.recipients.values()]
            return by_reply(max(codes, default=0))
        case NotReached() | smtplib.SMTPConnectError() | smtplib.SMTPHeloError() | smtplib.SMTPAuthenticationError():
            return Verdict.RETRY
        case smtplib.SMTPResponseException():
            return by_reply(error.smtp_code)
        case Unwritable() | BadHeaderError() | UnicodeEncodeError() | smtplib.SMTPNotSupportedError():
            return Verdict.REJECTED
        case AnymailUnsupportedFeature() | AnymailSerializationError() | AnymailInvalidAddress():
            return Verdict.REJECTED
        case AnymailRecipientsRefused():
            return Verdict.REJECTED
        case AnymailAPIError() if error.status_code:
            return by_status(error.status_code)
    return Verdict.RETRY if any(isinstance(each, NEVER_REACHED) for each in causes(error)) else otherwise


def by_reply(code: int) -> Verdict:
    if 400 <= code < 500 or code in ABOUT_SIGNING_IN:
        return Verdict.RETRY
    return Verdict.REJECTED if 500 <= code < 600 else Verdict.UNCERTAIN


def by_status(code: int) -> Verdict:
    if code in ABOUT_US:
        return Verdict.RETRY
    return Verdict.REJECTED if 400 <= code < 500 else Verdict.UNCERTAIN


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error, and what it was raised from or because of; a library of HTTP wraps several."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def back_off(attempts: int) -> timedelta:
    return BACK_OFF[min(attempts, len(BACK_OFF)) - 1]
