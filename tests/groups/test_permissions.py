"""A leader of one group reaches nothing of another."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone

from groups import permissions, urls
from groups.enums import GroupState, Left, Role
from groups.models import CommunityGroup, Membership
from groups.services import membership
from tests import factories
from tests.groups import people as cast

pytestmark = pytest.mark.django_db
LEADERS = "groups/<slug:slug>/lead/"


@pytest.fixture
def leeds() -> CommunityGroup:
    return cast.group()


@pytest.fixture
def york() -> CommunityGroup:
    made = cast.group("York")
    cast.give(made, "priya", Role.LEADER)
    return made


def patterns() -> list[URLPattern]:
    """Every address of leaders, whoever adds it."""
    return [each for each in urls.urlpatterns if str(each.pattern).startswith(LEADERS)]


def addresses(group: CommunityGroup) -> list[str]:
    """Of a group, with keys and slugs of its own where an address has any."""
    suzie = cast.give(group, "suzie")
    keys = {"pk": suzie.pk, "slug": group.slug}
    return [reverse(each.name, kwargs={**samples(each), **used(each, keys)}) for each in patterns()]


def used(pattern: URLPattern, keys: dict[str, object]) -> dict[str, object]:
    return {name: key for name, key in keys.items() if name in pattern.pattern.converters}


def samples(pattern: URLPattern) -> dict[str, object]:
    return {name: 1 if "Int" in type(each).__name__ else "a" for name, each in pattern.pattern.converters.items()}


def test_there_are_addresses_of_leaders_and_all_of_them_are_walked(york: CommunityGroup) -> None:
    assert len(addresses(york)) == len(patterns()) >= 9


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_leader_reaches_no_address_of_another_group(method: str, leeds: CommunityGroup, york: CommunityGroup) -> None:
    charlie = cast.leading(leeds)
    for address in addresses(york):
        assert getattr(charlie, method)(address).status_code == 404, address
    assert Membership.objects.live().filter(group=york).count() == 2


@pytest.mark.parametrize("role", [Role.SAFEGUARDING, Role.TRAINER, Role.MEMBER])
def test_whoever_does_not_lead_reaches_none_of_their_own_group(role: str, york: CommunityGroup) -> None:
    held = cast.give(york, "mallory", role)
    browser = Client()
    browser.force_login(factories.user("mallory", person=held.person))
    for address in addresses(york):
        assert browser.get(address).status_code == 404, address


def test_whoever_is_not_signed_in_is_led_to_signing_in(client: Client, york: CommunityGroup) -> None:
    for address in addresses(york):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, reverse("account_login"))


def leave(held: Membership) -> None:
    cast.give(held.group, "priya", Role.LEADER)
    membership.leave(held)


def close(held: Membership) -> None:
    CommunityGroup.objects.filter(pk=held.group_id).update(state=GroupState.CLOSED)


@pytest.mark.parametrize("ends", [leave, close])
def test_whoever_led_reaches_nothing_once_that_is_over(
    ends: Callable[[Membership], None], leeds: CommunityGroup
) -> None:
    charlie = cast.leading(leeds)
    home = reverse("group_lead", args=[leeds.slug])
    assert charlie.get(home).status_code == 200
    ends(Membership.objects.get(group=leeds, role=Role.LEADER))
    assert charlie.get(home).status_code == 404


def test_a_deputy_neither_invites_leaders_nor_takes_them_out_nor_hands_over(leeds: CommunityGroup) -> None:
    charlie, priya = cast.give(leeds, "charlie", Role.LEADER), cast.give(leeds, "priya", Role.DEPUTY)
    suzie = cast.give(leeds, "suzie")
    leader, deputy = charlie.person.user, priya.person.user
    assert permissions.may_invite(leader, leeds, Role.LEADER)
    assert not permissions.may_invite(deputy, leeds, Role.DEPUTY)
    assert permissions.may_invite(deputy, leeds, Role.TRAINER)
    assert [permissions.may_remove(leader, held) for held in (charlie, priya, suzie)] == [False, True, True]
    assert [permissions.may_remove(deputy, held) for held in (charlie, priya, suzie)] == [False, False, True]
    assert permissions.may_hand_over(leader, leeds)
    assert not permissions.may_hand_over(deputy, leeds)


def test_nobody_takes_a_leader_of_the_same_group_out(leeds: CommunityGroup) -> None:
    charlie, priya = cast.leading(leeds), cast.give(leeds, "priya", Role.LEADER)
    assert charlie.post(reverse("group_remove", args=["leeds", priya.pk]), {"reason": "A coup."}).status_code == 403
    priya.refresh_from_db()
    assert priya.until is None


def test_what_was_once_held_gives_no_rights(leeds: CommunityGroup) -> None:
    held = cast.give(leeds, "charlie", Role.LEADER)
    Membership.objects.filter(pk=held.pk).update(until=timezone.now(), left=Left.REMOVED)
    assert not permissions.led_by(held.person.user).exists()
    assert not permissions.may_lead(held.person.user, leeds)
