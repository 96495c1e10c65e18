"""What everybody may know of what the rules found: counted once each, by whole days, and nothing small given away."""

import csv
import io
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from campaigns.enums import Judgement
from campaigns.models import Attempt, FraudRule, Petition, RuleTotal, TallyMark
from campaigns.selectors import rule_totals
from campaigns.services import pack_snapshot, rules, tallying
from config import jobs
from tests import factories

PAGE, API = "/petitions/rules/", "/api/v1/petitions/rules/"
HELD, PASSED, REFUSED = Judgement.HELD, Judgement.PASSED, Judgement.REFUSED
pytestmark = pytest.mark.django_db


@pytest.fixture
def petition() -> Petition:
    return factories.petition()


def rule(name: str = "ip-burst") -> FraudRule:
    return FraudRule.objects.in_force().get(name=name)


def attempts(number: int, petition: Petition, *, at: datetime, judgement: str = PASSED, by: str = "") -> None:
    more: dict[str, Any] = {"domain": "example.org", "name": "x", "country": "GB", "rule": rule(by) if by else None}
    Attempt.objects.bulk_create(
        Attempt(petition=petition, judgement=judgement, at=at + timedelta(milliseconds=place), **more)
        for place in range(number)
    )


def days_ago(days: float) -> datetime:
    return timezone.now() - timedelta(days=days)


def total(petition: Petition, rule: str, judgement: str, number: int, days: float = 2) -> None:
    RuleTotal.objects.create(
        petition=petition, rule=rule, judgement=judgement, number=number, day=timezone.localdate(days_ago(days))
    )


def counted() -> dict[tuple[str, str], int]:
    found: Counter[tuple[str, str]] = Counter()
    for each in RuleTotal.objects.all():
        found[each.rule, each.judgement] += each.number
    return dict(found)


def get(path: str) -> str:
    caches["pages"].clear()
    answer = Client().get(path)
    assert answer.status_code == 200
    assert not answer.cookies
    return answer.content.decode()


def test_each_attempt_is_counted_once_however_counting_and_forgetting_take_turns(
    petition: Petition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tallying, "AT_ONCE", 3)
    attempts(7, petition, at=days_ago(2))
    attempts(4, petition, at=days_ago(1), judgement=HELD, by="ip-burst")
    attempts(2, petition, at=timezone.now())  # perhaps not all of them have committed
    forgotten_first = list(Attempt.objects.order_by("at").values_list("pk", flat=True)[:1])
    assert tallying.tally(forgotten_first) == 1
    job = jobs.find("count_attempts")
    assert job is not None
    assert job.is_due()
    assert job.do() == 10
    assert not job.is_due()
    assert tallying.count() == 0
    expected = {("", "passed"): 7, ("ip-burst", "held"): 4}
    assert counted() == expected
    assert pack_snapshot.stopped(petition.pk) == {"held": 4, "refused": 0}
    tallying.tally(list(Attempt.objects.filter(at__lte=tallying.counted_until()).values_list("pk", flat=True)))
    assert Attempt.objects.count() == 2
    assert counted() == expected


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_counting_and_forgetting_at_once_count_each_attempt_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tallying, "AT_ONCE", 10)
    attempts(120, factories.petition(), at=days_ago(2))
    pks = list(Attempt.objects.values_list("pk", flat=True))
    slices = [pks[start : start + 15] for start in range(60, 120, 15)]

    def then_close(work: Any, *given: Any) -> Any:
        try:
            return work(*given)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        counting = [pool.submit(then_close, tallying.count) for _ in range(3)]
        forgetting = [pool.submit(then_close, tallying.tally, some) for some in slices]
        done = [each.result() for each in (*counting, *forgetting)]
    assert sum(done[3:]) == 60
    assert Attempt.objects.count() == 60
    assert counted() == {("", "passed"): 120}


def test_what_is_not_counted_yet_is_in_a_hand_in_pack_once(petition: Petition) -> None:
    attempts(6, petition, at=days_ago(1), judgement=HELD, by="ip-burst")
    tallying.count()
    attempts(3, petition, at=timezone.now(), judgement=REFUSED, by="ip-flood")
    assert pack_snapshot.stopped(petition.pk) == {"held": 6, "refused": 3}


def test_the_present_day_is_left_out_and_a_day_that_waits_to_be_counted_too(petition: Petition) -> None:
    today = timezone.localdate()
    assert rule_totals.last_day() == today - timedelta(days=1)
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    attempts(5, petition, at=midnight)
    assert rule_totals.last_day() == today - timedelta(days=1)
    attempts(5, petition, at=midnight - timedelta(hours=30))
    assert rule_totals.last_day() == today - timedelta(days=3)
    TallyMark.objects.create(pk=1, until=midnight - timedelta(hours=29))
    assert rule_totals.last_day() == today - timedelta(days=1)
    total(petition, "ip-burst", HELD, 50, days=0)
    assert "50" not in get(API)


