"""Sets of people, a bit for each: so staff see how many an audience is while they put it together.

All of an audience asked of PostgreSQL at once takes seconds among a million people. So what it is made of is gathered
set by set, a set that took long is kept for a while, and sets are joined here, which takes no time: what staff change
is the only one that is gathered anew. Where they are gathered quickly none is kept, and every count is of this moment.
"""

import json
import sys
import time
from array import array
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from random import SystemRandom
from typing import Any, NamedTuple, TypeAlias

from django.core.cache import caches
from django.db import connection
from django.db.models import F, QuerySet
from django.utils import timezone

from people.models import Person

OCTETS = 8  # of a word: 64 bits
SLOW = 0.1  # seconds; what is gathered faster is not kept
KEPT_FOR = 200  # times as long as gathering took, so that it never takes much of the database's time,
LONGEST = 600  # and no longer than so many seconds
A_BIT = "bit_or({bit}::bigint << (person_id & 63)::int)"
# Nobody's key is below 0. With these rows beside the others PostgreSQL no longer reckons with a word for each person:
# it makes a small table, which fits fast memory, and has several processes fill one each.
# All words come as one value, which is read sooner than so many rows.
GATHER = """
SELECT string_agg({sent}, '') FROM (
    SELECT person_id >> 6 AS word, {bits} FROM (
        ({people}) UNION ALL SELECT {nobody} FROM people_person WHERE id < 0
    ) AS found ({columns}) GROUP BY word
) AS words
"""

Asked: TypeAlias = tuple[str, Sequence[Any]]  # a statement and its parameters


class Gathered(NamedTuple):
    """The bits of sets, or keys; `at` is when the database was asked, where that was earlier."""

    octets: bytes
    at: datetime | None = None


class Sets:
    """`at`: when the oldest of the sets was gathered that were asked for; None where all of them were just now."""

    def __init__(self) -> None:
        self.at: datetime | None = None

    def of(self, name: Any, people: QuerySet[Any, Any]) -> int:
        """The set of these keys of people. `name`: what tells it from others, as JSON."""
        return as_set(self.kept(name, lambda: gather(people.query.sql_with_params())))

    def digits(self, name: Any, asked: Asked, largest: int) -> list[int]:
        """In whose number each binary digit is, the lowest first. `asked`: keys of people, and their numbers."""
        count = largest.bit_length()
        octets = self.kept([name, count], lambda: gather(asked, digits=count))
        length = len(octets) // count if count else 0
        return [as_set(octets[place * length : (place + 1) * length]) for place in range(count)]

    def addresses(self, people: int) -> int:
        """How many addresses these people have: two who share one count once."""
        octets = people.to_bytes(people.bit_length() // 8 + 1, sys.byteorder)
        keys = array("q", self.kept("pairs", pairs))
        sharing = zip(keys[::2], keys[1::2], strict=True)
        return people.bit_count() - sum(holds(octets, one) and holds(octets, other) for one, other in sharing)

    def kept(self, name: Any, ask: Callable[[], bytes]) -> bytes:
        key = json.dumps(name)
        found: Gathered | None = caches["sets"].get(key)
        if found is None:
            found = anew(key, ask)
        if found.at and (self.at is None or found.at < self.at):
            self.at = found.at
        return found.octets


def anew(key: str, ask: Callable[[], bytes]) -> Gathered:
    at, started = timezone.now(), time.monotonic()
    octets = ask()
    took = time.monotonic() - started
    if took > SLOW:
        caches["sets"].set(key, Gathered(octets, at), min(LONGEST, KEPT_FOR * took))
    return Gathered(octets)


def gather(asked: Asked, digits: int = 0) -> bytes:
    """The bits of one set, or of the sets of so many digits one behind the other."""
    people, parameters = asked
    columns, nobody = ("person_id, number", "id, 0") if digits else ("person_id", "id")
    each = [f"(number >> {place} & 1)" for place in range(digits)] or ["1"]
    bits = ", ".join(f"{A_BIT.format(bit=bit)} AS bits{place}" for place, bit in enumerate(each))
    sent = " || ".join(f"int8send({column})" for column in ["word", *(f"bits{place}" for place in range(len(each)))])
    statement = GATHER.format(sent=sent, bits=bits, people=people, columns=columns, nobody=nobody)
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        [received] = cursor.fetchone()
    return in_order(received or b"", len(each))


def in_order(octets: bytes | memoryview, sets: int) -> bytes:
    """`octets`: big-endian, for each word its number and what of it is in each of so many sets."""
    received = array("q", bytes(octets))
    if sys.byteorder == "little":
        received.byteswap()
    places = received[:: 1 + sets]
    length = 1 + max(places, default=0)
    words = array("q", bytes(length * sets * OCTETS))
    for each in range(sets):
        for place, word in zip(places, received[1 + each :: 1 + sets], strict=True):
            words[each * length + place] = word
    return words.tobytes()


def as_set(octets: bytes) -> int:
    return int.from_bytes(octets, sys.byteorder)


def numbered(digits: Sequence[int], numbers: Collection[int], people: int = -1) -> int:
    """Those of these people whose number is one of these, which are over 0."""
    if not (numbers and people):
        return 0
    if not digits:
        return people
    *lower, top = digits
    bit = 1 << len(lower)
    within = people & top
    found = numbered(lower, [each - bit for each in numbers if each & bit], within)
    others = [each for each in numbers if not each & bit]
    return found | numbered(lower, others, people ^ within) if others else found


def some(people: int, number: int) -> list[int]:
    """The keys of so many of them, as chance has it; of all where they are fewer."""
    size = people.bit_count()
    ranks = sorted(SystemRandom().sample(range(size), min(number, size)))
    found: list[int] = []
    before = 0
    words = array("Q", people.to_bytes((people.bit_length() // 64 + 1) * OCTETS, sys.byteorder))
    for place, word in enumerate(words):
        if len(found) < len(ranks) and ranks[len(found)] < before + word.bit_count():
            bits = [bit for bit in range(64) if word >> bit & 1]
            found += [64 * place + bits[rank - before] for rank in ranks if 0 <= rank - before < len(bits)]
        before += word.bit_count()
    return found


def pairs() -> bytes:
    """The keys of those who share an address, two and two."""
    first = {"address__people__slot": 1, "address__people__erased_at": None, "address__people__merged_into": None}
    found = Person.objects.known().filter(slot=2, **first).annotate(first=F("address__people"))
    return array("q", (key for row in found.values_list("pk", "first") for key in row)).tobytes()


def holds(octets: bytes, key: int) -> bool:
    place = key >> 3
    return place < len(octets) and bool(octets[place] >> (key & 7) & 1)
