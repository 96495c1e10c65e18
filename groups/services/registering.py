"""Registering a group, step by step: begun, confirmed from its address, filled in, sent in; or abandoned."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from groups.enums import GroupState
from groups.models import Agreement, Change, CommunityGroup, Registration
from groups.selectors import duplicates
from groups.selectors.duplicates import Alike
from groups.services import agreements, states
from mail import fingerprints
from mail.models import Delivery
from mail.services import deliveries, limits
from people.models import ConsentWording
from people.services import consents, erasure, people
from people.services.people import Met
from places.models import Outcode
from places.selectors import places

STEPS = ("you", "group", "place", "people", "agreement")
OF_GROUP = ("name", "kind", "aims", "about", "ages")  # answers that are fields of the group by the same name
FORM = "group_registration"
MOST_LINKS, A_DAY = 3, 24 * 60 * 60  # messages with the link, to an address
UNSENT = frozenset({GroupState.DRAFT, GroupState.VERIFIED})
Answers = Mapping[str, Any]
Still = Callable[[datetime], QuerySet[Registration]]  # which are too old, given the moment before which they are


class Incomplete(Exception):
    """A step is still to be filled in, or again; `step` says which."""

    def __init__(self, step: str) -> None:
        super().__init__(step)
        self.step = step


class LooksAlike(Exception):
    """There are groups like it, and the applicant has not said that they are others."""


@transaction.atomic
def start(*, email: str, name: str) -> Registration:
    """Begin, or go on with what this address began and has not sent in; either way a message leads to it.

    Whoever typed it is told the same each time. Safe when called twice at once.
    """
    met = people.meet(email=email, name=name)
    begun = Registration.objects.select_related("group").filter(address=met.address, group__state__in=UNSENT)
    registration = begun.first() or begin(met, name)
    send_link(registration, met.address.canonical)
    return registration


def begin(met: Met, name: str) -> Registration:
    """Without the signal of `save`, which would make every page anew for a draft that no reader sees."""
    draft = CommunityGroup(name="", slug=f"applying-{secrets.token_hex(16)}", state=GroupState.DRAFT)
    CommunityGroup.objects.bulk_create([draft])
    group = CommunityGroup.objects.get(slug=draft.slug)
    Change.objects.create(group=group, after=GroupState.DRAFT, by_person=met.person)
    return Registration.objects.create(
        group=group, address=met.address, person=met.person, answers={"you": {"applicant": name}}
    )


def send_link(registration: Registration, canonical: str) -> None:
    hashed = fingerprints.of(canonical, use=FORM)
    if not limits.allow(f"form:{FORM}:{hashed}", MOST_LINKS, A_DAY):
        return
    kind = "confirm_registration" if registration.group.state == GroupState.DRAFT else "resume_registration"
    context = {
        "name": registration.answers["you"]["applicant"],
        "group_id": registration.group_id,
        "path": path_of(registration),
    }
    deliveries.queue(kind=kind, address_id=registration.address_id, context=context)


def path_of(registration: Registration) -> str:
    return reverse("group_register_back", args=[registration.token])


def find(token: str) -> Registration | None:
    return Registration.objects.select_related("group__outcode", "address", "person").filter(token=token).first()


@transaction.atomic
def verify(registration: Registration) -> bool:
    """Its owner answered our message. True the first time. Safe when called twice at once."""
    people.confirm_address(registration.address_id)
    people.was_active(registration.person_id)
    try:
        states.verify(group=registration.group, by_person=registration.person)
    except states.WrongState:
        return False
    now = timezone.now()
    Registration.objects.filter(pk=registration.pk).update(verified_at=now, changed_at=now)
    return True


@transaction.atomic
def save_step(*, registration: Registration, step: str, values: Answers) -> Registration:
    """Keep what a step's form was filled in with, in place of what it had. Raises states.WrongState once it is sent."""
    found = locked(registration, GroupState.VERIFIED)
    return keep(found, {step: values})


def locked(registration: Registration, state: GroupState) -> Registration:
    group = CommunityGroup.objects.select_for_update().get(pk=registration.group_id)
    if group.state != state:
        raise states.WrongState
    found = Registration.objects.select_related("person").get(pk=registration.pk)
    found.group = group
    return found


def keep(registration: Registration, answers: Mapping[str, Answers]) -> Registration:
    """These answers by step, beside those that each step has; what is public of them goes into the group too."""
    changed = {step: {**registration.answers.get(step, {}), **values} for step, values in answers.items()}
    registration.answers = {**registration.answers, **changed}
    registration.changed_at = timezone.now()
    registration.save(update_fields=["answers", "changed_at"])
    fields = {name: value for values in answers.values() for name, value in fields_of(values).items()}
    if fields:
        CommunityGroup.objects.filter(pk=registration.group_id).update(**fields)
        registration.group.refresh_from_db()
    return registration


