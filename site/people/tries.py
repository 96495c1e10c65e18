"""How often a code that was sent is guessed.

allauth counts in the session, which requests sent at once read before any of them has written it.
"""

import secrets

from django.http import HttpRequest

from mail.services import limits

MOST, SECONDS = 3, 600
CODE = "code_asked_for"  # in the session: tells the code that was asked for last from others


def begin(request: HttpRequest) -> None:
    """A code was asked for. Also for an address that none is sent to, so that both answer alike."""
    request.session[CODE] = secrets.token_hex(16)


def allow(request: HttpRequest) -> bool:
    number = request.session.get(CODE)
    return number is not None and limits.allow(f"form:sign_in_code:{number}", MOST, SECONDS)
