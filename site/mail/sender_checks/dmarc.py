"""DMARC (RFC 7489): what receivers shall do with mail that only pretends to come from the domain."""

from collections.abc import Iterator
from typing import NamedTuple

from mail.sender_checks.dkim import tags_of
from mail.sender_checks.findings import Finding, advice, right, unknown, wrong
from mail.sender_checks.lookups import Lookup
from mail.sender_checks.sender import Sender

DMARC = "DMARC"
POLICIES = frozenset({"none", "quarantine", "reject"})


class Policy(NamedTuple):
    domain: str  # where it stands: the sender's own domain or one above it
    records: list[str]


def check(sender: Sender, lookup: Lookup) -> Iterator[Finding]:
    policy = find(sender.domain, lookup)
    if policy is None or len(policy.records) > 1:
        where = f"_dmarc.{(policy or sender).domain}"
        sentence = f"{where} has {'more than one record' if policy else 'no record'}"
        yield wrong(
            DMARC, sentence, f'publish one TXT record at {where}, to begin with "v=DMARC1; p=none; rua=mailto:…"'
        )
        return
    tags = tags_of(policy.records[0])
    yield from by_policy(policy.domain, tags)
    yield from alignment(sender, policy.domain, tags)


def find(domain: str, lookup: Lookup) -> Policy | None:
    """At the domain itself, else at the nearest above it, but never at a single label such as "org"."""
    labels = domain.split(".")
    for start in range(max(1, len(labels) - 1)):
        above = ".".join(labels[start:])
        records = [text for text in lookup.texts(f"_dmarc.{above}") if text.lower().startswith("v=dmarc1")]
        if records:
            return Policy(above, records)
    return None


def by_policy(domain: str, tags: dict[str, str]) -> Iterator[Finding]:
    wanted = tags.get("p", "").lower()
    if wanted not in POLICIES:
        yield wrong(DMARC, f"the record of {domain} names no policy", "write p=none, p=quarantine or p=reject into it")
    elif wanted == "none":
        remedy = "read the reports for some weeks, then write p=quarantine"
        yield advice(DMARC, f"{domain} lets mail that pretends to be yours through (p=none)", remedy)
    else:
        yield right(DMARC, f"{domain} asks receivers to {wanted} what pretends to be yours")
    if "rua" not in tags:
        yield advice(DMARC, f"nobody gets the reports about {domain}", "name an address for them: rua=mailto:…")


def alignment(sender: Sender, top: str, tags: dict[str, str]) -> Iterator[Finding]:
    """Whether SPF speaks for the domain that a reader sees; DKIM does where the provider signs as that domain."""
    if sender.by_provider and not sender.stream.bounces:
        sentence = (
            "your provider decides where failures go, so whether SPF speaks for your domain can't be seen from here"
        )
        yield unknown(DMARC, sentence, "set up its own return path (custom MAIL FROM) below your domain, if it has one")
    elif aligned(sender.return_domain, sender.domain, top, strict=tags.get("aspf", "r").lower() == "s"):
        yield right(DMARC, f"failures go to {sender.return_domain}, which belongs to the sender {sender.domain}")
    elif sender.selector:
        sentence = f"failures go to {sender.return_domain}, so SPF does not speak for {sender.domain}: DKIM alone does"
        yield advice(DMARC, sentence, f"let failures go to a domain below {top}")
    else:
        sentence = (
            f"failures go to {sender.return_domain}, and no DKIM key is named: nothing speaks for {sender.domain}"
        )
        yield wrong(DMARC, sentence, f"sign as {sender.domain}, or let failures go to a domain below {top}")


def aligned(domain: str, seen: str, top: str, *, strict: bool) -> bool:
    return domain == seen or (not strict and (domain == top or domain.endswith(f".{top}")))
