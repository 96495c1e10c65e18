"""What waits for those who look after groups, on the admin's home."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from groups import own_waiting
from groups.enums import GroupState, Health, Role
from groups.models import Agreement, Invitation, Registration
from groups.services import agreements
from pages import waiting
from people.models import User
from tests import factories
from tests.groups import applications, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator() -> User:
    return factories.member_of("Group coordinators")


def sentences(user: Any) -> dict[str, str]:
    return {each.sentence: each.url for each in waiting.for_user(user)}


def everything(coordinator: User) -> None:
    made = applications.sent_in()
    since = timezone.now() - timedelta(days=3)
    Registration.objects.filter(pk=made.pk).update(submitted_at=since)
    for town, health in (("York", Health.AT_RISK), ("Hull", Health.AT_RISK), ("Truro", Health.DORMANT)):
        people.group(town, health=health)
    people.group("Bath", health=Health.DORMANT, state=GroupState.CLOSED)
    Invitation.objects.create(
        group=people.group("Leeds"),
        address=people.person("mallory").address,
        role=Role.MEMBER,
        expires_at=timezone.now(),
        reported_at=since,
    )
    agreements.draft(text="We keep people safe.", by=coordinator)


def test_each_thing_that_waits_leads_to_where_it_is_dealt_with(client: Client, coordinator: User) -> None:
    everything(coordinator)
    day = f"{timezone.localdate() - timedelta(days=3):%-d %B}"
    expected = {
        f"1 group waits for a decision, the oldest since {day}.": "/admin/group-applications/",
        "2 groups are at risk.": "/admin/community-groups/?health=at_risk",
        "1 group is dormant.": "/admin/community-groups/?health=dormant",
        f"1 invitation was reported by whoever got it, the oldest on {day}.": "/admin/group-reports/",
    }
    found = sentences(coordinator)
    assert expected.items() <= found.items()
    client.force_login(coordinator)
    home = client.get("/admin/").content.decode()
    for sentence, url in expected.items():
        assert sentence in home
        assert client.get(url).status_code == 200


def test_a_draft_of_the_agreement_waits_for_another_than_its_writer(coordinator: User) -> None:
    everything(coordinator)
    words = "Version 1 of the agreement of groups waits to be published."
    assert words in sentences(factories.member_of("Approvers"))
    assert words not in sentences(coordinator)
    dele = factories.dele()
    assert words in sentences(dele)
    draft = Agreement.objects.get()
    agreements.change(draft, text="Others.", what_changed="", by=dele)
    assert words not in sentences(dele)


def test_nothing_waits_where_nothing_is_the_matter_nor_for_whoever_may_not_deal_with_it(coordinator: User) -> None:
    people.group("Ely")
    questions = (own_waiting.to_decide, own_waiting.in_trouble, own_waiting.reported, own_waiting.agreement)
    assert [question(coordinator) for question in questions] == [[]] * 4
    everything_else = factories.member_of("Editors")
    everything(coordinator=factories.user("writer"))
    assert [question(everything_else) for question in questions] == [[]] * 4


def test_what_waits_is_asked_in_few_questions(
    coordinator: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    everything(coordinator)
    coordinator.has_perm("groups.view_communitygroup")
    questions = (own_waiting.to_decide, own_waiting.in_trouble, own_waiting.reported, own_waiting.agreement)
    with django_assert_max_num_queries(4):
        assert sum(len(question(coordinator)) for question in questions) == 4
