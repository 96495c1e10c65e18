"""One press asks the nearest groups in which nobody is trained to a session, once each, by a second person's leave."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from groups.enums import MessageState, Role
from groups.models import CommunityGroup, Event, GroupMessage
from groups.selectors import messages as selectors
from groups.services import membership, messages
from tests import factories
from tests.groups import people as cast
from tests.training import taught
from training import families
from training.models import CourseVersion, GroupInvited, Session
from training.services import inviting

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
