"""What somebody does about their own data, once a code has shown that the address is theirs."""

from collections.abc import Iterable

from django.db import transaction

from people.enums import Ended, RequestKind
from people.models import ConsentWording, DataRequest, Person
from people.services import consents, erasure, people, requests

FORM = "what we hold about you"
HELD_BACK = "Asked on the page of their own data. A legal hold kept everything, so they wait for an answer."


@transaction.atomic
def correct_name(*, person: Person, name: str) -> None:
    """What was signed or issued under the old name keeps it."""
    Person.objects.filter(pk=person.pk, erased_at=None).update(name=name)
    people.was_active(person.pk)


@transaction.atomic
def choose(*, person: Person, wanted: Iterable[ConsentWording], shown: Iterable[str]) -> None:
    """Write to the person from now on for the purposes of these wordings, and for no other that they were `shown`.

    A consent that is live already stays, with the words it was given for. The code has confirmed what is new.
    """
    agreed = {wording.purpose: wording for wording in wanted}
    consents.withdraw(person=person, purposes=set(shown) - set(agreed), how=Ended.OWN_DATA)
    live = set(person.consents.live().values_list("purpose", flat=True))
    fresh = [wording for purpose, wording in agreed.items() if purpose not in live]
    consents.confirm([consents.give(person=person, wording=wording, form=FORM) for wording in fresh])
    people.was_active(person.pk)


def erase(person: Person) -> DataRequest | None:
    """Erase all that is held; where a legal hold forbids it, the request for it that an officer will answer."""
    try:
        erasure.erase(person)
    except erasure.OnHold:
        return ask_to_erase(person)
    return None


@transaction.atomic
def ask_to_erase(person: Person) -> DataRequest:
    """One request, however often they ask while it is open."""
    locked = Person.objects.select_for_update().get(pk=person.pk)
    asked = locked.data_requests.open().filter(kind=RequestKind.ERASURE).first()
    return asked or requests.receive(
        kind=RequestKind.ERASURE, contact=person.address.typed, details="", person=locked, note=HELD_BACK
    )
