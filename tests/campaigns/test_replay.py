"""What if a rule were another: the attempts that are kept are judged once more, by the code that judged them."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.enums import Judgement
from campaigns.models import Attempt, FraudRule, Petition, RuleReplay
from campaigns.services import fraud, rejudging, replaying, rules
from config import jobs
from people.services import retention
from tests import factories

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture
def petition() -> Petition:
    return factories.petition()


@pytest.fixture
def since_long_ago() -> None:
    FraudRule.objects.update(since=START - timedelta(days=300))
    fraud.forget()


def rule(name: str = "ip-burst") -> FraudRule:
    return FraudRule.objects.in_force().get(name=name)


def judge(petition: Petition, **seen: Any) -> Attempt:
    """As signing does, now."""
    told = fraud.Seen(
        **{"ip": "", "domain": "example.org", "name": "x", "country": "GB", "place": "", "is_allowed": False, **seen}
    )
    verdict = fraud.judge(petition_id=petition.pk, seen=told)
    attempt = fraud.unsaved(petition_id=petition.pk, seen=told, verdict=verdict)
    attempt.save()
    return attempt


def some(number: int, dice: random.Random) -> dict[str, Any]:
    """Few networks, names and domains, so that all rules find something, and some of everything else."""
    return {
        "ip": dice.choice(["", "a", "b", f"c{number}"]),
        "network": dice.choice(["", "n", f"m{number}"]),
        "domain": dice.choice(["example.net", "gmail.com", "mailinator.com", f"d{number}.example.org"]),
        "name": dice.choice(["suzie", "charlie", f"n{number}"]),
        "country": dice.choice(["GB", "GB", "FR"]),
        "place": dice.choice(["", "found", fraud.IMPOSSIBLE]),
        "is_allowed": dice.random() < 0.1,
        "is_proven": dice.random() < 0.1,
    }


def replay(name: str = "ip-burst", petition: Petition | None = None, **changed: Any) -> RuleReplay:
    found = rule(name)
    now = {"parameters": found.parameters, "judgement": Judgement(found.judgement), "order": found.order, **changed}
    asked = replaying.ask(rule=found, petition=petition, by=None, **now)
    assert replaying.replay_next()
    asked.refresh_from_db()
    assert asked.error == ""
    return asked


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_unchanged_rules_find_again_exactly_what_they_found(
    seed: int, petition: Petition, since_long_ago: None
) -> None:
    dice, another = random.Random(seed), factories.petition(slug="another")  # noqa: S311
    FraudRule.objects.filter(name="ip-flood").update(parameters={"quota": 20, "seconds": 3600})
    with time_machine.travel(START, tick=False) as clock:
        fraud.forget()
        for number in range(400):
            if number == 200:  # a change half way: each attempt is judged by what was in force then
                rules.change(
                    rule("name-burst"),
                    parameters={"quota": 2, "seconds": 90},
                    judgement=Judgement.REFUSED,
                    order=5,
                    why="",
                    by=None,
                )
                rules.switch_off(rule("disposable-domains"))
                fraud.forget()
            judge(dice.choice([petition, another]), **some(number, dice))
            clock.shift(timedelta(seconds=dice.choice([0, 0, 1, 20, 60, 61])))
    attempts = list(Attempt.objects.order_by("at", "pk"))
    timeline = rejudging.Timeline()
    again = [verdict for _, verdict in rejudging.rejudge(attempts, timeline, timeline.longest(START))]
    assert again == [(each.judgement, each.rule_id) for each in attempts]
    assert {each.judgement for each in attempts} == set(Judgement)
    assert len({each.rule_id for each in attempts}) >= 7  # it would be easy to find nothing twice


def test_windows_forget_only_what_no_rule_counts_any_more(
    petition: Petition, since_long_ago: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rejudging, "SWEEP", 3)
    with time_machine.travel(START, tick=False) as clock:
        for _ in range(40):
            judge(petition, ip="a")
            clock.shift(timedelta(minutes=2))
    attempts = list(Attempt.objects.order_by("at", "pk"))
    again = [verdict.judgement for _, verdict in rejudging.rejudge(attempts, rejudging.Timeline(), timedelta(hours=1))]
    assert again == [each.judgement for each in attempts]
    assert Judgement.HELD in again


def test_a_changed_rule_shows_what_it_would_have_held_and_which(petition: Petition) -> None:
    """Three pass and two are held; with a quota of one, four would be."""
    for number in range(5):
        judge(petition, ip="a", name=f"n{number}", domain=f"d{number}.example.org")
    judge(factories.petition(slug="another"), ip="a")
    changed = replay(parameters={"quota": 1, "seconds": 60})
    assert changed.result["moves"] == [["held", "held", 2], ["passed", "held", 2], ["passed", "passed", 2]]
    assert (changed.result["judged"], changed.result["differ"]) == (6, 2)
    assert changed.result["rules"] == [["", "passed", 4, 2], ["ip-burst", "held", 2, 4]]
    second, third = Attempt.objects.order_by("at", "pk")[1:3]
    assert changed.result["differing"] == [[third.pk, "held", "ip-burst"], [second.pk, "held", "ip-burst"]]
    assert [figures for _, *figures in changed.result["times"]] == [[4, 2, 0, 2, 4, 0]]
    assert replay(petition=petition, parameters={"quota": 1, "seconds": 60}).result["judged"] == 5
    assert replay(judgement=Judgement.REFUSED).result["moves"] == [["held", "refused", 2], ["passed", "passed", 4]]


def test_what_may_lack_some_of_those_before_it_is_counted_and_not_judged(petition: Petition) -> None:
    """Else the first attempts that are kept would seem to pass."""
    oldest = timezone.now() - timedelta(days=settings.KEEP_DAYS["ip_hashes"])
    for minutes in (1, 2, 70):
        attempt = judge(petition, ip="a")
        Attempt.objects.filter(pk=attempt.pk).update(at=oldest + timedelta(minutes=minutes))
    found = replay(parameters={"quota": 2, "seconds": 7200}).result
    assert found["judged"] == 0  # the longest window now reaches back two hours
    assert replay(parameters={"quota": 1, "seconds": 60}).result["judged"] == 1


def test_no_more_than_the_latest_are_replayed(petition: Petition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replaying, "MOST", 5)
    for hours in range(8):
        Attempt.objects.filter(pk=judge(petition).pk).update(at=timezone.now() - timedelta(hours=2 * hours))
    found = replay().result
    assert found["is_cut"]
    assert found["judged"] == 4  # the oldest of five is within the hour that is only counted


def test_a_replay_whose_workers_die_is_begun_again_and_then_given_up(
    petition: Petition, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(replay: RuleReplay) -> dict[str, Any]:
        raise SystemExit

    found = rule()
    asked = replaying.ask(
        rule=found, petition=None, parameters=found.parameters, judgement=Judgement.HELD, order=1, by=None
    )
    job = jobs.find("make_packs_and_replays")
    assert job is not None
    monkeypatch.setattr(replaying, "work_out", killed)
    for _ in range(replaying.TRIES):
        assert job.is_due()
        with pytest.raises(SystemExit):
            job.do()
    job.do()
    asked.refresh_from_db()
    assert "Its workers ended" in asked.error
    assert not job.is_due()


def test_staff_try_a_rule_read_what_it_finds_and_make_it_the_rule(client: Client, petition: Petition) -> None:
    client.force_login(factories.member_of("Approvers"))
    for number in range(3):
        judge(petition, ip="secret hash", name="secret name", domain=f"d{number}.example.org")
    now = rule()
    form = {"judgement": "refused", "order": 3, "quota": 1, "seconds": 99}
    asked = client.post(reverse("fraud_rules:replay", args=[now.pk]), {**form, "petition": petition.pk})
    page = asked.headers["Location"]
    waiting = client.get(page)
    assert waiting.headers["Refresh"]
    assert b"Worked out: 0 %" in waiting.content
    assert replaying.replay_next()
    shown = client.get(page)
    text = shown.content.decode()
    assert "Refresh" not in shown.headers
    assert "2 passed then, would be refused" in text
    assert "d2.example.org" in text
    assert "secret" not in text
    prefilled = client.get(f"{reverse('fraud_rules:change', args=[now.pk])}?replay={RuleReplay.objects.get().pk}")
    assert prefilled.context["form"].initial | form == prefilled.context["form"].initial
    assert rule() == now  # nothing has changed by itself
    assert "ip-burst" in client.get(reverse("fraud_rules:replays")).content.decode()


def test_who_may_only_read_rules_replays_none(client: Client) -> None:
    client.force_login(factories.member_of("Campaign staff"))
    client.post(
        reverse("fraud_rules:replay", args=[rule().pk]), {"judgement": "held", "order": 3, "quota": 1, "seconds": 99}
    )
    assert not RuleReplay.objects.exists()
    assert client.get(reverse("fraud_rules:replays")).status_code == 302


def test_with_no_attempt_kept_the_replay_says_so(client: Client) -> None:
    client.force_login(factories.member_of("Approvers"))
    assert b"There is none here" in client.get(reverse("fraud_rules:replays")).content
    page = reverse("fraud_rules:replayed", args=[replay().pk])
    assert "There is no attempt to sign that could be judged" in client.get(page).content.decode()


def test_what_differed_goes_with_its_attempts_and_replays_go_in_time(client: Client, petition: Petition) -> None:
    client.force_login(factories.member_of("Approvers"))
    attempts = [judge(petition, ip="a", domain=f"d{number}.example.org") for number in range(2)]
    made = replay(parameters={"quota": 1, "seconds": 60})
    page = reverse("fraud_rules:replayed", args=[made.pk])
    assert b"d1.example.org" in client.get(page).content
    Attempt.objects.filter(pk__in=[each.pk for each in attempts]).delete()
    assert b"d1.example.org" not in client.get(page).content
    RuleReplay.objects.update(asked_at=timezone.now() - timedelta(days=settings.KEEP_DAYS["ip_hashes"] + 1))
    retention.carry_out()
    assert not RuleReplay.objects.exists()


def test_a_version_that_was_changed_since_is_not_replayed(petition: Petition) -> None:
    old = rule()
    rules.switch_off(old)
    old.refresh_from_db()
    with pytest.raises(replaying.NotPossible, match="no longer in force"):
        replaying.ask(rule=old, petition=None, parameters={}, judgement=Judgement.HELD, order=1, by=None)
