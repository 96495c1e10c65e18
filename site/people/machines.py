"""Limits on how often one visitor's machine may send a form, without keeping its address."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from mail import fingerprints
from mail.services import limits


def may_send(request: HttpRequest, *, form: str, quota: int, seconds: int) -> bool:
    """Whether this machine sent the form less often than `quota` in the last `seconds`; it counts this time too."""
    hashed = fingerprints.of(get_adapter().get_client_ip(request), use="machine")
    return limits.allow(f"form:{form}:{hashed}", quota, seconds)
