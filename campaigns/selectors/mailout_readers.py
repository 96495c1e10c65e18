"""Whoever a mail-out would go to, one at a time: to look at it as they get it."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from campaigns import audiences, mailout_fields
from campaigns.models import Mailout
from campaigns.selectors import audiences as selectors
from people import addresses
from people.models import Consent, Person

MOST_FOUND = 10


def consents(mailout: Mailout) -> QuerySet[Consent]:
    """Those that allow it now. None where its conditions can't be read."""
    try:
        found = selectors.allowed(audiences.parse(mailout.conditions), mailout.purpose, mailout.rest_days)
    except audiences.BadAudience:
        return Consent.objects.none()
    return found.select_related("person__address")


def find(mailout: Mailout, words: str) -> list[Person]:
    """By part of a name or by a whole address."""
    named = Q(person__name__icontains=words)
    if "@" in words:
        named = Q(person__address__canonical=addresses.canonical(words))
    return [consent.person for consent in consents(mailout).filter(named).order_by("person__name", "pk")[:MOST_FOUND]]


def find_one(mailout: Mailout, pk: int) -> Person | None:
    found = consents(mailout).filter(person=pk).first()
    return found.person if found else None


def values(mailout: Mailout, person: Person, fields: Collection[str]) -> dict[str, str]:
    """What is filled in for them, as if the message left now."""
    basis = consents(mailout).filter(person=person.pk).first()
    looked_up = {each: mailout_fields.LOOK_UP[each]([person.pk]) for each in fields if each in mailout_fields.LOOK_UP}
    why = mailout_fields.reason(mailout.purpose, basis.basis) if basis else {}
    known = {each: found.get(person.pk, "") for each, found in looked_up.items()}
    return {**known, **mailout_fields.own(person.name), **why}
