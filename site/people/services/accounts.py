"""Logins: opening and closing them, and the person and the address that belong to one."""

from contextlib import suppress

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q

from people import addresses
from people.models import Address, Person, User
from people.sealed import Unreadable, is_sealed_now, reseal
from people.services import merging, people

# What a second factor rests on, and where its row keeps that.
SECRETS = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}


class LoginOfAnother(Exception):
    """The address opens the login of somebody else already: of two who share one, the second needs another."""


@transaction.atomic
def open_for(*, person: Person) -> User:
    """The login of a person, made now if they have none. It has no password: they sign in by a code.

    Raises LoginOfAnother. Safe when called twice at once.
    """
    person = Person.objects.select_for_update().select_related("address").get(pk=person.pk)
    user = User.objects.filter(person=person).first() or User.objects.filter(email=person.address.typed).first()
    if user is None:
        user = User.objects.create_user(person.address.typed, first_name=person.name[:150])
    if user.person_id not in (None, person.pk):
        raise LoginOfAnother
    User.objects.filter(pk=user.pk).update(person=person, is_active=True)
    settle_address(user)
    user.refresh_from_db()
    return user


@transaction.atomic
def close(*, user: User) -> None:
    """End it and all its sessions at once. What its owner did stays theirs; `open_for` opens it again."""
    user.set_unusable_password()
    user.is_active = False
    user.save(update_fields=["password", "is_active"])
    forget_second_factor(user=user)


def forget_second_factor(*, user: User) -> None:
    """For an owner who lost it: the next time they sign in they set up another."""
    Authenticator.objects.filter(user=user).delete()


def reseal_second_factors() -> tuple[int, list[str]]:
    """Seals what they rest on with the first key; returns how many were sealed anew, and what no key opens."""
    resealed, unreadable = 0, []
    for pk in Authenticator.objects.filter(type__in=SECRETS).order_by("pk").values_list("pk", flat=True):
        try:
            resealed += reseal_second_factor(pk)
        except Unreadable:
            unreadable.append(f"{Authenticator._meta.label} {pk}")
    return resealed, unreadable


@transaction.atomic
def reseal_second_factor(pk: int) -> int:
    """1 where it was sealed anew; 0 where the first key had sealed it, or it is gone. Raises Unreadable."""
    row = Authenticator.objects.select_for_update().filter(pk=pk).first()
    if row is None or is_sealed_now(row.data[SECRETS[row.type]]):
        return 0
    row.data[SECRETS[row.type]] = reseal(row.data[SECRETS[row.type]])
    row.save(update_fields=["data"])
    return 1


@transaction.atomic
def settle(*, user: User) -> None:
    """Put in order a login that an administrator made or changed in Wagtail's own form."""
    if not user.password:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    settle_address(user)


@transaction.atomic
def settle_address(user: User) -> None:
    """allauth's row of the address that the login has now, and of no other. Who makes logins writes none.

    It counts as verified, since administrators alone make logins; what is held about a person needs more than that.
    """
    own = {"user": user, "email": user.email.lower()}
    EmailAddress.objects.filter(Q(user=user) | Q(email=own["email"])).exclude(**own).delete()
    EmailAddress.objects.update_or_create(**own, defaults={"primary": True, "verified": True})


@transaction.atomic
def proved_address(*, user: User) -> None:
    """Their owner answered a code: the login belongs to the person at its address.

    Where two share the address nobody can tell which of them it is, so it stays without one.
    """
    confirm(user)
    if user.person_id is None:
        link(user)
    if user.person_id is not None:
        people.was_active(user.person_id)


def link(user: User) -> None:
    found = {person.merged_into_id or person.pk for person in at_address(user.email)}
    person = Person.objects.known().select_for_update().filter(pk__in=found).first()
    if len(found) == 1 and person and not User.objects.filter(person=person).exists():
        user.person = person
        user.save(update_fields=["person"])


def at_address(email: str) -> list[Person]:
    return list(Person.objects.filter(address__canonical=addresses.canonical(email), erased_at=None))


def confirm(user: User) -> None:
    for address in Address.objects.filter(canonical=addresses.canonical(user.email)):
        people.confirm_address(address.pk)


@transaction.atomic
def follow_address(*, user: User) -> None:
    """The owner proved a new address for their login: what is held about them moves to the person who is there.

    Where somebody else may be meant, or has a login, the two records stay apart, and staff may merge them.
    """
    if user.person is None:
        return proved_address(user=user)
    confirm(user)
    met = people.meet(email=user.email, name=user.person.name)
    taken = User.objects.filter(person=met.person).exclude(pk=user.pk).exists()
    if met.person == user.person or taken or people.is_shared(met.person):
        return None
    with suppress(merging.CantMerge):
        merging.merge(kept=met.person, gone=user.person, by=user, reason="Changed the address of their login.")
        user.person = met.person
        user.save(update_fields=["person"])
    return None
