"""What an error of a backend says about the message: not sent for certain, try later, or perhaps sent."""

import smtplib
from datetime import timedelta
from enum import Enum

from anymail.exceptions import AnymailAPIError, AnymailRecipientsRefused

BACK_OFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=8))


class Verdict(Enum):
    REJECTED = "certainly not sent, and won't be"
    RETRY = "certainly not sent, try later"
    UNCERTAIN = "perhaps sent"


def judge(error: Exception, *, otherwise: Verdict) -> Verdict:
    """What the error says by itself, else `otherwise`.

    SMTP replies as RFC 5321 §4.2.1 has them; of a provider's API a 4xx is an answer, a 5xx or silence is not.
    """
    match error:
        case smtplib.SMTPRecipientsRefused():
            codes = [code for code, _ in error.recipients.values()]
            return by_reply(max(codes, default=0))
        case smtplib.SMTPConnectError() | smtplib.SMTPHeloError() | smtplib.SMTPAuthenticationError():
            return Verdict.RETRY
        case smtplib.SMTPResponseException():
            return by_reply(error.smtp_code)
        case ConnectionRefusedError():
            return Verdict.RETRY
        case AnymailRecipientsRefused():
            return Verdict.REJECTED
        case AnymailAPIError() if error.status_code == 429:
            return Verdict.RETRY
        case AnymailAPIError() if error.status_code and 400 <= error.status_code < 500:
            return Verdict.REJECTED
    return otherwise


def by_reply(code: int) -> Verdict:
    if 500 <= code < 600:
        return Verdict.REJECTED
    return Verdict.RETRY if 400 <= code < 500 else Verdict.UNCERTAIN


def back_off(attempts: int) -> timedelta:
    return BACK_OFF[min(attempts, len(BACK_OFF)) - 1]
