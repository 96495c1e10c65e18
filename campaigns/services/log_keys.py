"""The keys that sign the heads of logs: Ed25519, settings.LOG_SIGNING_KEYS. The first signs, all of them are public.

To change keys put a new one in front; the old ones stay, since heads that they signed are kept for ever.
"""

from base64 import urlsafe_b64decode
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings


class Key(NamedTuple):
    name: str  # the first 16 hexadecimal digits of the SHA-256 of the public key
    private: Ed25519PrivateKey
    public: bytes


@lru_cache(maxsize=4)
def read(texts: tuple[str, ...]) -> tuple[Key, ...]:
    """Raises ValueError where one is not 32 bytes in base64."""
    return tuple(make(urlsafe_b64decode(text)) for text in texts)


def make(seed: bytes) -> Key:
    private = Ed25519PrivateKey.from_private_bytes(seed)
    public = private.public_key().public_bytes_raw()
    return Key(sha256(public).hexdigest()[:16], private, public)


def all_keys() -> tuple[Key, ...]:
    return read(tuple(settings.LOG_SIGNING_KEYS))


def sign(text: str) -> tuple[str, bytes]:
    """The name of the key, and the signature."""
    first = all_keys()[0]
    return first.name, first.private.sign(text.encode())


def is_signed(text: str, *, key: str, proof: bytes) -> bool:
    """Whether one of our keys, the one of this name, signed the text."""
    for each in all_keys():
        if each.name == key:
            try:
                each.private.public_key().verify(proof, text.encode())
            except InvalidSignature:
                return False
            return True
    return False
