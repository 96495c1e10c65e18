"""The groups of the demonstration: all over the country, in every state, with lives that hang together."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db.models import Count, F, Q
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config.demo import loader
from config.schedule import JOBS, enqueue_what_is_due
from groups.enums import (
    BookingState,
    EventKind,
    EventState,
    GroupKind,
    GroupState,
    Health,
    MessageState,
    NoticeStep,
    Role,
)
from groups.models import (
    Activity,
    Agreement,
    Booking,
    Change,
    CommunityGroup,
    Download,
    Event,
    GroupMessage,
    HandOver,
    Invitation,
    JoinRequest,
    Membership,
    Notice,
    Registration,
    Resource,
)
from groups.selectors import applications, directory, events, impact
from groups.services import health, renewals, seats, telling
from mail.models import Delivery
from people.models import Address, Person, User
from tests import demo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


@pytest.fixture
def demonstration() -> None:
    demo.load()


def test_there_are_135_in_every_region_of_every_kind_state_and_health() -> None:
    groups = CommunityGroup.objects.all()
    assert groups.count() == 135
    listed = CommunityGroup.objects.listed().select_related("constituency__region", "constituency__country")
    assert {directory.place_of(group.constituency) for group in listed} == {name for _, name in directory.regions()}
    assert {group.kind for group in listed} == set(GroupKind.values)
    assert set(groups.values_list("state", flat=True)) == set(GroupState.values)
    assert set(groups.approved().values_list("health", flat=True)) == set(Health.values)
    is_young = Q(approved_at__gt=timezone.now() - timedelta(days=90))
    assert groups.approved().filter(is_young, health=Health.ACTIVE).count() >= 5
    assert not groups.approved().filter(Q(outcode=None) | Q(constituency=None) | Q(postcode="")).exists()


def test_neighbours_in_the_list_say_different_things_of_themselves() -> None:
    said = list(directory.search(directory.Wanted()).values_list("about", flat=True))
    assert all(len(set(said[place : place + 20])) == len(said[place : place + 20]) for place in range(len(said)))


def test_everybody_is_at_example_org_and_whoever_leads_can_sign_in() -> None:
    elsewhere = ~Q(canonical__endswith="@example.org") | ~Q(typed__endswith="@example.org")
    assert not Address.objects.filter(elsewhere).exists()
    assert not User.objects.exclude(email__endswith="@example.org").exists()
    leading = Membership.objects.leading().values("person")
    assert not Person.objects.filter(pk__in=leading, user=None).exists()
    charlie = User.objects.get(email=loader.CHARLIE)
    assert [held.group.slug for held in Membership.objects.leading().filter(person=charlie.person)] == ["leeds"]


def test_nobody_leads_two_groups_and_every_approved_one_has_a_leader_and_a_safeguarding_lead() -> None:
    counted = Membership.objects.leading().values("person").annotate(groups=Count("group", distinct=True))
    assert not counted.filter(groups__gt=1).exists()
    for role in (Role.LEADER, Role.SAFEGUARDING):
        with_role = Membership.objects.live().filter(role=role).values("group")
        assert not CommunityGroup.objects.approved().exclude(pk__in=with_role).exists(), role


def test_two_years_lie_behind_them_with_most_in_october_and_least_in_august() -> None:
    today = timezone.localdate()
    activities = Activity.objects.all()
    assert not activities.filter(on__gte=today).exists()
    assert not activities.filter(at__lt=F("group__approved_at")).exists()
    assert activities.filter(on__lt=today - timedelta(days=640)).exists()
    year = today.year - (today.month < 12)  # the last whose autumn is over
    of_year = activities.filter(on__year=year).values_list("on__month").annotate(number=Count("pk"))
    by_month = dict(of_year.order_by())
    assert by_month[10] > max(by_month[9], by_month[11])
    assert by_month[8] < min(by_month[7], by_month[9])
    stalls = Event.objects.filter(kind=EventKind.STALL, group__kind=GroupKind.TOWN).exclude(starts_at__month=10)
    assert stalls.filter(starts_at__iso_week_day=6).count() > stalls.count() / 2
    assert len(activities.filter(group__slug="leeds").dates("on", "month")) >= 10
    leeds = impact.of(CommunityGroup.objects.get(slug="leeds"))
    assert leeds.activities >= 10


def test_events_are_past_and_to_come_online_full_off_and_the_charitys_own() -> None:
    to_come = Event.objects.listed().to_come()
    assert to_come.count() >= 40
    assert to_come.filter(group=None).exists()
    assert to_come.exclude(online="").exists()
    assert Event.objects.filter(state=EventState.DRAFT).exists()
    assert Event.objects.filter(state=EventState.CANCELLED, ends_at__gt=timezone.now()).exists()
    assert set(Event.objects.values_list("kind", flat=True)) == set(EventKind.values)
    over = Event.objects.published().filter(ends_at__lt=timezone.now(), takes_bookings=True)
    numbers = [events.attendance(event) for event in over.exclude(group__slug="leeds").order_by("-starts_at")[:200]]
    assert len(numbers) == 200
    assert all(each.came <= each.had_a_seat and not each.unsaid for each in numbers)
    assert sum(each.came for each in numbers) > 400
    [full] = to_come.filter(bookings__state=BookingState.OFFERED)
    assert seats.free(full) == 0
    assert full.bookings.waiting().count() == 3


def test_no_event_has_more_people_than_seats() -> None:
    taken = Count("bookings", filter=Q(bookings__state__in=(BookingState.BOOKED, BookingState.OFFERED)))
    assert not Event.objects.annotate(taken=taken).filter(taken__gt=F("capacity")).exists()


def test_what_leaders_and_staff_have_to_decide_waits_for_them() -> None:
    assert applications.queue().count() >= 8
    assert applications.asked().count() == 2
    assert applications.of(CommunityGroup.objects.get(name="Leeds Against Trafficking")).alike
    assert JoinRequest.objects.filter(group__slug="leeds", decided_at=None).count() == 2
    assert HandOver.objects.filter(done_at=None, ended_at=None).count() == 1
    assert Invitation.objects.filter(accepted_at=None, declined_at=None).count() >= 5
    assert list(Agreement.objects.published().order_by("version").values_list("version", flat=True)) == [1, 2]
    assert GroupMessage.objects.held().count() == 1
    assert GroupMessage.objects.of_charity().filter(state=MessageState.DRAFT).count() == 1
    assert Resource.objects.current().count() >= 3
    assert Download.objects.exists()
    assert not Registration.objects.filter(group__state=GroupState.APPROVED).exists()
    assert not CommunityGroup.objects.exclude(pk__in=Change.objects.values("group")).exists()
    last = {change.group_id: change.after for change in Change.objects.order_by("at", "pk")}
    assert last == dict(CommunityGroup.objects.values_list("pk", "state"))


def test_the_night_after_changes_nothing_and_writes_to_nobody() -> None:
    steps = set(Notice.objects.values_list("step", flat=True))
    assert steps == set(NoticeStep.values)
    assert (health.derive(), renewals.ask(), telling.tell(), seats.expire_offers()) == (0, 0, 0, 0)
    enqueue_what_is_due(JOBS)
    assert not Delivery.objects.filter(mailing=None).exists()


def test_loading_it_twice_changes_nothing() -> None:
    models = (CommunityGroup, Membership, Event, Booking, Activity, Change, Person)
    before = [model.objects.count() for model in models]
    call_command("demo", verbosity=0)
    assert [model.objects.count() for model in models] == before


def test_the_first_minute_of_a_newcomer_is_alive(client: Client) -> None:
    answer = client.get("/groups/")
    assert len(answer.content) <= 80_000
    assert len(answer.context["points"]) >= 100
    assert len(client.get("/groups/leeds/").context["events"]) >= 2
    client.force_login(User.objects.get(email=loader.CHARLIE))
    home = client.get(reverse("group_lead", args=["leeds"])).content.decode()
    assert "2 people ask to join" in home
    client.force_login(User.objects.get(email=loader.DELE))
    assert client.get(reverse("group_applications:index")).status_code == 200
