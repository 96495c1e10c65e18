"""Who may do what in a group. Whoever leads one may do nothing in another, nor in one that is closed."""

from typing import Any

from django.db.models import QuerySet

from groups.enums import LEADING, GroupState, Role
from groups.models import CommunityGroup, Membership


def led_by(user: Any) -> QuerySet[CommunityGroup]:
    """The groups that somebody leads, as leader or deputy: nothing else of a group is shown to them as its leader."""
    if not user.is_authenticated or user.person_id is None:
        return CommunityGroup.objects.none()
    leading = Membership.objects.leading().filter(person=user.person_id)
    return CommunityGroup.objects.approved().filter(pk__in=leading.values("group"))


def roles(user: Any, group: CommunityGroup) -> frozenset[str]:
    if not user.is_authenticated or user.person_id is None or group.state != GroupState.APPROVED:
        return frozenset()
    live = Membership.objects.live().filter(group=group, person=user.person_id)
    return frozenset(live.values_list("role", flat=True))


def may_lead(user: Any, group: CommunityGroup) -> bool:
    """Open the home of its leaders, its events, its activities and its resources."""
    return bool(roles(user, group) & LEADING)


def may_see_members(user: Any, group: CommunityGroup) -> bool:
    return may_lead(user, group)


def may_invite(user: Any, group: CommunityGroup, role: str) -> bool:
    """A deputy invites whoever does not lead."""
    held = roles(user, group)
    return Role.LEADER in held or (Role.DEPUTY in held and role not in LEADING)


def may_decide_requests(user: Any, group: CommunityGroup) -> bool:
    return may_lead(user, group)


def may_remove(user: Any, membership: Membership) -> bool:
    """A leader takes out anybody but a leader, a deputy anybody who does not lead; oneself, one leaves."""
    if membership.until is not None or membership.person_id == getattr(user, "person_id", None):
        return False
    held = roles(user, membership.group)
    if Role.LEADER in held:
        return membership.role != Role.LEADER
    return Role.DEPUTY in held and membership.role not in LEADING


def may_hand_over(user: Any, group: CommunityGroup) -> bool:
    return Role.LEADER in roles(user, group)


def may_write_to_members(user: Any, group: CommunityGroup) -> bool:
    return may_lead(user, group)


def taking_part(user: Any) -> QuerySet[CommunityGroup]:
    """The groups that somebody has a role in: of nothing else of them than resources do they see more than others."""
    if not user.is_authenticated or user.person_id is None:
        return CommunityGroup.objects.none()
    live = Membership.objects.live().filter(person=user.person_id)
    return CommunityGroup.objects.approved().filter(pk__in=live.values("group"))


def may_use_resources(user: Any, group: CommunityGroup) -> bool:
    """Whoever takes part in a group may have what the charity gives to groups."""
    return bool(roles(user, group))


def may_review(user: Any) -> bool:
    """Decide about groups that apply, as staff."""
    return bool(user.has_perm("groups.review_communitygroup"))


def may_plan_for_charity(user: Any) -> bool:
    """Plan the charity's own events, as staff."""
    return bool(user.has_perm("groups.change_event"))


def may_see_groups(user: Any) -> bool:
    """All of them in any state, how they fare, and their history, as staff."""
    return bool(user.has_perm("groups.view_communitygroup"))


def may_see_leaders(user: Any) -> bool:
    """Who leads groups, by name, as staff."""
    return bool(user.has_perm("groups.view_membership"))


def may_see_agreements(user: Any) -> bool:
    return bool(user.has_perm("groups.view_agreement"))


def may_write_agreements(user: Any) -> bool:
    return bool(user.has_perm("groups.change_agreement"))


def may_publish_agreements(user: Any) -> bool:
    """What somebody else wrote."""
    return bool(user.has_perm("groups.publish_agreement"))


def may_keep_resources(user: Any) -> bool:
    """Add what groups use, change it and withdraw it, and see how often it is fetched, as staff."""
    return bool(user.has_perm("groups.change_resource"))


def may_see_messages(user: Any) -> bool:
    """What staff write to groups and leaders to members, as staff."""
    return bool(user.has_perm("groups.view_groupmessage"))


def may_write_to_groups(user: Any) -> bool:
    """Write to the leaders of groups, and decide about what leaders write to members, as staff."""
    return bool(user.has_perm("groups.change_groupmessage"))


def may_send_to_groups(user: Any) -> bool:
    """What a colleague wrote."""
    return bool(user.has_perm("groups.send_groupmessage"))


def may_import(user: Any) -> bool:
    """Bring in files of groups, and take them back, as staff."""
    return bool(user.has_perm("groups.add_importbatch"))


def may_export(user: Any) -> bool:
    """Take lists of groups away, with the postcodes that no page shows."""
    return bool(user.has_perm("groups.export_communitygroup"))


def may_merge(user: Any) -> bool:
    """Make two groups one, and two again."""
    return bool(user.has_perm("groups.add_mergebatch"))
