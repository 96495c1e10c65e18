"""Words that look like a report about a person, whose writer says that they are none: staff read them first."""

from typing import Any

import pytest
from django.test import Client

from groups.enums import EventState
from groups.models import CommunityGroup, Event
from groups.services import doubts, events, registering
from mail import rendering
from mail.models import Delivery
from people.models import User
from tests import factories
from tests.groups import applications, people, planned
from tests.groups.test_planning import FORM, REPORT, address

pytestmark = pytest.mark.django_db
QUEUE = "/admin/words-in-doubt/"
IN_DOUBT = {**FORM, "description": REPORT, "no_report": "1"}


@pytest.fixture
def leeds() -> CommunityGroup:
    return people.group()


@pytest.fixture
def charlie(leeds: CommunityGroup) -> Client:
    return people.leading(leeds)


@pytest.fixture
def coordinator(client: Client) -> User:
    user = factories.member_of("Group coordinators")
    client.force_login(user)
    return user


def html(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def draft_in_doubt(charlie: Client) -> Event:
    assert charlie.post("/groups/leeds/lead/events/new/", IN_DOUBT).status_code == 303
    return Event.objects.get()


def decide(client: Client, event: Event, step: str, **more: str) -> Any:
    return client.post(f"{QUEUE}{event.pk}/{step}/", {"seen": doubts.stamp(event), **more})


def test_a_leader_who_says_that_it_is_about_nobody_has_a_draft_that_staff_read_before_it_is_published(
    client: Client, charlie: Client, coordinator: User
) -> None:
    unsaid = charlie.post("/groups/leeds/lead/events/new/", {**FORM, "description": REPORT})
    assert (unsaid.status_code, 'name="no_report"' in html(unsaid), Event.objects.count()) == (422, True, 0)
    event = draft_in_doubt(charlie)
    charlie.post(address(event, "publish/"))
    event.refresh_from_db()
    assert event.state == EventState.DRAFT
    assert address(event, "publish/") not in html(charlie.get(address(event)))
    assert REPORT in html(client.get(QUEUE))
    decide(client, event, "release")
    assert "can be published now" in rendering.render(Delivery.objects.get(kind="event_words_decided")).body
    charlie.post(address(event, "publish/"))
    event.refresh_from_db()
    assert event.state == EventState.PUBLISHED


def test_a_refused_draft_is_deleted_and_its_leaders_are_told_why_without_its_words(
    client: Client, charlie: Client, coordinator: User
) -> None:
    event = draft_in_doubt(charlie)
    assert decide(client, event, "refuse", reason=" ").status_code == 422
    decide(client, event, "refuse", reason="It may be about somebody. Ring the police.")
    assert not Event.objects.exists()
    told = Delivery.objects.get(kind="event_words_decided")
    assert (told.address.canonical, told.context["reason"]) == (
        "charlie@example.org",
        "It may be about somebody. Ring the police.",
    )
    assert "passport" not in str(told.context)


def test_words_that_changed_since_they_were_read_are_not_decided(
    client: Client, charlie: Client, coordinator: User
) -> None:
    event = draft_in_doubt(charlie)
    charlie.post(address(event, "change/"), {**IN_DOUBT, "title": "Another title"})
    late = decide(client, event, "release")
    assert (late.status_code, "Look again" in html(late)) == (422, True)
    assert Event.objects.in_doubt().exists()


def test_whoever_takes_the_words_out_has_nothing_to_wait_for(client: Client, charlie: Client) -> None:
    event = draft_in_doubt(charlie)
    charlie.post(address(event, "change/"), {**FORM, "description": "An evening for everybody."})
    charlie.post(address(event, "publish/"))
    event.refresh_from_db()
    assert event.state == EventState.PUBLISHED


def test_an_event_that_everybody_reads_takes_no_words_in_doubt(charlie: Client, leeds: CommunityGroup) -> None:
    event = planned.event(leeds)
    answer = charlie.post(address(event, "change/"), IN_DOUBT)
    assert (answer.status_code, "say it in other words" in html(answer)) == (422, True)
    event.refresh_from_db()
    assert event.description == "An evening for everybody."


def test_a_draft_of_another_group_waits_in_one_queue_and_a_cancelled_one_no_more(
    client: Client, coordinator: User, leeds: CommunityGroup
) -> None:
    event = events.draft(group=leeds, details=planned.details(title="In doubt"), is_doubtful=True)
    assert "In doubt" in html(client.get(QUEUE))
    events.cancel(event, because="Snow.")
    assert "No draft waits." in html(client.get(QUEUE))


def test_staff_are_warned_of_a_registration_in_doubt_where_they_read_and_where_they_approve(
    client: Client, coordinator: User
) -> None:
    plain = applications.sent_in()
    words = "looks like a report about a person"
    for path in ("", "approve/"):
        assert words not in html(client.get(f"/admin/group-applications/{plain.group_id}/{path}"))
    given = plain.answers["group"]
    registering.keep(plain, {"group": {**given, "about": REPORT}})
    for path in ("", "approve/"):
        assert words in html(client.get(f"/admin/group-applications/{plain.group_id}/{path}"))
