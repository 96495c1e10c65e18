"""Mail-outs in tests: one that Morgan wrote and handed in, and people who agreed to get it."""

from typing import Any

from django.utils import timezone

from campaigns.mailout_enums import MailoutState
from campaigns.models import Mailout
from campaigns.services import mailouts
from people.enums import Purpose
from people.models import Consent, ConsentWording, Person, User
from people.services import people

TEXT = "<p>Dear {{first_name|friend}},</p><p>We met the minister. Thank you for standing with survivors.</p>"
BODY = [("heading", "We met the minister"), ("text", TEXT)]


def mailout(**fields: Any) -> Mailout:
    """A draft, unless `fields` say otherwise; nothing of it is quiet."""
    own: dict[str, Any] = {
        "title": "November news",
        "slug": "november-news",
        "subject": "We met the minister",
        "body": BODY,
        "quiet_from": "00:00",
        "quiet_until": "00:00",
    }
    made = Mailout.objects.create(**{**own, **fields})
    return Mailout.objects.get(pk=made.pk)


def posted(**fields: Any) -> dict[str, Any]:
    """What the form of one sends."""
    own = {
        "title": "News",
        "slug": "news",
        "purpose": "campaign_news",
        "subject": "We met the minister",
        "compared_percent": "20",
        "compared_hours": "4",
        "held_out_percent": "0",
        "rest_days": "0",
        "quiet_from": "20:00",
        "quiet_until": "08:00",
        "in_archive": "on",
        "conditions": "{}",
        "body-count": "1",
        "body-0-type": "heading",
        "body-0-order": "0",
        "body-0-deleted": "",
        "body-0-value": "We met the minister",
    }
    return {**own, **fields}


def supporters(number: int, *, first: int = 0, purpose: str = Purpose.CAMPAIGN_NEWS) -> list[Person]:
    numbers = range(first, first + number)
    return [supporter(f"supporter-{each}@example.org", purpose=purpose) for each in numbers]


def supporter(email: str, *, purpose: str = Purpose.CAMPAIGN_NEWS, name: str = "") -> Person:
    """Somebody who agreed, and confirmed it."""
    person = people.meet(email=email, name=name or email.partition("@")[0].title()).person
    wording, _ = ConsentWording.objects.get_or_create(purpose=purpose, version=1, defaults={"text": "Yes."})
    Consent.objects.create(person=person, purpose=purpose, wording=wording, confirmed_at=timezone.now())
    return person


def approved(made: Mailout, *, by: User, second: User) -> Mailout:
    """Handed in by one and approved by the other."""
    handed_in = mailouts.submit(made, by=by)
    return mailouts.approve(handed_in, by=second, digest=mailouts.digest(handed_in))


def state(made: Mailout) -> MailoutState:
    return MailoutState(Mailout.objects.values_list("state", flat=True).get(pk=made.pk))
