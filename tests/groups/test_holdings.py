"""What groups hold about somebody: shown, taken along, moved with their record, left, erased, forgotten in time."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from groups import holdings as own
from groups.enums import BookingState, Left, Role
from groups.models import Booking, CommunityGroup, HandOver, Invitation, JoinRequest, Membership, Registration
from groups.services import membership
from people import holdings, retention
from people.models import Address, Person
from people.services import erasure, merging, people
from tests import factories
from tests.groups import people as cast

pytestmark = pytest.mark.django_db


def suzie() -> Person:
    return cast.person("suzie")


def of(title: str) -> holdings.Holding:
    return next(each for each in holdings.registered() if each.title == title)


def test_what_groups_hold_is_taken_along_in_words(settings: Any) -> None:
    cast.everything_about(suzie())
    taken = holdings.export(suzie())
    for holding in (*own.BELONGING, *own.DOING):
        assert len(taken[holding.title]) == 1, holding.title
    assert taken["Your part in groups"][0]["role"] == "Deputy leader"
    assert taken["Groups you registered"][0]["what_you_typed"] == {"you": {"name": "Suzie"}}


def test_merging_two_records_carries_their_part_in_groups_over_and_undoing_brings_it_back() -> None:
    gone, kept = suzie(), cast.person("morgan")
    leeds = cast.everything_about(gone)
    merge = merging.merge(kept=kept, gone=gone, by=factories.dele(), reason="One person.")
    moved = {holding.title for holding in (*own.BELONGING, *own.DOING) if holding.moves}
    taken = holdings.export(Person.objects.get(pk=kept.pk))
    assert {title for title in moved if len(taken[title]) == 1} == moved
    assert Membership.objects.live().get(group=leeds).person == kept
    assert "Morgan Editor" in [each.name for each in membership.leaders(leeds)]
    merging.undo(merge, by=factories.user("another"))
    assert Membership.objects.live().get(group=leeds).person == gone


def test_erasing_ends_what_goes_on_blanks_words_and_keeps_what_is_counted() -> None:
    leeds = cast.everything_about(suzie())
    open_request = JoinRequest.objects.create(group=cast.group("York"), person=suzie(), is_adult=True)
    person = suzie()
    erasure.erase(person)
    held = Membership.objects.get(group=leeds)
    assert (held.left, held.reason, held.until is not None) == (Left.ERASED, "", True)
    assert JoinRequest.objects.get().note == ""
    assert not JoinRequest.objects.filter(pk=open_request.pk).exists()
    assert Registration.objects.get().answers == {}
    assert Booking.objects.get().state == BookingState.CANCELLED
    assert not HandOver.objects.filter(done_at=None, ended_at=None).exists()
    assert Invitation.objects.get().withdrawn_at is not None
    assert leeds.activities.count() == leeds.acceptances.count() == 1


def test_a_member_leaves_on_the_page_of_their_own_data_and_a_leader_where_they_lead() -> None:
    leeds = cast.group()
    leader, member = cast.give(leeds, "charlie", Role.LEADER), cast.give(leeds, "suzie")
    withdrawal = of("Your part in groups").withdrawal
    assert withdrawal is not None
    assert (withdrawal.may(member), withdrawal.may(leader)) == (True, False)
    assert not withdrawal.do(cast.person("mallory"), member.pk)
    assert withdrawal.do(suzie(), member.pk)
    assert not withdrawal.do(leader.person, leader.pk)
    assert [each.person for each in Membership.objects.live()] == [leader.person]


def long_ago() -> Any:
    return timezone.now() - timedelta(days=settings.KEEP_DAYS["unconfirmed"], seconds=1)


def rule(name: str) -> retention.Rule:
    return next(each for each in retention.registered() if each.name == name)


def test_a_request_that_nobody_confirmed_goes_with_whoever_asked_for_nothing_else() -> None:
    leeds = cast.group()
    asked = membership.ask_to_join(group=leeds, email="suzie@example.org", name="Suzie Signer", is_adult=True)
    assert asked is not None
    unconfirmed = rule("unconfirmed-join-requests")
    assert not unconfirmed.due().exists()
    JoinRequest.objects.update(asked_at=long_ago())
    unconfirmed.forget(list(unconfirmed.due()))
    assert not JoinRequest.objects.exists()
    assert not Address.objects.filter(canonical="suzie@example.org").exists()


def test_a_request_that_was_confirmed_meanwhile_stays() -> None:
    leeds = cast.group()
    asked = membership.ask_to_join(group=leeds, email="suzie@example.org", name="Suzie Signer", is_adult=True)
    assert asked is not None
    JoinRequest.objects.update(asked_at=long_ago())
    found = list(rule("unconfirmed-join-requests").due())
    membership.confirm_request(asked)
    rule("unconfirmed-join-requests").forget(found)
    assert JoinRequest.objects.filter(pk=asked.pk).exists()


def test_an_invitation_that_led_to_nothing_goes_with_its_address_and_one_reported_stays() -> None:
    leeds: CommunityGroup = cast.group()
    for name in ("suzie", "priya"):
        membership.invite(group=leeds, email=f"{name}@example.org", role=Role.MEMBER, by=None)
    membership.report(Invitation.objects.get(address__canonical="priya@example.org"))
    Invitation.objects.update(expires_at=long_ago())
    unanswered = rule("unanswered-invitations")
    unanswered.forget(list(unanswered.due()))
    assert [each.canonical for each in Address.objects.order_by("pk")] == ["priya@example.org"]
    assert people.meet(email="priya@example.org").address.group_invitations.count() == 1
