"""What the log of the admin says of the mail-outs of the demonstration: the lines that services write as they go."""

from datetime import datetime, timedelta
from typing import Any

from wagtail.log_actions import log

from campaigns import mailout_warming
from campaigns.models import Mailout
from mail.models import Mailing
from people.models import User

READ_FOR = timedelta(hours=18)  # from handing in to approval
TIMED_AFTER = timedelta(hours=1)  # of the approval


def note(made: Mailout, name: str, at: datetime, *, by: User | None = None, data: dict[str, Any] | None = None) -> None:
    """Without `by` the site did it itself."""
    log(made, f"mailout.{name}", user=by, data=data, timestamp=at)


def written(made: Mailout, by: User, at: datetime) -> None:
    log(made, "wagtail.create", user=by, content_changed=True, timestamp=at)


def approved(made: Mailout, author: User, approver: User, at: datetime) -> None:
    note(made, "submit", at - READ_FOR, by=author)
    note(made, "approve", at, by=approver)


def timed(made: Mailout, by: User, approved_at: datetime, send_at: datetime) -> None:
    note(made, "schedule", approved_at + TIMED_AFTER, by=by, data={"at": send_at.isoformat()})


def begun(made: Mailout, mailing: Mailing, at: datetime) -> None:
    note(made, "begin", at, data={mailout_warming.SENDER: mailout_warming.domain_of(mailing.stream)})
    note(made, "send", at)
