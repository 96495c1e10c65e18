"""The short time for which somebody's own data is open in their browser.

All of it lies in the session, so nothing is in an address, and "Exit this page" ends it.
"""

from typing import Any

from django.contrib.auth import SESSION_KEY as SIGNED_IN
from django.http import HttpRequest
from django.utils import timezone

KEY = "own_data"
CODE, ADDRESS, SAID, RECEIVED = "code", "address", "said", "received"
SECONDS = 15 * 60  # from the last thing that was done


def get(request: HttpRequest, name: str) -> Any:
    """None where it is not known, or was not for too long."""
    kept = request.session.get(KEY, {})
    return kept.get(name) if kept.get("until", 0) > timezone.now().timestamp() else None


def keep(request: HttpRequest, **known: Any) -> None:
    """Start the time anew and keep only this, beside what else is still known."""
    still = {name: get(request, name) for name in (CODE, ADDRESS, RECEIVED)}
    request.session[KEY] = {**still, **known, "until": timezone.now().timestamp() + SECONDS}
    if SIGNED_IN not in request.session:
        request.session.set_expiry(SECONDS)


def opened(request: HttpRequest, address_id: int) -> None:
    """The code was right. The session gets a new key, so that one known to somebody else opens nothing."""
    request.session.cycle_key()
    keep(request, **{CODE: None, ADDRESS: address_id})


def take_said(request: HttpRequest) -> str:
    """What was said of the last thing done; once."""
    kept = request.session.get(KEY, {})
    said: str = kept.pop(SAID, None) or ""
    if said:
        request.session.modified = True
    return said


def end(request: HttpRequest) -> None:
    """Forget it; with the whole session, and its cookie, where it is nobody's who is signed in."""
    request.session.pop(KEY, None)
    if SIGNED_IN not in request.session:
        request.session.flush()
