"""Where people live, as far as they told us: by the newest counted signature or letter of theirs that says it.

What they chose themselves counts before what was found from their postcode, as everywhere.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Length, Substr, Trim

from campaigns.models import Letter, Signature
from mail.prepared import Prepared
from places.models import Outcode, Position
from places.selectors import places

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


def around(centre: Position, km: int) -> QuerySet[Any, Any]:
    """The keys of those whose postcode begins with an outcode whose middle lies within so many km."""
    near = [
        outcode.code
        for outcode in Outcode.objects.filter(**places.box(centre, km))
        if places.distance(centre, outcode.position) <= km
    ]
    return newest(~Q(postcode=""), Q(outcode__in=near))


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
