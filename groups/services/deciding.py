"""What staff decide about a group that applies."""

from typing import Any

from django.db import transaction
from django.utils.text import slugify

from groups import reserved
from groups.enums import Role
from groups.models import CommunityGroup, NotDuplicate, Registration
from groups.services import membership, registering, states
from people.models import User
from people.services import people

LONGEST_SLUG = 100
ME, SECOND = "me", "second"  # who the safeguarding lead is, where it is nobody else


@transaction.atomic
def approve(*, group: CommunityGroup, by_user: User, reason: str = "") -> CommunityGroup:
    """It gets its page and its leader; the second leader and the safeguarding lead are invited by mail.

    What was typed of these two is then forgotten: what they say themselves takes its place. Raises states.WrongState,
    registering.Incomplete, and accounts.LoginOfAnother where the applicant's address is somebody else's login.
    """
    registration = Registration.objects.select_related("person").get(group=group)
    if step := next((step for step in registering.STEPS if step not in registration.answers), ""):
        raise registering.Incomplete(step)
    invited = to_invite(registration.answers["people"])
    people.lock_addresses([registration.address_id])
    for email in sorted({email for _role, email in invited}):
        people.lock_address(email)
    found = states.approve(group=group, by_user=by_user, slug=free_slug(group), reason=reason)
    for role in roles_of_applicant(registration.answers["people"]):
        membership.give(group=found, person=registration.person, role=role)
    for role, email in invited:
        membership.invite(group=found, email=email, role=role, by=registration.person)
    Registration.objects.filter(pk=registration.pk).update(answers={})
    return found


def roles_of_applicant(answers: dict[str, Any]) -> list[Role]:
    return [Role.LEADER, *([Role.SAFEGUARDING] if answers["safeguarding"] == ME else [])]


def to_invite(answers: dict[str, Any]) -> list[tuple[Role, str]]:
    """Roles and the addresses of whoever is to have them."""
    second, lead = answers["second_email"], answers["safeguarding"]
    found = [(Role.LEADER, second)]
    if lead != ME:
        found.append((Role.SAFEGUARDING, second if lead == SECOND else answers["safeguarding_email"]))
    return found


def free_slug(group: CommunityGroup) -> str:
    """Of its name; with its key where that is taken."""
    wanted = slugify(group.name)[:LONGEST_SLUG].strip("-") or "group"
    is_taken = wanted in reserved.WORDS or CommunityGroup.objects.exclude(pk=group.pk).filter(slug=wanted).exists()
    return f"{wanted}-{group.pk}" if is_taken else wanted


@transaction.atomic
def not_a_duplicate(*, group: CommunityGroup, other: CommunityGroup, by_user: User) -> NotDuplicate:
    """Two groups that look alike and are two. Safe to repeat."""
    one, two = sorted((group.pk, other.pk))
    made, _ = NotDuplicate.objects.get_or_create(one_id=one, other_id=two, defaults={"by": by_user})
    return made
