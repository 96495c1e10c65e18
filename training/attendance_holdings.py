"""What registers and lists hold about a person."""

import json

from django.db.models import Q, QuerySet

from people.holdings import Holding, register
from people.models import Person
from training.models import ImportRow, Mark
from training.services import marks


def marks_of(person: Person) -> QuerySet[Mark]:
    theirs = Mark.objects.filter(Q(person=person) | Q(booking__person=person))
    return theirs.select_related("session__event").order_by("-at")


def rows_about(person: Person) -> QuerySet[ImportRow]:
    """Those of their bookings as well, and those that nobody was found for, or looked for yet, with their address."""
    theirs = Q(person=person) | Q(booking__person=person)
    for written in {person.address.canonical, person.address.typed}:
        theirs |= Q(fields__email__iexact=written) | Q(values__icontains=json.dumps(written))
    return ImportRow.objects.filter(theirs)


def forget_rows(person: Person) -> int:
    blank = {"values": [], "fields": {}, "matched": "", "errors": [], "misread": [], "said": "", "identity": ""}
    found = rows_about(person).values_list("pk", flat=True)
    return ImportRow.objects.filter(pk__in=list(found)).update(**blank)


def register_own() -> None:
    register(
        Holding(
            model=Mark,
            title="Training sessions you were at",
            why="So that whoever came gets their award.",
            retention="Until 13 months after the session.",
            stays="That somebody came, with no name.",
            rows=marks_of,
            export=lambda row: {
                "session": row.session.event.title,
                "came": row.came,
                "at": row.at,
                "how_it_was_noted": row.get_source_display(),
                "name_as_typed": row.name,
                "email_as_typed": row.email,
            },
            erase=marks.erase,
            moves="person",
        ),
        Holding(
            model=ImportRow,
            title="Lines about you in lists of training",
            why="To look at a list before it is noted, and to take it back.",
            retention="30 days after the list was noted, or chosen.",
            stays="That the list had a line, with nothing in it.",
            rows=lambda person: rows_about(person).select_related("batch"),
            export=lambda row: {"list": row.batch.name, "line": row.number, "what_it_says": row.fields},
            erase=forget_rows,
            moves="person",
        ),
    )
