"""How long this app, and the post room below it, keep what they hold."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils import timezone

from mail.enums import SETTLED
from mail.models import Delivery, DeliveryCount, ProviderEvent, Suppression, TokenBucket
from mail.services import deliveries
from people import addresses
from people.models import AccessRecord, Address, Consent, DataRequest, EntryCode, LegalHold, Merge, Person, User
from people.retention import Rule, of_address, of_person, register
from people.services import erasure, people


def delete(rows: Sequence[Any]) -> None:
    type(rows[0])._default_manager.filter(pk__in=[row.pk for row in rows]).delete()


def count_and_delete(rows: Sequence[Delivery]) -> None:
    """How many messages of a kind came to what in a month stays known."""
    keys = Delivery.objects.select_for_update().filter(pk__in=[row.pk for row in rows])
    numbers: dict[tuple[Any, str, str], int] = {}
    for month, kind, state in keys.annotate(month=TruncMonth("created_at")).values_list("month", "kind", "state"):
        numbers[(month.date(), kind, state)] = numbers.get((month.date(), kind, state), 0) + 1
    for (month, kind, state), number in numbers.items():
        counted, _ = DeliveryCount.objects.get_or_create(month=month, kind=kind, state=state)
        DeliveryCount.objects.filter(pk=counted.pk).update(number=F("number") + number)
    delete(rows)


def asleep(before: datetime) -> QuerySet[Consent]:
    return Consent.objects.asleep().filter(given_at__lt=before)


def forget_asleep(rows: Sequence[Consent]) -> None:
    """Asked again under the locks of confirming, since the owner may have done that meanwhile, or agreed again."""
    known = Person.objects.known().filter(pk__in={row.person_id for row in rows})
    people.lock_addresses(known.values_list("address_id", flat=True))
    before = timezone.now() - timedelta(days=settings.KEEP_DAYS["unconfirmed"])
    asleep(before).filter(pk__in=[row.pk for row in rows]).delete()
    for person in known:
        erasure.forget_if_unused(person)


def idle(before: datetime) -> QuerySet[Person]:
    known = Person.objects.known().filter(active_at__lt=before).exclude(user__last_login__gte=before)
    return known.exclude(Exists(DataRequest.objects.open().filter(person=OuterRef("pk"))))  # they wait for an answer


def never_written_to() -> Exists:
    return Exists(Suppression.objects.of_everything().filter(address=OuterRef("address_id")))


def to_be_asked(before: datetime) -> QuerySet[Person]:
    return idle(before).filter(address__confirmed_at__isnull=False, asked_at=None).exclude(never_written_to())


def ask(rows: Sequence[Person]) -> None:
    """One message, with a link to a page where a button keeps everything as it is."""
    people.lock_addresses(row.address_id for row in rows)
    for person in (
        Person.objects.select_related("address")
        .select_for_update(of=("self",))
        .filter(pk__in=[row.pk for row in rows], asked_at=None)
    ):
        context = {
            "name": person.name,
            "erased_on": timezone.localdate(erased_on()).isoformat(),
            "stay_path": reverse("still_there", args=[person.address.token]),
        }
        deliveries.queue(kind="still_there", address_id=person.address_id, context=context)
        Person.objects.filter(pk=person.pk).update(asked_at=timezone.now())


def time_to_answer() -> timedelta:
    return timedelta(days=settings.KEEP_DAYS["inactive"] - settings.KEEP_DAYS["inactive_asked"])


def erased_on() -> datetime:
    return timezone.now() + time_to_answer()


def unanswered(before: datetime) -> QuerySet[Person]:
    asked = Q(asked_at__lt=timezone.now() - time_to_answer())
    can_not_be_asked = Q(address__confirmed_at=None) | Q(never_written_to())
    return idle(before).filter(asked | can_not_be_asked)


def erase(rows: Sequence[Person]) -> None:
    for row in rows:
        erasure.erase(row)


def close(rows: Sequence[Merge]) -> None:
    """It can't be undone any more, so nothing need be known of the other record but whom it led to."""
    Merge.objects.filter(pk__in=[row.pk for row in rows]).update(moved={}, final=True)
    gone = [row.gone_id for row in rows if row.undone_at is None]
    Person.objects.filter(pk__in=gone, merged_into__isnull=False).update(name="")


def of_message() -> Q:
    """What was told of messages to somebody on hold, by either of the names that providers use for a message."""
    to_them = Delivery.objects.filter(address__people__in=LegalHold.objects.in_force().people())
    by_provider = to_them.exclude(provider_id="").filter(provider_id=OuterRef("provider_id"))
    return Exists(to_them.filter(message_id=OuterRef("delivery"))) | Exists(by_provider)


