"""Invitations that somebody did not want: staff stop whoever sent them, or dismiss the report."""

from typing import Any

import pytest
from django.test import Client

from groups.enums import Role
from groups.models import CommunityGroup, Invitation, ReportDecision
from groups.services import membership, reports
from people.models import User
from people.services import erasure
from tests import factories
from tests.groups import people

pytestmark = pytest.mark.django_db
LIST = "/admin/group-reports/"


@pytest.fixture
def coordinator(client: Client) -> User:
    user = factories.member_of("Group coordinators")
    client.force_login(user)
    return user


@pytest.fixture
def leeds() -> CommunityGroup:
    return people.group()


def html(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def decide(client: Client, invitation: Invitation, step: str, reason: str = "They wrote to strangers.") -> Any:
    return client.post(f"{LIST}{invitation.pk}/{step}/", {"reason": reason})


def test_staff_see_who_sent_it_and_not_who_reported_it(
    client: Client, coordinator: User, leeds: CommunityGroup
) -> None:
    people.reported(leeds)
    shown = html(client.get(LIST))
    assert "Charlie Leader" in shown
    assert "ACTFORJUSTICE Leeds" in shown
    assert "1 sent, 1 reported" in shown
    assert "mallory" not in shown.lower()


def test_whoever_is_stopped_invites_nobody_to_any_group_until_it_is_lifted(
    client: Client, coordinator: User, leeds: CommunityGroup
) -> None:
    invitation = people.reported(leeds)
    assert decide(client, invitation, "stop").status_code == 302
    york, charlie = people.group("York"), people.leading(leeds)
    for group in (leeds, york):
        with pytest.raises(membership.Stopped):
            membership.invite(group=group, email="suzie@example.org", role=Role.MEMBER, by=people.person("charlie"))
    sent = {"email": "suzie@example.org", "role": "member"}
    refused = charlie.post("/groups/leeds/lead/people/invite/", sent)
    assert (refused.status_code, "can&#x27;t send more" in html(refused)) == (422, True)
    assert Invitation.objects.count() == 1
    assert client.post(f"{LIST}{invitation.pk}/lift/").status_code == 302
    assert charlie.post("/groups/leeds/lead/people/invite/", sent).status_code == 303
    assert Invitation.objects.count() == 2
    assert "Stopped, and lifted since" in html(client.get(LIST))


def test_a_dismissed_report_changes_nothing_for_its_sender(
    client: Client, coordinator: User, leeds: CommunityGroup
) -> None:
    invitation = people.reported(leeds)
    decide(client, invitation, "dismiss", "A slip.")
    shown = html(client.get(LIST))
    assert "No report waits." in shown
    assert "A slip." in shown
    by = people.person("charlie")
    assert membership.invite(group=leeds, email="suzie@example.org", role=Role.MEMBER, by=by) is not None
    assert membership.invite(group=leeds, email="mallory@example.org", role=Role.MEMBER, by=by) is None


def test_a_report_is_decided_once_and_with_a_reason(client: Client, coordinator: User, leeds: CommunityGroup) -> None:
    invitation = people.reported(leeds)
    assert decide(client, invitation, "stop", " ").status_code == 422
    assert not ReportDecision.objects.exists()
    decide(client, invitation, "dismiss")
    late = decide(client, invitation, "stop")
    assert (late.status_code, "Somebody else decided" in html(late)) == (422, True)
    assert ReportDecision.objects.get().stops is False
    lifted = client.post(f"{LIST}{invitation.pk}/lift/")
    assert lifted.status_code == 422


def test_nobody_is_stopped_for_what_nobody_in_particular_sent(coordinator: User, leeds: CommunityGroup) -> None:
    made = membership.invite(group=leeds, email="mallory@example.org", role=Role.MEMBER, by=None)
    assert made is not None
    membership.report(made)
    with pytest.raises(reports.NobodyInvited):
        reports.stop(made, reason="Nobody.", by=coordinator)
    assert not ReportDecision.objects.exists()


def test_the_erasure_of_a_sender_takes_their_name_and_the_reason_from_the_decision(
    client: Client, coordinator: User, leeds: CommunityGroup
) -> None:
    reports.stop(people.reported(leeds), reason="Charlie wrote to strangers.", by=coordinator)
    erasure.erase(people.person("charlie"))
    decision = ReportDecision.objects.get()
    assert (decision.inviter, decision.reason, decision.stops) == (None, "", True)
    assert "Charlie" not in html(client.get(LIST))
