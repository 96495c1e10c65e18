"""What the machine looks at before a mail-out leaves. What does not pass and blocks holds it up."""

from campaigns import mailout_compile, mailout_digest
from campaigns.mailout_checks import links, looks, sender, words
from campaigns.mailout_checks.check import Check as Check
from campaigns.models import Mailout


def check(mailout: Mailout, *, afar: bool = False) -> list[Check]:
    """With `afar` it also asks other machines: DNS about the sender, and the sites that are linked to."""
    found = [mailout_compile.compile_(mailout, variant=each) for each in mailout_digest.variants(mailout)]
    return [
        *words.checks(mailout, found),
        *looks.checks(found[0]),
        *links.checks(found[0], afar=afar),
        *sender.checks(mailout, afar=afar),
    ]
