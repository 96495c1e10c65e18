"""Who gets a mail-out: whoever agreed to it and meets its conditions, less those that are never written to."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from campaigns.audiences import Audience
from mail.enums import LEFT, OPEN, State
from mail.models import Delivery, Suppression
from people.enums import Access
from people.models import Consent, Person, User
from people.services import access

MOST_SHOWN = 10


def allowed(audience: Audience, purpose: str, rest_days: int = 0) -> QuerySet[Consent]:
    """The live consents by which those in it may be written to; of an address that two people share perhaps two.

    Raises BadAudience where something that a condition names is gone.
    """
    live = Consent.objects.live().filter(purpose=purpose, person__erased_at=None, person__merged_into=None).order_by()
    suppressed = Suppression.objects.in_force().filter(address=OuterRef("person__address"))
    found = live.filter(~Exists(suppressed)).filter(audience.met("person"))
    return found.filter(~Exists(written_to(rest_days))) if rest_days else found


def written_to(days: int) -> QuerySet[Delivery]:
    """What was sent to many and left in the last so many days, or is about to."""
    since = timezone.now() - timedelta(days=days)
    lately = Q(state__in=OPEN) | Q(state__in=LEFT - {State.BOUNCED}, finished_at__gte=since)
    return Delivery.objects.filter(lately, address=OuterRef("person__address"), mailing__isnull=False)


def people_of(audience: Audience, purpose: str, rest_days: int = 0) -> QuerySet[Consent]:
    """As `allowed`, and of each address one: that of whoever agreed first."""
    return one_of_each_address(allowed(audience, purpose, rest_days))


def one_of_each_address(consents: QuerySet[Consent]) -> QuerySet[Consent]:
    first = consents.values("person__address").annotate(first=Min("pk")).values("first")
    return Consent.objects.filter(pk__in=first)


def count(audience: Audience, purpose: str, rest_days: int = 0) -> int:
    """Of addresses."""
    with room_to_compare():
        rows = allowed(audience, purpose, rest_days)
        found: int = rows.aggregate(number=Count("person__address", distinct=True))["number"]
        return found


def sample(audience: Audience, purpose: str, rest_days: int = 0, *, by: User, number: int = MOST_SHOWN) -> list[Person]:
    """Some of them, as chance has it. That they were looked at is written down for each."""
    with transaction.atomic(), room_to_compare():
        rows = people_of(audience, purpose, rest_days).select_related("person__address").order_by("?")
        shown = [consent.person for consent in rows[: min(number, MOST_SHOWN)]]
        for person in shown:
            access.record(Access.VIEWED, by=by, person=person, reason="In a sample of the audience of a mail-out")
    return shown


@contextmanager
def room_to_compare() -> Iterator[None]:
    """Memory for the tables by which sets of a million are compared; PostgreSQL else reads them again and again."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL work_mem = '128MB'; SET LOCAL jit = off")
        yield
