"""Links to one thing each that need no column: its key, and a keyed hash of it that nobody without our key can make."""

import hmac

from mail import fingerprints

SIGNS = 32  # of the hash
LONGEST_KEY = 18  # digits: more hold no key


def token_of(key: int, *, use: str) -> str:
    """`use` keeps the links to one kind of thing from opening another."""
    return f"{key}-{fingerprints.of(str(key), use=use)[:SIGNS]}"


def key_of(token: str, *, use: str) -> int | None:
    """None for a token that we never made."""
    key, _, given = token.partition("-")
    if not (key.isascii() and key.isdecimal() and len(key) <= LONGEST_KEY):
        return None
    right = fingerprints.of(key, use=use)[:SIGNS]
    return int(key) if hmac.compare_digest(right.encode(), given.encode()) else None
