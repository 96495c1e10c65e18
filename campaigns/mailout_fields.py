"""What a mail-out may say of whoever reads it, looked up when it leaves: a message that waits holds none of it."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from campaigns.audiences import homes
from groups.models import CommunityGroup, Membership
from mail.models import Delivery
from mail.prepared import Prepared
from people.enums import Basis, Purpose
from people.models import Consent
from people.purposes import TOLD
from places.models import Constituency, Representative

FIELDS = {
    "first_name": "First name",
    "name": "Whole name",
    "constituency": "Constituency they live in",
    "mp": "Their MP today",
    "group": "Community group they belong to",
}
BASIS = "basis"  # why they get it; every message has it, and nobody types it
TITLES = frozenset(("dame", "dr", "lady", "lord", "miss", "mr", "mrs", "ms", "mx", "prof", "professor", "rev", "sir"))
Values = dict[int, str]  # by the key of a person


def because(purpose: Purpose) -> str:
    """The sentence below every message, which whoever did not tick a box reads in other words."""
    return f"{{{{{BASIS}|{agreed(purpose)}}}}}"


def agreed(purpose: Purpose) -> str:
    return _("You get this because you agreed to messages of this kind: %s.") % TOLD[purpose].title


def did_not_refuse(purpose: Purpose) -> str:
    about = TOLD[purpose].title
    return _("You get this because you supported our work and did not say no to messages of this kind: %s.") % about


def personal(deliveries: Sequence[Delivery], needed: Collection[str]) -> dict[int, dict[str, str]]:
    """By the key of each delivery what is known of its reader, of the fields that its words need."""
    consents = CONSENTS.rows({each.basis_id for each in deliveries if each.basis_id})
    rows = {pk: (person, name, basis) for pk, person, name, basis in consents}
    people = {person for person, _, _ in rows.values()}
    looked_up = {field: LOOK_UP[field](people) for field in LOOK_UP.keys() & needed} if people else {}
    found: dict[int, dict[str, str]] = {}
    for each in deliveries:
        if each.basis_id in rows:
            person, name, basis = rows[each.basis_id]
            values = {field: known.get(person, "") for field, known in looked_up.items()}
            found[each.pk] = {**values, **own(name), **reason(each.purpose, basis)}
    return found


def consents_of(keys: Collection[int]) -> QuerySet[Any, Any]:
    return Consent.objects.filter(pk__in=keys).values_list("pk", "person_id", "person__name", "basis")


CONSENTS = Prepared(consents_of)


def own(name: str) -> dict[str, str]:
    return {"name": name, "first_name": first_name(name)}


def reason(purpose: str, basis: str) -> dict[str, str]:
    return {BASIS: did_not_refuse(Purpose(purpose))} if basis == Basis.SOFT_OPT_IN else {}


def first_name(name: str) -> str:
    """Empty where it can't be told: "Dear S." is worse than the fallback."""
    words = [word for word in name.split() if word.strip(".").lower() not in TITLES]
    first = words[0] if words else ""
    return first if len(first.strip(".")) > 1 else ""


def constituencies(people: Collection[int]) -> Values:
    lives = homes.constituencies(people)
    names = dict(NAMES.rows(set(lives.values())))
    return {person: names[seat] for person, seat in lives.items() if seat in names}


def names_of(seats: Collection[int]) -> QuerySet[Any, Any]:
    return Constituency.objects.filter(pk__in=seats).values_list("pk", "name")


NAMES = Prepared(names_of)


def members_of_parliament(people: Collection[int]) -> Values:
    lives = homes.constituencies(people)
    sitting = Representative.objects.current().filter(constituency__in=set(lives.values()))
    names = dict(sitting.values_list("constituency_id", "name"))
    return {person: names[seat] for person, seat in lives.items() if seat in names}


def groups(people: Collection[int]) -> Values:
    """The one they have been in for longest."""
    shown = Membership.objects.live().filter(person__in=people, group__in=CommunityGroup.objects.with_page())
    return dict(shown.order_by("-since").values_list("person_id", "group__name"))


LOOK_UP: dict[str, Callable[[Collection[int]], Values]] = {
    "constituency": constituencies,
    "mp": members_of_parliament,
    "group": groups,
}
