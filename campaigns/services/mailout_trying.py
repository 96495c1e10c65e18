"""Test messages: a mail-out or a step of a series as it stands, to staff's own addresses, as every message goes."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat
from wagtail.log_actions import log

from campaigns import mailout_digest
from campaigns.mailout_messages import MAILOUT, SERIES
from campaigns.models import Mailout, SeriesStep
from campaigns.services import mailout_bodies
from mail import address_book, streams
from mail import mailings as ids
from mail.models import Delivery, Mailing, MailingBody
from mail.rendering import TEST
from mail.services import deliveries, mailings
from people.models import User


class TooMany(Exception):
    """A test goes to few."""


MOST = 10


@transaction.atomic
def test_send(message: Mailout | SeriesStep, *, to: Collection[User], by: User) -> list[Delivery]:
    """Each gets the message once for each of its subjects. They asked for it themselves: no consent is needed.

    A test has a mailing of its own, so that its words can still be changed, and it counts nowhere. Raises TooMany.
    """
    if len(to) > MOST:
        raise TooMany
    addresses = [address_book.current().own(user) for user in sorted(to, key=lambda user: user.pk)]
    sent = [each for variant in mailout_digest.variants(message) for each in send_one(message, variant, addresses)]
    of_series = isinstance(message, SeriesStep)
    whole, name = (message.series, "series.test") if of_series else (message, "mailout.test")
    log(whole, name, user=by, data={"number": len(sent)})
    return sent


def send_one(message: Mailout | SeriesStep, variant: str, addresses: Collection[int]) -> list[Delivery]:
    kind = MAILOUT if isinstance(message, Mailout) else SERIES
    mailing = mailings.create(kind=kind, purpose=message.purpose)
    mailout_bodies.freeze(message=message, mailing=mailing, is_test=True)
    MailingBody.objects.filter(mailing=mailing).update(subject=Concat(Value(TEST), "subject"))
    made = [written(mailing, variant, pk) for pk in dict.fromkeys(addresses)]
    mailings.start(mailing)
    return made


def written(mailing: Mailing, variant: str, address_id: int) -> Delivery:
    return Delivery.objects.create(
        message_id=ids.message_id(mailing.key, address_id),
        address_id=address_id,
        domain=deliveries.domain_of(address_id),
        kind=mailing.kind,
        stream=mailing.stream,
        priority=streams.get(mailing.stream).priority,
        mailing=mailing,
        context={"variant": variant},
    )
