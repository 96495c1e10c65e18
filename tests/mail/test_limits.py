import random
import threading
import time
from datetime import datetime, timedelta
from typing import Any, cast

import pytest
import time_machine
from django.db import connection, connections
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from mail import streams
from mail.models import Delivery, TokenBucket
from mail.services import drain, limits
from mail.streams import Limit
from tests.conftest import LONG
from tests.mail.queueing import queued

SEED = 20261127
SECONDS = 20.0 if LONG else 3.0


def most_in_a_window(moments: list[float], seconds: float) -> int:
    """The most of them in any window of this length, both its ends included."""
    moments, first, most = sorted(moments), 0, 0
    for last, moment in enumerate(moments):
        while moment - moments[first] > seconds:
            first += 1
        most = max(most, last - first + 1)
    return most


@given(quota=st.integers(1, 100_000), seconds=st.floats(0.1, 86_400))
def test_a_burst_and_what_fills_it_in_a_window_are_within_the_quota(quota: int, seconds: float) -> None:
    limit = Limit(quota, seconds)
    assert int(limits.burst(limit) + limits.rate(limit) * seconds) <= quota
    assert limits.rate(limit) * seconds >= 0.95 * quota * limits.WITHIN


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_no_window_of_whatever_beginning_lets_more_than_the_quota_pass(seed: int, monkeypatch: Any) -> None:
    """By a clock of its own, at moments that a random walk chooses."""
    chance = random.Random(SEED + seed)  # noqa: S311
    limit, passed = Limit(chance.choice([1, 3, 40]), chance.choice([0.5, 10])), []
    law = {"provider:test:1": limit}
    now = timezone.now()
    monkeypatch.setattr(limits, "clock", lambda: now)
    for _ in range(200):
        now += timedelta(seconds=chance.choice([0, 0.01, 0.1, 1]) * limit.seconds * chance.random())
        for _ in range(limits.take(law, wanted=chance.randint(1, 5))):
            passed.append(now.timestamp())
    assert most_in_a_window(passed, limit.seconds) <= limit.quota
    assert len(passed) > limit.quota


@pytest.mark.django_db
def test_a_busy_limit_lets_nearly_its_whole_quota_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    law, passed, start = {"provider:test:1": Limit(40, 1.0)}, [], timezone.now()
    for step in range(300):
        now = start + timedelta(seconds=step / 100)
        monkeypatch.setattr(limits, "clock", lambda now=now: now)
        passed += [now.timestamp()] * limits.take(law)
    assert most_in_a_window(passed, 1.0) <= 40
    assert len(passed) >= 0.95 * 3 * 40


