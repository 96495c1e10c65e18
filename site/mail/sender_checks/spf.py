"""SPF (RFC 7208): which machines may send for a domain."""

from collections.abc import Iterator
from ipaddress import ip_network

from mail.sender_checks.findings import Finding, advice, right, wrong
from mail.sender_checks.lookups import Lookup
from mail.sender_checks.sender import Sender

SPF = "SPF"
MOST_LOOKUPS = 10  # RFC 7208 §4.6.4: with more, receivers stop and treat the record as broken
ASKING = frozenset({"include", "redirect", "a", "mx", "ptr", "exists"})
FOLLOWED = frozenset({"include", "redirect"})
RANGES = frozenset({"ip4", "ip6"})


class Broken(Exception):
    """Why receivers can't use the record."""


def check(sender: Sender, lookup: Lookup) -> Iterator[Finding]:
    domain = sender.return_domain
    try:
        record = record_of(domain, lookup)
        lookups = count_lookups(record, lookup)
    except Broken as broken:
        remedy = f'publish one TXT record at {domain}, like "v=spf1 include:what-your-provider-says -all"'
        yield wrong(SPF, str(broken), remedy)
        return
    if lookups > MOST_LOOKUPS:
        sentence = (
            f"the record of {domain} makes receivers ask DNS more than {MOST_LOOKUPS} times, so it counts for nothing"
        )
        yield wrong(SPF, sentence, "take out the include: of services that no longer send for you")
        return
    yield right(SPF, f"{domain} has one record, which needs {lookups} of {MOST_LOOKUPS} lookups")
    yield from ending(record, domain)


def record_of(domain: str, lookup: Lookup) -> str:
    """Raises Broken where there is none or more than one."""
    found = [text for text in lookup.texts(domain) if text.lower().split(" ")[0] == "v=spf1"]
    if not found:
        raise Broken(f"{domain} has no SPF record")
    if len(found) > 1:
        raise Broken(f"{domain} has {len(found)} SPF records, and with more than one none counts")
    return found[0]


def count_lookups(record: str, lookup: Lookup) -> int:
    """Over all that the record includes; one more than allowed is enough, so a record that includes itself ends too."""
    lookups, pending = 0, [record]
    while pending and lookups <= MOST_LOOKUPS:
        for name, value in terms(pending.pop()):
            lookups += name in ASKING
            if name in FOLLOWED and "%" not in value and lookups <= MOST_LOOKUPS:
                pending.append(record_of(value, lookup))
    return lookups


def terms(record: str) -> Iterator[tuple[str, str]]:
    """Names without their sign, and what stands behind the colon or the equals sign. Raises Broken."""
    for term in record.lower().split()[1:]:
        bare = term.lstrip("+-~?")
        name, equals, value = bare.partition("=")
        if not equals:
            name, _, value = bare.partition(":")
            name = name.partition("/")[0]
            if name not in ASKING | RANGES | {"all"} or name == "redirect":
                raise Broken(f'"{term}" in the SPF record "{record}" means nothing')
        if name in RANGES and not is_range(value):
            raise Broken(f'"{term}" in the SPF record "{record}" is not an address')
        yield name, value


def is_range(value: str) -> bool:
    try:
        ip_network(value, strict=False)
    except ValueError:
        return False
    return True


def ending(record: str, domain: str) -> Iterator[Finding]:
    words = record.lower().split()
    if "all" in words or "+all" in words:
        yield advice(SPF, f"the record of {domain} lets every machine in the world send for it", "end it with -all")
    elif not {"-all", "~all"} & set(words) and not any(word.startswith("redirect=") for word in words):
        yield advice(SPF, f"the record of {domain} does not say what holds for other machines", "end it with -all")
