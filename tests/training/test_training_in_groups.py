"""What groups show of training: whether their safeguarding lead is trained, and how many people are."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groups.enums import Criterion, Role, Standing
from groups.models import CommunityGroup
from groups.selectors import health as groups_health
from groups.services import membership
from people.services import people
from tests import factories
from tests.groups import people as cast
from training import group_blocks
from training.enums import CourseKind
from training.models import CourseVersion
from training.services import awards, health

pytestmark = pytest.mark.django_db
TODAY = date(2027, 3, 10)
BEGAN = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel("2027-03-10 12:00Z", tick=False):
        yield


def moment(day: date) -> Any:
    return datetime(day.year, day.month, day.day, 12, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def leeds() -> CommunityGroup:
    leeds = cast.group(approved_at=moment(BEGAN))
    cast.leading(leeds)
    return leeds


@pytest.fixture
def version() -> CourseVersion:
    return factories.course_version(factories.course(), published_at=moment(BEGAN))


def lead(group: CommunityGroup, name: str = "suzie", since: date = BEGAN) -> Any:
    held = cast.give(group, name, Role.SAFEGUARDING)
    held.since = moment(since)
    held.save()
    return held


def day(group: CommunityGroup) -> date | None:
    health.derive()
    group.refresh_from_db()
    return group.lead_trained_until


def criterion(group: CommunityGroup) -> Standing:
    findings = groups_health.verdict(group, on=TODAY).findings
    return next(found.standing for found in findings if found.criterion == Criterion.SAFEGUARDING)


def test_without_a_course_nothing_is_measured(leeds: CommunityGroup) -> None:
    lead(leeds)
    assert day(leeds) is None
    assert criterion(leeds) == Standing.NOT_MEASURED


def test_a_trained_lead_is_in_order_to_the_last_day_of_their_training(
    leeds: CommunityGroup, version: CourseVersion
) -> None:
    factories.award(lead(leeds).person, version, completed_on=date(2026, 5, 1))
    assert day(leeds) == date(2029, 5, 31)
    assert criterion(leeds) == Standing.PASSES


def test_a_group_has_three_months_to_get_its_first_lead_trained(leeds: CommunityGroup, version: CourseVersion) -> None:
    lead(leeds)
    assert day(leeds) == date(2026, 4, 1)
    assert criterion(leeds) == Standing.FAILS
    young = cast.group("York", approved_at=moment(date(2027, 3, 1)))
    assert day(young) == date(2027, 6, 1)
    assert criterion(young) == Standing.PASSES


def test_members_and_trainers_courses_do_not_stand_in_for_a_trained_lead(
    leeds: CommunityGroup, version: CourseVersion
) -> None:
    lead(leeds)
    other = factories.course_version(factories.course("other", kind=CourseKind.OTHER))
    factories.award(cast.person("suzie"), other, completed_on=date(2026, 5, 1))
    factories.award(cast.give(leeds, "priya").person, version, completed_on=date(2026, 5, 1))
    assert day(leeds) == date(2026, 4, 1)


def test_the_day_follows_renewals_revocations_and_who_has_the_role(
    leeds: CommunityGroup, version: CourseVersion
) -> None:
    held = lead(leeds)
    first = factories.award(held.person, version, completed_on=date(2026, 5, 1))
    awards.extend(award=first, until=date(2029, 8, 31), reason="Snow.", by=None)
    assert day(leeds) == date(2029, 8, 31)
    revocation = awards.revoke(award=first, reason="A mistake.", by=None)
    assert day(leeds) == date(2027, 3, 9)
    awards.reinstate(revocation=revocation, reason="No mistake.", by=None)
    assert day(leeds) == date(2029, 8, 31)
    membership.leave(held)
    assert day(leeds) == TODAY
    factories.award(lead(leeds, "priya", TODAY).person, version, completed_on=TODAY)
    assert day(leeds) == date(2030, 3, 31)


def test_a_group_that_fell_hears_at_once_that_its_lead_is_trained(
    leeds: CommunityGroup, version: CourseVersion, django_capture_on_commit_callbacks: Any
) -> None:
    held = lead(leeds)
    assert day(leeds) == date(2026, 4, 1)
    with django_capture_on_commit_callbacks(execute=True):
        factories.award(held.person, version)
    leeds.refresh_from_db()
    assert leeds.lead_trained_until == date(2030, 3, 31)
    assert criterion(leeds) == Standing.PASSES


def test_a_night_without_changes_writes_nothing(
    leeds: CommunityGroup, version: CourseVersion, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        group = cast.group(f"Town{number}", approved_at=moment(BEGAN))
        factories.award(lead(group, "suzie").person, version, completed_on=date(2026, 5, 1 + number))
    assert health.derive() == 6
    with django_assert_max_num_queries(14):
        assert health.derive() == 0


def trained(group: CommunityGroup, version: CourseVersion, number: int) -> None:
    for each in range(number):
        person = people.meet(email=f"member-{each}@example.org", name=f"Member {each}").person
        membership.give(group=group, person=person, role=Role.MEMBER)
        factories.award(person, version)


def test_a_groups_page_says_how_many_are_trained_and_hides_fewer_than_five(
    leeds: CommunityGroup, version: CourseVersion, client: Client
) -> None:
    trained(leeds, version, 4)
    assert [figure.number for figure in group_blocks.figures(leeds)[None]] == [None]
    assert "Under 5" in client.get(leeds.get_absolute_url()).content.decode()
    trained(leeds, version, 6)
    assert [figure.number for figure in group_blocks.figures(leeds)[None]] == [6]
    figures = group_blocks.figures(leeds)
    assert [figure.number for figure in figures[2027]] == [6]


def test_nobody_who_left_or_whose_training_ran_out_is_counted(leeds: CommunityGroup, version: CourseVersion) -> None:
    trained(leeds, version, 6)
    member = people.meet(email="member-0@example.org").person
    membership.leave(leeds.memberships.get(person=member))
    assert [figure.number for figure in group_blocks.figures(leeds)[None]] == [5]
    with time_machine.travel("2031-01-01 12:00Z", tick=False):
        assert [figure.number for figure in group_blocks.figures(leeds)[None]] == [0]


def test_the_leaders_home_has_a_part_about_training(leeds: CommunityGroup, version: CourseVersion) -> None:
    browser = cast.leading(leeds, "dele")
    shown = browser.get(reverse("group_lead", args=["leeds"])).content.decode()
    assert "Nobody in the group is trained yet" in shown
    factories.award(cast.person("dele"), version)
    assert (
        "1 of 2 people in the group is trained" in browser.get(reverse("group_lead", args=["leeds"])).content.decode()
    )
