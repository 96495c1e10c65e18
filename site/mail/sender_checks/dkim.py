"""DKIM (RFC 6376): the key with which receivers prove that a message came from the domain, unchanged."""

from collections.abc import Iterator

import dkim

from mail.sender_checks.findings import Finding, advice, right, unknown, wrong
from mail.sender_checks.lookups import Lookup
from mail.sender_checks.sender import Sender

DKIM = "DKIM"
FEWEST_BITS, GOOD_BITS = 1024, 2048  # RFC 8301 §3.2


def check(sender: Sender, lookup: Lookup) -> Iterator[Finding]:
    if not sender.selector:
        remedy = "name the selector that your provider signs with: dkim_selector in MAIL_STREAMS, or --selector"
        yield unknown(DKIM, "which key signs is not said", remedy)
        return
    name = f"{sender.selector}._domainkey.{sender.domain}"
    found = lookup.texts(name)
    if len(found) != 1:
        sentence = f"{name} has {'no key' if not found else 'more than one TXT record'}"
        yield wrong(DKIM, sentence, "publish the one TXT record that your provider shows for this selector")
        return
    tags = tags_of(found[0])
    if "p" in tags and not tags["p"]:
        yield wrong(DKIM, f"the key at {name} was revoked", "publish a new key and sign with it")
    elif tags.get("k") == "ed25519":
        sentence = f"the key at {name} is of a kind (ed25519) that Gmail and Microsoft do not read"
        yield wrong(DKIM, sentence, "sign with an RSA key as well")
    else:
        yield from of_rsa(name, found[0])
    if "y" in tags.get("t", "").split(":"):
        yield advice(DKIM, f"the key at {name} says that it is for testing (t=y)", "take t=y out")


def of_rsa(name: str, record: str) -> Iterator[Finding]:
    try:
        _, bits, _, _ = dkim.evaluate_pk(name.encode(), record.encode("ascii", "replace"))
    except (dkim.DKIMException, LookupError, TypeError, ValueError):
        bits = None
    if bits is None:
        yield wrong(
            DKIM, f"what stands at {name} is no key", "publish the record again, whole, as your provider shows it"
        )
    elif bits < FEWEST_BITS:
        yield wrong(DKIM, f"the key at {name} has {bits} bits, too few to count", f"make one of {GOOD_BITS} bits")
    elif bits < GOOD_BITS:
        yield advice(
            DKIM, f"the key at {name} has {bits} bits", f"make one of {GOOD_BITS} bits when you next change it"
        )
    else:
        yield right(DKIM, f"the key at {name} has {bits} bits")


def tags_of(record: str) -> dict[str, str]:
    """Of a record like "v=DKIM1; k=rsa; p=…", with all white space taken out of the values."""
    pairs = (part.partition("=") for part in record.split(";"))
    return {name.strip().lower(): "".join(value.split()) for name, equals, value in pairs if equals}
