"""Judging an attempt to sign, by rules that are data, before any message goes out.

A rule looks at what was typed, or at how many attempts were like it in a window of time: on this petition, whatever
they were judged. Each attempt is written down in the transaction that signs, as keyed hashes.
"""

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any, NamedTuple, TypeAlias

from django.db import connection
from django.utils import timezone

from campaigns.enums import Judgement, RuleKind
from campaigns.models import AllowedNetwork, Attempt, FraudRule, Signature
from mail import fingerprints
from pages import generation
from people import addresses
from places import postcodes
from places.enums import Outcome
from places.models import Outcode
from places.selectors.places import Place

Network: TypeAlias = IPv4Network | IPv6Network
IMPOSSIBLE = "impossible"
COUNTED_BY = {
    RuleKind.IP_RATE: "ip",
    RuleKind.NETWORK_RATE: "network",
    RuleKind.DOMAIN_RATE: "domain",
    RuleKind.NAME_RATE: "name",
}
BY_ORIGIN = (RuleKind.IP_RATE, RuleKind.NETWORK_RATE, RuleKind.DOMAIN_RATE)  # those in an allowed network share it
ONE_HOUSEHOLD = {4: 32, 6: 64}  # bits of an address that one customer of a provider has
ONE_OPERATOR = {4: 24, 6: 48}


class Seen(NamedTuple):
    """What the rules see of an attempt. Nobody can be found by it without our key."""

    ip: str  # keyed hash of the IPv4 address or the IPv6 /64, "" where unknown
    domain: str
    name: str  # keyed hash
    country: str
    place: str  # a places.enums.Outcome, IMPOSSIBLE, or ""
    is_allowed: bool
    network: str = ""  # keyed hash of the IPv4 /24 or the IPv6 /48
    is_proven: bool = False  # with a proof of work that nobody came with before


class Verdict(NamedTuple):
    judgement: Judgement
    rule_id: int | None = None  # the rule that decided


class Quota(NamedTuple):
    """At how many attempts with one value in common, in which time, a rule that counts finds something."""

    column: str
    number: int
    window: timedelta


class Count(NamedTuple):
    """How many attempts a rule counts, and up to how many."""

    rule_id: int
    column: str
    quota: int
    values: list[Any]


class Rulebook(NamedTuple):
    rules: tuple[FraudRule, ...]
    allowed: tuple[tuple[Network, AllowedNetwork], ...]


PASSED = Verdict(Judgement.PASSED)
WITHIN = (
    "(SELECT count(*) FROM (SELECT 1 FROM campaigns_attempt "
    "WHERE petition_id = %s AND {column} = %s AND at > %s LIMIT %s) AS found)"
)
_read: tuple[int, Rulebook] | None = None


def rulebook() -> Rulebook:
    """What is in force; read now if this process has not since the last publication."""
    global _read
    if generation.in_transaction():
        return read()
    number = generation.current().published
    if _read is None or _read[0] != number:
        _read = (number, read())
    return _read[1]


def read() -> Rulebook:
    allowed = ((ip_network(each.network, strict=False), each) for each in AllowedNetwork.objects.all())
    return Rulebook(tuple(FraudRule.objects.in_force()), tuple(allowed))


def forget() -> None:
    """For tests, whose rollbacks take the generation's number back."""
    global _read
    _read = None


def see(*, client_ip: str, email: str, name: str, country: str, place: Place | None) -> Seen:
    """`place` is what was found of the postcode, None abroad. `email` must be one that could be written to."""
    return Seen(
        ip=hashed_network(client_ip, ONE_HOUSEHOLD),
        network=hashed_network(client_ip, ONE_OPERATOR),
        domain=addresses.canonical(email).rpartition("@")[2],
        name=fingerprints.of(loosely(name), use="name at signing"),
        country=country,
        place=known_of(place) if place else "",
        is_allowed=is_allowed(client_ip),
    )


def hashed_network(client_ip: str, bits: dict[int, int]) -> str:
    if not client_ip:
        return ""
    address = ip_address(client_ip)
    network = ip_network(f"{address}/{bits[address.version]}", strict=False)
    return fingerprints.of(str(network), use="network at signing")


def is_allowed(client_ip: str) -> bool:
    if not client_ip:
        return False
    address, now = ip_address(client_ip), timezone.now()
    matching = (each for network, each in rulebook().allowed if address in network)
    return any(each.until is None or each.until > now for each in matching)


def loosely(name: str) -> str:
    """What makes two spellings the same name: no capitals, spaces or punctuation."""
    letters = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in letters if unicodedata.category(letter)[0] in "LMN") or name


