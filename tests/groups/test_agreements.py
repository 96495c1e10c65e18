from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from groups.enums import Health, Role
from groups.models import Agreement, AgreementAcceptance, CommunityGroup
from groups.services import agreements, health
from mail.models import Delivery
from people.models import User
from tests import factories
from tests.groups import caring

pytestmark = pytest.mark.django_db
STARTED = date(2027, 1, 4)


@pytest.fixture
def morgan() -> User:
    return factories.morgan()


@pytest.fixture
def leeds() -> CommunityGroup:
    """Approved with version 1, which it agreed to."""
    made = caring.group(approved_on=STARTED)
    for name in ("Charlie", "Priya"):
        caring.member(made, name, since=STARTED)
    AgreementAcceptance.objects.create(group=made, agreement=caring.agreement(1, date(2026, 1, 1)))
    return made


def another() -> User:
    """Nobody publishes what they wrote."""
    return User.objects.filter(email="dele@example.org").first() or factories.dele()


def publish(morgan: User, on: date) -> Agreement:
    with time_machine.travel(caring.at(on, 9), tick=False):
        made = agreements.draft(text="We keep people safe, and say how.", what_changed="How.", by=morgan)
        agreements.publish(made, by=another())
    return made


def night(day: date) -> None:
    with time_machine.travel(caring.at(day, 1), tick=False):
        health.derive()


def test_a_published_version_keeps_its_words_and_the_next_is_a_new_one(morgan: User) -> None:
    first = agreements.draft(text="Words", by=morgan)
    with pytest.raises(agreements.DraftWaits):
        agreements.draft(text="Others", by=morgan)
    assert Agreement.objects.current() is None
    agreements.change(first, text="Better words", what_changed="", by=morgan)
    agreements.publish(first, by=another())
    with pytest.raises(agreements.Published):
        agreements.change(first, text="Other words", what_changed="", by=morgan)
    with pytest.raises(agreements.Published):
        agreements.publish(first, by=another())
    second = agreements.draft(text="Later words", by=morgan)
    assert (second.version, Agreement.objects.current()) == (2, first)
    assert Agreement.objects.get(pk=first.pk).text == "Better words"


def test_a_new_version_is_told_once_and_falls_on_the_31st_day_unless_it_is_agreed_to(
    leeds: CommunityGroup, morgan: User
) -> None:
    second = publish(morgan, date(2027, 3, 1))
    for day in (date(2027, 3, 2), date(2027, 3, 3), date(2027, 3, 31)):
        night(day)
    messages = Delivery.objects.filter(kind="group_agreement_asked")
    assert [each.context["agree_by"] for each in messages] == ["2027-03-31"] * 2
    leeds.refresh_from_db()
    assert leeds.health == Health.ACTIVE
    night(date(2027, 4, 1))
    leeds.refresh_from_db()
    assert (leeds.health, leeds.fell_on) == (Health.AT_RISK, date(2027, 4, 1))
    with time_machine.travel(caring.at(date(2027, 4, 2)), tick=False):
        agreements.accept(group=leeds, agreement=second, by=caring.person("Charlie"))
        agreements.accept(group=leeds, agreement=second, by=caring.person("Priya"))
    leeds.refresh_from_db()
    assert (leeds.health, leeds.fell_on) == (Health.ACTIVE, None)
    acceptance = AgreementAcceptance.objects.get(agreement=second)
    assert acceptance.by == caring.person("Charlie")


def test_a_version_that_another_replaced_is_agreed_to_no_more_and_gives_no_more_time(
    leeds: CommunityGroup, morgan: User
) -> None:
    second = publish(morgan, date(2027, 3, 1))
    publish(morgan, date(2027, 3, 20))
    with pytest.raises(agreements.NotCurrent):
        agreements.accept(group=leeds, agreement=second, by=caring.person("Charlie"))
    night(date(2027, 4, 1))
    leeds.refresh_from_db()
    assert leeds.fell_on == date(2027, 4, 1)


def test_a_group_that_was_approved_without_one_has_thirty_days(leeds: CommunityGroup) -> None:
    york = caring.group("york", approved_on=date(2027, 2, 1))
    for name in ("Suzie", "Dele"):
        caring.member(york, name, since=date(2027, 2, 1))
    night(date(2027, 3, 3))
    york.refresh_from_db()
    assert york.health == Health.ACTIVE
    night(date(2027, 3, 4))
    york.refresh_from_db()
    assert (york.health, york.fell_on) == (Health.AT_RISK, date(2027, 3, 4))


def test_a_leader_reads_and_agrees_and_nobody_else_can(leeds: CommunityGroup, morgan: User, client: Client) -> None:
    publish(morgan, date(2026, 11, 1))
    address = reverse("group_agreement", args=["leeds"])
    caring.member(leeds, "Suzie", Role.MEMBER, since=STARTED)
    for name in ("Suzie", "Mallory"):
        client.force_login(caring.login(name))
        assert client.get(address).status_code == client.post(address, {"version": "2"}).status_code == 404
    client.force_login(caring.login("Charlie"))
    page = client.get(address).content.decode()
    assert "We keep people safe, and say how." in page
    assert AgreementAcceptance.objects.filter(agreement__version=2).count() == 0
    assert client.post(address, {"version": "1"}).headers["Location"] == address
    assert AgreementAcceptance.objects.filter(agreement__version=2).count() == 0
    answer = client.post(address, {"version": "2"})
    assert (answer.status_code, answer.headers["Location"]) == (303, reverse("group_health", args=["leeds"]))
    assert AgreementAcceptance.objects.get(agreement__version=2).by == caring.person("Charlie")
