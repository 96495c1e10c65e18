"""The life of a series: nothing of it leaves but what a second person read, and a change stops it."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from campaigns.enums import PetitionState
from campaigns.mailout_enums import SeriesStart, SeriesState
from campaigns.models import MailoutLink, Petition, Series, SeriesStep
from campaigns.selectors import series_timeline
from campaigns.services import series as lives
from campaigns.services import series_steps
from campaigns.services.life import Changed, Frozen, SamePerson, WrongState
from mail.enums import MailingState, State
from mail.models import Delivery, Mailing
from people.models import AccessRecord, User
from tests import factories
from tests.campaigns import composed
from tests.campaigns.serial import agreed, got, look, signed, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def morgan() -> User:
    return factories.morgan()


@pytest.fixture
def charlie() -> User:
    return factories.member_of("Approvers")


@pytest.fixture
def series(morgan: User) -> Series:
    return written(morgan)


def approved(series: Series, morgan: User, charlie: User) -> Series:
    lives.submit(series, by=morgan)
    return lives.approve(series, by=charlie, digest=lives.digest(series))


def fresh(series: Series) -> Series:
    return Series.objects.get(pk=series.pk)


def first(series: Series) -> SeriesStep:
    return SeriesStep.objects.select_related("series", "mailing").filter(series=series)[0]


def state_of_mailing(step: SeriesStep) -> str:
    return Mailing.objects.get(step=step).state


def test_once_a_second_person_approved_it_each_step_has_its_words_and_its_mailing(
    series: Series, morgan: User, charlie: User
) -> None:
    assert approved(series, morgan, charlie).state == SeriesState.RUNNING
    step = first(series)
    assert step.mailing is not None
    assert (step.mailing.kind, step.mailing.purpose, step.mailing.state) == ("series", series.purpose, "running")
    body = step.mailing.bodies.get()
    link = MailoutLink.objects.get(step=step, url="https://www.example.org/")
    assert f"/go/{link.pk}-a/" in body.html
    assert fresh(series).begins_at is not None
    agreed("suzie")
    assert series_steps.follow() == 1
    assert got(step) == ["suzie"]


def test_nobody_approves_what_they_handed_in_or_changed(series: Series, morgan: User, charlie: User) -> None:
    priya = factories.user("second-writer", groups=("Campaign staff", "Approvers"))
    lives.save_step(first(series), by=priya)
    lives.submit(series, by=morgan)
    for writer in (morgan, priya):
        with pytest.raises(SamePerson):
            lives.approve(series, by=writer, digest=lives.digest(series))
    assert lives.approve(series, by=charlie, digest=lives.digest(series)).approved_by == charlie


def test_whoever_changed_it_before_the_last_approval_may_approve_what_others_changed_since(
    series: Series, morgan: User, charlie: User
) -> None:
    approved(series, morgan, charlie)
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        lives.save_step(first(series), by=charlie)
        lives.submit(series, by=charlie)
        assert lives.approve(series, by=morgan, digest=lives.digest(series)).state == SeriesState.RUNNING


def test_what_changed_since_it_was_read_is_not_approved(series: Series, morgan: User, charlie: User) -> None:
    lives.submit(series, by=morgan)
    seen = lives.digest(series)
    for changes in ({"subject": "Buy my book"}, {"wait_days": 9}, {"preheader": "Look"}):
        SeriesStep.objects.filter(series=series).update(**changes)
        with pytest.raises(Changed):
            lives.approve(series, by=charlie, digest=seen)
        seen = lives.digest(fresh(series))
    Series.objects.update(stops_when_signed=factories.petition())
    with pytest.raises(Changed):
        lives.approve(series, by=charlie, digest=seen)
    assert fresh(series).state == SeriesState.IN_REVIEW


def test_a_change_stops_it_until_somebody_reads_it_and_nobody_gets_a_step_twice(
    series: Series, morgan: User, charlie: User
) -> None:
    approved(series, morgan, charlie)
    agreed("suzie")
    series_steps.follow()
    step = first(series)
    step.subject = "Welcome to all of us"
    lives.save_step(step, by=morgan)
    now = fresh(series)
    assert (now.state, now.approved_by, now.approved_digest) == (SeriesState.DRAFT, None, "")
    assert state_of_mailing(step) == MailingState.PAUSED
    agreed("priya")
    assert series_steps.follow() == 0
    approved(now, morgan, charlie)
    assert series_steps.follow() == 1
    assert got(step) == ["suzie", "priya"]
    mailing = Mailing.objects.get(step=step)
    assert (mailing.state, mailing.chosen) == (MailingState.RUNNING, "b")
    assert {body.variant: body.subject for body in mailing.bodies.all()} == {
        "a": "Welcome",
        "b": "Welcome to all of us",
    }
    lives.save_step(first(series), by=morgan)
    approved(fresh(series), morgan, charlie)
    assert {body.subject for body in mailing.bodies.all()} == {"Welcome to all of us"}


def test_a_new_title_changes_nothing_else(series: Series, morgan: User, charlie: User) -> None:
    approved(series, morgan, charlie)
    now = fresh(series)
    now.title = "Hello"
    assert lives.save(now, by=morgan, changed={"title"}).state == SeriesState.RUNNING
    assert fresh(series).title == "Hello"


def test_what_it_is_about_and_begins_with_stays_once_it_ran(series: Series, morgan: User, charlie: User) -> None:
    approved(series, morgan, charlie)
    now = fresh(series)
    now.start = SeriesStart.JOINED_GROUP
    with pytest.raises(Frozen):
        lives.save(now, by=morgan, changed={"start"})


def test_paused_it_neither_writes_nor_sends_and_going_on_drops_what_is_late(
    series: Series, morgan: User, charlie: User
) -> None:
    approved(series, morgan, charlie)
    agreed("suzie")
    series_steps.follow()
    lives.pause(series, by=morgan, because="A mistake in it.")
    assert state_of_mailing(first(series)) == MailingState.PAUSED
    agreed("priya")
    assert series_steps.follow() == 0
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        lives.resume(series, by=morgan)
        assert series_steps.follow() == 0
    assert Delivery.objects.get(kind="series").state == State.CANCELLED
    assert state_of_mailing(first(series)) == MailingState.RUNNING


def test_ended_it_sends_nothing_more_and_stays_as_it_is(series: Series, morgan: User, charlie: User) -> None:
    approved(series, morgan, charlie)
    agreed("suzie")
    series_steps.follow()
    lives.end(series, by=morgan)
    agreed("priya")
    assert series_steps.follow() == 0
    assert state_of_mailing(first(series)) == MailingState.CANCELLED
    with pytest.raises(Frozen):
        lives.save_step(first(series), by=morgan)
    with pytest.raises(WrongState):
        lives.end(series, by=morgan)


def test_a_step_that_somebody_got_can_not_be_deleted_and_another_can(
    series: Series, morgan: User, charlie: User
) -> None:
    approved(series, morgan, charlie)
    step, mailing = first(series), Mailing.objects.get(step=first(series))
    agreed("suzie")
    series_steps.follow()
    with pytest.raises(lives.WasSent):
        lives.remove_step(step, by=morgan)
    Delivery.objects.all().delete()
    lives.remove_step(first(series), by=morgan)
    mailing.refresh_from_db()
    assert (series.steps.count(), mailing.state, fresh(series).state) == (0, "cancelled", SeriesState.DRAFT)


def test_what_is_missing_keeps_it_from_being_handed_in(morgan: User) -> None:
    empty = lives.save(Series(title="Empty", start=SeriesStart.MILESTONE), by=morgan, changed=())
    with pytest.raises(lives.NotReady, match=r"no message yet.*which petition"):
        lives.submit(empty, by=morgan)
    closed = factories.petition(state=PetitionState.CLOSED, closed_at=timezone.now())
    money = written(morgan, title="Money", start=SeriesStart.SIGNED, petition=closed, purpose="fundraising")
    with pytest.raises(lives.NotReady, match=r"petition is closed.*political opinions"):
        lives.submit(money, by=morgan)
    Petition.objects.update(state=PetitionState.OPEN, closed_at=None)
    Series.objects.filter(pk=money.pk).update(purpose="campaign_news", stops_when_signed=closed)
    with pytest.raises(lives.NotReady, match="nobody would get anything"):
        lives.submit(fresh(money), by=morgan)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"body": []}, "Write a body"),
        ({"subject": "Dear {{first_name}}"}, "where we don't know it"),
        ({"conditions": {"groups": [{"conditions": [{"is": "signed", "petition": 99}]}]}}, "gone|not"),
    ],
)
def test_each_step_says_what_keeps_it_from_being_handed_in(
    series: Series, morgan: User, changes: dict[str, object], said: str
) -> None:
    SeriesStep.objects.update(**changes)
    with pytest.raises(lives.NotReady, match=said):
        lives.submit(fresh(series), by=morgan)


def test_conditions_that_reveal_opinions_need_a_purpose_that_covers_them(morgan: User) -> None:
    series = written(morgan, purpose="fundraising")
    told = {"groups": [{"conditions": [{"is": "signed", "petition": factories.petition().pk}]}]}
    SeriesStep.objects.update(conditions=told)
    with pytest.raises(lives.NotReady, match="political opinions"):
        lives.submit(fresh(series), by=morgan)


def test_its_timeline_says_who_gets_what_and_when(series: Series, morgan: User, charlie: User) -> None:
    lives.save_step(composed_step(series, wait_days=5), by=morgan)
    approved(series, morgan, charlie)
    agreed("suzie")
    ahead = [(line.ahead.now, line.ahead.in_a_week, line.ahead.in_a_month) for line in series_timeline.lines(series)]
    assert ahead == [(1, 1, 1), (0, 1, 1)]
    series_steps.follow()
    now = series_timeline.lines(series)
    assert [(line.figures.waiting, line.ahead.now) for line in now] == [(1, 0), (0, 0)]
    next_ones = series_timeline.who_is_next(series, by=morgan)
    assert [(each.step.wait_days, [person.name for person in each.people]) for each in next_ones] == [
        (5, ["Suzie Signer"])
    ]
    assert AccessRecord.objects.get(by=morgan).person == next_ones[0].people[0]


def composed_step(series: Series, **fields: object) -> SeriesStep:
    return SeriesStep(series=series, subject="Another", body=[composed.block("text", "<p>Hello again.</p>")], **fields)


def test_looking_on_a_later_day_follows_the_facts_of_that_day(series: Series, morgan: User, charlie: User) -> None:
    petition = factories.petition()
    lives.save_step(composed_step(series, wait_days=5), by=morgan)
    Series.objects.update(stops_when_signed=petition)
    approved(fresh(series), morgan, charlie)
    agreed("suzie")
    agreed("priya")
    today = timezone.localdate()
    assert look(today) == 2
    signed(petition, "suzie")
    assert look(today + timedelta(days=5)) == 1