def unused_addresses(before: datetime) -> QuerySet[Address]:
    """Those of nobody: a login had them once, or somebody typed them as a new address of theirs."""
    messages = Delivery.objects.filter(address=OuterRef("pk"))
    in_use = messages.filter(Q(created_at__gte=before) | ~Q(state__in=SETTLED))
    nobodys = Address.objects.filter(created_at__lt=before, people=None).exclude(Exists(in_use))
    return nobodys.exclude(canonical__in=of_logins())


def of_logins() -> set[str]:
    found = set()
    for email in User.objects.filter(is_active=True).values_list("email", flat=True):
        with suppress(addresses.NotAnAddress):
            found.add(addresses.canonical(email))
    return found


def forget_addresses(rows: Sequence[Address]) -> None:
    """Asked again under the locks under which somebody is met or written to, so that neither comes between."""
    list(Address.objects.select_for_update().filter(pk__in=[row.pk for row in rows]).order_by("pk"))
    before = timezone.now() - timedelta(days=settings.KEEP_DAYS["unconfirmed"])
    for address in unused_addresses(before).filter(pk__in=[row.pk for row in rows]):
        if messages := list(Delivery.objects.to_address(address.pk)):
            count_and_delete(messages)
        people.forget_address_if_unused(address.pk)


OWN = [
    Rule(
        name="unconfirmed-consents",
        policy="What somebody agreed to and never confirmed is deleted after {period}, and what only it gave rise to.",
        days="unconfirmed",
        overdue=asleep,
        forget=forget_asleep,
        held=of_person(),
    ),
    Rule(
        name="unused-addresses",
        policy="Addresses of nobody, such as one that a login had before, go after {period} without a message.",
        days="unconfirmed",
        overdue=unused_addresses,
        forget=forget_addresses,
    ),
    Rule(
        name="form-limits",
        policy="Hashes of visitors' machines and addresses, which limit how often a form is sent, go after {period}.",
        days="ip_hashes",
        overdue=lambda before: TokenBucket.objects.filter(key__startswith="form:", refilled_at__lt=before),
        forget=delete,
    ),
    Rule(
        name="entry-codes",
        policy="Codes that open what is held about somebody are deleted after {period}.",
        days="entry_codes",
        overdue=lambda before: EntryCode.objects.filter(created_at__lt=before),
        forget=delete,
        held=of_address(),
    ),
    Rule(
        name="provider-events",
        policy="What mail providers tell us is deleted after {period}.",
        days="provider_events",
        overdue=lambda before: ProviderEvent.objects.filter(received_at__lt=before),
        forget=delete,
        held=of_message,
    ),
    Rule(
        name="deliveries",
        policy="Records of messages are deleted after {period}; how many of each kind there were stays known.",
        days="deliveries",
        overdue=lambda before: Delivery.objects.filter(created_at__lt=before),
        forget=count_and_delete,
        held=of_address(),
    ),
    Rule(
        name="inactive-people-asked",
        policy="Whoever did nothing here for {period} is asked whether to keep their data.",
        days="inactive_asked",
        overdue=to_be_asked,
        forget=ask,
    ),
    Rule(
        name="inactive-people",
        policy="Whoever did nothing here for {period}, and did not answer when asked, is erased.",
        days="inactive",
        overdue=unanswered,
        forget=erase,
        held=of_person("pk"),
    ),
    Rule(
        name="consents",
        policy="Evidence of a consent is deleted {period} after it was withdrawn.",
        days="consents",
        overdue=lambda before: Consent.objects.filter(withdrawn_at__lt=before),
        forget=delete,
        held=of_person(),
    ),
    Rule(
        name="access-records",
        policy="Records of who of the staff looked at whom are deleted after {period}.",
        days="access_records",
        overdue=lambda before: AccessRecord.objects.filter(at__lt=before),
        forget=delete,
        held=of_person(),
    ),
    Rule(
        name="data-requests",
        policy="Requests and complaints about data are deleted {period} after they were closed.",
        days="data_requests",
        overdue=lambda before: DataRequest.objects.filter(closed_at__lt=before),
        forget=delete,
        held=of_person(),
    ),
    Rule(
        name="merges",
        policy="Merging two records can be undone for {period}; then what was moved is no longer remembered.",
        days="merges",
        overdue=lambda before: Merge.objects.filter(merged_at__lt=before, final=False),
        forget=close,
        held=of_person("kept_id"),
    ),
]


def register_own() -> None:
    register(*OWN)