@pytest.mark.long
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("window", [1, 60, 86_400])
def test_eight_workers_at_once_let_as_many_pass_as_one_would_and_keep_the_law(
    window: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A window passes in a second: where it is long, the clock runs so much faster."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite's test database in memory takes one connection")
    law = {"provider:busy:1": Limit(40, window), "domain:example.org:2": Limit(60, 2 * window)}
    tries: list[tuple[float, int, int]] = []  # when, how many were wanted, how many passed
    stop = time.monotonic() + SECONDS
    asked, clock = threading.local(), limits.clock
    start = clock()

    def noted() -> datetime:
        asked.at = start + (clock() - start) * window
        return cast("datetime", asked.at)

    def worker(seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311
        while time.monotonic() < stop:
            wanted = chance.randint(1, 3)
            granted = limits.take(law, wanted=wanted)
            tries.append((asked.at.timestamp(), wanted, granted))
            if not granted:
                time.sleep(min(0.02, limits.wait(law, bulk=False) / window))
        connections.close_all()

    monkeypatch.setattr(limits, "clock", noted)
    threads = [threading.Thread(target=worker, args=(SEED + number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    moments = [at for at, _, granted in tries for _ in range(granted)]
    assert most_in_a_window(moments, window) <= 40
    assert most_in_a_window(moments, 2 * window) <= 60
    assert abs(len(moments) - passed_one_by_one(sorted(tries), list(law.values()))) <= 3
    assert len(moments) > 40


def passed_one_by_one(tries: list[tuple[float, int, int]], law: list[Limit]) -> int:
    """How many of these one worker without any database would let pass."""
    levels, before, passed = [float(limits.burst(limit)) for limit in law], tries[0][0], 0
    for at, wanted, _ in tries:
        filled = [level + (at - before) * limits.rate(limit) for level, limit in zip(levels, law, strict=True)]
        levels = [min(level, limits.burst(limit)) for level, limit in zip(filled, law, strict=True)]
        granted = min(wanted, *(int(level) for level in levels))
        levels, before, passed = [level - granted for level in levels], at, passed + granted
    return passed


@pytest.mark.django_db
def test_a_clock_that_goes_back_neither_stalls_a_limit_nor_gives_more_than_a_burst(monkeypatch: Any) -> None:
    law, start = {"provider:test:1": Limit(40, 1.0)}, timezone.now()
    now = start
    monkeypatch.setattr(limits, "clock", lambda: now)
    assert limits.take(law, wanted=40) == 2
    now = start - timedelta(hours=1)
    assert limits.take(law, wanted=40) == 0
    now += timedelta(seconds=0.1)
    assert limits.take(law, wanted=40) == 2
    now = start + timedelta(hours=1)
    assert limits.take(law, wanted=40) == 2


@pytest.mark.django_db
def test_bulk_leaves_half_of_a_burst_to_what_somebody_asked_for() -> None:
    law = {"provider:test:3600": Limit(80, 3600)}
    assert limits.take(law, wanted=4, bulk=True) == 2
    assert limits.take(law, wanted=4, bulk=True) == 0
    assert limits.take(law, wanted=4) == 2


@pytest.mark.django_db
def test_a_token_that_was_not_used_is_given_back() -> None:
    law = {"provider:test:3600": Limit(1, 3600)}
    assert limits.take(law) == 1
    limits.give_back(law)
    assert limits.take(law) == 1
    assert limits.take(law) == 0


@pytest.fixture
def narrow(settings: Any) -> None:
    settings.MAIL_STREAMS = {
        "transactional": {"provider": "one", "limits": ((1, 3600),)},
        "bulk": {"bulk": True, "provider": "one"},
    }


@pytest.mark.django_db
@pytest.mark.usefixtures("narrow")
def test_streams_of_one_provider_share_its_limit_and_what_it_holds_back_is_not_claimed() -> None:
    queued()
    held = queued("charlie@example.org", stream="bulk")
    assert drain.send_due() == 1
    held.refresh_from_db()
    assert (held.state, held.attempts) == ("queued", 0)


@pytest.mark.django_db
def test_a_domain_that_takes_no_more_holds_up_no_other(settings: Any) -> None:
    settings.MAIL_DOMAIN_LIMITS = {"slow.example.org": ((2, 3600.0),)}
    for number in range(5):
        queued(f"signer-{number}@slow.example.org")
    queued()
    assert drain.send_due() == 2
    assert Delivery.objects.filter(state="accepted", domain="slow.example.org").count() == 1
    assert set(Delivery.objects.waiting().values_list("attempts", flat=True)) == {0}


def test_a_stream_whose_queue_never_ends_holds_up_no_other_of_its_class(settings: Any) -> None:
    settings.MAIL_STREAMS = {"bulk": {"bulk": True}, "letters": {"bulk": True}, "transactional": {}}
    firsts = {tuple(stream.name for stream in streams.choose()) for _ in range(64)}
    assert firsts == {("transactional", "bulk", "letters"), ("transactional", "letters", "bulk")}


@pytest.mark.django_db
def test_a_drain_waits_for_tokens_that_come_soon(settings: Any) -> None:
    settings.MAIL_STREAMS = {"transactional": {"limits": ((10, 1.0),)}}
    for number in range(8):
        queued(f"signer-{number}@example.org")
    start = time.monotonic()
    assert drain.send_due() == 8
    assert 0.6 < time.monotonic() - start < 5
    assert streams.get("transactional").limits == (Limit(10, 1.0),)


@pytest.mark.django_db
def test_a_form_may_be_used_so_often_in_any_window_and_no_less() -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock, pytest.MonkeyPatch.context() as patched:
        patched.setattr(limits, "clock", timezone.now)
        moments = []
        for second in range(0, 4000, 100):
            clock.move_to(start + timedelta(seconds=second))
            if limits.allow("form:test:suzie", 3, 900):
                moments.append(second)
    assert moments[:6] == [0, 100, 200, 900, 1000, 1100]
    assert most_in_a_window([float(moment) for moment in moments], 899) == 3
    assert len(TokenBucket.objects.get().taken) <= 3


@pytest.mark.django_db
def test_a_form_is_used_again_after_a_clock_that_was_wrong_is_set_right() -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock, pytest.MonkeyPatch.context() as patched:
        patched.setattr(limits, "clock", timezone.now)
        clock.shift(timedelta(days=365))
        assert limits.allow("form:test:suzie", 1, 60)
        clock.move_to(start)
        assert not limits.allow("form:test:suzie", 1, 60)
        clock.shift(timedelta(seconds=61))
        assert limits.allow("form:test:suzie", 1, 60)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_ten_processes_at_once_get_what_a_form_allows_and_no_more() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite's test database in memory takes one connection")
    allowed: list[bool] = []

    def ask() -> None:
        allowed.extend(limits.allow("form:test:suzie", 7, 900) for _ in range(3))
        connections.close_all()

    threads = [threading.Thread(target=ask) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert allowed.count(True) == 7
    assert len(allowed) == 30
