"""How a mail-out moves: one row, one transaction, one line in the log of the admin."""

from typing import Any

from wagtail.log_actions import log

from campaigns.mailout_life import MOVES, may
from campaigns.models import Mailout
from campaigns.services.life import WrongState
from mail.models import Mailing
from people.models import User

KIND = "mailout"  # of its messages
NOT_APPROVED: dict[str, Any] = {"approved_by": None, "approved_at": None, "approved_digest": ""}


def locked(mailout: Mailout, name: str) -> Mailout:
    """As it is now, for this transaction alone. Raises WrongState where this move does not start from there."""
    found = Mailout.objects.select_for_update(of=("self",)).get(pk=mailout.pk)
    if not may(name, found.state):
        raise WrongState
    return found


def step(
    mailout: Mailout,
    name: str,
    *,
    by: User | None,
    because: str = "",
    data: dict[str, Any] | None = None,
    **changes: object,
) -> Mailout:
    """`mailout` is locked. Without `by` the site does it itself; `data` is told in the log and names nobody."""
    for field, value in {"state": MOVES[name].to, "because": because[:300], **changes}.items():
        setattr(mailout, field, value)
    mailout.save(update_fields=["state", "because", *changes])
    told = {**(data or {}), **({"because": because} if because else {})}
    log(mailout, f"mailout.{name}", user=by, data=told or None)
    return mailout


def mailing_of(mailout: Mailout) -> Mailing:
    """Of one that leaves, which always has one. Raises WrongState."""
    if mailout.mailing is None:
        raise WrongState
    return mailout.mailing
