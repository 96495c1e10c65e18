"""Giving, confirming and withdrawing the permission to write to somebody."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Exists, Q, QuerySet
from django.utils import timezone

from mail.enums import State, SuppressionReason
from mail.models import Delivery, Suppression
from mail.services import suppressions
from people import notices
from people.enums import Basis, Ended
from people.models import Consent, ConsentWording, Controller, Person

MOST_MESSAGES = 1000  # that a proof lists


class NotAllowed(Exception):
    """The charity has not said that it may use this basis."""


def give(*, person: Person, wording: ConsentWording, form: str, basis: Basis = Basis.CONSENT) -> Consent:
    """Write down that somebody agreed to these words on this form. It is asleep until `confirm`.

    One that waits already for the same words and form is kept in place of a second, as given now. Raises NotAllowed.
    Safe when called twice at once.
    """
    if basis == Basis.SOFT_OPT_IN and not Controller.objects.filter(soft_opt_in=True).exists():
        raise NotAllowed
    with transaction.atomic(savepoint=False):
        lock([person.pk])
        waiting = person.consents.asleep().filter(wording=wording, form=form, basis=basis).first()
        given = waiting or Consent(person=person, purpose=wording.purpose, basis=basis, wording=wording, form=form)
        given.notice_id, given.given_at = notices.kept(), timezone.now()
        given.save()
        return given


def give_many(*, people: Iterable[Person], wording: ConsentWording, form: str) -> dict[int, Consent]:
    """As `give`, for each of many people at once; by the key of the person."""
    wanted = {person.pk: person for person in people}
    with transaction.atomic(savepoint=False):
        lock(wanted)
        asleep = Consent.objects.asleep().filter(person__in=wanted, wording=wording, form=form, basis=Basis.CONSENT)
        found = {consent.person_id: consent for consent in asleep}
        notice = notices.kept() if len(found) < len(wanted) else None
        new = [
            Consent(person=person, purpose=wording.purpose, wording=wording, notice_id=notice, form=form)
            for key, person in wanted.items()
            if key not in found
        ]
        return found | {consent.person_id: consent for consent in Consent.objects.bulk_create(new)}


def is_written_to(person: Person, purpose: str) -> bool:
    """Whether they agreed to messages for it and have not said since, to us or to a provider, that they want none."""
    objections = Suppression.objects.in_force().filter(address=person.address_id, reason=SuppressionReason.OBJECTION)
    live = Consent.objects.live().filter(person=person, purpose=purpose)
    return live.exclude(Exists(objections)).exists()


def lock(people: Iterable[int]) -> None:
    """One at a time gives, confirms or withdraws for a person; always in this order, so that nobody waits for ever.

    Whoever locks addresses as well does so before.
    """
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=list(people)).order_by("pk").values_list("pk"))


@transaction.atomic
def confirm(consents: Iterable[Consent]) -> int:
    """Wake what its giver confirmed by an answer from the address; returns how many became live.

    Where one for the purpose is live already, it stays the one that counts, and the other stays asleep. Whoever once
    wanted no more news and now agrees to some has changed their mind. Safe when called twice at once.
    """
    asked = {consent.pk for consent in consents}
    if not asked:
        return 0
    people = set(Consent.objects.filter(pk__in=asked).values_list("person_id", flat=True))
    lock(people)
    answered = list(Consent.objects.asleep().filter(pk__in=asked).order_by("pk"))
    woken = [consent for consent in answered if wake(consent)]
    lift(objections(consent.person_id for consent in answered if consent.basis == Basis.CONSENT))
    Person.objects.filter(pk__in=people).update(active_at=timezone.now(), asked_at=None)
    return len(woken)


def wake(consent: Consent) -> bool:
    if Consent.objects.live().filter(person_id=consent.person_id, purpose=consent.purpose).exists():
        return False
    return bool(Consent.objects.asleep().filter(pk=consent.pk).update(confirmed_at=timezone.now()))


def objections(people: Iterable[int]) -> QuerySet[Suppression]:
    theirs = Suppression.objects.in_force().filter(address__people__in=set(people))
    return theirs.filter(reason=SuppressionReason.OBJECTION)


def lift(objections: QuerySet[Suppression]) -> None:
    for objection in objections:
        suppressions.lift(suppression=objection, by=None, because="Its owner asked for messages again.")


@transaction.atomic
def withdraw(*, person: Person, purposes: Iterable[str] | None = None, how: Ended) -> list[Consent]:
    """End what is live or asleep for these purposes, all where None; returns what was live and ended now.

    What waits to be sent by it is cancelled in the same transaction: after it commits no worker takes one up.
    """
    lock([person.pk])
    return end(person=person, purposes=purposes, how=how)


def end(*, person: Person, purposes: Iterable[str] | None = None, how: Ended) -> list[Consent]:
    """As `withdraw`, for whoever holds the lock on the person."""
    theirs = Consent.objects.select_for_update().filter(person=person, withdrawn_at=None)
    if purposes is not None:
        theirs = theirs.filter(purpose__in=list(purposes))
    ended = list(theirs)
    if not ended:
        return []
    now = timezone.now()
    Consent.objects.filter(pk__in=[consent.pk for consent in ended]).update(withdrawn_at=now, withdrawn_how=how)
    unsent = Delivery.objects.waiting().filter(basis__in=[consent.pk for consent in ended])
    unsent.update(state=State.CANCELLED, finished_at=now, error="The permission was withdrawn.")
    return [consent for consent in ended if consent.confirmed_at is not None]


@transaction.atomic
def give_again(withdrawn: Iterable[Consent], *, form: str) -> list[Consent]:
    """Let what was withdrawn by mistake live again, each as a record of its own; the first stays as evidence.

    Where one for the purpose is live, nothing is added. What their mail provider told us they want no more of stays
    unwanted: they have not said otherwise.
    """
    wanted = list(withdrawn)
    lock({consent.person_id for consent in wanted})
    again: list[Consent] = []
    for old in wanted:
        if not Consent.objects.live().filter(person_id=old.person_id, purpose=old.purpose).exists():
            again.append(
                Consent.objects.create(
                    person_id=old.person_id,
                    purpose=old.purpose,
                    basis=old.basis,
                    wording_id=old.wording_id,
                    notice_id=old.notice_id,
                    form=form,
                    confirmed_at=timezone.now(),
                )
            )
    lift(objections(consent.person_id for consent in again).filter(event=None))
    return again


def proof(consent: Consent) -> dict[str, Any]:
    """Everything that shows why somebody was written to, as plain values: for a regulator, or for whoever asks."""
    person = consent.person
    return {
        "record": consent.pk,
        "person": {"record": person.pk, "name": person.name, "email": person.address.typed},
        "purpose": consent.get_purpose_display(),
        "basis": consent.get_basis_display(),
        "form": consent.form,
        "wording": {
            "version": consent.wording.version,
            "text": consent.wording.text,
            "published_at": consent.wording.published_at,
        },
        "privacy_notice": notice_of(consent),
        "given_at": consent.given_at,
        "confirmed_at": consent.confirmed_at,
        "withdrawn_at": consent.withdrawn_at,
        "withdrawn_how": consent.get_withdrawn_how_display(),
        "messages": [message_of(delivery) for delivery in messages_by(consent)],
    }


def notice_of(consent: Consent) -> dict[str, Any] | None:
    notice = consent.notice
    if notice is None:
        return None
    return {"title": notice.title, "sha256": notice.digest, "since": notice.first_shown_at, "text": notice.text}


def messages_by(consent: Consent) -> Iterable[Delivery]:
    """What was sent because of it: the message of its own that asked to confirm it, then all that it allowed."""
    asked = Q(kind="confirm_subscription", address_id=consent.person.address_id, context__consent=consent.pk)
    return Delivery.objects.filter(asked | Q(basis=consent)).order_by("created_at", "pk")[:MOST_MESSAGES]


def message_of(delivery: Delivery) -> dict[str, Any]:
    return {
        "kind": delivery.kind,
        "message_id": str(delivery.message_id),
        "state": delivery.get_state_display(),
        "written_at": delivery.created_at,
        "finished_at": delivery.finished_at,
    }
