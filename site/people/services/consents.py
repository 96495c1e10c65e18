"""Giving, confirming and withdrawing the permission to write to somebody."""

from collections.abc import Iterable
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from mail.enums import State
from mail.models import Delivery
from people import notices
from people.enums import Basis, Ended
from people.models import Consent, ConsentWording, Controller, Person, PrivacyNotice


class NotAllowed(Exception):
    """The charity has not said that it may use this basis."""


@transaction.atomic
def give(*, person: Person, wording: ConsentWording, form: str, basis: Basis = Basis.CONSENT) -> Consent:
    """Write down that somebody agreed to these words on this form. It is asleep until `confirm`.

    One that waits already for the same purpose and form is kept in place of a second. Raises NotAllowed.
    """
    if basis == Basis.SOFT_OPT_IN and not Controller.objects.filter(soft_opt_in=True).exists():
        raise NotAllowed
    asleep = person.consents.asleep().filter(wording=wording, form=form, basis=basis)
    return asleep.first() or Consent.objects.create(
        person=person, purpose=wording.purpose, basis=basis, wording=wording, notice=notice_shown(), form=form
    )


def notice_shown() -> PrivacyNotice | None:
    """The privacy notice as it stands now, kept word for word; None where the site has none."""
    shown = notices.current()
    if shown is None:
        return None
    digest = sha256(f"{shown.title}\n{shown.text}".encode()).hexdigest()
    notice, _ = PrivacyNotice.objects.get_or_create(digest=digest, defaults={"title": shown.title, "text": shown.text})
    return notice


@transaction.atomic
def confirm(consents: Iterable[Consent]) -> int:
    """Wake what its giver confirmed by an answer from the address; returns how many became live.

    Where one for the purpose is live already, it stays the one that counts. Safe when called twice at once.
    """
    asked = {consent.pk for consent in consents}
    people = sorted(Consent.objects.filter(pk__in=asked).values_list("person_id", flat=True).distinct())
    list(Person.objects.select_for_update().filter(pk__in=people).order_by("pk"))
    woken = 0
    for consent in Consent.objects.asleep().filter(pk__in=asked).order_by("pk"):
        live = Consent.objects.live().filter(person_id=consent.person_id, purpose=consent.purpose)
        if live.exists():
            consent.delete()
            continue
        consent.confirmed_at = timezone.now()
        consent.save(update_fields=["confirmed_at"])
        woken += 1
    Person.objects.filter(pk__in=people).update(active_at=timezone.now(), asked_at=None)
    return woken


@transaction.atomic
def withdraw(*, person: Person, purposes: Iterable[str] | None = None, how: Ended) -> list[Consent]:
    """End what is live or asleep for these purposes, all where None; returns what was live and ended now.

    What waits to be sent by it is cancelled in the same transaction: after it commits no worker takes one up.
    """
    theirs = Consent.objects.select_for_update().filter(person=person, withdrawn_at=None)
    if purposes is not None:
        theirs = theirs.filter(purpose__in=list(purposes))
    ended = list(theirs)
    now = timezone.now()
    Consent.objects.filter(pk__in=[consent.pk for consent in ended]).update(withdrawn_at=now, withdrawn_how=how)
    unsent = Delivery.objects.waiting().filter(basis__in=[consent.pk for consent in ended])
    unsent.update(state=State.CANCELLED, finished_at=now, error="The permission was withdrawn.")
    return [consent for consent in ended if consent.confirmed_at is not None]
