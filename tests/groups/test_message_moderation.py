"""What leaders write to the members of their group: read first, bounded, and stopped by whoever wants no more."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groups.enums import Ages, MessageState, Role
from groups.models import CommunityGroup, GroupMessage, GroupMessageChoice
from groups.services import membership, message_choices, messages, posting
from mail import rendering
from mail.enums import State
from mail.models import Delivery
from mail.services import drain
from people import holdings
from people.models import Address, User
from people.services import choices, merging, people
from tests import factories
from tests.groups import people as cast
from tests.groups import writing

pytestmark = pytest.mark.django_db
REPORT = (
    "I think the girl in the car wash on our street is kept there, she is not allowed to leave and has no passport."
)
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def dele() -> User:
    return factories.dele()


@pytest.fixture
def leeds() -> CommunityGroup:
    made = cast.group(ages=Ages.TEENAGERS_TOO)
    writing.leader(made)
    writing.member(made, "suzie")
    return made


def test_the_first_message_waits_for_staff_and_the_next_leaves_at_once(leeds: CommunityGroup, dele: User) -> None:
    first = writing.to_members(leeds)
    posting.queue()
    assert (first.state, writing.queued(first)) == (MessageState.HELD, [])
    messages.approve(first, by=dele)
    posting.queue()
    assert writing.queued(first) == ["charlie@example.org", "suzie@example.org"]
    second = writing.to_members(leeds)
    posting.queue()
    assert writing.queued(second) == ["charlie@example.org", "suzie@example.org"]
    with pytest.raises(messages.WrongState):
        messages.approve(first, by=dele)


def test_a_refused_message_goes_to_nobody_its_writer_is_told_why_and_the_next_is_read_again(
    leeds: CommunityGroup, dele: User
) -> None:
    first = writing.to_members(leeds)
    messages.refuse(first, by=dele, reason="It names somebody.")
    posting.queue()
    assert writing.queued(first) == []
    assert cast.told(messages.REFUSED) == ["charlie@example.org"]
    message = rendering.render(Delivery.objects.get(kind=messages.REFUSED))
    assert "It names somebody." in message.body
    assert writing.to_members(leeds).state == MessageState.HELD


def test_a_group_writes_twice_a_day_and_eight_times_in_thirty_days(leeds: CommunityGroup, dele: User) -> None:
    writing.trusted(leeds, dele)
    for _ in range(3):
        writing.to_members(leeds)
        with pytest.raises(messages.TooMany) as refused:
            writing.to_members(leeds)
        assert refused.value.again_at > timezone.now()
        earlier(days=2)
        writing.to_members(leeds)
    assert GroupMessage.objects.count() == 7
    earlier(days=2)
    writing.to_members(leeds)
    earlier(days=2)
    with pytest.raises(messages.TooMany):
        writing.to_members(leeds)
    earlier(days=31)
    assert writing.to_members(leeds).state == MessageState.SENDING


def earlier(*, days: int) -> None:
    for each in GroupMessage.objects.all():
        GroupMessage.objects.filter(pk=each.pk).update(created_at=each.created_at - timedelta(days=days))


def test_nobody_under_18_nobody_who_has_not_confirmed_and_nobody_who_left_is_written_to(
    leeds: CommunityGroup, dele: User
) -> None:
    writing.member(leeds, "young", is_adult=False)
    left = cast.give(leeds, "priya")
    membership.leave(left)
    first = writing.trusted(leeds, dele)
    cast.give(leeds, "morgan")
    Address.objects.filter(canonical="morgan@example.org").update(confirmed_at=None)
    posting.queue()
    assert writing.queued(first) == ["charlie@example.org", "suzie@example.org"]


def sent_to_suzie(leeds: CommunityGroup, dele: User) -> Delivery:
    writing.trusted(leeds, dele)
    posting.queue()
    return Delivery.objects.get(kind=messages.TO_MEMBERS, address__canonical="suzie@example.org")


def test_the_message_says_from_whom_it_is_shows_no_address_and_how_to_stop(leeds: CommunityGroup, dele: User) -> None:
    delivery = sent_to_suzie(leeds, dele)
    message = rendering.render(delivery)
    path = reverse(
        "group_stop_messages", args=["leeds", GroupMessageChoice.objects.get(person=cast.person("suzie")).token]
    )
    assert "From your group ACTFORJUSTICE Leeds, sent by its leader through us." in message.body
    assert "You get this because you are a member of ACTFORJUSTICE Leeds." in message.body
    assert path in message.body
    headers = message.extra_headers
    assert headers["List-Unsubscribe"].endswith(f"{path}>")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "charlie@" not in message.message().as_string()


def test_one_click_stops_what_waits_and_what_comes_and_is_remembered(leeds: CommunityGroup, dele: User) -> None:
    path = sent_to_suzie(leeds, dele).context["stop_path"]
    browser = Client(enforce_csrf_checks=True)
    assert "Yes, stop them" in browser.get(path).content.decode()
    assert GroupMessageChoice.objects.filter(stopped_at__isnull=False).count() == 0
    answer = browser.post(
        path, ONE_CLICK, headers={"Origin": "https://mail.example.org", "Sec-Fetch-Site": "cross-site"}
    )
    assert (answer.status_code, answer.content) == (200, b"Stopped.\n")
    drain.send_due(bulk=True)
    states = dict(Delivery.objects.filter(kind=messages.TO_MEMBERS).values_list("address__canonical", "state"))
    assert states == {"suzie@example.org": State.CANCELLED, "charlie@example.org": State.ACCEPTED}
    second = writing.to_members(leeds)
    posting.queue()
    assert writing.queued(second) == ["charlie@example.org"]
    assert membership.leads(leeds, cast.person("charlie"))


def test_stopping_by_mistake_can_be_undone_from_our_own_page_alone(leeds: CommunityGroup, dele: User) -> None:
    path = sent_to_suzie(leeds, dele).context["stop_path"]
    browser = Client()
    assert browser.post(path, {}).status_code == 303
    page = browser.get(path).content.decode()
    assert "You are still a member." in page
    assert browser.post(path, {"again": "1"}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert browser.post(path, {"again": "1"}).status_code == 303
    second = writing.to_members(leeds)
    posting.queue()
    assert "suzie@example.org" in writing.queued(second)
    assert browser.get(path.replace(path.split("/")[-2], "no-such-token")).status_code == 404


def test_what_somebody_stopped_stays_so_where_they_turn_out_to_be_two_records(
    leeds: CommunityGroup, dele: User
) -> None:
    writing.member(leeds, "suzie.two")
    writing.trusted(leeds, dele)
    posting.queue()
    kept = people.meet(email="suzie.two@example.org").person
    message_choices.stop(GroupMessageChoice.objects.get(person=cast.person("suzie")))
    merging.merge(kept=kept, gone=cast.person("suzie"), by=dele, reason="One person.")
    second = writing.to_members(leeds)
    posting.queue()
    assert writing.queued(second) == ["charlie@example.org"]


def test_it_is_stopped_on_the_page_of_ones_own_data_too(leeds: CommunityGroup, dele: User) -> None:
    sent_to_suzie(leeds, dele)
    holding = next(each for each in holdings.registered() if each.title == "Messages of your groups")
    choice = GroupMessageChoice.objects.get(person=cast.person("suzie"))
    assert holding.withdrawal is not None
    assert not holding.withdrawal.do(cast.person("mallory"), choice.pk)
    assert holding.withdrawal.do(cast.person("suzie"), choice.pk)
    choice.refresh_from_db()
    assert not holding.withdrawal.may(choice)


def test_whoever_wants_nothing_from_us_gets_nothing_from_their_group(leeds: CommunityGroup, dele: User) -> None:
    choices.stop_everything(Address.objects.get(canonical="suzie@example.org"))
    first = writing.trusted(leeds, dele)
    posting.queue()
    assert writing.queued(first) == ["charlie@example.org"]


def written(browser: Client, **more: Any) -> Any:
    return browser.post(reverse("group_message_new", args=["leeds"]), {**writing.WORDS, **more})


def test_a_leader_looks_at_it_before_it_goes(leeds: CommunityGroup) -> None:
    charlie = cast.leading(leeds)
    looked = written(charlie, look="1").content.decode()
    assert "As they will read it" in looked
    assert not GroupMessage.objects.exists()
    assert "2 adults in your group" in looked
    answer = written(charlie, send="1")
    assert answer.status_code == 303
    made = GroupMessage.objects.get()
    assert (made.by_person, made.state) == (cast.person("charlie"), MessageState.HELD)
    assert "reads it first" in charlie.get(answer.headers["Location"]).content.decode()


@pytest.mark.parametrize("field", ["subject", "body"])
def test_what_looks_like_a_report_is_not_kept_unless_its_writer_says_that_it_is_none_and_then_waits(
    field: str, leeds: CommunityGroup, dele: User
) -> None:
    words = {field: REPORT[:120] if field == "subject" else REPORT}
    writing.trusted(leeds, dele)
    charlie = cast.leading(leeds)
    answer = written(charlie, send="1", **words)
    assert answer.status_code == 422
    assert "We did not keep it" in answer.content.decode()
    assert GroupMessage.objects.count() == 1
    assert written(charlie, send="1", no_report="1", **words).status_code == 303
    made = GroupMessage.objects.latest("pk")
    assert (made.state, made.is_doubtful) == (MessageState.HELD, True)


def test_a_leader_takes_back_what_waits_and_sees_why_it_was_refused(leeds: CommunityGroup, dele: User) -> None:
    charlie = cast.leading(leeds)
    first = writing.to_members(leeds)
    own = reverse("group_message_own", args=["leeds", first.pk])
    assert charlie.post(reverse("group_message_stop", args=["leeds", first.pk])).status_code == 303
    assert "Stopped" in charlie.get(own).content.decode()
    second = writing.to_members(leeds)
    messages.refuse(second, by=dele, reason="It names somebody.")
    page = charlie.get(reverse("group_message_own", args=["leeds", second.pk])).content.decode()
    assert "It names somebody." in page


def test_a_leader_of_another_group_and_a_member_reach_none_of_it(leeds: CommunityGroup) -> None:
    york = cast.group("York")
    priya = cast.leading(york, "priya")
    held = writing.to_members(leeds)
    member = Client()
    member.force_login(factories.user("suzie", person=cast.person("suzie")))
    for name, arguments in (
        ("group_messages", ["leeds"]),
        ("group_message_new", ["leeds"]),
        ("group_message_own", ["leeds", held.pk]),
        ("group_message_own", ["york", held.pk]),
    ):
        assert priya.get(reverse(name, args=arguments)).status_code == 404
        assert member.get(reverse(name, args=arguments)).status_code == 404
    assert priya.post(reverse("group_message_stop", args=["york", held.pk])).status_code == 404
    held.refresh_from_db()
    assert held.state == MessageState.HELD


def test_a_group_with_nobody_to_write_to_is_told_so(leeds: CommunityGroup) -> None:
    Address.objects.update(confirmed_at=None)
    charlie = cast.leading(leeds)
    answer = written(charlie, send="1")
    assert answer.status_code == 422
    assert "nobody in your group who can be written to" in answer.content.decode()
    assert not GroupMessage.objects.exists()


def test_staff_see_what_waits_longest_first_and_decide(leeds: CommunityGroup, dele: User) -> None:
    coordinator = Client()
    coordinator.force_login(factories.member_of("Group coordinators"))
    second = writing.to_members(leeds, subject="Newer")
    york = cast.group("York")
    cast.give(york, "priya", Role.LEADER)
    writing.confirm()
    first = writing.to_members(york, by="priya", subject="Older")
    GroupMessage.objects.filter(pk=first.pk).update(created_at=timezone.now() - timedelta(days=3))
    page = coordinator.get(reverse("messages_to_groups:index")).content.decode()
    assert page.index("Older") < page.index("Newer")
    assert "2 messages to members wait to be read" in coordinator.get("/admin/").content.decode()
    coordinator.post(reverse("messages_to_groups:approve", args=[first.pk]))
    coordinator.post(reverse("messages_to_groups:refuse", args=[second.pk]), {"reason": "Not ours."})
    states = dict(GroupMessage.objects.values_list("subject", "state"))
    assert states == {"Older": MessageState.SENDING, "Newer": MessageState.REFUSED}
