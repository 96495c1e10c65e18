"""What a provider posts, as its documentation shows it, and how."""

import base64
import hashlib
import hmac
import json
import uuid
from typing import Any

from mail.models import Delivery
from people.models import Address

SECRET = "provider:a-long-secret"
SIGNING_KEY = "a-signing-key"
POSTMARK_TYPES = {"Bounce": ("HardBounce", "BouncedAt"), "SpamComplaint": ("SpamComplaint", "BouncedAt")}


def delivery(name: str = "suzie", **fields: Any) -> Delivery:
    email = f"{name}@example.org"
    address, _ = Address.objects.get_or_create(canonical=email, defaults={"typed": email})
    own = {"kind": "confirm_signature", "stream": "transactional", "context": {"name": "Suzie Signer"}}
    return Delivery.objects.create(address=address, **own | fields)


def authorization(secret: str = SECRET) -> str:
    return f"Basic {base64.b64encode(secret.encode()).decode()}"


def post(client: Any, provider: str, content: Any, *, secret: str = SECRET) -> Any:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return client.post(
        f"/mail/webhooks/{provider}/",
        body,
        content_type="application/json",
        headers={"Authorization": authorization(secret)},
    )


def postmark(record: str, *, about: Delivery | None = None, message_id: str = "", **fields: Any) -> dict[str, Any]:
    """One event as Postmark posts it: Delivery, Bounce, SpamComplaint, SubscriptionChange, Open."""
    kind, moment = POSTMARK_TYPES.get(record, ("", "DeliveredAt"))
    own = {"ID": uuid.uuid4().int % 10**10, "Type": kind} if kind else {}
    return {
        "RecordType": record,
        "MessageID": message_id or str(uuid.uuid4()),
        "Recipient" if record == "Delivery" else "Email": "suzie@example.org",
        moment: "2026-11-26T04:00:00Z",
        "ServerID": 23,
        "MessageStream": "outbound",
        "Metadata": {"delivery": str(about.message_id)} if about else {},
        **own,
        **fields,
    }


def mailgun(event: str, *, about: Delivery, key: str = SIGNING_KEY) -> dict[str, Any]:
    """One event as Mailgun posts and signs it."""
    token, timestamp = uuid.uuid4().hex, "1764129600"
    signature = hmac.new(key.encode(), f"{timestamp}{token}".encode(), hashlib.sha256).hexdigest()
    return {
        "signature": {"token": token, "timestamp": timestamp, "signature": signature},
        "event-data": {
            "event": event,
            "timestamp": 1764129600.1,
            "recipient": "suzie@example.org",
            "severity": "permanent",
            "message": {"headers": {"message-id": f"{about.message_id}@example.org"}},
            "user-variables": {"delivery": str(about.message_id)},
        },
    }


def sendgrid(event: str, number: int, *, about: Delivery | None = None, **fields: Any) -> dict[str, Any]:
    """One event of the array that SendGrid posts."""
    return {
        "email": "suzie@example.org",
        "timestamp": 1764129600,
        "event": event,
        "sg_event_id": f"event-{number}",
        "sg_message_id": "14c5d75ce93.dfd.64b469.filter0001",
        "smtp-id": "<14c5d75ce93.dfd.64b469@ismtpd-555>",
        **({"delivery": str(about.message_id)} if about else {}),
        **fields,
    }
