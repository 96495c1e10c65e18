"""Series that run, for tests: begun without the words that a second person would read."""

from datetime import date, datetime
from typing import Any

import time_machine
from django.utils import timezone

from campaigns.mailout_enums import SeriesStart, SeriesState
from campaigns.models import Petition, Series, SeriesStep, Signature
from campaigns.services import confirming, series_steps, signing
from campaigns.services import series as lives
from mail.enums import MailingState
from mail.models import Delivery, Mailing
from people.enums import Ended, Purpose
from people.models import Consent, Person, User
from people.services import consents
from tests.groups import people as cast
from tests.people.deeds import wording

START = date(2027, 1, 4)
BUTTON = {"label": "Read more", "to": "", "page": None, "url": "https://www.example.org/"}
WORDS = [
    {"type": "text", "value": "<p>Dear {{first_name|friend}},</p><p>welcome to all that we do.</p>"},
    {"type": "button", "value": BUTTON},
]


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=timezone.get_default_timezone())


def running(start: str = SeriesStart.AGREED, *waits: int, **fields: Any) -> Series:
    """Since now, with a step for each number of days."""
    given = {"title": "Welcome", "state": SeriesState.RUNNING, "begins_at": timezone.now(), **fields}
    made = Series.objects.create(start=start, **given)
    for order, wait in enumerate(waits or (0,)):
        step(made, wait, order=order)
    return made


def step(series: Series, wait_days: int, **fields: Any) -> SeriesStep:
    mailing = Mailing.objects.create(
        kind=series_steps.KIND, stream="bulk", purpose=series.purpose, state=MailingState.RUNNING
    )
    given = {"subject": f"After {wait_days} days", **fields}
    return SeriesStep.objects.create(series=series, wait_days=wait_days, mailing=mailing, **given)


def written(by: User, **fields: Any) -> Series:
    """A draft with one message, for whoever agrees to campaign news."""
    made = lives.save(Series(**{"title": "Welcome", "start": SeriesStart.AGREED, **fields}), by=by, changed=())
    lives.save_step(SeriesStep(series=made, subject="Welcome", body=WORDS), by=by)
    return made


def agreed(name: str, purpose: Purpose = Purpose.CAMPAIGN_NEWS) -> Consent:
    given = consents.give(person=cast.person(name), wording=wording(purpose), form="a test")
    consents.confirm([given])
    given.refresh_from_db()
    return given


def withdrawn(name: str) -> None:
    consents.withdraw(person=cast.person(name), how=Ended.LINK)


def signed(petition: Petition, name: str) -> Signature:
    email = f"{name}@example.org"
    signature = signing.sign(petition=petition, name=cast.NAMES[name], email=email, postcode="LS1 4DY")
    confirming.confirm(signature)
    signature.refresh_from_db()
    return signature


def look(day: date) -> int:
    with time_machine.travel(noon(day), tick=False):
        return series_steps.follow()


def got(step: SeriesStep) -> list[str]:
    """Whose name stands before the @ of the addresses to which it was written down."""
    rows = Delivery.objects.filter(mailing=step.mailing_id).order_by("pk")
    return [canonical.partition("@")[0] for canonical in rows.values_list("address__canonical", flat=True)]


def address_of(person: Person) -> int:
    return person.address_id
