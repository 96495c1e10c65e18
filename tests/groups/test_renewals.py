from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from groups.enums import GroupState, Health
from groups.models import CommunityGroup
from groups.services import health, renewals
from mail.models import Delivery
from tests.groups import caring

pytestmark = pytest.mark.django_db
STARTED = date(2028, 2, 29)


@pytest.fixture
def leeds() -> CommunityGroup:
    made = caring.group(approved_on=STARTED)
    for name in ("Charlie", "Priya"):
        caring.member(made, name, since=STARTED)
    caring.active(made, date(2029, 1, 1), date(2029, 1, 2))
    return made


def night(day: date) -> int:
    with time_machine.travel(caring.at(day, 1), tick=False):
        asked = renewals.ask()
        health.derive()
    return asked


def answer(group: CommunityGroup, day: date) -> None:
    with time_machine.travel(caring.at(day), tick=False):
        renewals.answer(group=group)


def test_each_group_is_asked_once_a_year_from_its_approval_then_from_its_answer(leeds: CommunityGroup) -> None:
    asked = [night(date(2029, 2, 26) + timedelta(days=number)) for number in range(5)]
    assert asked == [0, 0, 1, 0, 0]
    answer(leeds, date(2029, 3, 9))
    assert [night(date(2030, 3, 8)), night(date(2030, 3, 9)), night(date(2030, 3, 10))] == [0, 1, 0]
    messages = Delivery.objects.filter(kind=renewals.KIND).order_by("pk")
    assert [each.context["answer_by"] for each in messages] == ["2029-03-30"] * 2 + ["2030-04-08"] * 2
    assert {each.context["renewal_path"] for each in messages} == {"/groups/leeds/lead/renewal/"}


def test_thirty_days_without_an_answer_are_a_fall_and_an_answer_mends_it_at_once(leeds: CommunityGroup) -> None:
    night(date(2029, 2, 28))
    night(date(2029, 3, 30))
    leeds.refresh_from_db()
    assert leeds.health == Health.ACTIVE
    night(date(2029, 3, 31))
    leeds.refresh_from_db()
    assert (leeds.health, leeds.fell_on) == (Health.AT_RISK, date(2029, 3, 31))
    answer(leeds, date(2029, 4, 2))
    leeds.refresh_from_db()
    assert (leeds.health, leeds.fell_on) == (Health.ACTIVE, None)
    with pytest.raises(renewals.NotAsked):
        answer(leeds, date(2029, 4, 2))


def test_only_approved_groups_are_asked(leeds: CommunityGroup) -> None:
    CommunityGroup.objects.filter(pk=leeds.pk).update(state=GroupState.CLOSED)
    assert night(date(2029, 6, 1)) == 0
    assert not Delivery.objects.exists()


def test_a_leader_answers_by_a_button_and_sees_how_the_group_fares(leeds: CommunityGroup, client: Client) -> None:
    with time_machine.travel(caring.at(date(2029, 4, 2))):
        CommunityGroup.objects.filter(pk=leeds.pk).update(renewal_asked_on=date(2029, 2, 28), health=Health.AT_RISK)
        client.force_login(caring.login("Charlie"))
        address = reverse("group_renewal", args=["leeds"])
        assert "Please answer by 30 March 2029." in client.get(address).content.decode()
        fares = client.get(reverse("group_health", args=["leeds"])).content.decode()
        assert "Something has been missing since 31 March 2029" in fares
        assert f'href="{address}"' in fares
        assert CommunityGroup.objects.filter(renewed_on=None).count() == 1
        assert client.post(address).status_code == 303
        leeds.refresh_from_db()
        assert (leeds.renewed_on, leeds.health) == (date(2029, 4, 2), Health.ACTIVE)
        assert "Your group is active" in client.get(reverse("group_health", args=["leeds"])).content.decode()
        assert "nothing to answer now" in client.get(address).content.decode()