def fields_of(values: Answers) -> dict[str, Any]:
    fields = {name: values[name] for name in OF_GROUP if name in values}
    if "town" in values:
        fields["town"] = values["town"]
    return fields | whereabouts(values["postcode"]) if "postcode" in values else fields


def whereabouts(postcode: str) -> dict[str, Any]:
    """The postcode, which stays private, and what is shown for it: the middle of its outcode, and the constituency."""
    place = places.locate(postcode=postcode)
    outcode = Outcode.objects.filter(code=place.postcode.split()[0]).first() if place.postcode else None
    return {
        "postcode": place.postcode,
        "outcode": outcode,
        "latitude": outcode.latitude if outcode else None,
        "longitude": outcode.longitude if outcode else None,
        "constituency": place.constituency,
    }


def missing(registration: Registration) -> str:
    """The first step that is still to be filled in, or again since the agreement changed; empty where none is."""
    for step in STEPS:
        if step not in registration.answers:
            return step
    agreement = Agreement.objects.current()
    version = agreement.version if agreement else None
    return "agreement" if registration.answers["agreement"].get("version") != version else ""


@transaction.atomic
def tell_apart(*, registration: Registration, others: Sequence[int]) -> None:
    """The applicant says that these groups, which look alike, are others."""
    found = locked(registration, GroupState.VERIFIED)
    known = {alike.group.pk for alike in duplicates.shown_to(found)}
    said = sorted({*found.not_the_same_as, *known.intersection(others)})
    Registration.objects.filter(pk=found.pk).update(not_the_same_as=said, changed_at=timezone.now())


def unanswered(registration: Registration) -> list[Alike]:
    """Groups like it that the applicant has yet to say something about."""
    answered = set(registration.not_the_same_as)
    return [alike for alike in duplicates.shown_to(registration) if alike.group.pk not in answered]


@transaction.atomic
def submit(registration: Registration) -> Registration:
    """Send it in. What was agreed to counts from now on. Raises Incomplete, LooksAlike and states.WrongState."""
    people.lock_addresses([registration.address_id])
    consents.lock([registration.person_id])
    found = locked(registration, GroupState.VERIFIED)
    if step := missing(found):
        raise Incomplete(step)
    if unanswered(found):
        raise LooksAlike
    agree(found)
    states.submit(group=found.group, by_person=found.person)
    now = timezone.now()
    Registration.objects.filter(pk=found.pk).update(submitted_at=now, changed_at=now)
    return found


def agree(registration: Registration) -> None:
    answers = registration.answers["agreement"]
    agreement = Agreement.objects.published().filter(version=answers.get("version")).first()
    if agreement is not None:
        try:
            agreements.accept(group=registration.group, agreement=agreement, by=registration.person)
        except agreements.NotCurrent as error:  # a newer one was published this moment
            raise Incomplete("agreement") from error
    wording = ConsentWording.objects.published().filter(pk=answers.get("news")).first()
    if wording is not None:
        consents.confirm([consents.give(person=registration.person, wording=wording, form=FORM)])


def abandoned(before: datetime) -> QuerySet[Registration]:
    """Not sent in, and not touched since."""
    return Registration.objects.filter(group__state__in=UNSENT, changed_at__lt=before)


def turned_down(before: datetime) -> QuerySet[Registration]:
    late = Change.objects.filter(group=OuterRef("group"), after=GroupState.REJECTED, at__gte=before)
    return Registration.objects.filter(~Exists(late), group__state=GroupState.REJECTED)


@transaction.atomic
def forget(registrations: QuerySet[Registration], pk: int) -> bool:
    """Delete a registration, with its group and its messages, where it is still among these; False where it isn't.

    Asked under the locks of whoever might be going on with it.
    """
    people.lock_addresses(Registration.objects.filter(pk=pk).values_list("address_id", flat=True))
    groups = CommunityGroup.objects.filter(registration=pk)
    list(groups.select_for_update(of=("self",)).values_list("pk"))
    registration = registrations.select_related("person", "group").filter(pk=pk).first()
    if registration is None:
        return False
    delete(registration)
    return True


def delete(registration: Registration) -> None:
    """The group of one that was never approved goes with it."""
    erasure.blank_deliveries(messages_about(registration))
    registration.delete()
    CommunityGroup.objects.filter(pk=registration.group_id, approved_at=None).delete()
    erasure.forget_if_unused(registration.person)


def messages_about(registration: Registration) -> QuerySet[Delivery]:
    return Delivery.objects.filter(address=registration.address_id, context__group_id=registration.group_id)
