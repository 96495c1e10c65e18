"""Awards with anything that may become of them, for property tests."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from hypothesis import strategies as st

from people.models import Person
from training import validity
from training.enums import Method
from training.models import Award, CourseVersion, Extension, ExtensionUndone, Reinstatement, Revocation
from training.validity import Facts, Renewal, Revoked

FIRST, LAST = date(2017, 1, 1), date(2037, 12, 31)  # ten years before and after the day on which most of it happens
EDGES = [
    date(2024, 2, 29),
    date(2027, 1, 31),
    date(2027, 2, 28),
    date(2027, 11, 30),
    date(2027, 12, 31),
    date(2028, 2, 28),
    date(2028, 2, 29),
    date(2028, 3, 1),
    date(2030, 8, 31),
]
DAYS = st.sampled_from(EDGES) | st.dates(date(2022, 1, 1), date(2032, 12, 31))
LATER = st.none() | st.integers(0, 500)  # days after what it takes back
FOLLOWING = st.lists(st.tuples(DAYS, LATER), max_size=2)
AWARDS = st.fixed_dictionaries(
    {
        "valid_from": DAYS,
        "months": st.none() | st.sampled_from([1, 12, 24, 36]),
        "grace": st.sampled_from([0, 1, 6, 13]),
        "extensions": st.lists(st.tuples(DAYS, st.integers(1, 800), LATER), max_size=3),
        "revocations": FOLLOWING,
        "renewals": st.lists(st.tuples(DAYS, FOLLOWING), max_size=2),
    }
)
Life = dict[str, Any]


def later(day: date, days: int | None) -> date | None:
    return None if days is None else day + timedelta(days=days)


def ends(life: Life) -> date | None:
    return None if life["months"] is None else validity.valid_until(life["valid_from"], life["months"])


def facts(life: Life) -> Facts:
    last = ends(life) or life["valid_from"]
    return Facts(
        life["valid_from"],
        ends(life),
        life["grace"],
        [validity.Extension(on, last + timedelta(days=by), later(on, undone)) for on, by, undone in life["extensions"]],
        revoked(life["revocations"]),
        [Renewal(start, revoked(rows)) for start, rows in life["renewals"]],
    )


def revoked(rows: Any) -> list[Revoked]:
    return [Revoked(on, later(on, reinstated)) for on, reinstated in rows]


def write(life: Life, person: Person, version: CourseVersion) -> Award:
    """Its rows as they stand in the database, whether or not a service would write them."""
    known = facts(life)
    made = row(person, version, valid_from=known.valid_from, valid_until=known.valid_until, grace_months=known.grace)
    for each in known.extensions:
        extension = Extension.objects.create(award=made, until=each.until, reason="Illness", on=each.made_on)
        if each.undone_on:
            ExtensionUndone.objects.create(extension=extension, reason="Well again", on=each.undone_on)
    write_revocations(made, known.revocations)
    for renewal in known.renewals:
        write_revocations(row(person, version, valid_from=renewal.valid_from, renews=made), renewal.revocations)
    return made


def row(person: Person, version: CourseVersion, **fields: Any) -> Award:
    return Award.objects.create(
        person=person,
        name=person.name,
        course=version.course,
        version=version,
        issued_on=fields["valid_from"],
        method=Method.STAFF,
        key=f"staff:{uuid4()}",
        **fields,
    )


def write_revocations(award: Award, rows: Any) -> None:
    for each in rows:
        revocation = Revocation.objects.create(award=award, reason="By mistake", on=each.on)
        if each.reinstated_on:
            Reinstatement.objects.create(revocation=revocation, reason="It was right", on=each.reinstated_on)
