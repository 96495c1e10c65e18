"""Keyed hashes that recognise an address without holding it."""

import hmac
from hashlib import sha256

from django.conf import settings


def of(text: str, *, use: str) -> str:
    """64 hexadecimal characters. `use` keeps the hashes of one use from being matched with those of another.

    Without FINGERPRINT_KEY nobody can find the text by trying likely ones; with a new key all hashes are forgotten.
    """
    return hmac.new(settings.FINGERPRINT_KEY.encode(), f"{use}:{text}".encode(), sha256).hexdigest()
