"""What the ids of a mailing's messages come of."""

import hashlib
import uuid

NEAR = 1024  # addresses one after the other, whose ids begin alike: so a million stand close together in an index
WIDEST = 0xFFFFFFFF


def message_id(key: uuid.UUID, address_id: int) -> uuid.UUID:
    """The same for every attempt and on every machine. No secret comes of it, and nobody reads an address from it."""
    digest = hashlib.md5(f"{key.hex}:{address_id}".encode(), usedforsecurity=False).hexdigest()
    return uuid.UUID(f"{(address_id // NEAR & WIDEST) ^ mask(key):08x}{digest[8:]}")


def mask(key: uuid.UUID) -> int:
    """Keeps what the ids of one mailing begin with from those of another."""
    return int(key.hex[:8], 16)


# The same in PostgreSQL's words, of a column or table expression "address".
IN_SQL = f"""
(lpad(to_hex((address / {NEAR} & {WIDEST}) # %(mask)s), 8, '0') || substr(md5(%(key)s || ':' || address), 9))::uuid
"""
