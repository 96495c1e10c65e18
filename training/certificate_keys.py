"""The keys that sign certificates: the first of each setting signs, all of them are public and verify.

CERTIFICATE_KEYS (Ed25519) sign what a QR code holds, BADGE_KEYS (RSA) Open Badges. To change keys put a new one in
front; the old ones stay, since what they signed is on paper.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_private_key
from django.conf import settings

SMALLEST = 2048  # bits of an RSA key


class Key(NamedTuple):
    name: str  # the first 16 hexadecimal digits of the SHA-256 of the public key
    private: Ed25519PrivateKey
    public: bytes


class BadgeKey(NamedTuple):
    name: str
    private: RSAPrivateKey


def all_keys() -> tuple[Key, ...]:
    """Raises ValueError where one is not 32 bytes in base64."""
    return tuple(read(text) for text in settings.CERTIFICATE_KEYS)


@cache
def read(text: str) -> Key:
    private = Ed25519PrivateKey.from_private_bytes(urlsafe_b64decode(text))
    public = private.public_key().public_bytes_raw()
    return Key(name(public), private, public)


def all_badge_keys() -> tuple[BadgeKey, ...]:
    """Raises ValueError where one is not an RSA key in PKCS #8, DER and base64."""
    return tuple(read_badge_key(text) for text in settings.BADGE_KEYS)


@cache
def read_badge_key(text: str) -> BadgeKey:
    private = load_der_private_key(urlsafe_b64decode(text), password=None)
    if not isinstance(private, RSAPrivateKey) or private.key_size < SMALLEST:
        raise ValueError(f"not an RSA key of {SMALLEST} bits")
    public = private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return BadgeKey(name(public), private)


def name(public: bytes) -> str:
    return sha256(public).hexdigest()[:16]


def sign(sentence: Callable[[str], str]) -> tuple[str, bytes]:
    """What the first key signed, which names it, and the signature."""
    first = all_keys()[0]
    text = sentence(first.name)
    return text, first.private.sign(text.encode())


def is_signed(text: str, *, key: str, proof: bytes) -> bool:
    """Whether one of our keys, the one of this name, signed the text."""
    found = next((each for each in all_keys() if each.name == key), None)
    if found is None:
        return False
    try:
        found.private.public_key().verify(proof, text.encode())
    except InvalidSignature:
        return False
    return True


def as_jwk(key: Key) -> dict[str, str]:
    return {"kty": "OKP", "crv": "Ed25519", "use": "sig", "kid": key.name, "x": base64url(key.public)}


def as_badge_jwk(key: BadgeKey) -> dict[str, str]:
    numbers = key.private.public_key().public_numbers()
    return {
        "kty": "RSA",
        "alg": "RS256",
        "use": "sig",
        "kid": key.name,
        "n": base64url(as_bytes(numbers.n)),
        "e": base64url(as_bytes(numbers.e)),
    }


def as_bytes(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def base64url(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    """Raises ValueError also where the text isn't exactly what `base64url` writes, so that no two are read alike."""
    data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if base64url(data) != text:
        raise ValueError("not in the one right form")
    return data
