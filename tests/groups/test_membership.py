from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from groups.enums import Ages, GroupState, Health, Left, Role
from groups.models import CommunityGroup, HandOver, Invitation, JoinRequest, Membership
from groups.services import forgetting, health, membership
from mail.models import Delivery
from people.models import Person, User
from tests.groups import people as cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def leeds() -> CommunityGroup:
    made = cast.group()
    cast.give(made, "charlie", Role.LEADER)
    return made


def roles(group: CommunityGroup, name: str) -> list[str]:
    live = Membership.objects.live().filter(group=group, person=cast.person(name))
    return sorted(live.values_list("role", flat=True))


def invited(group: CommunityGroup, name: str = "priya", role: str = Role.DEPUTY) -> Invitation:
    made = membership.invite(group=group, email=f"{name}@example.org", role=role, by=cast.person("charlie"))
    assert made is not None
    return made


def test_nobody_is_in_a_group_before_they_accept_and_whoever_leads_then_has_a_login(leeds: CommunityGroup) -> None:
    invitation = invited(leeds)
    assert Person.objects.filter(address=invitation.address).count() == 0
    assert cast.told("group_invitation") == ["priya@example.org"]
    membership.accept(invitation, name="Priya Teacher", is_adult=True)
    assert roles(leeds, "priya") == [Role.DEPUTY]
    login = User.objects.get(person=cast.person("priya"))
    assert (login.email, login.has_usable_password()) == ("priya@example.org", False)
    invitation.address.refresh_from_db()
    assert invitation.address.confirmed_at is not None
    with pytest.raises(membership.NotOpen):
        membership.accept(invitation, name="Priya Teacher", is_adult=True)


def test_a_member_needs_no_login(leeds: CommunityGroup) -> None:
    membership.accept(invited(leeds, role=Role.MEMBER), name="Priya Teacher", is_adult=True)
    assert not User.objects.filter(person=cast.person("priya")).exists()


def test_an_invitation_ends_after_14_days_and_asking_again_renews_the_same_link(leeds: CommunityGroup) -> None:
    first = invited(leeds)
    assert first.expires_at - first.sent_at == timedelta(days=14)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(membership.NotOpen):
        membership.accept(first, name="Priya Teacher", is_adult=True)
    assert invited(leeds).token == first.token
    membership.accept(first, name="Priya Teacher", is_adult=True)
    assert roles(leeds, "priya") == [Role.DEPUTY]


def decline(invitation: Invitation) -> None:
    membership.decline(invitation)


def withdraw(invitation: Invitation) -> None:
    membership.withdraw_invitation(invitation)


def close_the_group(invitation: Invitation) -> None:
    CommunityGroup.objects.update(state=GroupState.CLOSED)


@pytest.mark.parametrize("ends", [decline, withdraw, close_the_group])
def test_an_invitation_that_has_ended_takes_nobody_in(
    ends: Callable[[Invitation], None], leeds: CommunityGroup
) -> None:
    invitation = invited(leeds)
    ends(invitation)
    with pytest.raises(membership.NotOpen):
        membership.accept(invitation, name="Priya Teacher", is_adult=True)
    assert roles(leeds, "priya") == []


def test_after_a_report_the_group_can_not_invite_the_address_again_and_another_can(leeds: CommunityGroup) -> None:
    assert membership.report(invited(leeds))
    again = membership.invite(group=leeds, email="PRIYA@example.org", role=Role.MEMBER, by=None)
    assert again is None
    assert cast.told("group_invitation") == ["priya@example.org"]
    assert membership.invite(group=cast.group("York"), email="priya@example.org", role=Role.MEMBER, by=None)


def test_an_inbox_is_not_filled_however_often_somebody_is_invited(leeds: CommunityGroup) -> None:
    sent = [membership.invite(group=leeds, email="priya@example.org", role=Role.MEMBER, by=None) for _ in range(5)]
    assert [bool(each) for each in sent] == [True, True, True, False, False]
    assert len(cast.told("group_invitation")) == membership.MOST_MESSAGES_A_DAY


