"""Who belongs to a group: invited, asking to join, taking over, leaving, taken out.

Whoever follows the link of a message proves that the address is theirs, so accepting confirms it. Addresses are locked
before groups, and groups before the rows of their people.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from groups.enums import LEADING, Ages, GroupState, Left, Role
from groups.models import CommunityGroup, HandOver, Invitation, JoinRequest, Membership, ReportDecision
from groups.services import health
from mail.models import Delivery
from mail.services import deliveries, limits
from people.models import Person
from people.services import accounts, people

EXPIRES = timedelta(days=14)  # an invitation, and an offer of the leadership
MOST_MESSAGES_A_DAY = 3  # of a kind to one address, whoever keeps pressing the button
MOST_INVITATIONS, A_DAY = 40, 24 * 60 * 60  # of one group


class NotOpen(Exception):
    """It was answered, withdrawn or is too old, or the group takes nobody any more."""


class TooYoung(Exception):
    """The group, or the role, is for those of 18 or over."""


class TooMany(Exception):
    """The group sent as many invitations as it may in a day."""


class Stopped(Exception):
    """Staff found that this person should invite nobody."""


class LastLeader(Exception):
    """Nobody would lead the group: its leader hands over first, or has it closed."""


class MayNotTakeOver(Exception):
    """The leadership goes from a leader to an adult who belongs to the group already."""


@transaction.atomic
def give(*, group: CommunityGroup, person: Person, role: str, is_adult: bool = True) -> Membership:
    """A role in a group; the one they have already where they do. Whoever leads gets a login.

    Raises TooYoung, and LoginOfAnother for somebody who would lead and shares their address with another's login. Safe
    when called twice at once.
    """
    if not is_adult and (role != Role.MEMBER or group.ages == Ages.ADULTS):
        raise TooYoung
    lock(group)
    made, _ = Membership.objects.get_or_create(
        group=group, person=person, role=role, until=None, defaults={"is_adult": is_adult}
    )
    if role in LEADING:
        accounts.open_for(person=person)
        health.look_again(group)
    people.was_active(person.pk)
    return made


def lock(group: CommunityGroup) -> CommunityGroup:
    """Until the transaction ends nobody else changes who leads it."""
    return CommunityGroup.objects.select_for_update(no_key=True, of=("self",)).get(pk=group.pk)


def tell(person: Person, kind: str, context: dict[str, Any]) -> Delivery:
    return deliveries.queue(kind=kind, address_id=person.address_id, context=context)


def tell_once(address_id: int, kind: str, context: dict[str, Any]) -> Delivery | None:
    """None where enough of this kind went to the address in the last 24 hours."""
    since = timezone.now() - timedelta(days=1)
    sent = Delivery.objects.to_address(address_id).filter(kind=kind, created_at__gte=since)
    if sent.count() >= MOST_MESSAGES_A_DAY:
        return None
    return deliveries.queue(kind=kind, address_id=address_id, context=context)


def leaders(group: CommunityGroup) -> list[Person]:
    """Each once, whatever roles they have."""
    return list(Person.objects.filter(memberships__in=group.memberships.leading()).distinct().order_by("pk"))


@transaction.atomic
def invite(*, group: CommunityGroup, email: str, role: str, by: Person | None) -> Invitation | None:
    """Ask somebody by mail to take a role. One who was asked already is asked again, by the same link.

    None, and nothing is sent, where its owner said that they want no invitations of this group, or enough went out
    today; whoever asks is told the same. Raises NotOpen for a group that is not approved, Stopped and TooMany.
    """
    if group.state != GroupState.APPROVED:
        raise NotOpen
    if by is not None and ReportDecision.objects.in_force().filter(inviter=by).exists():
        raise Stopped
    if not limits.allow(f"invitations:{group.pk}", MOST_INVITATIONS, A_DAY):
        raise TooMany
    address = people.lock_address(email)
    if Invitation.objects.filter(group=group, address=address, reported_at__isnull=False).exists():
        return None
    now = timezone.now()
    fresh = {"by": by, "sent_at": now, "expires_at": now + EXPIRES}
    unanswered = {"accepted_at": None, "declined_at": None, "withdrawn_at": None}
    invitation, _ = Invitation.objects.update_or_create(
        group=group, address=address, role=role, **unanswered, defaults=fresh
    )
    context = {
        "group": group.name,
        "role": invitation.get_role_display(),
        "inviter": by.name if by else "",
        "expires_on": timezone.localdate(invitation.expires_at).isoformat(),
        "invitation_path": reverse("group_invitation", args=[invitation.token]),
        "report_path": reverse("group_invitation_report", args=[invitation.token]),
    }
    return invitation if tell_once(address.pk, "group_invitation", context) else None


@transaction.atomic
def accept(invitation: Invitation, *, name: str, is_adult: bool) -> Membership:
    """Its reader takes the role. Raises NotOpen, TooYoung and LoginOfAnother. Safe when called twice at once."""
    people.confirm_address(invitation.address_id)
    found = unanswered(invitation)
    met = people.meet(email=found.address.typed, name=name)
    Person.objects.filter(pk=met.person.pk, name="").update(name=name)
    found.accepted_at = timezone.now()
    found.save(update_fields=["accepted_at"])
    return give(group=found.group, person=met.person, role=found.role, is_adult=is_adult)


def unanswered(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("address", "group")
    found = rows.filter(pk=invitation.pk).first()
    if found is None or not found.is_open or found.group.state != GroupState.APPROVED:
        raise NotOpen
    return found


@transaction.atomic
def decline(invitation: Invitation) -> bool:
    """False where it was answered before."""
    unanswered = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, declined_at=None, withdrawn_at=None)
    return bool(unanswered.update(declined_at=timezone.now()))


@transaction.atomic
def report(invitation: Invitation) -> bool:
    """Its reader did not want it: this group can't invite the address again, and staff see that. True the first time.

    Also where it was answered or is too old; a role that was taken stays.
    """
    decline(invitation)
    fresh = Invitation.objects.filter(pk=invitation.pk, reported_at=None)
    return bool(fresh.update(reported_at=timezone.now()))


@transaction.atomic
def withdraw_invitation(invitation: Invitation) -> bool:
    """False where it was answered before."""
    unanswered = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, declined_at=None, withdrawn_at=None)
    return bool(unanswered.update(withdrawn_at=timezone.now()))


@transaction.atomic
def ask_to_join(*, group: CommunityGroup, email: str, name: str, is_adult: bool, note: str = "") -> JoinRequest | None:
    """Write down that somebody would like to be a member, and ask the address's owner to confirm it.

    None where they belong to the group already, which a message tells them; whoever typed it sees no difference. Raises
    NotOpen and TooYoung. Safe when called twice at once.
    """
    if not group.can_be_joined:
        raise NotOpen
    if not is_adult and group.ages == Ages.ADULTS:
        raise TooYoung
    met = people.meet(email=email, name=name)
    if Membership.objects.live().filter(group=group, person=met.person).exists():
        tell_once(met.address.pk, "group_member_before", {"group": group.name, "group_path": page_of(group)})
        return None
    asked, _ = JoinRequest.objects.get_or_create(
        group=group, person=met.person, decided_at=None, defaults={"is_adult": is_adult, "note": note}
    )
    context = {
        "name": name,
        "group": group.name,
        "confirm_path": reverse("group_join_confirm", args=[asked.token]),
    }
    tell_once(met.address.pk, "group_join_confirm", context)
    return asked


def page_of(group: CommunityGroup) -> str:
    return reverse("group", args=[group.slug])


@transaction.atomic
def confirm_request(asked: JoinRequest) -> bool:
    """Its owner says that it was they who asked: now the group's leaders hear of it. True the first time.

    Raises NotOpen for one that was decided, or a group that takes nobody any more.
    """
    people.confirm_address(asked.person.address_id)
    found = JoinRequest.objects.select_for_update(of=("self",)).select_related("group").filter(pk=asked.pk).first()
    if found is None or found.decided_at or found.group.state != GroupState.APPROVED:
        raise NotOpen
    if found.confirmed_at:
        return False
    found.confirmed_at = timezone.now()
    found.save(update_fields=["confirmed_at"])
    context = {"group": found.group.name, "people_path": reverse("group_people", args=[found.group.slug])}
    for leader in leaders(found.group):
        tell_once(leader.address_id, "group_join_requested", context)
    return True


@transaction.atomic
def decide(asked: JoinRequest, *, accepted: bool, by: Person | None) -> bool:
    """A leader takes them in or does not, and they are told. False where it was decided before, or never confirmed."""
    people.lock_addresses([asked.person.address_id])
    undecided = JoinRequest.objects.filter(pk=asked.pk, decided_at=None, confirmed_at__isnull=False)
    if not undecided.update(decided_at=timezone.now(), decided_by=by, was_accepted=accepted, note=""):
        return False
    group, person = asked.group, asked.person
    if accepted:
        give(group=group, person=person, role=Role.MEMBER, is_adult=asked.is_adult)
    context = {"name": person.name, "group": group.name, "accepted": accepted, "group_path": page_of(group)}
    tell(person, "group_join_decided", context)
    return True


@transaction.atomic
def leave(membership: Membership) -> bool:
    """Its owner wants the role no more. False where they had left. Raises LastLeader."""
    return end(membership, how=Left.LEFT)


@transaction.atomic
def remove(membership: Membership, *, reason: str) -> bool:
    """A leader takes somebody out and says why, which they are told. False where they had left. Raises LastLeader."""
    people.lock_addresses([membership.person.address_id])
    if not end(membership, how=Left.REMOVED, reason=reason):
        return False
    context = {"group": membership.group.name, "role": membership.get_role_display(), "reason": reason}
    tell(membership.person, "group_removed", context)
    return True


def end(membership: Membership, *, how: str, reason: str = "") -> bool:
    group = lock(membership.group)
    if membership.role == Role.LEADER and group.state == GroupState.APPROVED and is_alone(membership):
        raise LastLeader
    live = Membership.objects.live().filter(pk=membership.pk)
    has_left = bool(live.update(until=timezone.now(), left=how, reason=reason))
    health.look_again(group)
    return has_left


def is_alone(membership: Membership) -> bool:
    others = Membership.objects.live().filter(group=membership.group_id, role=Role.LEADER).exclude(pk=membership.pk)
    return not others.exists()


@transaction.atomic
def offer_hand_over(*, group: CommunityGroup, giver: Person, taker: Person) -> HandOver:
    """A leader says that somebody in the group shall lead in their place; it is done once that person says so too.

    An earlier offer of theirs ends. Raises MayNotTakeOver.
    """
    people.lock_addresses([taker.address_id])
    lock(group)
    if giver == taker or not leads(group, giver) or not is_adult_in(group, taker):
        raise MayNotTakeOver
    now = timezone.now()
    HandOver.objects.filter(group=group, giver=giver, done_at=None, ended_at=None).update(ended_at=now)
    offer = HandOver.objects.create(group=group, giver=giver, taker=taker, expires_at=now + EXPIRES)
    context = {
        "group": group.name,
        "giver": giver.name,
        "expires_on": timezone.localdate(offer.expires_at).isoformat(),
        "hand_over_path": reverse("group_hand_over_answer", args=[offer.token]),
    }
    tell(taker, "group_hand_over", context)
    return offer


def leads(group: CommunityGroup, person: Person) -> bool:
    return Membership.objects.live().filter(group=group, person=person, role=Role.LEADER).exists()


def is_adult_in(group: CommunityGroup, person: Person) -> bool:
    theirs = Membership.objects.live().filter(group=group, person=person).values_list("is_adult", flat=True)
    return bool(theirs) and all(theirs)


def is_open(offer: HandOver) -> bool:
    return not offer.done_at and not offer.ended_at and offer.expires_at > timezone.now()


@transaction.atomic
def take_over(offer: HandOver) -> Membership:
    """They lead now, and whoever handed over stays as a member. Raises NotOpen, MayNotTakeOver and LoginOfAnother."""
    people.lock_addresses([offer.giver.address_id, offer.taker.address_id])
    people.confirm_address(offer.taker.address_id)
    group = lock(offer.group)
    offer = HandOver.objects.select_for_update(of=("self",)).select_related("giver", "taker__address").get(pk=offer.pk)
    if not is_open(offer) or group.state != GroupState.APPROVED:
        raise NotOpen
    if not leads(group, offer.giver) or not is_adult_in(group, offer.taker):
        raise MayNotTakeOver
    now = timezone.now()
    theirs = Membership.objects.live().filter(group=group, person=offer.giver, role=Role.LEADER)
    theirs.update(until=now, left=Left.HANDED_OVER)
    HandOver.objects.filter(pk=offer.pk).update(done_at=now)
    give(group=group, person=offer.giver, role=Role.MEMBER)
    tell(offer.giver, "group_handed_over", {"group": group.name, "taker": offer.taker.name})
    return give(group=group, person=offer.taker, role=Role.LEADER)


@transaction.atomic
def decline_hand_over(offer: HandOver) -> bool:
    """Either of them says no. False where it was answered before."""
    waiting = HandOver.objects.filter(pk=offer.pk, done_at=None, ended_at=None)
    return bool(waiting.update(ended_at=timezone.now()))
