"""Proofs of work: a sum that the browser of whoever signs has done, which a rule by rate takes for a reason to pass.

A challenge is ours by its signature, for one petition and a short while, and its solution counts once. Nothing is kept
of one that nobody solved.
"""

import json
import re
from base64 import b64decode
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

import altcha
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from campaigns.enums import Judgement, SignatureState
from campaigns.models import Signature, SpentChallenge
from campaigns.services import fraud, releasing, signing

ALGORITHM: Final = "SHA-256"
LARGEST = 100_000  # the number to be found lies below: about a second of a slow phone
LIFETIME = timedelta(minutes=20)  # for whoever writes a long comment
LONGEST = 600  # characters of a solution
PARTS = {"algorithm": str, "challenge": str, "number": int, "salt": str, "signature": str}
# Exactly as we write it. The library reads the first `expires` of a salt that has two, and checks the last.
SALT = re.compile(r"[0-9a-f]{24}\?expires=(?P<expires>[0-9]{10,12})&petition=(?P<petition>[0-9]{1,19})&")


class Proof(NamedTuple):
    """Of a challenge that is solved. Whether it was spent is asked when it is."""

    challenge: str
    expires_at: datetime


def key() -> str:
    return salted_hmac("campaigns.proofs", "key", algorithm="sha256").hexdigest()


def make(*, petition_id: int) -> dict[str, Any]:
    """A challenge, for static/js/elements/proof-of-work.js."""
    options = altcha.ChallengeOptions(
        algorithm=ALGORITHM,
        max_number=LARGEST,
        hmac_key=key(),
        expires=timezone.now() + LIFETIME,
        params={"petition": str(petition_id)},
    )
    made: dict[str, Any] = altcha.create_challenge(options).to_dict()
    return made


def read(text: str, *, petition_id: int) -> Proof | None:
    """What a form brought, if it solves a challenge that we made for this petition and that is not over."""
    solution = decode(text)
    salt = SALT.fullmatch(solution.salt) if solution else None
    if solution is None or salt is None or int(salt["petition"]) != petition_id:
        return None
    is_right, _ = altcha.verify_solution(solution, key(), check_expires=True)
    return Proof(solution.challenge, datetime.fromtimestamp(int(salt["expires"]), UTC)) if is_right else None


def decode(text: str) -> altcha.Payload | None:
    if not 0 < len(text) <= LONGEST:
        return None
    try:
        found = json.loads(b64decode(text, validate=True))
    except ValueError:
        return None
    is_whole = isinstance(found, dict) and all(isinstance(found.get(name), kind) for name, kind in PARTS.items())
    if not is_whole or found["algorithm"] != ALGORITHM:
        return None
    return altcha.Payload(**{name: found[name] for name in PARTS})


@transaction.atomic
def sign(*, proof: Proof, seen: fraud.Seen, **given: Any) -> Signature | None:
    """As `signing.sign`, but rules that count only hold it where somebody came with this proof before.

    A signature of the same address that such a rule held earlier is let go. Raises PetitionClosed; then the proof can
    be used again.
    """
    is_proven = spend(proof)
    signature = signing.sign(seen=seen._replace(is_proven=is_proven), **given)
    if is_proven and signature is not None and is_held_by_rate(signature):
        releasing.release(signatures=[signature.pk], reason="Signed again with a proof of work.", by=None)
        signature.refresh_from_db(fields=["state"])
    return signature


def spend(proof: Proof) -> bool:
    """Whether nobody did before. In the transaction that signs: killed, it is as if it had not been sent."""
    _, is_new = SpentChallenge.objects.get_or_create(
        challenge=proof.challenge, defaults={"expires_at": proof.expires_at}
    )
    return is_new


def is_held_by_rate(signature: Signature) -> bool:
    """Whether rules that count are all that ever held it."""
    if signature.state != SignatureState.HELD:
        return False
    held = signature.attempts.filter(judgement=Judgement.HELD)
    kinds = set(held.values_list("rule__kind", flat=True).order_by().distinct())
    return bool(kinds) and kinds <= set(fraud.COUNTED_BY)
