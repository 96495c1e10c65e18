"""The home of those who lead a group: what needs them, the most urgent first, at a bounded cost."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.models import GroupTotal, Petition, PetitionTotal
from groups import blocks
from groups.enums import MessageState, Role
from groups.models import Activity, Agreement, CommunityGroup, Event, GroupMessage, GroupMessageTo
from groups.services import agreements, health, membership
from pages import generation
from tests import factories
from tests.groups import people, planned

pytestmark = pytest.mark.django_db
HOME = "/groups/leeds/lead/"
MOST_QUERIES = 28


@pytest.fixture
def leeds() -> CommunityGroup:
    made = people.group(approved_at=timezone.now() - timedelta(days=10))
    people.give(made, "priya", Role.LEADER)
    return made


@pytest.fixture
def charlie(leeds: CommunityGroup) -> Client:
    return people.leading(leeds)


@pytest.fixture
def only() -> Iterator[list[blocks.Block]]:
    with mock.patch.object(blocks, "_blocks", list[blocks.Block]()) as held:
        yield held


def page(browser: Client) -> BeautifulSoup:
    return BeautifulSoup(browser.get(HOME).content, "html.parser")


def needs(browser: Client) -> list[tuple[str, str]]:
    found = [(each.select_one("p"), each.select_one("a")) for each in page(browser).select(".needs__item")]
    return [(" ".join(words.text.split()), str(link["href"])) for words, link in found if words and link]


def asks_to_join(group: CommunityGroup) -> None:
    asked = membership.ask_to_join(group=group, email="suzie@example.org", name="Suzie", is_adult=True)
    assert asked is not None
    membership.confirm_request(asked)


def over(group: CommunityGroup, days: int, title: str = "A talk") -> Event:
    made = planned.event(group, title=title)
    start = timezone.now() - timedelta(days=days, hours=2)
    Event.objects.filter(pk=made.pk).update(starts_at=start, ends_at=start + timedelta(hours=2))
    made.refresh_from_db()
    return made


def test_where_nothing_waits_it_says_thank_you(charlie: Client) -> None:
    shown = page(charlie)
    assert "Nothing. Thank you!" in shown.text
    assert not shown.select(".needs")


def test_what_fails_comes_first_then_what_a_button_answers_then_people_then_events(
    leeds: CommunityGroup, charlie: Client
) -> None:
    event, dele = over(leeds, 3, "How to spot the signs"), factories.dele()
    asks_to_join(leeds)
    agreements.publish(agreements.draft(text="We keep people safe.", by=factories.user("author")), by=dele)
    CommunityGroup.objects.update(approved_at=timezone.now() - timedelta(days=600))
    health.derive()
    found = needs(charlie)
    assert [address for _, address in found] == [
        f"{HOME}activities/",
        f"{HOME}agreement/",
        f"{HOME}people/",
        f"{HOME}activities/new/?event={event.pk}",
    ]
    assert "becomes dormant on" in found[0][0]
    assert "agree by" in found[1][0]
    assert "1 person asks to join" in found[2][0]
    assert 'You held "How to spot the signs"' in found[3][0]


def test_a_renewal_is_answered_from_here(leeds: CommunityGroup, charlie: Client) -> None:
    CommunityGroup.objects.update(renewal_asked_on=timezone.localdate())
    assert [address for _, address in needs(charlie)] == [f"{HOME}renewal/"]
    charlie.post(f"{HOME}renewal/")
    assert needs(charlie) == []


def test_who_came_and_how_it_went_are_asked_for_a_while_and_until_they_are_said(
    leeds: CommunityGroup, charlie: Client
) -> None:
    suzie = planned.booked(planned.event(leeds, title="Other"), "Suzie")[0]
    event = over(leeds, 2)
    suzie.event = event
    suzie.save()
    asked = [address for _, address in needs(charlie)]
    assert asked == [f"{HOME}activities/new/?event={event.pk}", f"{HOME}events/{event.pk}/"]
    charlie.post(f"{HOME}events/{event.pk}/attendance/", {"came": [suzie.pk]})
    assert [address for _, address in needs(charlie)] == asked[:1]
    Activity.objects.create(group=leeds, event=event, kind="talk", on=timezone.localdate(), title="A talk")
    assert needs(charlie) == []
    Activity.objects.all().delete()
    Event.objects.filter(pk=event.pk).update(
        starts_at=timezone.now() - timedelta(days=200), ends_at=timezone.now() - timedelta(days=199)
    )
    assert needs(charlie) == []


def test_a_message_of_the_charity_waits_until_it_is_read(leeds: CommunityGroup, charlie: Client) -> None:
    message = GroupMessage.objects.create(
        subject="New leaflets", body="They are here.", state=MessageState.SENT, decided_at=timezone.now()
    )
    GroupMessageTo.objects.create(message=message, group=leeds)
    path = f"{HOME}messages/{message.pk}/"
    assert needs(charlie) == [('The charity writes: "New leaflets"', path)]
    charlie.post(f"{path}read/")
    assert needs(charlie) == []


def test_what_will_fail_by_time_alone_is_said_two_months_before(leeds: CommunityGroup, charlie: Client) -> None:
    CommunityGroup.objects.update(approved_at=timezone.now() - timedelta(days=320))
    found = needs(charlie)
    assert [address for _, address in found] == [f"{HOME}activities/"]
    assert "in order until" in found[0][0]


def test_its_link_can_be_copied_printed_and_counts(leeds: CommunityGroup, charlie: Client) -> None:
    petition = factories.petition()
    PetitionTotal.objects.update_or_create(petition=petition, defaults={"counted": 100})
    GroupTotal.objects.create(petition=petition, group=leeds, counted=40)
    generation.count()
    shown = page(charlie)
    field = shown.select_one("share-links input[readonly]")
    assert field is not None
    assert str(field["value"]).endswith(f"/petitions/{petition.slug}/for/leeds/")
    assert shown.select_one(f'label[for="{field["id"]}"]')
    assert "40 signatures so far" in shown.text
    for path in (f"/petitions/{petition.slug}/for/leeds/poster.pdf", f"/petitions/{petition.slug}/for/leeds/qr.svg"):
        assert shown.select(f'a[href="{path}"]')
        assert charlie.get(path).status_code == 200


def test_a_part_of_another_app_shows_once_it_has_something_to_show(
    leeds: CommunityGroup, charlie: Client, only: list[blocks.Block]
) -> None:
    block = blocks.Block("Training of your members", home=lambda group: "")
    only.append(block)
    assert "Training of your members" not in page(charlie).text
    only[0] = blocks.Block("Training of your members", home=lambda group: f"<p>2 of {group.name} are trained</p>")
    assert "Training of your members" in page(charlie).text


def test_it_costs_the_same_however_much_the_group_did(leeds: CommunityGroup, charlie: Client, settings: Any) -> None:
    settings.PAGE_GENERATION_MEMORY = 60  # as on a server, which asks for it once a second
    Agreement.objects.create(version=900, text="We agree.", published_at=timezone.now())
    for number in range(3):
        petition = factories.petition(slug=f"petition-{number}", title=f"Petition {number}")
        PetitionTotal.objects.update_or_create(petition=petition, defaults={"counted": 100})
    few = queries(charlie)
    for number in range(12):
        over(leeds, number + 1, f"Talk {number}")
        planned.event(leeds, title=f"To come {number}")
        people.give(people.group(f"Town{number}"), "charlie", Role.LEADER)
        day = timezone.localdate() - timedelta(days=200 * number)
        Activity.objects.create(group=leeds, kind="talk", on=day, title=f"Did {number}", people_reached=number)
    for petition in Petition.objects.all():
        GroupTotal.objects.create(petition=petition, group=leeds, counted=40)
    asks_to_join(leeds)
    many = queries(charlie)
    assert few <= many <= few + 2  # signatures by year, once there are any, and what its page needs of them
    assert many <= MOST_QUERIES


def queries(browser: Client) -> int:
    browser.get(HOME)
    with CaptureQueriesContext(
        connection,
    ) as held:
        assert browser.get(HOME).status_code == 200
    return len(held)
