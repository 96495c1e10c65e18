from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groups import health as rules
from groups.enums import Criterion, GroupState, Health, NoticeStep, Role, Standing
from groups.health import Facts, Finding, Warned, judge
from groups.models import CommunityGroup, Notice
from groups.services import health, renewals
from mail.models import Delivery
from pages.models import SiteGeneration
from tests.conftest import LONG
from tests.groups import caring

STARTED = date(2027, 1, 4)
DAYS = st.dates(date(2024, 1, 1), date(2033, 12, 31)) | st.sampled_from(
    [date(2028, 2, 29), date(2027, 2, 28), date(2027, 11, 30), date(2028, 12, 31), date(2032, 2, 29)]
)


def found(facts: Facts, criterion: Criterion, on: date) -> Finding:
    [finding] = [each for each in judge(facts, on).findings if each.criterion == criterion]
    return finding


def is_in_order(facts: Facts, criterion: Criterion, on: date) -> bool:
    return found(facts, criterion, on).standing == Standing.PASSES


@pytest.mark.parametrize(
    ("criterion", "facts", "last_day"),
    [
        (Criterion.LEADERS, {"leaders": 1, "short_since": date(2027, 11, 30)}, date(2028, 2, 29)),
        (Criterion.LEADERS, {"leaders": 0, "short_since": date(2028, 11, 30)}, date(2029, 2, 28)),
        (Criterion.LEADERS, {"leaders": 1, "short_since": None}, date(2027, 4, 4)),
        (Criterion.LEADERS, {"leaders": 1, "short_since": date(2020, 1, 1)}, date(2027, 4, 4)),
        (Criterion.SAFEGUARDING, {"lead_trained_until": date(2028, 2, 29)}, date(2028, 2, 29)),
        (Criterion.AGREEMENT, {"agreement": 2, "asked_to_agree_on": date(2028, 2, 1)}, date(2028, 3, 2)),
        (Criterion.AGREEMENT, {"agreement": 1, "asked_to_agree_on": date(2026, 1, 1)}, date(2027, 2, 3)),
        (Criterion.ACTIVITY, {}, date(2028, 1, 4)),
        (Criterion.ACTIVITY, {"activity_before_on": date(2028, 2, 29)}, date(2029, 2, 28)),
        (Criterion.ACTIVITY, {"activity_before_on": date(2026, 12, 1)}, date(2028, 1, 4)),
        (Criterion.RENEWAL, {"renewal_asked_on": date(2028, 1, 4)}, date(2028, 2, 3)),
        (Criterion.RENEWAL, {"renewal_asked_on": date(2028, 1, 4), "renewed_on": date(2027, 1, 9)}, date(2028, 2, 3)),
    ],
)
def test_a_criterion_is_in_order_until_the_last_day_of_its_period(
    criterion: Criterion, facts: dict[str, Any], last_day: date
) -> None:
    group = Facts(STARTED, **facts)
    assert is_in_order(group, criterion, last_day)
    after = last_day + timedelta(days=1)
    assert found(group, criterion, after).standing == Standing.FAILS
    assert found(group, criterion, last_day).next_change == found(group, criterion, after).fails_on == after


@pytest.mark.parametrize(
    ("criterion", "facts"),
    [
        (Criterion.LEADERS, {"leaders": 2, "short_since": date(2027, 2, 1)}),
        (Criterion.AGREEMENT, {"agreement": 2, "accepted": 2}),
        (Criterion.RENEWAL, {}),
        (Criterion.RENEWAL, {"renewal_asked_on": date(2028, 1, 4), "renewed_on": date(2028, 1, 4)}),
    ],
)
def test_no_day_by_itself_ends_what_is_mended(criterion: Criterion, facts: dict[str, Any]) -> None:
    assert is_in_order(Facts(STARTED, **facts), criterion, date(2090, 1, 1))


def test_safeguarding_without_training_and_an_agreement_that_is_not_there_are_not_measured_and_never_fail() -> None:
    verdict = judge(Facts(STARTED), date(2027, 6, 1))
    not_measured = {each.criterion for each in verdict.findings if each.standing == Standing.NOT_MEASURED}
    assert not_measured == {Criterion.SAFEGUARDING, Criterion.AGREEMENT}
    assert (verdict.health, verdict.fell_on, verdict.dormant_on) == (Health.ACTIVE, None, None)


def test_each_finding_says_where_it_stands_what_is_needed_and_what_mends_it() -> None:
    facts = Facts(
        STARTED,
        leaders=1,
        short_since=date(2028, 3, 1),
        agreement=3,
        accepted=2,
        asked_to_agree_on=date(2028, 4, 1),
        last_activity_on=date(2028, 4, 1),
        activity_before_on=date(2027, 4, 1),
        renewed_on=date(2028, 1, 9),
    )
    said = {each.criterion: each for each in judge(facts, date(2028, 4, 20)).findings}
    assert [(each.value, each.threshold) for each in said.values()] == [
        ("1 leader", "2 leaders; 3 months to find another when one leaves"),
        ("Not measured yet", "Training that has not run out"),
        ("Version 2", "Version 3, within 30 days"),
        ("1 activity", "2 activities in 12 months"),
        ("Answered on 9 January 2028", "An answer within 30 days, each year"),
    ]
    changes = [date(2028, 6, 2), None, date(2028, 5, 2), date(2028, 5, 21), date(2029, 1, 9)]
    assert [each.next_change for each in said.values()] == changes
    assert said[Criterion.AGREEMENT].mending.address == "group_agreement"


