"""Who gets a mail-out: whoever agreed to it and meets its conditions, less those that are never written to."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.formats import time_format

from campaigns.audiences import Audience
from campaigns.audiences.sets import Sets, some
from campaigns.audiences.tree import KINDS
from mail.enums import LEFT, OPEN, State
from mail.models import Delivery, Suppression
from people.enums import Access
from people.models import Consent, Person, User
from people.services import access

MOST_SHOWN, AT_HAND = 10, 40
ROOM = "SET LOCAL work_mem = '128MB'; SET LOCAL jit = off; SET LOCAL max_parallel_workers_per_gather = 1"


class Counted(NamedTuple):
    """How many addresses, as things were `at` a moment; None is now."""

    number: int
    at: datetime | None = None

    @property
    def when(self) -> str:
        if self.at is None:
            return "as things are now"
        return f"as things were at {time_format(timezone.localtime(self.at), 'TIME_FORMAT')}"


def allowed(audience: Audience, purpose: str, rest_days: int = 0) -> QuerySet[Consent]:
    """The live consents by which those in it may be written to; of an address that two people share perhaps two.

    Raises BadAudience where something that a condition names is gone.
    """
    found = willing(purpose).filter(audience.met("person"))
    return found.filter(~Exists(written_to(rest_days, "person__address"))) if rest_days else found


def willing(purpose: str) -> QuerySet[Consent]:
    """The live consents of known people whose address is not suppressed."""
    live = Consent.objects.live().filter(purpose=purpose, person__erased_at=None, person__merged_into=None).order_by()
    suppressed = Suppression.objects.in_force().filter(address=OuterRef("person__address"))
    return live.filter(~Exists(suppressed))


def written_to(days: int, address: str) -> QuerySet[Delivery]:
    """What was sent to many and left in the last so many days, or is about to; `address`: the path to it."""
    since = timezone.now() - timedelta(days=days)
    lately = Q(state__in=OPEN) | Q(state__in=LEFT - {State.BOUNCED}, finished_at__gte=since)
    return Delivery.objects.filter(lately, address=OuterRef(address), mailing__isnull=False)


def people_of(audience: Audience, purpose: str, rest_days: int = 0) -> QuerySet[Consent]:
    """As `allowed`, and of each address one: that of whoever agreed first."""
    return one_of_each_address(allowed(audience, purpose, rest_days))


def one_of_each_address(consents: QuerySet[Consent]) -> QuerySet[Consent]:
    first = consents.values("person__address").annotate(first=Min("pk")).values("first")
    return Consent.objects.filter(pk__in=first)


def count(audience: Audience, purpose: str, rest_days: int = 0) -> Counted:
    """Raises BadAudience where something that a condition names is gone."""
    with room_to_compare():
        if connection.vendor == "postgresql":
            return count_by_sets(audience, purpose, rest_days)
        return Counted(count_in_one(audience, purpose, rest_days))


def count_in_one(audience: Audience, purpose: str, rest_days: int) -> int:
    rows = allowed(audience, purpose, rest_days)
    found: int = rows.aggregate(number=Count("person__address", distinct=True))["number"]
    return found


def count_by_sets(audience: Audience, purpose: str, rest_days: int) -> Counted:
    sets = Sets()
    return Counted(sets.addresses(set_of(audience, purpose, rest_days, sets)), sets.at)


def set_of(audience: Audience, purpose: str, rest_days: int, sets: Sets) -> int:
    people = sets.of(["willing", purpose], willing(purpose).values("person_id"))
    people &= audience.made_of(lambda condition: condition.who(sets), everybody=-1)
    if rest_days:
        resting = Person.objects.filter(Exists(written_to(rest_days, "address"))).values("pk")
        people &= ~sets.of(["rest", rest_days], resting)
    return people


def get_ready(kinds: set[str]) -> None:
    """Gather what these kinds of conditions are answered from, while staff still fill one in."""
    if connection.vendor == "postgresql":
        with room_to_compare():
            for kind in KINDS.keys() & kinds:
                KINDS[kind].get_ready(Sets())


def sample(audience: Audience, purpose: str, rest_days: int = 0, *, by: User, number: int = MOST_SHOWN) -> list[Person]:
    """Some of them, as chance has it. That they were looked at is written down for each."""
    with transaction.atomic(), room_to_compare():
        rows = by_chance(audience, purpose, rest_days).select_related("person__address").order_by("?")
        shown = [consent.person for consent in rows[: min(number, MOST_SHOWN)]]
        for person in shown:
            access.record(Access.VIEWED, by=by, person=person, reason="In a sample of the audience of a mail-out")
    return shown


def by_chance(audience: Audience, purpose: str, rest_days: int) -> QuerySet[Consent]:
    """On PostgreSQL, of some of them: of more than are shown, since two may share an address, and some just left."""
    if connection.vendor != "postgresql":
        return people_of(audience, purpose, rest_days)
    keys = some(set_of(audience, purpose, rest_days, Sets()), AT_HAND)
    return one_of_each_address(willing(purpose).filter(person__in=keys))


@contextmanager
def room_to_compare() -> Iterator[None]:
    """Memory for the tables by which sets of a million are compared; PostgreSQL else reads them again and again.

    One process of it helps another: a third only takes turns with them on a machine of two cores.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(ROOM)
        yield
