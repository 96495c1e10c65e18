"""The list of all groups as staff filter it, one group's page, leaders and history."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from groups.enums import GroupState, Health, Role
from groups.models import AgreementAcceptance, CommunityGroup, Note
from groups.services import states
from people.models import AccessRecord, User
from places.models import Constituency
from tests import factories
from tests.groups import caring, people

pytestmark = pytest.mark.django_db
LIST, LEADERS, HISTORY = "/admin/community-groups/", "/admin/group-leaders/", "/admin/group-history/"
TODAY = timezone.localdate()
LONG_AGO = TODAY - timedelta(days=900)


@pytest.fixture
def coordinator(client: Client) -> User:
    user = factories.member_of("Group coordinators")
    client.force_login(user)
    return user


def html(answer: Any) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def made(town: str, **fields: Any) -> CommunityGroup:
    return people.group(town, **{"approved_at": timezone.now(), **fields})


def well_led(town: str, *names: str, **fields: Any) -> CommunityGroup:
    group = made(town, **fields)
    for name in names:
        people.give(group, name, Role.LEADER)
    return group


def listed(client: Client, query: str) -> set[str]:
    """The towns of the groups that the list shows."""
    shown = html(client.get(f"{LIST}results/?{query}"))
    return {town for town in ("Leeds", "York", "Hull", "Truro") if f"ACTFORJUSTICE {town}" in shown}


def test_the_list_is_filtered_by_each_thing_that_may_be_the_matter(client: Client, coordinator: User) -> None:
    south = Constituency.objects.get(slug="leeds-south")
    leeds = well_led("Leeds", "charlie", "suzie", kind="church", constituency=south)
    people.give(leeds, "priya", Role.SAFEGUARDING)
    caring.active(leeds, TODAY, TODAY)
    agreement = caring.agreement(1, TODAY)
    AgreementAcceptance.objects.create(group=leeds, agreement=agreement)
    well_led("York", "morgan", kind="town", approved_at=caring.at(LONG_AGO), health=Health.AT_RISK)
    made("Hull", state=GroupState.CLOSED, health=Health.AT_RISK)
    made("Truro", state=GroupState.SUBMITTED)
    assert listed(client, "") == {"Leeds", "York", "Hull", "Truro"}
    assert listed(client, "state=closed") == {"Hull"}
    assert listed(client, "health=at_risk") == {"York"}, "a closed group fares neither well nor badly"
    assert listed(client, "kind=church") == {"Leeds"}
    assert listed(client, f"region={south.region.slug if south.region else ''}") == {"Leeds"}
    assert listed(client, "failing=activity") == {"York"}
    assert listed(client, "failing=leaders") == {"York"}
    assert listed(client, "lacking=second") == {"York"}
    assert listed(client, "lacking=safeguarding") == {"York"}
    assert listed(client, "lacking=agreement") == {"York"}
    assert listed(client, "q=lee") == {"Leeds"}


def test_a_new_group_lacks_a_second_leader_at_once_and_fails_only_after_its_grace(
    client: Client, coordinator: User
) -> None:
    well_led("Leeds", "charlie")
    assert listed(client, "lacking=second") == {"Leeds"}
    assert listed(client, "failing=leaders") == set()


def test_what_nobody_has_confirmed_is_in_no_list(client: Client, coordinator: User) -> None:
    begun = made("Leeds", state=GroupState.DRAFT)
    assert listed(client, "") == set()
    assert "ACTFORJUSTICE Leeds" not in html(client.get(HISTORY))
    assert begun.state == GroupState.DRAFT


def test_the_list_asks_as_many_questions_for_fifty_groups_as_for_one(
    client: Client, coordinator: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(LIST)
    for number in range(50):
        made(f"Town {number}", latitude=None, longitude=None)
    with django_assert_max_num_queries(20):
        answer = client.get(LIST)
    assert html(answer).count("ACTFORJUSTICE Town") == 50


def test_a_groups_page_says_how_it_fares_who_leads_it_and_what_became_of_it(client: Client, coordinator: User) -> None:
    leeds = well_led("Leeds", "charlie", approved_at=caring.at(LONG_AGO))
    caring.active(leeds, TODAY)
    states.close(group=leeds, by_user=coordinator, reason="They moved away.")
    states.reopen(group=leeds, by_user=coordinator, reason="They came back.")
    shown = html(client.get(f"{LIST}{leeds.pk}/"))
    for words in (
        "Two leaders",
        "1 leader<",
        "2 leaders; 3 months to find another",
        "Not in order",
        "Charlie Leader",
        "Never",
        "They moved away.",
        "They came back.",
        "A stall",
        f"/admin/group-applications/{leeds.pk}/close/",
    ):
        assert words in shown, words
    assert "Reopen" not in shown


def test_a_deed_from_a_groups_page_leads_back_to_it(client: Client, coordinator: User) -> None:
    leeds = made("Leeds")
    answer = client.post(f"/admin/group-applications/{leeds.pk}/close/", {"words": "They moved away."})
    assert answer["Location"] == f"{LIST}{leeds.pk}/"
    leeds.refresh_from_db()
    assert leeds.state == GroupState.CLOSED


def test_staff_leave_one_another_notes_that_no_leader_sees(client: Client, coordinator: User) -> None:
    leeds = made("Leeds")
    page = f"{LIST}{leeds.pk}/note/"
    assert client.post(page, {"text": "  "}).status_code == 422
    girl = "There is a girl locked in the flat above the shop, she is crying and they took her passport."
    assert client.post(page, {"text": girl}).status_code == 422
    assert not Note.objects.exists()
    assert client.post(page, {"text": "Rang them on Monday."})["Location"] == f"{LIST}{leeds.pk}/"
    assert f"{coordinator}</b><br>Rang them on Monday." in html(client.get(f"{LIST}{leeds.pk}/"))
    leader = people.leading(leeds)
    for path in ("lead/people/", "lead/health/", ""):
        assert "Rang them" not in html(leader.get(f"/groups/leeds/{path}"))


def test_the_page_asks_a_bounded_number_of_questions(
    client: Client, coordinator: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    leeds = well_led("Leeds", "charlie", "suzie", "priya")
    for number in range(60):
        Note.objects.create(group=leeds, text=f"Note {number}", by=coordinator)
    caring.active(leeds, *[TODAY] * 30)
    client.get(LIST)
    with django_assert_max_num_queries(24):
        shown = html(client.get(f"{LIST}{leeds.pk}/"))
    assert shown.count("Note ") == 50
    assert shown.count("A stall") == 10


def test_whoever_may_not_know_who_leads_groups_sees_no_name(client: Client) -> None:
    user = factories.user("viewer")
    user.user_permissions.set(Permission.objects.filter(codename__in=("view_communitygroup", "access_admin")))
    client.force_login(user)
    leeds = well_led("Leeds", "charlie")
    states.close(group=leeds, by_person=people.person("charlie"), reason="We stop.")
    shown = html(client.get(f"{LIST}{leeds.pk}/"))
    assert "Charlie" not in shown
    assert "somebody of the group" in shown
    assert f"/admin/group-applications/{leeds.pk}/reopen/" not in shown
    assert client.get(LEADERS).status_code == 302


def test_leaders_are_listed_with_when_they_last_signed_in_and_their_file_is_marked(
    client: Client, coordinator: User
) -> None:
    leeds = well_led("Leeds", "charlie")
    people.give(leeds, "suzie", Role.DEPUTY)
    people.give(leeds, "priya", Role.MEMBER)
    made("York", state=GroupState.CLOSED)
    charlie = people.person("charlie").user
    User.objects.filter(pk=charlie.pk).update(last_login=caring.at(TODAY))
    shown = html(client.get(LEADERS))
    assert "Charlie Leader" in shown
    assert "Suzie Signer" in shown
    assert "Priya Teacher" not in shown
    assert "Suzie Signer" in html(client.get(f"{LEADERS}results/?never=true"))
    assert "Charlie Leader" not in html(client.get(f"{LEADERS}results/?never=true"))
    answer = client.get(f"{LEADERS}?export=csv")
    taken = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert "Charlie Leader,ACTFORJUSTICE Leeds,Leader" in taken
    assert "Taken by group-coordinators@example.org" in taken
    assert AccessRecord.objects.get().reason.startswith("list of memberships, file ")


def test_the_history_of_all_groups_is_filtered_by_author_and_step(client: Client, coordinator: User) -> None:
    leeds, york = well_led("Leeds", "charlie"), made("York")
    states.close(group=york, by_user=coordinator, reason="They moved away.")
    states.close(group=leeds, by_person=people.person("charlie"), reason="We stop.")
    shown = html(client.get(HISTORY))
    assert "Somebody of the group" in shown
    assert "Charlie" not in shown
    by_me = html(client.get(f"{HISTORY}results/?by_user={coordinator.pk}"))
    assert "They moved away." in by_me
    assert "We stop." not in by_me
    assert "They moved away." not in html(client.get(f"{HISTORY}results/?after=approved"))
