"""People who agreed to be written to, and what they did, for tests of audiences."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from campaigns.enums import SignatureState
from campaigns.models import Mailout, Petition, Signature
from mail.models import Mailing
from people.enums import Purpose
from people.models import Consent, ConsentWording, Person
from people.services import people
from places.models import Constituency

NEWS = Purpose.CAMPAIGN_NEWS


def to(name: str, purpose: str = NEWS, **fields: Any) -> Person:
    """Somebody who agreed to messages for this purpose, and confirmed it."""
    person = people.meet(email=f"{name.lower()}@example.org", name=name).person
    consent(person, purpose, **fields)
    return person


def beside(person: Person, name: str) -> Person:
    """The second person of an address, who agreed too."""
    other = people.meet_second(address=person.address, first_id=person.pk, name=name)
    assert other is not None
    consent(other)
    return other


def consent(person: Person, purpose: str = NEWS, **fields: Any) -> Consent:
    words, _ = ConsentWording.objects.get_or_create(purpose=purpose, version=1, defaults={"text": "Yes."})
    own = {"confirmed_at": timezone.now(), "form": "newsletter", **fields}
    return Consent.objects.create(person=person, purpose=purpose, wording=words, **own)


def signed(person: Person, petition: Petition, *, at: datetime | None = None, **fields: Any) -> Signature:
    """Counted, unless `fields` have another state."""
    own = {"state": SignatureState.CONFIRMED, "confirmed_at": at or timezone.now(), **fields}
    return Signature.objects.create(
        petition=petition,
        person=person,
        address=person.address,
        slot=person.slot,
        name=person.name,
        token=f"{petition.pk}-{person.pk}",
        **own,
    )


def seat(slug: str) -> Constituency:
    return Constituency.objects.get(slug=slug)


def mailout(**fields: Any) -> Mailout:
    """One that is being prepared: it has its mailing."""
    mailing = Mailing.objects.create(kind="mailout", stream="bulk", purpose=fields.get("purpose", NEWS))
    number = Mailout.objects.count()
    own = {"title": f"News {number}", "slug": f"news-{number}", "subject": "News", "state": "preparing"}
    return Mailout.objects.create(mailing=mailing, approved_digest="d" * 64, **{**own, **fields})
