"""What staff write to those who lead groups: who gets it, who sends it, and that nobody gets it twice or not at all."""

from typing import Any

import pytest
from django.urls import reverse

from groups.audience import Audience
from groups.enums import GroupKind, GroupState, Health, MessageState, Role
from groups.models import CommunityGroup, GroupMessage, Membership
from groups.selectors import messages as selectors
from groups.services import membership, messages, posting
from mail import kinds, rendering
from mail.enums import State, SuppressionReason
from mail.models import Delivery
from mail.services import drain, suppressions
from people.models import Person, User
from people.services import erasure, people
from places.models import Constituency
from tests import factories
from tests.groups import people as cast
from tests.groups import writing

pytestmark = pytest.mark.django_db


@pytest.fixture
def dele() -> User:
    return factories.dele()


@pytest.fixture
def leeds() -> CommunityGroup:
    made = cast.group(constituency=Constituency.objects.get(slug="leeds-south"))
    writing.leader(made)
    return made


@pytest.fixture
def york() -> CommunityGroup:
    made = cast.group("York", kind=GroupKind.CHURCH)
    writing.leader(made, "priya")
    CommunityGroup.objects.filter(pk=made.pk).update(health=Health.AT_RISK)
    return made


def leading(number: int) -> list[str]:
    """As many groups, each with a leader of its own; the leaders' addresses."""
    names = [f"leader-{place:02}" for place in range(number)]
    for name in names:
        made = cast.group(name.title())
        person = people.meet(email=f"{name}@example.org", name=name).person
        membership.give(group=made, person=person, role=Role.LEADER)
    return [f"{name}@example.org" for name in names]


@pytest.mark.parametrize(
    ("chosen", "reaches"),
    [
        ({}, ["charlie", "priya"]),
        ({"kinds": (GroupKind.CHURCH,)}, ["priya"]),
        ({"healths": (Health.ACTIVE,)}, ["charlie"]),
        ({"regions": ("yorkshire-and-the-humber",)}, ["charlie"]),
        ({"regions": ("wales", "yorkshire-and-the-humber")}, ["charlie"]),
        ({"states": (GroupState.CLOSED,)}, ["mallory"]),
        ({"kinds": (GroupKind.CHURCH,), "healths": (Health.ACTIVE,)}, []),
    ],
)
def test_staff_reach_the_leaders_of_the_groups_that_they_choose(
    chosen: dict[str, Any], reaches: list[str], leeds: CommunityGroup, york: CommunityGroup, dele: User
) -> None:
    cast.give(leeds, "suzie")
    CommunityGroup.objects.filter(pk=leeds.pk).update(health=Health.ACTIVE)
    closed = cast.group("Hull")
    cast.give(closed, "mallory", Role.LEADER)
    CommunityGroup.objects.filter(pk=closed.pk).update(state=GroupState.CLOSED)
    groups, addresses = selectors.count_leaders(Audience(**chosen))
    assert (groups, addresses) == (len(reaches), len(reaches))
    if reaches:
        made = writing.given_out(dele, **chosen)
        posting.queue()
        assert writing.queued(made) == [f"{name}@example.org" for name in reaches]


def test_a_second_person_sends_what_they_have_read_and_only_once(leeds: CommunityGroup, dele: User) -> None:
    made = writing.to_leaders()
    writer = made.by_user
    assert writer is not None
    with pytest.raises(messages.SamePerson):
        messages.send(made, by=writer)
    seen = messages.stamp(made)
    messages.change(made, subject="Other", body="Words.", audience=Audience(), by=writer)
    with pytest.raises(messages.Changed):
        messages.send(made, by=dele, seen=seen)
    made.refresh_from_db()
    messages.send(made, by=dele, seen=messages.stamp(made))
    with pytest.raises(messages.WrongState):
        messages.send(made, by=dele)
    with pytest.raises(messages.WrongState):
        messages.discard(made, by=writer)


def test_nothing_is_given_out_that_nobody_would_get(dele: User) -> None:
    with pytest.raises(messages.NobodyReads):
        messages.send(writing.to_leaders(), by=dele)
    assert GroupMessage.objects.get().state == MessageState.DRAFT


