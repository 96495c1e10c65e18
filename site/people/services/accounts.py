"""Logins: opening and closing them, and the person and the address that belong to one."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q

from people import addresses
from people.models import Address, Person, User
from people.sealed import Unreadable, is_sealed_now, reseal
from people.services import people

# What a second factor rests on, and where its row keeps that.
SECRETS = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}


class LoginOfAnother(Exception):
    """The address opens the login of somebody else already: of two who share one, the second needs another."""


@transaction.atomic
def open_for(*, person: Person) -> User:
    """The login of a person, made now if they have none. It has no password: they sign in by a code.

    Raises LoginOfAnother. Safe when called twice at once.
    """
    person = Person.objects.select_for_update(of=("self",)).select_related("address").get(pk=person.pk)
    user = User.objects.filter(person=person).first() or User.objects.filter(email=person.address.typed).first()
    if user is None:
        user = User.objects.create_user(person.address.typed, first_name=person.name[:150])
    if user.person_id not in (None, person.pk):
        raise LoginOfAnother
    if not user.is_active:
        take_rights(user)
    User.objects.filter(pk=user.pk).update(person=person, is_active=True)
    settle_address(user)
    user.refresh_from_db()
    return user


def take_rights(user: User) -> None:
    """Whoever opens a closed login again need not know that its owner was of the staff."""
    user.groups.clear()
    user.user_permissions.clear()
    User.objects.filter(pk=user.pk).update(is_superuser=False, is_staff=False)


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
    known = EmailAddress.objects.filter(user=user, email=user.email).exists()
    if not known and user.person and user.person not in at_address(user.email):
        user.person = None  # whoever has the new mailbox may be somebody else: a code tells
        user.save(update_fields=["person"])
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
    """The owner proved a new address for their login.

    It stays with its person. What is held about whoever is met at the new address stays apart, for they may be somebody
    else who shares it, and permission given at one address is none for another. Staff may merge the two.
    """
    if user.person_id is None:
        proved_address(user=user)
    else:
        confirm(user)