def test_a_journalist_reads_what_each_rule_looks_at_why_and_what_it_found(petition: Petition) -> None:
    total(petition, "", PASSED, 1_234)
    total(petition, "ip-burst", HELD, 77)
    total(petition, "ip-flood", REFUSED, 8)
    text = get(PAGE)
    for said in ("1,234", "77", "Many from one internet address", "Throw-away mailboxes", "A petition under attack"):
        assert said in text
    assert "Switched off" not in text
    assert "77" in get(f"/petitions/{petition.slug}/rules/")
    for page in (petition.get_absolute_url(), f"/petitions/{petition.slug}/log/"):
        assert f'"/petitions/{petition.slug}/rules/"' in get(page)
    rules.switch_off(rule("ip-flood"))
    assert "Many from one internet address" in get(PAGE)  # by its other rules
    rules.switch_off(rule("disposable-domains"))
    assert "Throw-away mailboxes" not in get(PAGE)


def test_limits_and_lists_of_rules_stay_with_us(petition: Petition) -> None:
    """With numbers that stand for nothing else, so that finding them would mean something."""
    rules.change(
        rule("domain-burst"),
        parameters={"quota": 98_765, "seconds": 54_321, "except": ["left-alone.example"]},
        judgement=HELD,
        order=91,
        why="A reason for staff.",
        by=None,
    )
    for path in (PAGE, API, f"{PAGE}totals.csv", f"/petitions/{petition.slug}/rules/"):
        text = get(path)
        for hidden in ("98765", "98,765", "54321", "54,321", "left-alone", "mailinator", "A reason for staff"):
            assert hidden not in text


def test_before_anything_was_judged_the_pages_say_so(petition: Petition) -> None:
    assert "Nothing has been judged" in get(PAGE)
    assert '<b class="log__number">0</b>' in get(f"/petitions/{petition.slug}/rules/")


def test_page_api_and_file_say_the_same_and_hide_what_is_small(petition: Petition) -> None:
    another = factories.petition(slug="another")
    for number, theirs in ((900, petition), (60, another)):
        total(theirs, "", PASSED, number)
    total(petition, "ip-burst", HELD, 3)
    total(petition, "name-burst", HELD, 40)
    total(another, "ip-burst", HELD, 25)
    told = Client().get(API).json()
    found = {(row["rule"], row["judgement"]): (row["count"], row["hidden"]) for row in told["rules"]}
    assert told["passed"] == {"count": 960, "hidden": False}
    assert found["ip-burst", "held"] == (28, False)
    assert found["ip-flood", "refused"] == (0, False)
    rows = list(csv.DictReader(io.StringIO(get(f"{PAGE}totals.csv"))))
    in_file = {(row["petition"], row["rule"]): row["attempts"] for row in rows}
    assert in_file["", "ip-burst"] == "28"
    # 28 less 25 would be the 3
    assert in_file[petition.slug, "ip-burst"] == in_file["another", "ip-burst"] == "under 5, or hidden"
    assert in_file[petition.slug, "name-burst"] == "40"
    own = Client().get(f"/api/v1/petitions/{petition.slug}/rules/").json()
    assert [row["rule"] for row in own["rules"] if row["hidden"]] == ["ip-burst"]
    assert {row["rule"]: row["count"] for row in own["rules"]}["name-burst"] == 40
    assert "held" not in own
    assert "under 5, or hidden" in get(f"/petitions/{petition.slug}/rules/")


FINDINGS = (("", "passed"), ("ip-burst", "held"), ("name-burst", "held"), ("ip-flood", "refused"))


@given(st.dictionaries(st.tuples(st.integers(1, 4), st.sampled_from(FINDINGS)), st.integers(1, 12), max_size=14))
def test_no_hidden_number_is_the_only_one_that_fits(numbers: dict[tuple[int, tuple[str, str]], int]) -> None:
    """Every sum that is shown leaves two numbers or more of which it is made, and small ones are never shown."""
    exact = {(petition, *finding): number for (petition, finding), number in numbers.items()}
    day = timezone.localdate()
    shown = rule_totals.hide(exact, since=day, until=day)
    every = [number for found in shown.petitions.values() for number in found.values()]
    for number in (*every, *shown.rules.values(), *shown.judgements.values(), shown.everything):
        assert number is None or number == 0 or number >= 5
    for finding, all_petitions in shown.rules.items():
        parts = [found[finding] for found in shown.petitions.values() if finding in found]
        assert all_petitions is None or parts.count(None) != 1


def test_a_request_costs_the_same_however_many_signed_and_never_counts_attempts(petition: Petition) -> None:
    def queries() -> list[str]:
        caches["pages"].clear()
        with CaptureQueriesContext(connection) as found:
            Client().get(PAGE)
        return [query["sql"] for query in found]

    total(petition, "", PASSED, 10)
    queries()  # what a process remembers from then on
    few = queries()
    attempts(500, petition, at=days_ago(1))
    attempts(500, petition, at=timezone.now())
    many = queries()
    assert len(many) == len(few)
    about_attempts = [sql for sql in many if "campaigns_attempt" in sql]
    assert len(about_attempts) == 1
    assert "COUNT" not in about_attempts[0].upper()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # as with a table too large to be read through
        cursor.execute(f"EXPLAIN {about_attempts[0]}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "attempts_by_age" in plan
    assert "Sort" not in plan
