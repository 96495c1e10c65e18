"""The public log of a petition: what is counted and what no longer is, in an order that can't be changed unseen."""

import hashlib
import hmac
import secrets

from campaigns.enums import EntryKind
from campaigns.models import LogEntry, Signature


def commit(signature: Signature, salt: bytes) -> bytes:
    """What the log shows of a signature: nobody without the salt can tell whose it is, or test a guess."""
    text = f"{signature.petition_id}\n{signature.pk}\n{signature.address.canonical}"
    return hmac.digest(salt, text.encode(), hashlib.sha256)


def write(signature: Signature, kind: EntryKind) -> LogEntry:
    """In the transaction that counts: what happened to the signature, under the commitment that it was counted with."""
    first = signature.log.order_by("pk").first()
    salt = bytes(first.salt) if first and first.salt else secrets.token_bytes(32)
    commitment = bytes(first.commitment) if first else commit(signature, salt)
    return LogEntry.objects.create(
        petition_id=signature.petition_id, kind=kind, commitment=commitment, signature=signature, salt=salt
    )