def test_yet_another_version_gives_no_more_time() -> None:
    facts = Facts(STARTED, agreement=4, accepted=2, asked_to_agree_on=date(2028, 4, 1))
    assert found(facts, Criterion.AGREEMENT, date(2028, 6, 1)).fails_on == date(2028, 5, 2)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # on a machine that does much else
@given(started=DAYS, short=DAYS, warned=st.integers(0, 500), later=st.integers(0, 800))
def test_nobody_is_dormant_sooner_than_31_days_after_the_warning_of_this_fall(
    started: date, short: date, warned: int, later: int
) -> None:
    facts = Facts(started, leaders=1, short_since=short)
    fell_on = rules.leaders_fail_on(facts)
    assert fell_on is not None
    on, told_on = fell_on + timedelta(days=later), fell_on + timedelta(days=warned)
    alone = facts._replace(last_activity_on=on, activity_before_on=on)
    assert judge(alone, on).health == Health.AT_RISK
    verdict = judge(alone._replace(warned=(Warned(Criterion.LEADERS, fell_on, told_on),)), on)
    assert (verdict.health == Health.DORMANT) is (later >= warned + 31)
    earlier_fall = Warned(Criterion.LEADERS, fell_on - timedelta(days=1), fell_on)
    assert judge(alone._replace(warned=(earlier_fall,)), on).health == Health.AT_RISK


@pytest.fixture
def leeds() -> CommunityGroup:
    group = caring.group(approved_on=STARTED)
    for name in ("Charlie", "Priya"):
        caring.member(group, name, since=STARTED)
    caring.active(group, STARTED)
    return group


def story(group: CommunityGroup) -> tuple[str, date | None]:
    group.refresh_from_db()
    return group.health, group.fell_on


def kinds(to: str) -> list[str]:
    return list(Delivery.objects.filter(address__canonical=to).order_by("pk").values_list("kind", flat=True))


@pytest.mark.django_db
def test_three_years_of_a_group_that_falls_revives_falls_again_and_is_warned_each_time(leeds: CommunityGroup) -> None:
    """A leader leaves and the next comes too late; a year on, nothing is done for too long."""
    priya = leeds.memberships.get(person__name="Priya")
    deeds: dict[date, Callable[[], object]] = {
        date(2027, 5, 31): lambda: caring.leave(priya, date(2027, 5, 31)),
        date(2027, 11, 1): lambda: caring.member(leeds, "Suzie", Role.DEPUTY, since=date(2027, 11, 1)),
        date(2027, 11, 30): lambda: caring.active(leeds, date(2027, 11, 29), date(2027, 11, 30)),
        date(2028, 1, 10): lambda: renewals.answer(group=leeds),
        date(2028, 2, 29): lambda: caring.active(leeds, date(2028, 2, 29)),
        date(2029, 1, 20): lambda: renewals.answer(group=leeds),
        date(2029, 3, 20): lambda: caring.active(leeds, date(2029, 3, 20)),
        date(2029, 4, 9): lambda: caring.active(leeds, date(2029, 4, 8)),
    }
    became: list[tuple[date, str, date | None]] = [(STARTED, *story(leeds))]
    told: list[tuple[date, str]] = []
    for day in nights({*deeds, *(day for day, *_ in BECAME), *(day for day, _ in TOLD)}):
        with time_machine.travel(caring.at(day, 1), tick=False) as clock:
            renewals.ask()
            health.derive()
            told += [(day, kind) for kind in kinds("charlie@example.org")[len(told) :]]
            if story(leeds) != became[-1][1:]:
                became.append((day, *story(leeds)))
            clock.move_to(caring.at(day))
            deeds.get(day, tuple)()
    assert became == BECAME
    assert told == TOLD


BECAME = [
    (STARTED, Health.ACTIVE, None),
    (date(2027, 9, 1), Health.AT_RISK, date(2027, 9, 1)),
    (date(2027, 10, 2), Health.DORMANT, date(2027, 9, 1)),
    (date(2027, 11, 2), Health.ACTIVE, None),
    (date(2028, 12, 1), Health.AT_RISK, date(2028, 12, 1)),
    (date(2029, 1, 1), Health.DORMANT, date(2028, 12, 1)),
    (date(2029, 3, 21), Health.AT_RISK, date(2029, 3, 1)),
    (date(2029, 4, 10), Health.ACTIVE, None),
]
TOLD = [
    (date(2027, 9, 1), "group_warned"),
    (date(2027, 9, 15), "group_reminded"),
    (date(2027, 9, 25), "group_reminded"),
    (date(2027, 10, 2), "group_dormant"),
    (date(2028, 1, 4), "group_renewal_asked"),
    (date(2028, 12, 1), "group_warned"),
    (date(2028, 12, 15), "group_reminded"),
    (date(2028, 12, 25), "group_reminded"),
    (date(2029, 1, 1), "group_dormant"),
    (date(2029, 1, 10), "group_renewal_asked"),
    (date(2029, 3, 21), "group_warned"),
    (date(2029, 4, 4), "group_reminded"),
]


