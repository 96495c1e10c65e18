"""What the ids of a mailing's messages come of."""

import hashlib
import uuid


def message_id(key: uuid.UUID, address_id: int) -> uuid.UUID:
    """The same for every attempt and on every machine; SQL makes it as md5(...)::uuid. No secret comes of it."""
    return uuid.UUID(hashlib.md5(f"{key.hex}:{address_id}".encode(), usedforsecurity=False).hexdigest())
