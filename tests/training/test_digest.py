"""What those who lead a group are told once a month of how its people are trained."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from groups.models import CommunityGroup
from groups.services import membership
from mail.models import Delivery
from tests import factories
from tests.groups import people as cast
from training.models import Award, CourseVersion, Digest
from training.services import awards, digests

pytestmark = pytest.mark.django_db
KIND = "training_digest"


@pytest.fixture(autouse=True)
def in_march() -> Iterator[None]:
    with time_machine.travel("2027-03-10 12:00Z", tick=False):
        yield


@pytest.fixture
def version() -> CourseVersion:
    return factories.course_version(factories.course(validity_months=12))


@pytest.fixture
def leeds() -> CommunityGroup:
    leeds = cast.group()
    cast.leading(leeds)
    return leeds


def trained(version: CourseVersion, group: CommunityGroup, name: str, on: date) -> Award:
    return factories.award(cast.give(group, name).person, version, completed_on=on)


def said() -> dict[str, Any]:
    """What the newest digest tells, as names."""
    context = Delivery.objects.filter(kind=KIND).latest("pk").context
    return {part: [each["name"] for each in context[part]] for part in ("running_out", "ran_out", "trained")}


def test_it_tells_whose_training_runs_out_whose_ran_out_and_who_was_trained(
    leeds: CommunityGroup, version: CourseVersion
) -> None:
    trained(version, leeds, "suzie", date(2026, 4, 20))  # to 30 April
    trained(version, leeds, "priya", date(2026, 2, 3))  # to 28 February
    with time_machine.travel("2027-02-05 12:00Z"):
        trained(version, leeds, "morgan", date(2027, 2, 4))
    assert digests.tell() == 1
    assert cast.told(KIND) == ["charlie@example.org"]
    assert said() == {"running_out": ["Suzie Signer"], "ran_out": ["Priya Teacher"], "trained": ["Morgan Editor"]}


def test_it_comes_once_a_month_however_often_we_look_and_however_late(
    leeds: CommunityGroup, version: CourseVersion
) -> None:
    trained(version, leeds, "suzie", date(2026, 4, 20))
    for day, number in (("2027-03-10", 1), ("2027-03-31", 1), ("2027-04-03", 2), ("2027-04-30", 2), ("2027-07-09", 2)):
        with time_machine.travel(f"{day} 12:00Z"):
            digests.tell()
        assert len(cast.told(KIND)) == number, day
    assert list(Digest.objects.order_by("month").values_list("month", "was_sent")) == [
        (date(2027, 3, 1), True),
        (date(2027, 4, 1), True),
        (date(2027, 7, 1), False),
    ]


def test_where_there_is_nothing_to_tell_no_message_leaves_nor_later_that_month(
    leeds: CommunityGroup, version: CourseVersion
) -> None:
    assert digests.tell() == 0
    trained(version, leeds, "suzie", date(2026, 4, 20))
    with time_machine.travel("2027-03-20 12:00Z"):
        assert digests.tell() == 0
    assert not cast.told(KIND)


def test_whoever_left_the_group_is_in_it_no_more_nor_who_renewed_or_lost_it(
    leeds: CommunityGroup, version: CourseVersion
) -> None:
    for name in ("suzie", "priya", "morgan", "mallory"):
        trained(version, leeds, name, date(2026, 4, 20))
    membership.leave(leeds.memberships.get(person=cast.person("suzie")))
    factories.award(cast.person("priya"), version)
    awards.revoke(award=Award.objects.get(person=cast.person("morgan")), reason="A mistake.", by=None)
    digests.tell()
    assert said() == {"running_out": ["Mallory Meddler"], "ran_out": [], "trained": []}


def test_each_group_hears_of_its_own_people_alone(leeds: CommunityGroup, version: CourseVersion) -> None:
    york = cast.group("York")
    cast.leading(york, "dele")
    trained(version, leeds, "suzie", date(2026, 4, 20))
    trained(version, york, "priya", date(2026, 4, 20))
    assert digests.tell() == 2
    told = {row.address.canonical: row.context for row in Delivery.objects.filter(kind=KIND).select_related("address")}
    assert [each["name"] for each in told["charlie@example.org"]["running_out"]] == ["Suzie Signer"]
    assert [each["name"] for each in told["dele@example.org"]["running_out"]] == ["Priya Teacher"]


def test_a_process_that_ends_half_way_tells_no_group_twice(
    leeds: CommunityGroup, version: CourseVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    york = cast.group("York")
    cast.leading(york, "dele")
    trained(version, leeds, "suzie", date(2026, 4, 20))
    trained(version, york, "priya", date(2026, 4, 20))
    monkeypatch.setattr(digests, "SLICE", 1)
    line, lines = digests.line, []

    def killed(award: Any) -> dict[str, str]:
        lines.append(award)
        if len(lines) == 2:
            raise SystemExit
        return line(award)

    monkeypatch.setattr(digests, "line", killed)
    with pytest.raises(SystemExit):
        digests.tell()
    assert len(cast.told(KIND)) == Digest.objects.count() == 1
    monkeypatch.setattr(digests, "line", line)
    assert digests.tell() == 1
    assert sorted(cast.told(KIND)) == ["charlie@example.org", "dele@example.org"]


def test_many_groups_take_as_many_queries_as_few(version: CourseVersion, django_assert_max_num_queries: Any) -> None:
    for number in range(6):
        group = cast.group(f"Town{number}")
        cast.leading(group, "charlie")
        trained(version, group, "suzie", date(2026, 4, 20) + timedelta(days=number))
    with django_assert_max_num_queries(14):
        assert digests.tell() == 6