def test_killed_between_and_within_slices_each_leader_is_written_to_once(
    dele: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody = leading(7)
    monkeypatch.setattr(posting, "SLICE", 2)
    made = writing.given_out(dele)
    calls, write_down = 0, posting.write_down

    def killed_now_and_then(*args: Any) -> int:
        nonlocal calls
        calls += 1
        done = write_down(*args)
        if calls in (1, 3, 6):
            raise KeyboardInterrupt
        return done

    monkeypatch.setattr(posting, "write_down", killed_now_and_then)
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            posting.queue()
    posting.queue()
    assert writing.queued(made) == everybody
    made.refresh_from_db()
    assert (made.state, made.reached, made.expected, made.failures) == (MessageState.SENT, 7, 7, 0)
    assert posting.queue() == 0


def test_what_fails_is_tried_five_times_and_then_stopped(dele: User, monkeypatch: pytest.MonkeyPatch) -> None:
    leading(1)
    made = writing.given_out(dele)

    def fails(*args: Any) -> int:
        raise ValueError

    monkeypatch.setattr(posting, "write_down", fails)
    for _ in range(posting.MOST_FAILURES):
        assert GroupMessage.objects.sending().exists()
        with pytest.raises(ValueError):  # noqa: PT011
            posting.queue()
    assert not GroupMessage.objects.sending().exists()
    made.refresh_from_db()
    assert (made.state, writing.queued(made)) == (MessageState.STOPPED, [])
    assert "could not be queued" in made.reason


def test_whoever_leads_two_groups_or_shares_an_address_gets_it_once(
    leeds: CommunityGroup, york: CommunityGroup, dele: User
) -> None:
    cast.give(york, "charlie", Role.DEPUTY)
    shared = Person.objects.create(address=cast.person("charlie").address, slot=2, name="Their friend")
    Membership.objects.create(group=leeds, person=shared, role=Role.DEPUTY)
    made = writing.given_out(dele)
    posting.queue()
    assert writing.queued(made) == ["charlie@example.org", "priya@example.org"]
    assert made.expected == 2


def test_nobody_is_written_to_who_was_erased_or_whose_mailbox_does_not_exist(
    leeds: CommunityGroup, york: CommunityGroup, dele: User
) -> None:
    made = writing.given_out(dele)
    cast.give(leeds, "suzie", Role.DEPUTY)
    address = cast.person("priya").address
    suppressions.suppress(address_id=address.pk, canonical=address.canonical, reason=SuppressionReason.HARD_BOUNCE)
    erasure.erase(cast.person("charlie"))
    posting.queue()
    assert writing.queued(made) == ["suzie@example.org"]


def test_it_can_be_stopped_as_long_as_any_of_it_waits(dele: User, monkeypatch: pytest.MonkeyPatch) -> None:
    leading(5)
    monkeypatch.setattr(posting, "SLICE", 2)
    made = writing.given_out(dele)
    posting.queue_slice(made.pk)
    assert messages.stop(made, by=dele) == 2
    posting.queue()
    states = list(Delivery.objects.filter(kind=messages.TO_LEADERS).values_list("state", flat=True))
    assert states == [State.CANCELLED, State.CANCELLED]
    with pytest.raises(messages.WrongState):
        messages.stop(made, by=dele)


def test_what_has_left_is_not_stopped(leeds: CommunityGroup, dele: User) -> None:
    made = writing.given_out(dele)
    posting.queue()
    drain.send_due(bulk=True)
    with pytest.raises(messages.WrongState):
        messages.stop(made, by=dele)
    made.refresh_from_db()
    assert made.state == MessageState.SENT


def test_a_leader_reads_it_on_the_pages_of_their_group_and_says_so(
    leeds: CommunityGroup, york: CommunityGroup, dele: User
) -> None:
    made = writing.given_out(dele, kinds=(GroupKind.OTHER,))
    charlie, priya = cast.leading(leeds), cast.leading(york, "priya")
    address = reverse("group_message", args=["leeds", made.pk])
    assert "Not read yet" in charlie.get(reverse("group_messages", args=["leeds"])).content.decode()
    assert "We meet at seven." in charlie.get(address).content.decode()
    assert selectors.unread(leeds, cast.person("charlie").pk).count() == 1
    assert charlie.post(reverse("group_message_read", args=["leeds", made.pk])).status_code == 303
    assert charlie.get(reverse("group_message_read", args=["leeds", made.pk])).status_code == 405
    assert not selectors.unread(leeds, cast.person("charlie").pk).exists()
    assert priya.get(reverse("group_message", args=["york", made.pk])).status_code == 404
    assert priya.post(reverse("group_message_read", args=["york", made.pk])).status_code == 404


def test_a_draft_is_on_no_page_of_a_group(leeds: CommunityGroup) -> None:
    made = writing.to_leaders()
    charlie = cast.leading(leeds)
    assert charlie.get(reverse("group_message", args=["leeds", made.pk])).status_code == 404
    assert made.subject not in charlie.get(reverse("group_messages", args=["leeds"])).content.decode()


def test_one_who_tries_it_out_gets_it_alone_and_marked_as_a_test(leeds: CommunityGroup, dele: User) -> None:
    made = writing.to_leaders()
    delivery = posting.try_out(made, by=dele)
    assert delivery.address.canonical == dele.email
    assert rendering.render(delivery).subject == "Test: Come on Thursday"
    assert Delivery.objects.count() == 1
    assert writing.queued(made) == []


def test_the_message_says_why_its_reader_gets_it_and_escapes_what_was_typed() -> None:
    delivery = rendering.sample(kinds.get(messages.TO_LEADERS))
    delivery.context = {**delivery.context, "body": "<b>Bold</b>\n\nNext."}
    html = str(rendering.render(delivery).alternatives[0][0])
    assert "You get this because you lead ACTFORJUSTICE Leeds." in html
    assert "&lt;b&gt;Bold&lt;/b&gt;" in html
    assert "<b>Bold" not in html
