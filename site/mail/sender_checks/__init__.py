"""Whether the big mailbox providers will take what a stream sends: what they ask of its sender, one file a subject.

The rules of Gmail, Yahoo and Microsoft for who sends to many, as of 2025: SPF and DKIM, DMARC with an aligned sender,
forward-confirmed reverse DNS, TLS, and one-click unsubscribing for marketing (RFC 8058).
"""

from collections.abc import Callable, Iterable

from mail.sender_checks import dkim, dmarc, hosts, own_settings, spf
from mail.sender_checks.findings import Finding, Level
from mail.sender_checks.lookups import Lookup, Silent
from mail.sender_checks.sender import Sender

Rule = Callable[[Sender, Lookup], Iterable[Finding]]
RULES: tuple[tuple[str, Rule], ...] = (
    ("Sender", own_settings.sender),
    ("SPF", spf.check),
    ("DKIM", dkim.check),
    ("DMARC", dmarc.check),
    ("Replies", hosts.replies),
    ("Mail server", hosts.reverse),
    ("Encryption", hosts.encryption),
    ("One click", own_settings.one_click),
    ("Webhooks", own_settings.reports),
)


def check(sender: Sender, lookup: Lookup) -> list[Finding]:
    return [finding for about, rule in RULES for finding in carried_out(about, rule, sender, lookup)]


def carried_out(about: str, rule: Rule, sender: Sender, lookup: Lookup) -> list[Finding]:
    """What the rule finds; where DNS says nothing, nothing is known, which is not to say that it is wrong."""
    try:
        return list(rule(sender, lookup))
    except Silent as silent:
        sentence = f"DNS gave no answer about {silent} in time, so this could not be looked at"
        return [Finding(Level.UNKNOWN, about, sentence, "run this again")]
