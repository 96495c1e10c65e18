"""Messages for tests of sending, to anybody at example.org."""

from typing import Any

from django.utils import timezone

from mail import kinds, mailings, streams
from mail.enums import IN_HAND, WhenUncertain
from mail.models import Delivery, Mailing
from people.models import Address, Consent, ConsentWording
from people.services import people

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


def in_mailing(mailing: Mailing, to: str, **fields: Any) -> Delivery:
    """To somebody who agreed to it."""
    person = people.meet(email=to, name=to.partition("@")[0].title()).person
    consent = Consent.objects.live().filter(person=person, purpose=mailing.purpose).first()
    if consent is None:
        words, _ = ConsentWording.objects.get_or_create(purpose=mailing.purpose, version=1, defaults={"text": "Yes."})
        now = timezone.now()
        consent = Consent.objects.create(person=person, purpose=mailing.purpose, wording=words, confirmed_at=now)
    own = {"purpose": mailing.purpose, "basis": consent, "stream": mailing.stream, "priority": 50, "context": {}}
    message_id = mailings.message_id(mailing.key, person.address_id)
    if fields.get("state") in IN_HAND:
        own["lease_until"] = timezone.now()
    return queued(to, kind=mailing.kind, mailing=mailing, message_id=message_id, **{**own, **fields})
