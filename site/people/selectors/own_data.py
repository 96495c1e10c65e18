"""What somebody sees of themselves, in as many queries however many kinds of things the apps hold."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import F, Func, IntegerField, Q, QuerySet, Subquery, Value
from django.utils.functional import Promise

from people import holdings, purposes, wordings
from people.enums import Purpose
from people.holdings import Holding
from people.models import Address, Consent, ConsentWording, Person

INLINE = (Person, Address)  # shown in full where the others are only counted


class Line(NamedTuple):
    holding: Holding
    how_many: int


class Choice(NamedTuple):
    """A purpose that somebody may be written to for, and the words they agree to or have agreed to."""

    purpose: Purpose
    title: str | Promise
    wording: ConsentWording
    is_on: bool


class Record(NamedTuple):
    number: int  # what its addresses call it: 1 is the first of those that are shown
    person: Person
    is_own: bool  # of somebody at this address; else of another, which was found to be theirs
    lines: list[Line]  # without those of which there is nothing
    choices: list[Choice]


def people_at(address_id: int) -> list[Person]:
    """Whoever uses the address, and the records that were found to be theirs, always in this order."""
    theirs = Q(address=address_id) | Q(merged_into__address=address_id)
    return list(Person.objects.filter(theirs, erased_at=None).select_related("address").order_by("pk"))


def records(address_id: int) -> list[Record]:
    people = people_at(address_id)
    lines = lines_of(people)
    agreed = agreed_to(people)
    return [
        Record(
            number=number,
            person=person,
            is_own=person.address_id == address_id,
            lines=lines[person.pk],
            choices=choices(agreed.get(person.pk, {})) if person.merged_into_id is None else [],
        )
        for number, person in enumerate(people, start=1)
    ]


def lines_of(people: list[Person]) -> dict[int, list[Line]]:
    """How many rows of each kind there are about each person, all counted in one query."""
    if not people:
        return {}
    counted = [(person, holding) for person in people for holding in holdings.registered()]
    counts = {f"count_{place}": number_of(holding.rows(person)) for place, (person, holding) in enumerate(counted)}
    found = Person.objects.filter(pk=people[0].pk).annotate(**counts).values_list(*counts).first() or ()
    lines: dict[int, list[Line]] = {person.pk: [] for person in people}
    for (person, holding), number in zip(counted, found, strict=True):
        if number and holding.model not in INLINE:
            lines[person.pk].append(Line(holding, number))
    return lines


def number_of(rows: Iterable[Any]) -> Subquery | Value:
    if not isinstance(rows, QuerySet):
        return Value(len(list(rows)))
    count = Func(F("pk"), function="COUNT", output_field=IntegerField())
    return Subquery(rows.order_by().annotate(how_many=count).values("how_many"))


def agreed_to(people: list[Person]) -> dict[int, dict[str, ConsentWording]]:
    """The words that each person's live consents are for, by purpose."""
    found: dict[int, dict[str, ConsentWording]] = {}
    for consent in Consent.objects.live().filter(person__in=people).select_related("wording"):
        found.setdefault(consent.person_id, {})[consent.purpose] = consent.wording
    return found


def choices(agreed: dict[str, ConsentWording]) -> list[Choice]:
    """Every purpose that there are words for: those agreed to, else those that forms show now."""
    offered = [(purpose, agreed.get(purpose) or wordings.current(purpose)) for purpose in Purpose]
    return [
        Choice(purpose, purposes.TOLD[purpose].title, wording, purpose in agreed)
        for purpose, wording in offered
        if wording is not None
    ]


def everything(address_id: int) -> list[dict[str, Any]]:
    """All that is held at the address, for its owner to take along: of each record each holding that has rows."""
    people = enumerate(people_at(address_id), start=1)
    return [{"record": number, "held": held_about(person)} for number, person in people]


def held_about(person: Person) -> list[dict[str, Any]]:
    return [kind for holding in holdings.registered() if (kind := in_full(holding, person))["rows"]]


def in_full(holding: Holding, person: Person) -> dict[str, Any]:
    return {
        "what": holding.title,
        "why": holding.why,
        "how_long": holding.retention,
        "rows": [holding.export(row) for row in holding.rows(person)],
    }
