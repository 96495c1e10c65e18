"""The staff's queue of groups that apply: by age, two clicks, saved answers, history."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone

from groups import reserved, urls
from groups.enums import GroupState, Role
from groups.models import Change, CommunityGroup, Invitation, Membership, NotDuplicate, Registration, SavedAnswer
from groups.own_waiting import to_decide
from groups.selectors import duplicates
from groups.services import deciding, registering, states
from mail.models import Delivery
from people import retention
from people.models import User
from tests import factories
from tests.groups import applications

pytestmark = pytest.mark.django_db
QUEUE = "/admin/group-applications/"


@pytest.fixture
def coordinator(client: Client) -> User:
    user = factories.member_of("Group coordinators")
    client.force_login(user)
    return user


def html(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def screen(registration: Registration, deed: str = "") -> str:
    return f"{QUEUE}{registration.group_id}/{deed + '/' if deed else ''}"


def test_whoever_waits_longest_stands_first(client: Client, coordinator: User) -> None:
    for days, (name, email) in enumerate([("Newest", "suzie"), ("Middle", "priya"), ("Oldest", "charlie")]):
        made = applications.sent_in(f"{email}@example.org", name=name, second_email="morgan@example.org", town=name)
        since = timezone.now() - timedelta(days=days)
        Registration.objects.filter(pk=made.pk).update(submitted_at=since)
    shown = html(client.get(QUEUE))
    assert shown.index("Oldest") < shown.index("Middle") < shown.index("Newest")
    assert "3 groups wait for a decision" in to_decide(coordinator)[0].sentence


def test_two_clicks_approve_a_group_which_gets_its_leader_and_invites_the_others(
    client: Client, coordinator: User
) -> None:
    registration = applications.sent_in()
    approve = screen(registration, "approve")
    assert f'href="{approve}"' in html(client.get(QUEUE))
    assert client.get(approve).status_code == 200
    assert applications.fresh(registration).group.state == GroupState.SUBMITTED
    assert client.post(approve).status_code == 302
    group = applications.fresh(registration).group
    assert (group.state, group.slug, group.approved_at is not None) == (
        GroupState.APPROVED,
        "leeds-against-trafficking",
        True,
    )
    assert [(each.person_id, each.role) for each in Membership.objects.all()] == [(registration.person_id, Role.LEADER)]
    invited = set(Invitation.objects.values_list("address__canonical", "role"))
    assert invited == {("suzie@example.org", Role.LEADER), ("priya@example.org", Role.SAFEGUARDING)}
    assert Delivery.objects.filter(kind="registration_approved").count() == 1
    assert applications.fresh(registration).answers == {}


@pytest.mark.parametrize(("lead", "roles", "invited"), [("me", 2, 1), ("second", 1, 2)])
def test_a_leader_may_look_after_safeguarding_too(lead: str, roles: int, invited: int) -> None:
    registration = applications.sent_in(safeguarding=lead, safeguarding_name="", safeguarding_email="")
    deciding.approve(group=registration.group, by_user=factories.morgan())
    assert Membership.objects.count() == roles
    assert Invitation.objects.count() == invited


def test_two_groups_of_one_name_have_two_addresses() -> None:
    applications.approved_group()
    registration = applications.filled_in()
    registering.tell_apart(registration=registration, others=list(CommunityGroup.objects.values_list("pk", flat=True)))
    registering.submit(registration)
    made = deciding.approve(group=registration.group, by_user=factories.morgan())
    assert made.slug == f"leeds-against-trafficking-{made.pk}"


def test_no_group_has_an_address_that_is_one_of_ours() -> None:
    paths = [str(each.pattern).split("/") for each in urls.urlpatterns]
    ours = {path[1] for path in paths if path[0] == "groups" and path[1] and not path[1].startswith("<")}
    assert {"register", "events", "sitemap.xml"} <= ours
    assert ours <= reserved.WORDS
    for word in reserved.WORDS - {"sitemap.xml"}:
        assert deciding.free_slug(CommunityGroup(pk=7, name=word)) == f"{word}-7"
        with pytest.raises(ValidationError, match="Our own addresses"):
            CommunityGroup(name=word, slug=word).clean()


def test_a_group_that_is_not_sent_in_is_not_approved(client: Client, coordinator: User) -> None:
    registration = applications.filled_in()
    assert client.post(screen(registration, "approve")).status_code == 422
    assert applications.fresh(registration).group.state == GroupState.VERIFIED


def test_a_saved_answer_is_sent_with_ones_own_words_after_it(client: Client, coordinator: User) -> None:
    saved = SavedAnswer.objects.create(title="Party", text="We are of no party.")
    registration = applications.sent_in()
    refused = client.post(screen(registration, "reject"))
    assert (refused.status_code, "Choose a saved answer or write one" in html(refused)) == (422, True)
    client.post(screen(registration, "reject"), {"saved": saved.pk, "words": "All the best."})
    change = Change.objects.filter(group=registration.group_id).first()
    assert change is not None
    assert (change.after, change.by_user) == (GroupState.REJECTED, coordinator)
    assert change.reason == "We are of no party.\n\nAll the best."
    assert Delivery.objects.get(kind="registration_rejected").context["reason"] == change.reason


def test_a_question_is_two_clicks_and_takes_the_group_off_the_queue(client: Client, coordinator: User) -> None:
    registration = applications.sent_in()
    ask = screen(registration, "ask")
    assert client.post(ask, {"words": "Which town?"}).status_code == 422
    client.post(ask, {"words": "Which town?", "topics": ["place"]})
    assert applications.fresh(registration).group.state == GroupState.NEEDS_INFORMATION
    shown = html(client.get(QUEUE))
    assert "No group waits for a decision" in shown
    assert "Waiting for an answer" in shown


def test_the_page_of_an_application_has_its_answers_its_history_and_groups_like_it(
    client: Client, coordinator: User
) -> None:
    other = applications.approved_group(name="Leeds Against Trafficking (old)", slug="old", state=GroupState.CLOSED)
    registration = applications.filled_in()
    registering.tell_apart(registration=registration, others=[other.pk])
    registering.submit(registration)
    client.post(screen(registration, "take-up"))
    shown = html(client.get(screen(registration)))
    for words in ("charlie@example.org", "LS1 4DY", "Priya Teacher", "Being looked at", "a name like it"):
        assert words in shown
    assert "The applicant says that 1 group like it is another." in shown


def test_what_staff_found_to_be_two_is_remembered_from_both_sides(client: Client, coordinator: User) -> None:
    other = applications.approved_group(postcode="LS1 1AA")
    group = applications.filled_in().group
    assert [alike.group for alike in duplicates.alike(group)] == [other]
    address = f"{QUEUE}{group.pk}/not-a-duplicate-of/{other.pk}/"
    assert [client.post(address).status_code for _ in range(2)] == [302, 302]
    assert NotDuplicate.objects.count() == 1
    assert duplicates.alike(group) == []
    assert duplicates.alike(other) == []


def test_nobody_else_on_the_staff_sees_or_decides(client: Client) -> None:
    registration = applications.sent_in()
    client.force_login(factories.member_of("Trainers"))
    for address in (QUEUE, screen(registration), screen(registration, "approve")):
        assert client.get(address).status_code == 302
    client.post(screen(registration, "approve"))
    assert applications.fresh(registration).group.state == GroupState.SUBMITTED


def test_a_group_that_was_turned_down_is_deleted_after_its_time() -> None:
    registration = applications.sent_in()
    states.reject(group=registration.group, by_user=factories.morgan(), reason="No.")
    rule = next(each for each in retention.registered() if each.name == "turned-down-registrations")
    assert not rule.due()
    Change.objects.filter(group=registration.group_id).update(at=timezone.now() - timedelta(days=400))
    rule.forget(list(rule.due()))
    assert not CommunityGroup.objects.filter(pk=registration.group_id).exists()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one lock for everything")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_who_approve_at_once_one_does_and_each_is_invited_once() -> None:
    registration = applications.sent_in()
    staff = [factories.morgan(), factories.dele()]
    at_once = Barrier(2)
    outcomes: list[str] = []

    def approve(by: User) -> None:
        try:
            at_once.wait()
            deciding.approve(group=registration.group, by_user=by)
            outcomes.append("approved")
        except (states.WrongState, registering.Incomplete):
            outcomes.append("too late")
        finally:
            connection.close()

    threads = [Thread(target=approve, args=(by,)) for by in staff]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["approved", "too late"]
    assert (Membership.objects.count(), Invitation.objects.count()) == (1, 2)
