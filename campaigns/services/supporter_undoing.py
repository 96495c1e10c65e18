"""Taking back what a list brought in: what it wrote down and nobody has used since. What stays says why."""

from collections.abc import Collection, Iterator, Sequence

from django.db.models import ForeignObjectRel, Model

from campaigns.models import SupporterImport, SupporterLine
from campaigns.services import supporter_checking
from mail.models import Delivery
from mail.services import deliveries
from people.models import AccessRecord, Consent, Person
from people.services import consents, erasure, newsletter, people

WRITTEN = ["error", "person", "consent"]
AGREED_SINCE = "They answered since, so it stays."
USED_SINCE = "Somebody used this record since, so it stays: {}."
ANOTHER_LIST = "another list"
THEIR_OWN = "They used this address since, so it stays."
TAKEN_BACK = "The list that they were on was taken back."


def undo(batch: SupporterImport, lines: list[SupporterLine]) -> None:
    """A slice of them."""
    brought = [line for line in lines if line.person_id]
    lock(brought)
    keep_used(batch, brought)
    back = [line for line in brought if not line.error]
    forget_consents(back)
    forget_people(back)
    for line in back:
        line.person = line.consent = None
    supporter_checking.write(brought, WRITTEN)


def lock(lines: Sequence[SupporterLine]) -> None:
    keys = {line.person_id for line in lines if line.person_id}
    people.lock_addresses(Person.objects.filter(pk__in=keys).values_list("address_id", flat=True))
    consents.lock(keys)


def keep_used(batch: SupporterImport, lines: Sequence[SupporterLine]) -> None:
    """Says in `error` why something stays; of the others nothing is there."""
    mine = {line.consent_id for line in lines if line.consent_id}
    asleep = set(Consent.objects.asleep().filter(pk__in=mine).values_list("pk", flat=True))
    made = {line.person_id for line in lines if line.made_person and line.person_id}
    used, confirmed = used_by_others(batch, made, mine), own(made)
    for line in lines:
        line.error = ""
        if line.consent_id and line.consent_id not in asleep:
            line.error = AGREED_SINCE
        elif line.made_person and (what := used.get(line.person_id or 0)):
            line.error = USED_SINCE.format(what)[:200]
        elif line.made_person and line.person_id in confirmed:
            line.error = THEIR_OWN


def own(made: Collection[int]) -> set[int]:
    """Of these people those who answered a message from their address, whatever it was about."""
    answered = Person.objects.filter(pk__in=made, address__confirmed_at__isnull=False)
    return set(answered.values_list("pk", flat=True))


def used_by_others(batch: SupporterImport, made: Collection[int], mine: Collection[int]) -> dict[int, str]:
    """By person, what points at them besides this list: rows of any table. That staff looked at them is no use."""
    found: dict[int, str] = {}
    for model, name in pointing_at_people():
        rows = model._base_manager.filter(**{f"{name}__in": made}).order_by()
        if model is Consent:
            rows = rows.exclude(pk__in=mine)
        if model is SupporterLine:
            rows = rows.exclude(batch=batch)
        for key in rows.values_list(name, flat=True).distinct():
            found.setdefault(key, ANOTHER_LIST if model is SupporterLine else str(model._meta.verbose_name_plural))
    return found


def pointing_at_people() -> Iterator[tuple[type[Model], str]]:
    """Each table and its column, those as well that a person has no name for."""
    for relation in Person._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and relation.related_model is not AccessRecord:
            yield relation.related_model, relation.field.name


def forget_consents(lines: Sequence[SupporterLine]) -> None:
    """With the message that asks to confirm, where it has not left."""
    keys = [line.consent_id for line in lines if line.consent_id]
    asked = Delivery.objects.waiting().filter(kind=newsletter.CONFIRM, context__consent__in=keys)
    to = Person.objects.filter(consents__in=keys).values("address")
    deliveries.cancel_waiting(list(asked.filter(address__in=to).values_list("pk", flat=True)), reason=TAKEN_BACK)
    Consent.objects.filter(pk__in=keys).delete()


def forget_people(lines: Sequence[SupporterLine]) -> None:
    """Those alone that the list made, with addresses that nobody else has; the others' one by one, as they are rare."""
    keys = {line.person_id for line in lines if line.made_person and line.person_id}
    gone = Person.objects.filter(pk__in=keys)
    addresses = set(gone.values_list("address_id", flat=True))
    others = Person.objects.filter(address__in=addresses).exclude(pk__in=keys)
    shared = set(others.values_list("address_id", flat=True))
    for person in gone.filter(address__in=shared):
        erasure.forget_if_unused(person)
    gone.exclude(address__in=shared).delete()
    people.forget_addresses_if_unused(addresses - shared)
