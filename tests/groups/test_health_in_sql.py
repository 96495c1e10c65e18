"""The facts and the verdict in SQL are those of the pure function, whatever happened when."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groups import health
from groups.enums import LEADING, ActivityKind, Criterion, GroupState, Left, NoticeStep, Role
from groups.health import Facts
from groups.models import Activity, Agreement, AgreementAcceptance, CommunityGroup, Membership, Notice
from groups.selectors import health as in_sql
from groups.services import health as services
from people.models import Address, Person
from people.services import people
from tests.conftest import LONG

pytestmark = pytest.mark.django_db
EDGES = [
    date(2027, 1, 31),
    date(2027, 2, 28),
    date(2027, 3, 28),  # summer time begins
    date(2027, 10, 31),  # and ends
    date(2027, 11, 30),
    date(2028, 2, 28),
    date(2028, 2, 29),
    date(2028, 3, 1),
    date(2028, 12, 31),
    date(2029, 2, 28),
]
DAYS = st.sampled_from(EDGES) | st.dates(date(2026, 6, 1), date(2029, 12, 31))
MOMENTS = st.builds(  # some of them in the hour in which summer time has the next day
    lambda day, hour, minute: datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC),
    DAYS,
    st.sampled_from([0, 11, 22, 23]),
    st.sampled_from([0, 30, 59]),
)
MEMBERSHIPS = st.tuples(st.integers(0, 3), st.sampled_from(Role), MOMENTS, st.none() | st.integers(0, 900))
LIVES = st.fixed_dictionaries(
    {
        "approved_at": st.none() | MOMENTS,
        "created_at": MOMENTS,
        "lead_trained_until": st.none() | DAYS,
        "renewal_asked_on": st.none() | DAYS,
        "renewed_on": st.none() | DAYS,
        "memberships": st.lists(MEMBERSHIPS, max_size=6),
        "activities": st.lists(st.tuples(DAYS, st.booleans()), max_size=4),
        "published": st.lists(st.none() | MOMENTS, max_size=3),
        "accepted": st.sets(st.integers(1, 3)),
        "warned": st.dictionaries(st.sampled_from(Criterion), st.tuples(st.integers(-2, 40), st.booleans())),
    }
)


def uk(moment: datetime) -> date:
    """By the rule of European summer time, apart from any library: from the last Sundays of March and October, 1:00."""

    def last_sunday(month: int) -> datetime:
        last = datetime(moment.year, month, 31, 1, tzinfo=UTC)
        return last - timedelta(days=(last.weekday() + 1) % 7)

    is_summer = last_sunday(3) <= moment < last_sunday(10)
    return (moment + timedelta(hours=is_summer)).date()


@pytest.fixture
def cast() -> list[Person]:
    return [
        people.meet(email=f"{name}@example.org", name=name).person for name in ("charlie", "priya", "suzie", "dele")
    ]


def write(life: dict[str, Any], cast: list[Person]) -> CommunityGroup:
    own = ("approved_at", "created_at", "lead_trained_until", "renewal_asked_on", "renewed_on")
    group = CommunityGroup.objects.create(name="Leeds", slug="leeds", **{name: life[name] for name in own})
    for who, role, since, until in memberships(life):
        Membership.objects.create(
            group=group, person=cast[who], role=role, since=since, until=until, left=Left.LEFT if until else ""
        )
    for day, is_removed in life["activities"]:
        removed_at = datetime(2029, 1, 1, tzinfo=UTC) if is_removed else None
        Activity.objects.create(group=group, kind=ActivityKind.TALK, on=day, title="A talk", removed_at=removed_at)
    for version, published_at in enumerate(life["published"], 1):
        made = Agreement.objects.create(version=version, text="Words", published_at=published_at)
        if version in life["accepted"]:
            AgreementAcceptance.objects.create(group=group, agreement=made)
    return group


def memberships(life: dict[str, Any]) -> list[tuple[int, Role, datetime, datetime | None]]:
    """Of those with the same role of the same person that go on, one."""
    found: dict[Any, tuple[int, Role, datetime, datetime | None]] = {}
    for number, (who, role, since, days) in enumerate(life["memberships"]):
        until = None if days is None else since + timedelta(days=days)
        found[(who, role) if until is None else number] = (who, role, since, until)
    return list(found.values())


def leading_at(life: dict[str, Any], moment: datetime) -> set[int]:
    return {
        who
        for who, role, since, until in memberships(life)
        if role in LEADING and since <= moment and (until is None or moment < until)
    }


def short_since(life: dict[str, Any]) -> date | None:
    """By walking through every moment at which anything changed."""
    ends = {until for _, role, _, until in memberships(life) if until and role in LEADING}
    moment = timedelta(microseconds=1)
    return max((uk(end) for end in ends if len(leading_at(life, end - moment)) >= 2), default=None)


def facts(life: dict[str, Any], on: date) -> Facts:
    published = {version: day for version, day in enumerate(life["published"], 1) if day}
    accepted = max((version for version in life["accepted"] if version <= len(life["published"])), default=None)
    newer = [uk(moment) for version, moment in published.items() if version > (accepted or 0)]
    done = sorted((day for day, is_removed in life["activities"] if not is_removed and day <= on), reverse=True)
    return Facts(
        started_on=uk(life["approved_at"] or life["created_at"]),
        leaders=len({who for who, role, _, until in memberships(life) if until is None and role in LEADING}),
        short_since=short_since(life),
        lead_trained_until=life["lead_trained_until"],
        agreement=max(published, default=None),
        accepted=accepted,
        asked_to_agree_on=min(newer, default=None),
        last_activity_on=done[0] if done else None,
        activity_before_on=done[1] if len(done) > 1 else None,
        renewal_asked_on=life["renewal_asked_on"],
        renewed_on=life["renewed_on"],
    )


def warn(group: CommunityGroup, life: dict[str, Any], known: Facts) -> Facts:
    """Of some of the falls, so many days after they began; some of these notices are of a fall that was mended."""
    warned = []
    for criterion, (days, is_over) in life["warned"].items():
        fell_on = health.FAILS_ON[criterion](known)
        if fell_on is None:
            continue
        sent_at = datetime(fell_on.year, fell_on.month, fell_on.day, 23, 30, tzinfo=UTC) + timedelta(days=days)
        Notice.objects.create(
            group=group,
            criterion=criterion,
            fell_on=fell_on,
            step=NoticeStep.WARNED,
            sent_at=sent_at,
            over_at=sent_at if is_over else None,
        )
        if not is_over:
            warned.append(health.Warned(criterion, fell_on, uk(sent_at)))
    return known._replace(warned=tuple(warned))


def days_to_try(known: Facts, on: date) -> set[date]:
    """One at random, and those around every day on which something changes."""
    turns = [fails_on for find in health.FAILS_ON.values() if (fails_on := find(known))]
    turns += [warned.on + timedelta(days=health.AT_RISK) for warned in known.warned]
    return {on, *turns, *(turn - timedelta(days=1) for turn in turns)}


def look_at_night(row: Any, day: date, verdict: health.Verdict) -> None:
    """Whom the database leaves out has nothing to be written or told, and whom it takes for new has."""
    look = services.look_at(row, list(Notice.objects.standing()), day)
    is_told = list(in_sql.unsettled(CommunityGroup.objects.all(), on=day).values_list("is_told", flat=True))
    assert look.is_as_written or is_told
    assert not (look.is_as_written and is_told == [False])
    services.write_verdicts({row.pk: look.verdict})
    written = CommunityGroup.objects.get()
    assert (written.health, written.fell_on) == (verdict.health, verdict.fell_on)


@settings(
    max_examples=1000 if LONG else 30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(life=LIVES, on=DAYS)
def test_what_sql_says_of_a_group_is_what_the_pure_function_says(
    cast: list[Person], life: dict[str, Any], on: date
) -> None:
    with transaction.atomic():
        group = write(life, cast)
        known = warn(group, life, facts(life, on))
        for number, day in enumerate(sorted(days_to_try(known, on))):
            dated = facts(life, day)._replace(warned=known.warned)
            [row] = in_sql.with_health(CommunityGroup.objects.all(), on=day)
            assert in_sql.facts_of(row, Notice.objects.standing())._replace(warned=()) == dated._replace(warned=())
            verdict = health.judge(dated, day)
            assert (row.health_then, row.fell_then) == (verdict.health, verdict.fell_on)
            days = {criterion: getattr(row, name) for criterion, name in in_sql.FAILS_ON.items()}
            assert days == {finding.criterion: finding.fails_on for finding in verdict.findings}
            if LONG or number % 3 == 0:
                look_at_night(row, day, verdict)
        assert in_sql.verdict(group, on=on) == health.judge(known, on)
        transaction.set_rollback(True)


def test_the_facts_of_any_number_of_groups_take_one_query(django_assert_num_queries: Any, cast: list[Person]) -> None:
    for number in range(3):
        CommunityGroup.objects.create(name=f"Group {number}", slug=f"group-{number}", state=GroupState.APPROVED)
    assert Address.objects.count() == len(cast)
    with django_assert_num_queries(1):
        rows = list(in_sql.with_health(CommunityGroup.objects.all(), on=date(2028, 2, 29)))
    assert len(rows) == 3
