"""Stopping a mail-out that leaves: for now or for good, by staff or by itself."""

from django.db import transaction
from django.utils import timezone

from campaigns.models import Mailout
from campaigns.selectors import mailout_harm
from campaigns.services.mailout_moves import locked, mailing_of, step
from mail.services import mailings
from people.models import User


@transaction.atomic
def pause(mailout: Mailout, *, by: User | None = None, because: str = "") -> Mailout:
    """Nothing more of it is taken up; what workers have in their hands may still leave within a second."""
    found = step(locked(mailout, "pause"), "pause", by=by, because=because)
    mailings.pause(mailing_of(found), because=because)
    return found


@transaction.atomic
def resume(mailout: Mailout, *, by: User) -> Mailout:
    """What came back or was complained of until now has been looked at: only more of it pauses the mail-out again."""
    found = locked(mailout, "resume")
    mailing = mailing_of(found)
    step(found, "resume", by=by, data=mailout_harm.of(mailing)._asdict())
    mailings.resume(mailing)
    return found


@transaction.atomic
def cancel(mailout: Mailout, *, by: User | None, because: str = "") -> Mailout:
    """For good. What has left has left."""
    found = step(locked(mailout, "cancel"), "cancel", by=by, because=because, finished_at=timezone.now())
    if found.mailing is not None:
        mailings.cancel(found.mailing, because=because or "Staff cancelled it.")
    return found
