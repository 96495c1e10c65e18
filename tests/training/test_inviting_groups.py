"""One press asks the nearest groups in which nobody is trained to a session, once each, by a second person's leave."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groups import own_waiting
from groups.admin_forms.messages import ToLeadersForm
from groups.enums import MessageState, Role
from groups.models import CommunityGroup, Event, GroupMessage
from groups.selectors import directory
from groups.selectors import messages as selectors
from groups.services import membership, messages
from people.models import User
from tests import factories
from tests.groups import people as cast
from tests.training import taught
from training import families
from training.models import CourseVersion, GroupInvited, Session
from training.selectors import untrained
from training.services import inviting, sessions

pytestmark = pytest.mark.django_db


@pytest.fixture
def session() -> Session:
    made = taught.session(title="The signs in Leeds")
    CourseVersion.objects.filter(pk=made.version_id).update(families=families.written(["labour"]))
    Event.objects.filter(pk=made.event_id).update(latitude=53.80, longitude=-1.55)
    return Session.objects.full().get(pk=made.pk)


@pytest.fixture
def groups(session: Session) -> list[CommunityGroup]:
    """Near, with a leader whom nobody trained; near, with one who is trained; and too far away."""
    untrained = cast.group("Otley")
    trained = cast.group("Leeds")
    far = cast.group("Truro", latitude=50.26, longitude=-5.05)
    cast.give(untrained, "charlie", Role.LEADER)
    cast.give(trained, "suzie", Role.LEADER)
    version = CourseVersion.objects.get(pk=session.version_id)
    factories.award(cast.person("suzie"), version)
    return [untrained, trained, far]


@pytest.fixture
def trainer(client: Client) -> Any:
    user = factories.user("dele", groups=("Trainers",))
    client.force_login(user)
    return user


def press(client: Client, session: Session, *groups: CommunityGroup) -> Any:
    address = reverse("training_sessions_admin:invite", args=[session.pk])
    return client.post(address, {"family": "labour", "groups": [group.pk for group in groups]})


def test_only_the_near_groups_where_nobody_is_trained_are_offered(
    client: Client, session: Session, groups: list[CommunityGroup], trainer: Any
) -> None:
    page = client.get(reverse("training_sessions_admin:invite", args=[session.pk])).content.decode()
    assert [group.name in page for group in groups] == [True, False, False]
    assert press(client, session, groups[1]).status_code == 422
    assert not GroupMessage.objects.exists()


def test_one_press_makes_one_draft_to_their_leaders_that_somebody_else_sends(
    client: Client, session: Session, groups: list[CommunityGroup], trainer: Any
) -> None:
    assert press(client, session, groups[0]).status_code == 302
    message = GroupMessage.objects.get()
    assert (message.state, message.by_user, message.filter["named"]) == (MessageState.DRAFT, trainer, ["otley"])
    assert session.event.get_absolute_url() in message.body
    with pytest.raises(messages.SamePerson):
        messages.send(message, by=trainer)
    messages.send(message, by=factories.user("morgan"))
    assert selectors.addresses(selectors.readers(message), after=0, most=9) == [cast.person("charlie").address_id]


def test_a_group_is_invited_to_a_session_once_until_the_draft_is_deleted(
    client: Client, session: Session, groups: list[CommunityGroup], trainer: Any
) -> None:
    press(client, session, groups[0])
    assert press(client, session, groups[0]).status_code == 422
    with pytest.raises(inviting.NobodyToInvite):
        inviting.invite(session=session, groups=[groups[0].pk], by=trainer)
    assert (GroupMessage.objects.count(), GroupInvited.objects.count()) == (1, 1)
    messages.discard(GroupMessage.objects.get(), by=trainer)
    assert press(client, session, groups[0]).status_code == 302
    assert GroupInvited.objects.get().group == groups[0]


def test_nobody_is_invited_to_what_is_over_or_by_whoever_may_not(
    client: Client, session: Session, groups: list[CommunityGroup], trainer: Any
) -> None:
    taught.move_into_the_past(session)
    assert press(client, session, groups[0]).status_code == 422
    client.force_login(factories.user("mallory", groups=("Editors",)))
    assert press(client, session, groups[0]).status_code == 302
    assert not GroupInvited.objects.exists()


def test_changing_the_draft_keeps_to_the_groups_that_were_chosen(
    client: Client, session: Session, groups: list[CommunityGroup], trainer: Any
) -> None:
    """Else it would go to everybody."""
    other = cast.group("Ilkley")
    membership.give(group=other, person=cast.person("priya"), role=Role.LEADER)
    message = inviting.invite(session=session, groups=[groups[0].pk, other.pk], by=trainer)
    client.force_login(factories.user("morgan", groups=("Group coordinators",), is_superuser=True))
    address = reverse("messages_to_groups:change", args=[message.pk])
    words = {"subject": "Come", "body": "To our session.", "states": ["approved"]}
    assert client.post(address, words).status_code == 422
    assert client.post(address, {**words, "named": ["ilkley"]}).status_code == 302
    message.refresh_from_db()
    assert message.filter["named"] == ["ilkley"]
    assert [each.group.name for each in untrained.invited(session)] == [other.name]
    again = inviting.invite(session=session, groups=[groups[0].pk, other.pk], by=trainer)
    assert again.filter["named"] == ["otley"]
    assert GroupInvited.objects.count() == 2


def test_whoever_teaches_it_invites_without_being_staff_and_staff_send_it(
    client: Client, session: Session, groups: list[CommunityGroup]
) -> None:
    priya = factories.user("priya", person=cast.person("priya"))
    client.force_login(priya)
    address = reverse("training_session_invite", args=[session.pk])
    assert address in client.get(reverse("training_session", args=[session.pk])).content.decode()
    page = client.get(address, {"family": "labour"}).content.decode()
    assert [group.name in page for group in groups] == [True, False, False]
    wrong = client.post(address, {"family": "labour", "groups": [groups[1].pk]})
    assert (wrong.status_code, "Error:" in wrong.content.decode()) == (422, True)
    assert client.post(address, {"family": "labour", "groups": [groups[0].pk]}).status_code == 303
    message = GroupMessage.objects.get()
    assert (message.state, message.by_user) == (MessageState.DRAFT, priya)
    page = client.get(reverse("training_session", args=[session.pk])).content.decode()
    assert "1 group is invited as soon as" in page
    assert "the message waits to be sent" in page
    sentences = [each.sentence for each in own_waiting.messages_to_send(factories.user("dele", is_superuser=True))]
    assert [message.subject in sentence for sentence in sentences] == [True]


def test_nobody_invites_to_what_another_teaches(client: Client, session: Session, groups: list[CommunityGroup]) -> None:
    taught.session(trainer="suzie", starts_at=timezone.now() + timedelta(days=40))
    address = reverse("training_session_invite", args=[session.pk])
    for name in ("suzie", "charlie"):
        client.force_login(User.objects.get(email=f"{name}@example.org"))
        assert client.get(address).status_code == 404
        assert client.post(address, {"groups": [groups[0].pk]}).status_code == 404
    assert not GroupMessage.objects.exists()


def test_one_press_on_the_screen_of_who_is_trained_where_invites_the_nearest(
    client: Client,
    session: Session,
    groups: list[CommunityGroup],
    trainer: Any,
    django_assert_max_num_queries: Any,
) -> None:
    screen = reverse("training_coverage_admin:index")
    client.get(screen)
    with django_assert_max_num_queries(40):
        page = client.get(screen, {"family": "labour"}).content.decode()
    form = page.split(f'action="{reverse("training_sessions_admin:invite", args=[session.pk])}"')[1].split("</form>")[0]
    sent = dict(re.findall(r'name="(family|groups)" value="([^"]*)"', form))
    assert sent == {"family": "labour", "groups": str(groups[0].pk)}
    assert client.post(reverse("training_sessions_admin:invite", args=[session.pk]), sent).status_code == 302
    assert GroupInvited.objects.get().group == groups[0]
    assert "None near that is not trained or invited" in client.get(screen, {"family": "labour"}).content.decode()
    assert "No session to come with a place" in client.get(screen, {"family": "organs"}).content.decode()


def test_what_the_screen_offers_is_what_the_session_would_invite(
    session: Session, groups: list[CommunityGroup], trainer: Any
) -> None:
    for number in range(untrained.NEAREST + 2):
        cast.group(f"Near{number}", latitude=53.80 + number / 100, longitude=-1.55)
    (offer,) = untrained.offers("labour", timezone.localdate())
    found = untrained.to_invite(session, "labour", timezone.localdate())
    assert offer.groups == [near.thing.pk for near in found]
    assert len(offer.groups) == untrained.NEAREST


def test_an_event_that_is_a_session_no_more_takes_its_unsent_invitations_along(
    session: Session, groups: list[CommunityGroup], trainer: Any
) -> None:
    inviting.invite(session=session, groups=[groups[0].pk], by=trainer)
    sessions.stop_teaching(session)
    assert not GroupMessage.objects.exists()
    assert Event.objects.filter(pk=session.event_id).exists()


def test_a_message_to_groups_keeps_to_the_regions_that_were_ticked(client: Client) -> None:
    staff = factories.user("morgan", groups=("Group coordinators",), is_superuser=True)
    client.force_login(staff)
    words = {"subject": "Come", "body": "To our session.", "states": ["approved"]}
    address = reverse("messages_to_groups:new")
    regions = dict(directory.regions())
    assert "wales" in regions
    assert 'value="wales"' in client.get(address).content.decode()
    assert client.post(address, {**words, "regions": ["nowhere"]}).status_code == 422
    assert client.post(address, {**words, "regions": ["wales", "yorkshire-and-the-humber"]}).status_code == 302
    message = GroupMessage.objects.get()
    assert message.filter["regions"] == ["wales", "yorkshire-and-the-humber"]
    page = client.get(reverse("messages_to_groups:change", args=[message.pk])).content.decode()
    assert sorted(re.findall(r'name="regions" value="([^"]+)"[^>]* checked', page)) == message.filter["regions"]
    assert ToLeadersForm(initial={}).fields["regions"].choices == [*regions.items()]  # type: ignore[attr-defined]
