"""Finding people, and showing all that is held about one of them."""

from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import Exists, Q, QuerySet, Value

from mail.models import Suppression
from people import addresses, holdings
from people.holdings import Holding
from people.models import LegalHold, Merge, Person, User

SHORTEST, MOST_FOUND, MOST_SHOWN = 3, 50, 50


class Held(NamedTuple):
    """A holding as a table: at most MOST_SHOWN rows, and whether there are more."""

    title: str
    retention: str
    headings: list[str]
    rows: list[list[Any]]
    more: bool


def find(words: str) -> list[Person]:
    """At most MOST_FOUND, by part of the name or address, or by the same mailbox written otherwise."""
    words = words.strip()
    if len(words) < SHORTEST:
        return []
    asked = Q(name__icontains=words) | Q(address__typed__icontains=words)
    if "@" in words:
        asked |= Q(address__canonical=canonical(words))
    found = Person.objects.filter(asked, erased_at=None).select_related("address", "merged_into")
    return list(found.order_by("name", "pk")[:MOST_FOUND])


def canonical(email: str) -> str:
    """What is typed may be no address at all, which then is nobody's."""
    try:
        return addresses.canonical(email)
    except ValueError:
        return ""


def with_merged(person: Person) -> list[Person]:
    """The person, and those who turned out to be the same: their addresses and some rows stay with them."""
    return [person, *person.merged.select_related("address").order_by("pk")]


def hold_on(person: Person) -> LegalHold | None:
    """A hold in force on the person, in whichever of their records."""
    return LegalHold.objects.in_force().about(person).first()


def held_about(person: Person) -> list[Held]:
    return [as_table(holding, rows) for holding, rows in not_empty(person)]


def not_empty(person: Person) -> list[tuple[Holding, Iterable[Any]]]:
    """The holdings that have rows about the person: one query tells, since most have none."""
    rows = [(holding, holding.rows(person)) for holding in holdings.registered()]
    asked = {f"has_{place}": has_any(found) for place, (_, found) in enumerate(rows)}
    answers = Person.objects.filter(pk=person.pk).annotate(**asked).values_list(*asked).first() or ()
    return [each for each, there in zip(rows, answers, strict=True) if there]


def has_any(rows: Iterable[Any]) -> Exists | Value:
    return Exists(rows) if isinstance(rows, QuerySet) else Value(any(True for _ in rows))


def as_table(holding: Holding, rows_held: Iterable[Any]) -> Held:
    found = first(rows_held, MOST_SHOWN + 1)
    exported = [holding.export(row) for row in found[:MOST_SHOWN]]
    keys = list(exported[0]) if exported else []
    headings = [holdings.heading(key) for key in keys]
    rows = [[row.get(key) for key in keys] for row in exported]
    return Held(holding.title, holding.retention, headings, rows, len(found) > MOST_SHOWN)


def first(rows: Iterable[Any], number: int) -> list[Any]:
    return list(rows[:number] if isinstance(rows, QuerySet) else islice(rows, number))


def how_many(person: Person) -> list[tuple[Holding, int]]:
    """How many rows each holding has about the person and those merged into them; none without any."""
    counts: Counter[str] = Counter()
    for one in with_merged(person):
        counts.update({holding.title: number(rows) for holding, rows in not_empty(one)})
    return [(holding, counts[holding.title]) for holding in holdings.registered() if holding.title in counts]


def number(rows: Iterable[Any]) -> int:
    return rows.count() if isinstance(rows, QuerySet) else len(list(rows))


def suppressions_of(person: Person) -> QuerySet[Suppression]:
    addresses_used = [one.address_id for one in with_merged(person)]
    return (
        Suppression.objects.in_force()
        .filter(address__in=addresses_used)
        .select_related("address")
        .order_by("-created_at")
    )


def officers() -> QuerySet[User]:
    """Those a request can be given to."""
    may = Q(groups__permissions__codename="change_datarequest") | Q(is_superuser=True)
    return User.objects.filter(may, is_active=True).distinct().order_by("email")


def merges_of(person: Person) -> QuerySet[Merge]:
    """Those that brought another record into this one and have not been undone, the newest first."""
    return person.merges_kept.filter(undone_at=None).order_by("-merged_at")
