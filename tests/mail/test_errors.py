import smtplib
import socket
import ssl
from typing import Any

import pytest
import requests
from anymail.exceptions import (
    AnymailInvalidAddress,
    AnymailRecipientsRefused,
    AnymailRequestsAPIError,
    AnymailSerializationError,
    AnymailUnsupportedFeature,
)
from django.core.mail import BadHeaderError

from mail import errors
from mail.errors import Verdict


def answer(status: int) -> AnymailRequestsAPIError:
    response = requests.Response()
    response.status_code = status
    response.reason = "as it says"
    return AnymailRequestsAPIError(response=response)


def wrapped(cause: Exception) -> AnymailRequestsAPIError:
    """As Anymail raises what its library of HTTP raised."""
    error = AnymailRequestsAPIError("Error posting")
    error.__cause__ = requests.ConnectionError("wrapped")
    error.__cause__.__context__ = cause
    return error


REFUSALS: list[tuple[Any, Verdict]] = [
    (smtplib.SMTPRecipientsRefused({"suzie@example.org": (550, b"no such user")}), Verdict.REJECTED),
    (smtplib.SMTPRecipientsRefused({"suzie@example.org": (451, b"try later")}), Verdict.RETRY),
    (smtplib.SMTPSenderRefused(530, b"sign in first", "desk@example.org"), Verdict.RETRY),
    (smtplib.SMTPSenderRefused(553, b"not yours", "desk@example.org"), Verdict.REJECTED),
    (smtplib.SMTPDataError(554, b"no"), Verdict.REJECTED),
    (smtplib.SMTPDataError(421, b"busy"), Verdict.RETRY),
    (smtplib.SMTPResponseException(-1, b"not a reply"), Verdict.UNCERTAIN),
    (smtplib.SMTPServerDisconnected("gone"), Verdict.UNCERTAIN),
    (smtplib.SMTPNotSupportedError("letters"), Verdict.REJECTED),
    (TimeoutError(), Verdict.UNCERTAIN),
    (ConnectionResetError(), Verdict.UNCERTAIN),
    (ConnectionRefusedError(), Verdict.RETRY),
    (socket.gaierror(), Verdict.RETRY),
    (BadHeaderError(), Verdict.REJECTED),
    (UnicodeEncodeError("ascii", "ü", 0, 1, "no"), Verdict.REJECTED),
    (AnymailUnsupportedFeature(), Verdict.REJECTED),
    (AnymailSerializationError(), Verdict.REJECTED),
    (AnymailInvalidAddress(), Verdict.REJECTED),
    (AnymailRecipientsRefused(), Verdict.REJECTED),
    (answer(401), Verdict.RETRY),
    (answer(429), Verdict.RETRY),
    (answer(422), Verdict.REJECTED),
    (answer(500), Verdict.UNCERTAIN),
    (answer(503), Verdict.UNCERTAIN),
    (answer(200), Verdict.UNCERTAIN),  # whose body could not be read
    (wrapped(ConnectionRefusedError()), Verdict.RETRY),
    (wrapped(ssl.SSLCertVerificationError()), Verdict.RETRY),
    (wrapped(ConnectionResetError()), Verdict.UNCERTAIN),
    (ValueError("anything else"), Verdict.UNCERTAIN),
]


@pytest.mark.parametrize(("error", "verdict"), REFUSALS)
def test_an_error_says_whether_the_message_may_have_left(error: Exception, verdict: Verdict) -> None:
    assert errors.judge(error, otherwise=Verdict.UNCERTAIN) is verdict


def test_back_off_grows_to_its_last_step() -> None:
    waits = [errors.back_off(attempt) for attempt in range(1, 10)]
    assert waits == sorted(waits)
    assert waits[-1] == errors.BACK_OFF[-1]
