"""What the machine looks at before a mail-out leaves. What does not pass and blocks holds it up."""

from campaigns.mailout_checks.check import Check as Check
from campaigns.models import Mailout


def check(mailout: Mailout) -> list[Check]:
    return []
