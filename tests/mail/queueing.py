"""Messages for tests of sending, to anybody at example.org."""

from typing import Any

from mail import kinds, streams
from mail.enums import WhenUncertain
from mail.models import Delivery
from people.models import Address

HELD = kinds.Kind("signed_before", "Never twice", {}, when_uncertain=WhenUncertain.HOLD)
REPEATED = kinds.Kind("confirm_signature", "Twice does no harm", {}, when_uncertain=WhenUncertain.SEND_AGAIN)
CONTEXT = {
    "name": "Suzie Signer",
    "petition": "Support every survivor",
    "confirm_path": "/petitions/support-every-survivor/confirm/sample/",
}


def queued(to: str = "suzie@example.org", *, kind: str = "confirm_signature", **fields: Any) -> Delivery:
    address, _ = Address.objects.get_or_create(canonical=to.lower(), defaults={"typed": to})
    stream = streams.get(fields.pop("stream", streams.TRANSACTIONAL))
    own = {"stream": stream.name, "priority": stream.priority, "domain": to.rpartition("@")[2], "context": CONTEXT}
    return Delivery.objects.create(address=address, kind=kind, **{**own, **fields})
