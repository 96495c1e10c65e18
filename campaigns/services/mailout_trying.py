"""Test messages: a mail-out as it stands, to staff's own addresses, by the way that every message takes."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat
from wagtail.log_actions import log

from campaigns import mailout_digest
from campaigns.models import Mailout
from campaigns.services import mailout_bodies
from campaigns.services.mailout_moves import KIND
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
def test_send(mailout: Mailout, *, to: Collection[User], by: User) -> list[Delivery]:
    """Each gets the message once for each of its subjects. They asked for it themselves: no consent is needed.

    A test has a mailing of its own, so that the mail-out can still be changed, and it counts nowhere. Raises TooMany.
    """
    if len(to) > MOST:
        raise TooMany
    addresses = [address_book.current().own(user) for user in sorted(to, key=lambda user: user.pk)]
    sent = [
        delivery for variant in mailout_digest.variants(mailout) for delivery in send_one(mailout, variant, addresses)
    ]
    log(mailout, "mailout.test", user=by, data={"number": len(sent)})
    return sent


def send_one(mailout: Mailout, variant: str, addresses: Collection[int]) -> list[Delivery]:
    mailing = mailings.create(kind=KIND, purpose=mailout.purpose)
    mailout_bodies.freeze(message=mailout, mailing=mailing)
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
