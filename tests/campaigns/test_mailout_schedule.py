"""London's clock in summer, in winter and between; quiet hours; two subjects compared; a new sender's first days."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from campaigns import mailout_warming
from campaigns.mailout_clock import LONDON, in_london, is_skipped, quiet_until
from campaigns.mailout_enums import MailoutState
from campaigns.models import Mailout, MailoutLink
from campaigns.services import mailout_comparing, mailout_sending, mailout_watching, mailouts
from config.jobs import mailouts as jobs
from mail import streams
from mail.models import Delivery, Mailing
from mail.services import drain, limits, windows
from people.models import User
from tests import factories
from tests.campaigns import mailed
from tests.campaigns.mailed import approved, mailout, state

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 25, 12, tzinfo=LONDON)
EIGHT, EIGHT_AT_NIGHT = time(8), time(20)
wall = datetime.fromisoformat  # what a clock on the wall shows, which names no zone


@pytest.fixture
def morgan() -> User:
    return factories.morgan()


@pytest.fixture
def charlie() -> User:
    return factories.member_of("Approvers")


@pytest.mark.parametrize(
    ("said", "meant", "skipped"),
    [
        (wall("2026-07-01 09:00:00"), datetime(2026, 7, 1, 8, tzinfo=UTC), False),
        (wall("2026-12-01 09:00:00"), datetime(2026, 12, 1, 9, tzinfo=UTC), False),
        (wall("2026-10-25 00:59:00"), datetime(2026, 10, 24, 23, 59, tzinfo=UTC), False),
        (wall("2026-10-25 01:30:00"), datetime(2026, 10, 25, 0, 30, tzinfo=UTC), False),  # twice: the first
        (wall("2026-10-25 02:30:00"), datetime(2026, 10, 25, 2, 30, tzinfo=UTC), False),
        (wall("2027-03-28 00:30:00"), datetime(2027, 3, 28, 0, 30, tzinfo=UTC), False),
        (wall("2027-03-28 01:30:00"), datetime(2027, 3, 28, 1, 30, tzinfo=UTC), True),  # never: an hour later
        (wall("2027-03-28 02:30:00"), datetime(2027, 3, 28, 1, 30, tzinfo=UTC), False),
    ],
)
def test_a_time_that_staff_name_is_londons_across_both_changes_of_the_clock(
    said: datetime, meant: datetime, skipped: bool
) -> None:
    assert (in_london(said), is_skipped(said)) == (meant, skipped)


def test_a_moment_that_names_its_zone_is_that_moment() -> None:
    moment = datetime(2026, 7, 1, 9, tzinfo=UTC)
    assert in_london(moment) == moment


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (wall("2026-11-25 12:00:00"), None),
        (wall("2026-11-25 19:59:59"), None),
        (wall("2026-11-25 20:00:00"), wall("2026-11-26 08:00:00")),
        (wall("2026-11-26 00:00:00"), wall("2026-11-26 08:00:00")),
        (wall("2026-11-26 07:59:59"), wall("2026-11-26 08:00:00")),
        (wall("2026-11-26 08:00:00"), None),
        (wall("2026-10-24 23:00:00"), wall("2026-10-25 08:00:00")),  # a night of thirteen hours
        (wall("2027-03-27 23:00:00"), wall("2027-03-28 08:00:00")),  # and one of eleven
    ],
)
def test_the_night_is_quiet_until_the_morning_in_london(now: datetime, until: datetime | None) -> None:
    found = quiet_until(now.replace(tzinfo=LONDON), EIGHT_AT_NIGHT, EIGHT)
    assert found == (until.replace(tzinfo=LONDON) if until else None)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (
            datetime(2026, 10, 25, 0, 15, tzinfo=UTC),
            datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
        ),  # 1:15 for the first time
        (
            datetime(2026, 10, 25, 0, 45, tzinfo=UTC),
            datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
        ),  # 1:45 for the first time
        (datetime(2026, 10, 25, 1, 15, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),  # 1:15 again
        (datetime(2026, 10, 25, 1, 45, tzinfo=UTC), None),
        (datetime(2027, 3, 28, 0, 45, tzinfo=UTC), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),  # 1:30 is skipped
        (datetime(2027, 3, 28, 1, 30, tzinfo=UTC), None),
    ],
)
def test_quiet_hours_that_end_while_the_clocks_change_end_once(now: datetime, until: datetime | None) -> None:
    assert quiet_until(now, time(22), time(1, 30)) == until


def test_hours_within_a_day_can_be_quiet_and_equal_times_never_are() -> None:
    assert quiet_until(NOON, time(11), time(13)) == NOON.replace(hour=13)
    assert quiet_until(NOON, time(13), time(14)) is None
    assert quiet_until(NOON, time(12), time(12)) is None


@pytest.mark.parametrize(
    ("said", "first_minute"),
    [
        (wall("2026-10-25 01:30:00"), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (wall("2027-03-28 01:30:00"), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
    ],
)
def test_one_that_leaves_while_the_clocks_change_leaves_once_and_not_before(
    said: datetime, first_minute: datetime, morgan: User, charlie: User
) -> None:
    with time_machine.travel(first_minute - timedelta(days=1), tick=False) as clock:
        made = mailouts.schedule(approved(mailout(), by=morgan, second=charlie), by=morgan, at=said)
        assert made.send_at == first_minute
        clock.move_to(first_minute - timedelta(seconds=1))
        assert (jobs.mailouts_wait(), mailout_sending.begin_due()) == (False, 0)
        clock.move_to(first_minute)
        assert (jobs.mailouts_wait(), mailout_sending.begin_due()) == (True, 1)
        clock.shift(3600)  # the same time on the wall in autumn
        assert mailout_sending.begin_due() == 0
    assert Mailing.objects.count() == 1


def test_a_time_that_is_over_is_refused_and_another_takes_the_place_of_the_first(morgan: User, charlie: User) -> None:
    made = approved(mailout(), by=morgan, second=charlie)
    with pytest.raises(mailouts.InThePast):
        mailouts.schedule(made, by=morgan, at=timezone.now() - timedelta(hours=1))
    assert state(made) == MailoutState.APPROVED
    tomorrow, later = (timezone.now() + timedelta(days=days) for days in (1, 2))
    mailouts.schedule(made, by=morgan, at=tomorrow)
    assert mailouts.schedule(made, by=morgan, at=later).send_at == later
    found = mailouts.cancel_schedule(made, by=morgan)
    assert (found.state, found.send_at, found.approved_by) == (MailoutState.APPROVED, None, charlie)


def leaving(*, by: User, second: User, at: datetime = NOON, **fields: Any) -> Mailout:
    """All of its messages are written down, at that time."""
    with time_machine.travel(at, tick=False):
        mailouts.schedule(approved(mailout(**fields), by=by, second=second), by=by)
        jobs.carry_mailouts()
    return Mailout.objects.get()


def test_nothing_leaves_at_night_and_it_goes_on_in_the_morning(morgan: User, charlie: User) -> None:
    mailed.supporters(2)
    hours: dict[str, Any] = {"quiet_from": EIGHT_AT_NIGHT, "quiet_until": EIGHT}
    made = leaving(by=morgan, second=charlie, **hours)

    def rests() -> datetime | None:
        mailout_watching.look_after()
        return Mailing.objects.get(mailout=made).rests_until

    with time_machine.travel(NOON, tick=False) as clock:
        assert rests() is None
        clock.move_to(NOON.replace(hour=20))
        morning = NOON.replace(hour=8) + timedelta(days=1)
        assert rests() == morning
        clock.move_to(morning)
        assert rests() is None


def test_one_that_is_sent_at_night_waits_for_the_morning_from_the_first_moment(morgan: User, charlie: User) -> None:
    at = NOON.replace(hour=23)
    made = leaving(by=morgan, second=charlie, at=at, quiet_from=EIGHT_AT_NIGHT, quiet_until=EIGHT)
    assert made.mailing is not None
    assert made.mailing.rests_until == NOON.replace(hour=8) + timedelta(days=1)


@pytest.fixture
def compared(morgan: User, charlie: User) -> Mailout:
    """Half of forty people get one subject or the other; the rest wait for four hours."""
    mailed.supporters(40)
    body = [
        ("text", '<p>Read <a href="https://www.example.org/a">this</a> or <a href="https://www.example.org/b">that</a>')
    ]
    return leaving(by=morgan, second=charlie, body=body, second_subject="Read this", compared_percent=50)


def click(made: Mailout, **numbers: int) -> None:
    """Half of them on each of its two links, over two days."""
    for at, link in enumerate(MailoutLink.objects.filter(mailout=made, url__contains="example.org/")):
        for variant, number in numbers.items():
            part = number // 2 + (number % 2 if at else 0)
            link.clicks.create(variant=variant, day=(NOON + timedelta(days=at)).date(), number=part)


def waiting(made: Mailout) -> tuple[int, int]:
    """How many of its messages may leave now, and how many not yet."""
    rows = Delivery.objects.filter(mailing=made.mailing)
    return rows.filter(due_at__lte=timezone.now()).count(), rows.filter(due_at__gt=timezone.now()).count()


@pytest.mark.parametrize(
    ("clicks", "best"), [({"a": 3, "b": 4}, "b"), ({"a": 5, "b": 4}, "a"), ({"a": 4, "b": 4}, "a"), ({}, "a")]
)
def test_the_rest_gets_the_subject_that_was_clicked_more_and_the_first_where_both_were_alike(
    clicks: dict[str, int], best: str, compared: Mailout
) -> None:
    with time_machine.travel(NOON + timedelta(hours=4, seconds=-1), tick=False) as clock:
        click(compared, **clicks)
        now, rest = waiting(compared)
        assert (now + rest, 0 < now < 40) == (40, True)
        mailout_watching.look_after()
        assert waiting(compared) == (now, rest)
        clock.shift(2)
        mailout_watching.look_after()
        assert waiting(compared) == (40, 0)
    assert Mailing.objects.get().chosen == best


def test_the_rest_waits_for_the_choice_however_late_it_is_made(compared: Mailout, morgan: User) -> None:
    with time_machine.travel(NOON + timedelta(hours=1), tick=False) as clock:
        mailouts.pause(compared, by=morgan)
        clock.move_to(NOON + timedelta(days=3))
        mailouts.resume(compared, by=morgan)
        _, rest = waiting(compared)
        assert rest > 0, "nobody has chosen yet"
        click(compared, b=1)
        mailout_watching.look_after()
        assert waiting(compared) == (40, 0)
    assert Mailing.objects.get().chosen == "b"


def test_it_is_chosen_once_whatever_is_clicked_later(compared: Mailout) -> None:
    with time_machine.travel(NOON + timedelta(hours=4), tick=False):
        click(compared, a=2, b=1)
        mailout_watching.look_after()
        MailoutLink.objects.get(url__endswith="/a").clicks.filter(variant="b").update(number=99)
        mailout_watching.look_after()
        assert mailout_comparing.choose(compared) == "a"
    assert Mailing.objects.get().chosen == "a"


def test_the_rest_is_let_go_slice_by_slice(compared: Mailout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailout_comparing, "AT_ONCE", 3)
    with time_machine.travel(NOON + timedelta(hours=4), tick=False):
        now, rest = waiting(compared)
        mailout_comparing.decide(compared, seconds=-1)
        assert waiting(compared) == (now + 3, rest - 3)
        mailout_watching.look_after()
        assert waiting(compared) == (40, 0)


def test_who_is_left_out_by_chance_gets_nothing(morgan: User, charlie: User) -> None:
    mailed.supporters(60)
    made = leaving(by=morgan, second=charlie, held_out_percent=50)
    assert made.number is not None
    assert 10 < made.number < 50
    assert Delivery.objects.filter(mailing=made.mailing).count() == made.number


def test_a_new_sender_has_few_messages_a_day_and_twice_as_many_on_the_next(morgan: User, charlie: User) -> None:
    made = leaving(by=morgan, second=charlie, warms_up=True)
    assert made.mailing is not None
    quotas = []
    for days in (0, 0.9, 1, 2, 5, 13.9, 14):
        with time_machine.travel(NOON + timedelta(days=days), tick=False):
            quotas.append([limit.quota for limit in limits.of_mailing(made.mailing).values()])
    assert quotas == [[500], [500], [1000], [2000], [16000], [4096000], []]


def test_a_sender_that_is_known_is_not_held_back(morgan: User, charlie: User) -> None:
    made = leaving(by=morgan, second=charlie)
    assert made.mailing is not None
    assert limits.of_mailing(made.mailing) == {}
    with time_machine.travel(NOON + timedelta(days=20), tick=False):
        other = mailout(slug="later", warms_up=True)
        mailouts.schedule(approved(other, by=morgan, second=charlie), by=morgan)
        jobs.carry_mailouts()
        other.refresh_from_db()
        assert other.mailing is not None
        assert limits.of_mailing(other.mailing) == {}, "it has been sending for twenty days"


def test_no_24_hours_of_the_first_days_have_more_than_the_quota(
    morgan: User, charlie: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked every quarter of an hour for as many as may pass, from the first moment on."""
    made = leaving(by=morgan, second=charlie, warms_up=True)
    assert made.mailing is not None
    monkeypatch.setattr(limits, "clock", timezone.now)
    passed: list[tuple[int, int]] = []
    with time_machine.travel(NOON, tick=False) as clock:
        for quarter in range(3 * 96):
            passed.append((quarter, limits.take(limits.of_mailing(made.mailing), wanted=10_000, bulk=True)))
            clock.shift(15 * 60)
    for start in range(2 * 96 + 1):
        last = start + 96
        within = sum(number for at, number in passed if start <= at < last)
        assert within <= mailout_warming.quota(timedelta(minutes=15 * (last - 1)))
    first_day = sum(number for at, number in passed if at < 96)
    assert 450 <= first_day <= 500, "and most of it is used"


def test_what_a_new_sender_may_not_send_today_waits_and_is_not_claimed(
    morgan: User, charlie: User, mailoutbox: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of what a bucket holds at once is kept for others: 12 of 25."""
    mailed.supporters(20)
    monkeypatch.setattr(limits, "clock", timezone.now)
    made = leaving(by=morgan, second=charlie, warms_up=True)
    with time_machine.travel(NOON, tick=False) as clock:
        drain.send_due(seconds=5, bulk=True)
        assert len(mailoutbox) == 13
        stream = streams.get(streams.BULK)
        assert windows.lanes(stream) == [None]
        assert set(Delivery.objects.filter(mailing=made.mailing).values_list("state", flat=True)) == {
            "accepted",
            "queued",
        }
        clock.shift(24 * 3600)
        assert set(windows.lanes(stream)) == {None, made.mailing_id}
        drain.send_due(seconds=5, bulk=True)
    assert len(mailoutbox) == 20
