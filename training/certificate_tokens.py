"""What the QR code of a certificate holds: what it says apart from its holder's name, signed, to be checked offline.

    1.KEY.PAYLOAD.SIGNATURE

KEY names the key, PAYLOAD is canonical JSON and SIGNATURE that of Ed25519 over all before its dot, both in base64url.
docs/decisions/0036-certificates-that-verify-offline.md says why.
"""

import json
from typing import Any

from training import certificate_keys
from training.certificate_keys import base64url, from_base64url

FORMAT = "1"
PARTS = 4
LONGEST = 1000


def make(*, number: str, course: str, version: int, completed: str, since: str, until: str | None) -> str:
    """Days as ISO 8601 writes them; `until` None: for ever."""
    says = {"c": course, "d": completed, "f": since, "n": number, "u": until, "v": version}
    body = base64url(canonical(says))
    text, proof = certificate_keys.sign(lambda key: f"{FORMAT}.{key}.{body}")
    return f"{text}.{base64url(proof)}"


def canonical(says: dict[str, Any]) -> bytes:
    return json.dumps(says, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def read(token: str) -> dict[str, Any] | None:
    """What one of our keys signed; None where none did, or anything in it was changed."""
    parts = token.split(".")
    if len(token) > LONGEST or len(parts) != PARTS or parts[0] != FORMAT or not token.isascii():
        return None
    text, key, body, proof = token.rpartition(".")[0], parts[1], parts[2], parts[3]
    try:
        if not certificate_keys.is_signed(text, key=key, proof=from_base64url(proof)):
            return None
        says: dict[str, Any] = json.loads(from_base64url(body))
    except ValueError:
        return None
    return says