def test_a_group_invites_so_many_a_day_and_no_more(leeds: CommunityGroup, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(membership, "MOST_INVITATIONS", 1)
    invited(leeds)
    with pytest.raises(membership.TooMany):
        invited(leeds, "suzie")


@pytest.mark.parametrize(
    ("role", "ages", "may"),
    [
        (Role.MEMBER, Ages.TEENAGERS_TOO, True),
        (Role.MEMBER, Ages.ADULTS, False),
        (Role.DEPUTY, Ages.TEENAGERS_TOO, False),
        (Role.SAFEGUARDING, Ages.TEENAGERS_TOO, False),
    ],
)
def test_nobody_under_18_leads_or_joins_a_group_of_adults(role: str, ages: str, may: bool) -> None:
    group = cast.group(ages=ages)
    if may:
        assert cast.give(group, "suzie", role, is_adult=False).role == role
        return
    with pytest.raises(membership.TooYoung):
        cast.give(group, "suzie", role, is_adult=False)
    assert roles(group, "suzie") == []


def asked(group: CommunityGroup, name: str = "suzie", **more: object) -> JoinRequest:
    given = {"email": f"{name}@example.org", "name": cast.NAMES[name], "is_adult": True, **more}
    made = membership.ask_to_join(group=group, **given)  # type: ignore[arg-type]
    assert made is not None
    return made


def test_leaders_hear_of_a_request_once_its_owner_confirmed_it(leeds: CommunityGroup) -> None:
    request = asked(leeds)
    assert not membership.decide(request, accepted=True, by=None)
    assert cast.told("group_join_requested") == []
    assert membership.confirm_request(request)
    assert not membership.confirm_request(request)
    assert cast.told("group_join_requested") == ["charlie@example.org"]
    assert roles(leeds, "suzie") == []
    assert membership.decide(request, accepted=True, by=cast.person("charlie"))
    assert not membership.decide(request, accepted=False, by=cast.person("charlie"))
    assert roles(leeds, "suzie") == [Role.MEMBER]
    assert cast.told("group_join_decided") == ["suzie@example.org"]


def test_whoever_is_turned_down_is_told_and_their_words_go(leeds: CommunityGroup) -> None:
    request = asked(leeds, note="I live round the corner.")
    membership.confirm_request(request)
    membership.decide(request, accepted=False, by=cast.person("charlie"))
    request.refresh_from_db()
    assert (roles(leeds, "suzie"), request.note, request.was_accepted) == ([], "", False)
    assert Delivery.objects.get(kind="group_join_decided").context["accepted"] is False


def test_whoever_types_the_address_of_a_member_learns_nothing_and_changes_nothing(leeds: CommunityGroup) -> None:
    assert membership.ask_to_join(group=leeds, email="charlie@example.org", name="Mallory", is_adult=True) is None
    assert cast.person("charlie").name == "Charlie Leader"
    assert cast.told("group_member_before") == ["charlie@example.org"]


def test_the_last_leader_stays_until_somebody_else_leads(leeds: CommunityGroup) -> None:
    charlie = Membership.objects.get(group=leeds, role=Role.LEADER)
    cast.give(leeds, "priya", Role.DEPUTY)
    with pytest.raises(membership.LastLeader):
        membership.leave(charlie)
    with pytest.raises(membership.LastLeader):
        membership.remove(charlie, reason="A coup.")
    cast.give(leeds, "priya", Role.LEADER)
    assert membership.leave(charlie)
    assert not membership.leave(charlie)
    charlie.refresh_from_db()
    assert (charlie.left, roles(leeds, "charlie")) == (Left.LEFT, [])


def test_a_group_fares_well_again_at_once_when_a_second_leader_accepts(leeds: CommunityGroup) -> None:
    CommunityGroup.objects.update(approved_at=timezone.now() - timedelta(days=200))
    health.derive()
    leeds.refresh_from_db()
    assert leeds.health == Health.AT_RISK
    membership.accept(invited(leeds), name="Priya Teacher", is_adult=True)
    leeds.refresh_from_db()
    assert (leeds.health, leeds.fell_on) == (Health.ACTIVE, None)


@pytest.mark.parametrize("how", ["leave", "remove", "erase"])
def test_a_group_is_looked_at_again_whenever_somebody_leads_it_no_more(leeds: CommunityGroup, how: str) -> None:
    """With three months to find another, whatever was written of it before."""
    second = cast.give(leeds, "priya", Role.DEPUTY)
    Membership.objects.update(since=timezone.now() - timedelta(days=100))
    CommunityGroup.objects.update(health=Health.DORMANT, fell_on=timezone.localdate())
    if how == "leave":
        membership.leave(second)
    elif how == "remove":
        membership.remove(second, reason="They moved away.")
    else:
        forgetting.end_memberships(second.person)
    leeds.refresh_from_db()
    assert (leeds.health, leeds.fell_on) == (Health.ACTIVE, None)


def test_whoever_is_taken_out_is_told_why(leeds: CommunityGroup) -> None:
    suzie = cast.give(leeds, "suzie")
    assert membership.remove(suzie, reason="You asked us to.")
    suzie.refresh_from_db()
    assert (suzie.left, suzie.reason, roles(leeds, "suzie")) == (Left.REMOVED, "You asked us to.", [])
    told = Delivery.objects.get(kind="group_removed")
    assert (told.address_id, told.context["reason"]) == (suzie.person.address_id, "You asked us to.")


def handed(group: CommunityGroup, taker: str = "priya") -> HandOver:
    return membership.offer_hand_over(group=group, giver=cast.person("charlie"), taker=cast.person(taker))


def test_the_leadership_goes_over_once_both_said_so(leeds: CommunityGroup) -> None:
    cast.give(leeds, "priya", Role.TRAINER)
    offer = handed(leeds)
    assert roles(leeds, "charlie") == [Role.LEADER]
    assert cast.told("group_hand_over") == ["priya@example.org"]
    membership.take_over(offer)
    assert roles(leeds, "priya") == [Role.LEADER, Role.TRAINER]
    assert roles(leeds, "charlie") == [Role.MEMBER]
    assert User.objects.filter(person=cast.person("priya")).exists()
    assert Membership.objects.get(left=Left.HANDED_OVER).person == cast.person("charlie")
    with pytest.raises(membership.NotOpen):
        membership.take_over(offer)


def test_a_stranger_or_a_young_member_can_not_take_over(leeds: CommunityGroup) -> None:
    CommunityGroup.objects.update(ages=Ages.TEENAGERS_TOO)
    leeds.refresh_from_db()
    cast.give(leeds, "suzie", is_adult=False)
    cast.give(cast.group("York"), "mallory")
    for name in ("suzie", "mallory", "charlie"):
        with pytest.raises(membership.MayNotTakeOver):
            handed(leeds, name)
    assert cast.told("group_hand_over") == []


def test_an_offer_falls_with_a_no_with_time_and_with_whoever_left(leeds: CommunityGroup) -> None:
    cast.give(leeds, "priya")
    refused = handed(leeds)
    assert membership.decline_hand_over(refused)
    with pytest.raises(membership.NotOpen):
        membership.take_over(refused)
    late = handed(leeds)
    HandOver.objects.filter(pk=late.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(membership.NotOpen):
        membership.take_over(late)
    offer = handed(leeds)
    Membership.objects.filter(person=cast.person("priya")).update(until=timezone.now(), left=Left.LEFT)
    with pytest.raises(membership.MayNotTakeOver):
        membership.take_over(offer)
    assert roles(leeds, "charlie") == [Role.LEADER]


def test_nothing_that_somebody_does_copies_their_address_into_the_group(leeds: CommunityGroup) -> None:
    membership.accept(invited(leeds), name="Priya Teacher", is_adult=True)
    membership.take_over(handed(leeds))
    row = CommunityGroup.objects.filter(pk=leeds.pk).values().get()
    assert "example.org" not in str(row)
