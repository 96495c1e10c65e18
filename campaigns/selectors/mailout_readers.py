"""Whoever a mail-out or a step of a series would go to, one at a time: to look at it as they get it."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from campaigns import audiences, mailout_fields
from campaigns.models import Mailout, SeriesStep
from campaigns.selectors import audiences as selectors
from people import addresses
from people.models import Consent, Person

MOST_FOUND = 10


def consents(message: Mailout | SeriesStep) -> QuerySet[Consent]:
    """Those that allow it now. None where its conditions can't be read."""
    try:
        found = selectors.allowed(audiences.parse(message.conditions), message.purpose, message.rest_days)
    except audiences.BadAudience:
        return Consent.objects.none()
    return found.select_related("person__address")


def find(message: Mailout | SeriesStep, words: str) -> list[Person]:
    """By part of a name or by a whole address."""
    named = Q(person__name__icontains=words)
    if "@" in words:
        named = Q(person__address__canonical=addresses.canonical(words))
    return [consent.person for consent in consents(message).filter(named).order_by("person__name", "pk")[:MOST_FOUND]]


def find_one(message: Mailout | SeriesStep, pk: int) -> Person | None:
    found = consents(message).filter(person=pk).first()
    return found.person if found else None


def values(message: Mailout | SeriesStep, person: Person, fields: Collection[str]) -> dict[str, str]:
    """What is filled in for them, as if the message left now."""
    basis = consents(message).filter(person=person.pk).first()
    looked_up = {each: mailout_fields.LOOK_UP[each]([person.pk]) for each in fields if each in mailout_fields.LOOK_UP}
    why = mailout_fields.reason(message.purpose, basis.basis) if basis else {}
    known = {each: found.get(person.pk, "") for each, found in looked_up.items()}
    return {**known, **mailout_fields.own(person.name), **why}