def known_of(place: Place) -> str:
    return IMPOSSIBLE if place.outcome == Outcome.UNKNOWN and is_impossible(place) else str(place.outcome)


def is_impossible(place: Place) -> bool:
    """Whether our tables hold its area, and in that nothing that begins like it.

    A postcode alone that they lack may be a new one. Without an import nothing is impossible.
    """
    if place.position is not None:
        return False
    area = postcodes.area(place.postcode)
    return Outcode.objects.filter(code__regex=rf"^{area}\d", postcodes__gt=0).exists()


def judge(*, petition_id: int, seen: Seen) -> Verdict:
    """What the first rule in order says that finds something. One query for all that count."""
    rules = applicable(seen)
    return decide(rules, seen, over_quota(petition_id, seen, rules))


def decide(rules: Iterable[FraudRule], seen: Seen, over: Collection[int]) -> Verdict:
    """`rules` are those that apply, in order; `over` are the keys of those whose quota is used up."""
    for rule in rules:
        if rule.pk in over or finds(rule, seen):
            return Verdict(Judgement(rule.judgement), rule.pk)
    return PASSED


def is_suspect(seen: Seen) -> bool:
    """Whether a rule finds something without counting."""
    return any(finds(rule, seen) for rule in applicable(seen))


def within_quotas(*, petition_id: int, seen: Seen) -> tuple[str, list[Any]]:
    """A condition in SQL, and its values: that no rule which counts finds anything."""
    counts = counting(petition_id, seen, applicable(seen))
    text = " AND ".join(f"{WITHIN} < %s".format(column=count.column) for count in counts)
    return text or "TRUE", [value for count in counts for value in (*count.values, count.quota)]


def applicable(seen: Seen) -> list[FraudRule]:
    return [rule for rule in rulebook().rules if applies(rule, seen)]


def applies(rule: FraudRule, seen: Seen) -> bool:
    if seen.is_allowed and rule.kind in BY_ORIGIN:
        return False
    if rule.kind in COUNTED_BY and not getattr(seen, COUNTED_BY[RuleKind(rule.kind)]):
        return False
    if seen.is_proven and rule.kind in COUNTED_BY and rule.judgement == Judgement.HELD:
        return False
    return seen.domain not in rule.parameters.get("except", ())


def finds(rule: FraudRule, seen: Seen) -> bool:
    match rule.kind:
        case RuleKind.DOMAIN_LIST:
            return is_listed(seen.domain, rule.parameters["domains"])
        case RuleKind.NO_SUCH_POSTCODE:
            return seen.place == IMPOSSIBLE
        case RuleKind.COUNTRY:
            return seen.country in rule.parameters["countries"]
    return False


def is_listed(domain: str, listed: Sequence[str]) -> bool:
    """Whether the domain, or one that it lies in, is in the list."""
    parts = domain.split(".")
    return any(".".join(parts[start:]) in listed for start in range(len(parts)))


def over_quota(petition_id: int, seen: Seen, rules: Sequence[FraudRule]) -> set[int]:
    """The rules whose quota is used up."""
    counts = counting(petition_id, seen, rules)
    if not counts:
        return set()
    text = ", ".join(WITHIN.format(column=count.column) for count in counts)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {text}", [value for count in counts for value in count.values])
        found = cursor.fetchone()
    return {count.rule_id for count, number in zip(counts, found, strict=True) if number >= count.quota}


def counting(petition_id: int, seen: Seen, rules: Sequence[FraudRule]) -> list[Count]:
    """What the rules that count ask. Counting ends at the quota, so a flood costs no more than a trickle."""
    now, counts = timezone.now(), []
    for rule in rules:
        if (quota := quota_of(rule)) is None:
            continue
        since = connection.ops.adapt_datetimefield_value(now - quota.window)
        values = [petition_id, getattr(seen, quota.column), since, quota.number]
        counts.append(Count(rule.pk, quota.column, quota.number, values))
    return counts


def quota_of(rule: FraudRule) -> Quota | None:
    column = COUNTED_BY.get(RuleKind(rule.kind))
    if column is None:
        return None
    return Quota(column, int(rule.parameters["quota"]), timedelta(seconds=float(rule.parameters["seconds"])))


def unsaved(*, petition_id: int, seen: Seen, verdict: Verdict = PASSED, signature: Signature | None = None) -> Attempt:
    """The row of an attempt, to be saved in the transaction that signs or refuses."""
    return Attempt(
        petition_id=petition_id,
        signature=signature,
        judgement=verdict.judgement,
        rule_id=verdict.rule_id,
        **seen._asdict(),
    )
