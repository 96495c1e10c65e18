"""Who gets which step of a series: each at most once and never long after, whatever is done to people and facts."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaigns import series_days
from campaigns.enums import PetitionState
from campaigns.mailout_enums import SeriesStart, SeriesState
from campaigns.models import Milestone, Petition, Series, SeriesStep
from campaigns.selectors import series as selectors
from campaigns.series_days import Facts
from campaigns.services import series_steps
from mail.enums import State
from mail.mailings import message_id
from mail.models import Delivery
from people.enums import Purpose
from people.models import Consent
from people.services import erasure, merging, people
from tests import factories
from tests.campaigns import serial
from tests.campaigns.serial import START, agreed, got, look, noon, running, signed, withdrawn
from tests.campaigns.series_life import STEPS, Life, object_to_mail
from tests.conftest import LONG
from tests.groups import people as cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_start() -> Iterator[None]:
    with time_machine.travel(noon(START), tick=False):
        yield


def after(days: int) -> date:
    return START + timedelta(days=days)


def later(days: int) -> Any:
    return time_machine.travel(noon(after(days)), tick=False)


def only_step(series: Series) -> SeriesStep:
    return series.steps.get()


def test_a_step_is_due_from_its_day_until_two_weeks_later() -> None:
    begun = Facts(begun=[START])
    due = [days for days in range(40) if series_days.is_due(begun, 7, after(days))]
    assert due == list(range(7, 7 + series_days.FORGOTTEN))
    assert not series_days.is_due(Facts(begun=[]), 0, START)
    for reason in ("is_out_of_reach", "has_signed_the_other", "has_been_sent"):
        told: dict[str, Any] = {reason: True}
        assert not series_days.is_due(begun._replace(**told), 7, after(7))
    assert not series_days.is_due(begun._replace(agreed=False), 7, after(7))
    assert not series_days.is_due(begun._replace(is_met=False), 7, after(7))


def test_each_step_comes_on_its_day_and_on_no_other() -> None:
    series = running(SeriesStart.AGREED, 0, 3, 10)
    agreed("suzie")
    told = {days: number for days in range(40) if (number := look(after(days)))}
    assert told == {0: 1, 3: 1, 10: 1}
    assert [got(step) for step in series.steps.all()] == [["suzie"]] * 3


def test_a_message_names_the_consent_that_allows_it_and_nothing_personal() -> None:
    series = running(SeriesStart.AGREED, 0)
    consent = agreed("suzie")
    assert look(START) == 1
    row, mailing = Delivery.objects.get(kind="series"), only_step(series).mailing
    assert mailing is not None
    assert (row.basis, row.purpose, row.context, row.stream) == (consent, Purpose.CAMPAIGN_NEWS, {}, mailing.stream)
    assert (row.mailing, row.message_id) == (mailing, message_id(mailing.key, row.address_id))
    assert row.domain == "example.org"


def test_what_was_so_before_it_was_switched_on_begins_nothing() -> None:
    agreed("suzie")
    with later(1):
        series = running(SeriesStart.AGREED, 0)
        agreed("priya")
    assert look(after(1)) == 1
    assert got(only_step(series)) == ["priya"]


def test_what_is_too_late_is_not_sent_and_what_is_not_is() -> None:
    series = running(SeriesStart.AGREED, 0, 5)
    agreed("suzie")
    assert look(after(14)) == 1
    assert [got(step) for step in series.steps.all()] == [[], ["suzie"]]
    assert look(after(60)) == 0


def test_a_signature_begins_it_once_it_counts_and_only_for_who_agreed() -> None:
    petition = factories.petition()
    series = running(SeriesStart.SIGNED, 1, petition=petition)
    agreed("suzie")
    signed(petition, "suzie")
    signed(petition, "priya")
    signed(factories.petition(title="Another", slug="another"), "suzie")
    assert look(START) == 0
    assert look(after(1)) == 1
    assert got(only_step(series)) == ["suzie"]


def test_whoever_signs_what_the_series_asks_for_gets_no_further_step() -> None:
    first, second = factories.petition(), factories.petition(title="Another", slug="another")
    series = running(SeriesStart.SIGNED, 0, 7, petition=first, stops_when_signed=second)
    for name in ("suzie", "priya"):
        agreed(name)
        signed(first, name)
    assert look(START) == 2
    with later(3):
        signed(second, "suzie")
    assert look(after(7)) == 1
    assert [got(step) for step in series.steps.all()] == [["suzie", "priya"], ["priya"]]


def test_what_waits_while_they_sign_it_is_called_back() -> None:
    first, second = factories.petition(), factories.petition(title="Another", slug="another")
    running(SeriesStart.SIGNED, 0, petition=first, stops_when_signed=second)
    agreed("suzie")
    signed(first, "suzie")
    assert look(START) == 1
    signed(second, "suzie")
    assert look(START) == 0
    row = Delivery.objects.get(kind="series")
    assert (row.state, row.error) == (State.CANCELLED, series_steps.NOT_ANY_MORE)


def test_what_waits_for_two_weeks_is_called_back() -> None:
    running(SeriesStart.AGREED, 0)
    agreed("suzie")
    assert look(START) == 1
    look(after(13))
    assert Delivery.objects.get(kind="series").state == State.QUEUED
    look(after(15))
    assert Delivery.objects.get(kind="series").state == State.CANCELLED


def test_a_milestone_begins_it_for_those_who_had_signed() -> None:
    petition = factories.petition()
    series = running(SeriesStart.MILESTONE, 0, petition=petition)
    for name in ("suzie", "priya", "morgan"):
        agreed(name)
    signed(petition, "suzie")
    with later(2):
        Milestone.objects.create(petition=petition, number=100, reached_at=timezone.now())
    with later(3):
        signed(petition, "priya")
    assert [look(after(days)) for days in (1, 2, 3)] == [0, 1, 0]
    assert got(only_step(series)) == ["suzie"]
    Milestone.objects.create(petition=petition, number=200, reached_at=noon(after(5)))
    assert look(after(5)) == 1
    assert got(only_step(series)) == ["suzie", "priya"]


def test_a_closed_petition_ends_it() -> None:
    petition = factories.petition()
    running(SeriesStart.SIGNED, 0, petition=petition)
    agreed("suzie")
    signed(petition, "suzie")
    Petition.objects.update(state=PetitionState.CLOSED, closed_at=timezone.now())
    assert look(START) == 0


def test_joining_a_group_begins_it_unless_they_leave() -> None:
    series = running(SeriesStart.JOINED_GROUP, 2, purpose=Purpose.GROUP_NEWS)
    leeds = cast.group()
    for name in ("suzie", "priya"):
        agreed(name, Purpose.GROUP_NEWS)
    stays, leaves = cast.give(leeds, "suzie"), cast.give(leeds, "priya")
    type(leaves).objects.filter(pk=leaves.pk).update(until=timezone.now(), left="left")
    assert look(after(2)) == 1
    assert got(only_step(series)) == [stays.person.address.canonical.partition("@")[0]]


def test_an_award_that_lapses_begins_it_unless_they_renew() -> None:
    version = factories.course_version(factories.course(validity_months=12))
    series = running(SeriesStart.AWARD_LAPSES, 0, purpose=Purpose.TRAINING)
    for name in ("suzie", "priya"):
        agreed(name, Purpose.TRAINING)
        factories.award(cast.person(name), version, completed_on=date(2026, 4, 10))
    factories.award(cast.person("priya"), version, completed_on=START)
    first = date(2027, 4, 30) - timedelta(days=series_days.BEFORE_THE_END)
    assert [look(first - timedelta(days=1)), look(first), look(first)] == [0, 1, 0]
    assert got(only_step(series)) == ["suzie"]


def test_a_step_goes_only_to_those_who_meet_its_conditions() -> None:
    petition = factories.petition()
    series = running(SeriesStart.AGREED, 0)
    told = {"groups": [{"conditions": [{"is": "signed", "petition": petition.pk, "not": True}]}]}
    SeriesStep.objects.update(conditions=told)
    agreed("suzie")
    agreed("priya")
    signed(petition, "priya")
    assert look(START) == 1
    assert got(only_step(series)) == ["suzie"]


def test_a_step_whose_condition_names_what_is_gone_waits_and_others_go_on() -> None:
    series = running(SeriesStart.AGREED, 0, 0)
    first, second = series.steps.all()
    gone = {"groups": [{"conditions": [{"is": "signed", "petition": 1_000_000}]}]}
    SeriesStep.objects.filter(pk=first.pk).update(conditions=gone)
    agreed("suzie")
    assert look(START) == 1
    assert (got(first), got(second)) == ([], ["suzie"])


def test_nobody_is_written_to_who_withdrew_or_does_not_want_mail_or_was_erased() -> None:
    running(SeriesStart.AGREED, 0)
    for name in ("suzie", "priya", "morgan"):
        agreed(name)
    withdrawn("suzie")
    object_to_mail("priya")
    erasure.erase(cast.person("morgan"))
    assert look(START) == 0


def test_withdrawing_stops_what_waits_and_agreeing_again_brings_no_step_a_second_time() -> None:
    series = running(SeriesStart.AGREED, 0, 7)
    agreed("suzie")
    look(START)
    withdrawn("suzie")
    assert Delivery.objects.get(kind="series").state == State.CANCELLED
    with later(3):
        agreed("suzie")
    assert [look(after(days)) for days in (3, 7, 10, 11)] == [0, 0, 1, 0]
    assert [got(step) for step in series.steps.all()] == [["suzie"], ["suzie"]]


def test_a_paused_series_writes_nothing_down_and_sends_afterwards_what_is_not_too_late() -> None:
    series = running(SeriesStart.AGREED, 0, 20)
    agreed("suzie")
    Series.objects.update(state=SeriesState.PAUSED)
    assert [look(after(days)) for days in (0, 20)] == [0, 0]
    Series.objects.update(state=SeriesState.RUNNING)
    assert look(after(21)) == 1
    assert [got(step) for step in series.steps.all()] == [[], ["suzie"]]


def test_two_who_share_an_address_get_one_message() -> None:
    series = running(SeriesStart.AGREED, 0)
    agreed("suzie")
    suzie = cast.person("suzie")
    second = people.meet_second(address=suzie.address, first_id=suzie.pk, name="Charlie Leader")
    assert second is not None
    Consent.objects.create(
        person=second, purpose=series.purpose, wording=Consent.objects.get().wording, confirmed_at=timezone.now()
    )
    assert [look(START), look(START)] == [1, 0]
    assert got(only_step(series)) == ["suzie"]


def test_who_was_found_to_be_one_person_gets_no_step_twice() -> None:
    series = running(SeriesStart.AGREED, 0, 5)
    agreed("mallory")
    assert look(START) == 1
    with later(1):
        agreed("suzie")
        merging.merge(kept=cast.person("suzie"), gone=cast.person("mallory"), by=factories.dele(), reason="One person.")
    told = [look(after(days)) for days in range(1, 30)]
    assert sum(told) == 1
    assert [got(step) for step in series.steps.all()] == [["mallory"], ["suzie"]]


def test_messages_leave_by_day_alone() -> None:
    zone = timezone.get_default_timezone()
    times = {
        (START, time(3)): (START, time(8)),
        (START, time(8)): (START, time(8)),
        (START, time(19, 59)): (START, time(19, 59)),
        (START, time(20)): (after(1), time(8)),
    }
    for (day, hour), (due_on, due_at) in times.items():
        with time_machine.travel(datetime.combine(day, hour, zone), tick=False):
            assert series_steps.by_day() == datetime.combine(due_on, due_at, zone)


def test_a_process_that_ends_half_way_writes_nothing_twice_and_leaves_nothing_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    series = running(SeriesStart.AGREED, 0)
    for name in ("suzie", "priya", "morgan"):
        agreed(name)
    monkeypatch.setattr(series_steps, "SLICE", 2)
    made, message = [], series_steps.message

    def killed(*args: Any) -> Delivery:
        made.append(args)
        if len(made) == 3:
            raise SystemExit
        return message(*args)

    monkeypatch.setattr(series_steps, "message", killed)
    with pytest.raises(SystemExit):
        look(START)
    assert len(got(only_step(series))) == 2
    monkeypatch.setattr(series_steps, "message", message)
    assert look(START) == 1
    assert sorted(got(only_step(series))) == ["morgan", "priya", "suzie"]


def test_looking_takes_as_many_queries_for_many_as_for_few(django_assert_max_num_queries: Any) -> None:
    running(SeriesStart.AGREED, 0)
    for name in cast.NAMES:
        agreed(name)
    with django_assert_max_num_queries(14):
        assert look(START) == len(cast.NAMES)


@settings(
    max_examples=400 if LONG else 25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEPS, min_size=4, max_size=40))
def test_whatever_happens_in_whatever_order_each_step_comes_once_and_none_that_should_not(steps: list[Any]) -> None:
    with transaction.atomic():
        life = Life()
        life.take(("agree", "suzie"))
        for step in steps:
            life.take(step)
        life.take(("look", 2))
        left_over = list(life.due())
        transaction.set_rollback(True)
    assert left_over == []


def test_addresses_that_are_due_are_found_in_one_query(django_assert_num_queries: Any) -> None:
    series = running(SeriesStart.AGREED, 0)
    made = {serial.address_of(agreed(name).person) for name in ("suzie", "priya")}
    step = SeriesStep.objects.select_related("series__petition").get(series=series)
    with django_assert_num_queries(1):
        assert set(selectors.addressees(step, START)) == made
