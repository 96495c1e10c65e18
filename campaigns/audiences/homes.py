"""Where people live, as far as they told us: by the newest counted signature or letter of theirs that says it.

What they chose themselves counts before what was found from their postcode, as everywhere.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Length, RPad, StrIndex, Substr, Trim

from campaigns.audiences.sets import Asked, Sets, numbered
from campaigns.models import Letter, Signature
from mail.prepared import Prepared
from places.models import Constituency, Outcode, Position
from places.selectors import places

SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LONGEST_OUTCODE = Outcode._meta.pk.max_length or 0
BASE = len(SIGNS) + 1  # of the number of an outcode, in which 0 is no sign
NEWEST = """
SELECT DISTINCT ON (person_id) person_id, number FROM ({told}) AS told (person_id, number, told_at)
ORDER BY person_id, told_at DESC
"""
HOME = Coalesce("constituency_chosen", "constituency_found")
KNOWN = Q(constituency_chosen__isnull=False) | Q(constituency_found__isnull=False)
INWARD = 4  # characters of a postcode from its space on


def constituencies(people: Collection[int]) -> dict[int, int]:
    """By the key of the person, the key of the constituency; who never told us is not in it."""
    told = TOLD.rows(people)
    return {person: home for person, _, home in sorted(told, key=lambda row: row[1])}


def told_by(people: Collection[int]) -> QuerySet[Any, Any]:
    columns = ("person_id", "confirmed_at", "home")
    of_them = (rows.filter(KNOWN, person__in=people).annotate(home=HOME) for rows in sources())
    signed, wrote = (rows.values_list(*columns) for rows in of_them)
    both: QuerySet[Any, Any] = signed.union(wrote, all=True)
    return both


TOLD = Prepared(told_by)


def in_constituencies(seats: Iterable[int]) -> QuerySet[Any, Any]:
    """The keys of those who live in one of these."""
    keys = list(seats)
    there = Q(constituency_chosen__in=keys) | Q(constituency_chosen=None, constituency_found__in=keys)
    return newest(KNOWN, there)


def set_in(seats: Iterable[int], sets: Sets) -> int:
    return numbered(of_everybody(sets), list(seats))


def of_everybody(sets: Sets) -> list[int]:
    """In which constituency each lives."""
    largest = Constituency.objects.aggregate(last=Max("pk"))["last"] or 0
    rows = [source.filter(KNOWN).annotate(number=HOME) for source in sources()]
    return sets.digits("seats", newest_numbers(rows), largest)


def around(centre: Position, km: int) -> list[Outcode]:
    """Those whose middle lies within so many km."""
    found = Outcode.objects.filter(**places.box(centre, km))
    return [outcode for outcode in found if places.distance(centre, outcode.position) <= km]


def from_outcodes(outcodes: Iterable[Outcode]) -> QuerySet[Any, Any]:
    """The keys of those whose postcode begins with one of these."""
    return newest(~Q(postcode=""), Q(outcode__in=[outcode.code for outcode in outcodes]))


def set_from(outcodes: Iterable[Outcode], sets: Sets) -> int:
    return numbered(outcodes_of_everybody(sets), [number_of(outcode.code) for outcode in outcodes])


def outcodes_of_everybody(sets: Sets) -> list[int]:
    rows = [source.filter(~Q(postcode="")).annotate(number=NUMBER_OF_OUTCODE) for source in sources(annotated=True)]
    return sets.digits("outcodes", newest_numbers(rows), BASE**LONGEST_OUTCODE - 1)


def number_of(outcode: str) -> int:
    """As NUMBER_OF_OUTCODE."""
    return sum((SIGNS.index(sign) + 1) * BASE**place for place, sign in enumerate(outcode))


def newest_numbers(rows: list[QuerySet[Any, Any]]) -> Asked:
    signed, wrote = (source.values_list("person_id", "number", "confirmed_at") for source in rows)
    sql, parameters = signed.union(wrote, all=True).query.sql_with_params()
    return NEWEST.format(told=sql), parameters


def newest(told: Q, there: Q) -> QuerySet[Any, Any]:
    """The keys of the people of whom the newest row that tells anything (`told`) says `there`."""
    rows = [source.filter(told, there).filter(~later(told)).values("person_id") for source in sources(annotated=True)]
    return rows[0].union(rows[1], all=True)


def sources(*, annotated: bool = False) -> list[QuerySet[Any, Any]]:
    found: list[QuerySet[Any, Any]] = [
        Signature.objects.confirmed().order_by(),
        Letter.objects.counted().filter(confirmed_at__isnull=False).order_by(),
    ]
    return [rows.annotate(outcode=OUTCODE) for rows in found] if annotated else found


def later(told: Q) -> Q:
    """That the same person told something later."""
    of_them = {"person": OuterRef("person"), "confirmed_at__gt": OuterRef("confirmed_at")}
    signed, wrote = (rows.filter(told, **of_them) for rows in sources())
    return Q(Exists(signed)) | Q(Exists(wrote))


OUTCODE = Trim(Substr("postcode", Value(1), Length(F("postcode")) - INWARD))
PADDED = RPad("outcode", LONGEST_OUTCODE, Value(" "))
NUMBER_OF_OUTCODE = sum(
    (StrIndex(Value(SIGNS), Substr(PADDED, place + 1, 1)) * BASE**place for place in range(LONGEST_OUTCODE)),
    start=Value(0),
)