def nights(notable: set[date]) -> list[date]:
    """All of three years; in the short form those around what happens, and every seventh of the others."""
    every = [STARTED + timedelta(days=number) for number in range(3 * 365 + 1)]
    around = {day + timedelta(days=days) for day in notable for days in (-1, 0, 1)}
    return [day for number, day in enumerate(every) if LONG or day in around or number % 7 == 0]


@pytest.fixture
def short(leeds: CommunityGroup) -> CommunityGroup:
    """Its second leader left on 31 May, so it falls on 1 September."""
    caring.leave(leeds.memberships.get(person__name="Priya"), date(2027, 5, 31))
    return leeds


def night(day: date) -> int:
    with time_machine.travel(caring.at(day, 1), tick=False):
        return health.derive()


@pytest.mark.django_db
def test_a_night_that_is_done_twice_tells_nobody_twice(short: CommunityGroup) -> None:
    assert [night(date(2027, 9, 1)) for _ in range(3)] == [1, 0, 0]
    assert kinds("charlie@example.org") == ["group_warned"]
    [message] = Delivery.objects.all()
    assert message.context["dormant_on"] == "2027-10-02"
    assert [each["value"] for each in message.context["failing"]] == ["1 leader"]


@pytest.mark.django_db
def test_where_nothing_ran_for_months_a_group_is_warned_before_it_is_dormant(short: CommunityGroup) -> None:
    night(date(2027, 12, 1))
    assert story(short) == (Health.AT_RISK, date(2027, 9, 1))
    night(date(2027, 12, 31))
    assert story(short)[0] == Health.AT_RISK
    night(date(2028, 1, 1))
    assert story(short)[0] == Health.DORMANT
    assert kinds("charlie@example.org") == ["group_warned", "group_reminded", "group_dormant"]


@pytest.mark.django_db
def test_a_fall_of_the_same_day_that_was_mended_meanwhile_is_warned_of_afresh(leeds: CommunityGroup) -> None:
    for lead, day in ((date(2027, 6, 1), 2), (date(2027, 8, 1), 20), (date(2027, 6, 1), 25)):
        CommunityGroup.objects.filter(pk=leeds.pk).update(lead_trained_until=lead)
        night(date(2027, 6, day))
    assert kinds("charlie@example.org") == ["group_warned", "group_warned"]
    night(date(2027, 7, 25))
    assert story(leeds)[0] == Health.AT_RISK
    night(date(2027, 7, 26))
    assert story(leeds)[0] == Health.DORMANT


@pytest.mark.django_db
def test_a_group_that_was_closed_and_is_open_again_is_warned_afresh(short: CommunityGroup) -> None:
    night(date(2027, 9, 1))
    CommunityGroup.objects.filter(pk=short.pk).update(state=GroupState.CLOSED)
    night(date(2027, 10, 20))
    CommunityGroup.objects.filter(pk=short.pk).update(state=GroupState.APPROVED)
    night(date(2027, 12, 1))
    assert story(short) == (Health.AT_RISK, date(2027, 9, 1))
    assert Notice.objects.filter(step=NoticeStep.WARNED).count() == 2


@pytest.mark.django_db
def test_stored_pages_end_when_a_group_leaves_the_lists_or_comes_back_and_at_no_other_time(
    short: CommunityGroup,
) -> None:
    published = [SiteGeneration.objects.get().published]
    for day in (date(2027, 8, 31), date(2027, 9, 1), date(2027, 10, 2), date(2027, 10, 3)):
        night(day)
        published.append(SiteGeneration.objects.get().published)
    caring.member(short, "Suzie", Role.DEPUTY, since=date(2027, 10, 4))
    health.look_again(short)
    published.append(SiteGeneration.objects.get().published)
    assert [each - published[0] for each in published] == [0, 0, 0, 1, 1, 2]
    assert story(short) == (Health.ACTIVE, None)


@pytest.mark.django_db
def test_all_who_lead_are_told_once_each_and_nobody_else(leeds: CommunityGroup) -> None:
    caring.member(leeds, "Charlie", Role.DEPUTY, since=STARTED)
    caring.member(leeds, "Suzie", Role.MEMBER, since=STARTED)
    CommunityGroup.objects.filter(pk=leeds.pk).update(lead_trained_until=date(2027, 6, 1))
    other = caring.group("york", approved_on=STARTED)
    caring.member(other, "Mallory", since=STARTED)
    night(date(2027, 3, 1))
    night(date(2027, 6, 2))
    told = Delivery.objects.filter(context__group_id=leeds.pk).values_list("address__canonical", flat=True)
    assert sorted(told) == ["charlie@example.org", "priya@example.org"]
