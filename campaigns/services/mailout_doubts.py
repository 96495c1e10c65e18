"""Settling many messages that perhaps left, with the reason, as somebody found out at the mail provider.

Each slice is a transaction with its own line in the history: whatever ends this half-way, pressing again goes on.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from campaigns.models import Mailout, Series
from campaigns.selectors.mailout_doubts import in_doubt
from mail.services import deliveries
from people.models import User

SLICE, MOST = 500, 5_000  # in a transaction, and at once


@dataclass(frozen=True)
class Settled:
    done: int
    before: int  # that somebody else, or news from the provider, had settled
    left: int  # in doubt still


def settle(whole: Mailout | Series, *, pks: Collection[int], sent: bool, because: str, by: User) -> Settled:
    """Say of these messages of it that they left, or that they did not and are to be sent again.

    Those that are in doubt no more, or belong to something else, stay as they are.
    """
    meant = sorted(set(pks))[:MOST]
    slices = [meant[start : start + SLICE] for start in range(0, len(meant), SLICE)]
    done = sum(settle_slice(whole, pks=each, sent=sent, because=because, by=by) for each in slices)
    return Settled(done, len(meant) - done, in_doubt(whole).count())


def settle_all(whole: Mailout | Series, *, seen: int, seen_at: datetime, sent: bool, because: str, by: User) -> Settled:
    """The same of all `seen` that were in doubt at that moment, at most MOST at once: nobody looked later ones up."""
    pks = list(in_doubt(whole, at=seen_at).values_list("pk", flat=True)[:MOST])
    done = settle(whole, pks=pks, sent=sent, because=because, by=by).done
    left = in_doubt(whole, at=seen_at).count()
    return Settled(done, max(0, seen - done - left), in_doubt(whole).count())


@transaction.atomic
def settle_slice(whole: Mailout | Series, *, pks: Collection[int], sent: bool, because: str, by: User) -> int:
    own = list(in_doubt(whole).filter(pk__in=pks).values_list("pk", flat=True))
    settled = deliveries.resolve_many(own, sent=sent, by=by)
    if settled:
        name = "series" if isinstance(whole, Series) else "mailout"
        told = {"number": len(settled), "because": because}
        log(whole, f"{name}.{'were_sent' if sent else 'send_again'}", user=by, data=told)
    return len(settled)
