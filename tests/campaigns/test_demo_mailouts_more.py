"""What goes with the mail-outs of the demonstration: their log, a pause, a comparison, series, lists and replies."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.core import mail as outbox
from django.db.models import Sum
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from campaigns import audiences, series_checks, series_digest
from campaigns.mailout_enums import AfterMailout, ImportState, LineState, MailoutState, ReplySort, SeriesState
from campaigns.mailout_life import MOVES
from campaigns.models import (
    Mailout,
    MailoutAction,
    MailoutReply,
    Segment,
    Series,
    SeriesStep,
    SupporterImport,
    SupporterLine,
)
from campaigns.selectors import audiences as readers
from campaigns.selectors import mailout_harm, mailout_inbox, mailout_report, series_timeline
from campaigns.selectors import series as series_selectors
from campaigns.selectors import supporter_imports as selectors
from campaigns.services import mailout_comparing, series_steps, series_watching, supporter_imports
from campaigns.services.mailout_moves import mailing_of
from config import panel
from config.demo import loader, replies_words, supporters_words
from config.demo.mailouts_words import NAMED
from config.demo.segments import IN_LONDON, SIGNED_ONLY
from config.demo.series_words import FOLLOW_UP, WELCOME
from config.schedule import JOBS, enqueue_what_is_due
from mail.enums import LEFT, OPEN, MailingState, State
from mail.models import Delivery, Mailing, Suppression
from mail.services import drain
from people.models import Address, Consent, User
from tests import demo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


@pytest.fixture
def demonstration() -> None:
    demo.load()


def the(state: MailoutState) -> Mailout:
    return Mailout.objects.get(state=state)


def lines_of(row: Mailout | Series) -> list[ModelLogEntry]:
    return list(ModelLogEntry.objects.for_instance(row).order_by("timestamp", "pk"))


def moves_of(made: Mailout) -> list[str]:
    return [line.action.removeprefix("mailout.") for line in lines_of(made)]


def the_compared() -> Mailout:
    return Mailout.objects.exclude(second_subject="").get()


def the_series(title: str) -> Series:
    return Series.objects.get(title=title)


def test_each_came_to_where_it_is_by_moves_that_there_are_and_all_stand_in_its_log() -> None:
    for made in Mailout.objects.all():
        first, *moves = moves_of(made)
        assert first == "wagtail.create"
        state = MailoutState.DRAFT
        for name in moves:
            if name != "choose":
                assert state in MOVES[name].since, (made.slug, name)
                state = MOVES[name].to
        assert state == made.state, made.slug


def test_the_log_runs_forwards_in_the_past_and_agrees_with_the_mail_out() -> None:
    for made in Mailout.objects.all():
        lines = lines_of(made)
        at = {line.action: line.timestamp for line in lines}
        assert all(earlier.timestamp <= later.timestamp for earlier, later in pairwise(lines))
        assert lines[0].timestamp == made.created_at
        assert lines[-1].timestamp < timezone.now()
        assert at.get("mailout.approve") == made.approved_at
        assert at.get("mailout.begin") == made.started_at
        assert at.get("mailout.finish", at.get("mailout.cancel")) == made.finished_at
        by = {line.action: line.user_id for line in lines if line.user_id}
        assert "mailout.approve" not in by or by["mailout.approve"] != by["mailout.submit"]


def test_the_page_of_each_shows_what_was_written_down(client: Client) -> None:
    client.force_login(User.objects.get(email=loader.MORGAN))
    for made in Mailout.objects.all():
        shown = client.get(reverse("mailouts:page", args=[made.pk])).content.decode()
        assert "Nothing was written down yet" not in shown
        assert "Handed in for approval" in shown or made.state in (MailoutState.DRAFT, MailoutState.CANCELLED)


def test_one_paused_itself_halfway_for_the_reason_that_its_numbers_give() -> None:
    made = the(MailoutState.PAUSED)
    mailing, progress = mailing_of(made), mailout_report.progress(made)
    stop = mailout_harm.judge(mailout_harm.of(mailing), mailout_harm.NONE)
    assert stop is not None
    assert (made.because, stop.for_good) == (stop.because, False)
    assert (mailing.state, mailing.because) == (MailingState.PAUSED, made.because)
    assert progress.number == made.number == progress.left + progress.to_go
    assert abs(progress.left - progress.to_go) <= 1
    assert progress.complained == mailout_harm.LEAST_COMPLAINTS
    assert progress.states[State.ACCEPTED] > 0
    assert [line.data for line in lines_of(made) if line.action == "mailout.pause"] == [{"because": made.because}]


def test_nothing_of_it_leaves_though_every_job_runs() -> None:
    before = {row.pk: row.state for row in Delivery.objects.filter(mailing__isnull=False)}
    states = [dict(model.objects.values_list("pk", "state")) for model in (Mailout, Mailing, Series, SupporterImport)]
    enqueue_what_is_due(JOBS)
    drain.send_due(seconds=2, bulk=True)
    assert {row.pk: row.state for row in Delivery.objects.filter(mailing__isnull=False)} == before
    after = [dict(model.objects.values_list("pk", "state")) for model in (Mailout, Mailing, Series, SupporterImport)]
    assert after == states
    subjects = set(Mailout.objects.values_list("subject", flat=True)) | set(
        SeriesStep.objects.values_list("subject", flat=True)
    )
    assert not [message for message in outbox.outbox if message.subject in subjects]


def test_the_paused_one_keeps_no_job_busy() -> None:
    due = {job.name for job in JOBS if job.is_due()}
    assert not due & {"send_due", "send_bulk", "carry_mailouts"}
    assert "follow_series" in due
    assert panel.messages_that_wait() == "No message is due to leave."
    assert not supporter_imports.under_way().exists()


def test_two_subjects_were_compared_by_their_clicks_and_the_better_one_went_to_the_rest() -> None:
    made = the_compared()
    first, second = mailout_report.subjects(made)
    assert made.state == MailoutState.FINISHED
    assert mailout_comparing.is_chosen(made)
    assert mailing_of(made).chosen == second.variant == "b"
    assert 0 < first.left < second.left
    assert first.left + second.left == made.number
    assert 0 < first.clicks / first.left < second.clicks / second.left < 1
    assert {"a": first.clicks, "b": second.clicks} == mailout_comparing.clicks(made)
    [chosen] = [line for line in lines_of(made) if line.action == mailout_comparing.CHOSEN]
    assert chosen.timestamp == mailout_comparing.ends_at(made)
    then = chosen.data["clicks"]
    assert then["b"] > then["a"] > 0
    assert (then["a"], then["b"]) <= (first.clicks, second.clicks)
    assert not mailout_comparing.rest(mailing_of(made)).exists()
    rest = Delivery.objects.filter(mailing=made.mailing, context={})
    assert not rest.filter(finished_at__lte=chosen.timestamp).exists()


def test_the_finished_ones_have_sums_of_what_was_done_afterwards_and_no_more_than_clicks() -> None:
    for made in Mailout.objects.filter(state=MailoutState.FINISHED):
        done = dict(mailout_report.actions(made))
        assert set(done) == {str(AfterMailout[kind].label) for kind in ("SIGNED", "WROTE", "SIGNED_UP")}
        assert sum(done.values()) < mailout_report.sum_of_clicks(made)
        clicks = dict(mailout_report.clicks_of(made).values_list("day").annotate(Sum("number")))
        for day, number in made.actions.order_by().values_list("day").annotate(Sum("number")):
            assert number <= clicks[day]
    assert MailoutAction.objects.exclude(mailout__state=MailoutState.FINISHED).count() == 0


def test_two_segments_say_whom_they_hold_and_one_reveals_opinions() -> None:
    held = {each.name: each for each in Segment.objects.all()}
    assert {name: each.reveals_opinion for name, each in held.items()} == {SIGNED_ONLY: True, IN_LONDON: False}
    for each in held.values():
        audience = audiences.parse(each.conditions)
        assert audience.reveals_opinion == each.reveals_opinion
        assert audiences.sentence(audience).startswith("Everybody who agreed")
        assert 0 < readers.count(audience, "campaign_news", 0).number < Consent.objects.live().count()


def test_a_series_of_three_messages_runs_as_it_was_approved() -> None:
    series = the_series(WELCOME)
    assert (series.state, series.approved_digest) == (SeriesState.RUNNING, series_digest.digest(series))
    assert series.approved_by not in (None, series.submitted_by)
    assert series_checks.stopping(series_checks.check(series)) == []
    steps = list(series.steps.select_related("mailing"))
    assert [step.wait_days for step in steps] == [0, 3, 28]
    assert {step.mailing.state for step in steps if step.mailing} == {MailingState.RUNNING}
    lines = lines_of(series)
    assert lines[-1].action == "series.approve"
    assert lines[-1].timestamp == series.begins_at
    assert lines[0].timestamp > series.created_at


def test_messages_of_it_left_to_whoever_agreed_since_it_began_each_on_their_day() -> None:
    series = the_series(WELCOME)
    for line in series_timeline.lines(series):
        assert line.figures.left > 20
        assert line.figures.waiting == 0
        sent = Delivery.objects.filter(mailing=line.step.mailing)
        assert not sent.exclude(state__in=LEFT).exists()
        for row in sent.select_related("basis"):
            assert row.basis is not None
            assert row.basis.confirmed_at is not None
            assert row.basis.confirmed_at >= (series.begins_at or timezone.now())
            day = timezone.localdate(row.basis.confirmed_at) + timedelta(days=line.step.wait_days)
            assert timedelta(0) <= timezone.localdate(row.due_at) - day <= timedelta(days=1)
            assert row.created_at <= row.due_at < (row.finished_at or row.due_at) < timezone.now()


def test_nobody_is_due_for_it_today_and_some_are_within_a_month() -> None:
    series = the_series(WELCOME)
    for step in series.steps.select_related("series__petition"):
        for days in range(15):
            assert series_selectors.addressees(step, timezone.localdate() + timedelta(days=days)) == {}
    ahead = [line.ahead for line in series_timeline.lines(series)]
    assert [each.now + each.in_a_week for each in ahead] == [0, 0, 0]
    assert ahead[-1].in_a_month > 20
    assert (series_watching.look_after(), series_steps.follow()) == (0, 0)


def test_a_series_that_follows_a_signature_is_a_draft_that_could_be_handed_in() -> None:
    series = the_series(FOLLOW_UP)
    assert (series.state, series.begins_at, series.petition is None) == (SeriesState.DRAFT, None, False)
    assert series_checks.stopping(series_checks.check(series)) == []
    assert series.steps.count() == 2


def test_one_list_was_brought_in_with_evidence_and_its_refused_lines_say_why() -> None:
    batch = SupporterImport.objects.get(state=ImportState.DONE)
    assert batch.evidence == supporters_words.EVIDENCE
    assert batch.asked_at is None
    assert batch.created_at < (batch.finished_at or batch.created_at) < timezone.now()
    told = {state: batch.lines.filter(state=state).count() for state in LineState.values}
    assert told == {
        "new": supporters_words.PASSERS_BY,
        "known": 1,
        "bad": len(supporters_words.REFUSED),
        "suppressed": 1,
        "twice": 1,
    }
    refused = batch.lines.filter(state__in=(LineState.BAD, LineState.SUPPRESSED, LineState.TWICE))
    assert len(set(refused.values_list("error", flat=True))) == refused.count()
    assert "" not in refused.values_list("error", flat=True)
    assert batch.lines.filter(person__isnull=False).count() == supporters_words.PASSERS_BY + 1
    assert not selectors.lines(batch, "confirmed").exists()
    assert not Delivery.objects.filter(address__in=new_addresses_of(batch)).exists()


def new_addresses_of(batch: SupporterImport) -> list[int]:
    made = SupporterLine.objects.filter(batch=batch, made_person=True)
    return list(made.values_list("person__address", flat=True))


def test_another_list_waits_for_its_columns() -> None:
    batch = SupporterImport.objects.get(state=ImportState.UPLOADED)
    assert (batch.columns, batch.lines.count()) == ({}, len(supporters_words.TALK_LINES))


def test_replies_are_of_three_sorts_and_one_of_two_questions_is_answered() -> None:
    sorts = sorted(MailoutReply.objects.values_list("sort", flat=True))
    assert sorts == sorted([ReplySort.REPLY, ReplySort.REPLY, ReplySort.STOP, ReplySort.AUTO_REPLY])
    assert mailout_inbox.waiting().count() == 2
    done = MailoutReply.objects.get(done_at__isnull=False)
    assert done.done_by is not None
    assert done.arrived_at < (done.done_at or done.arrived_at) < timezone.now()
    for reply in MailoutReply.objects.exclude(sort=ReplySort.AUTO_REPLY):
        assert mailout_inbox.was_written_to(reply)
        assert reply.sender.endswith("@example.org")
        assert "wrote:" not in reply.text
        assert any(reply.text.startswith(each.text[:20]) for each in replies_words.ANSWERS)
    [machine] = MailoutReply.objects.filter(sort=ReplySort.AUTO_REPLY)
    assert (machine.subject, machine.text, machine.sender) == ("", "", "")


def test_every_reply_came_after_the_message_that_it_answers() -> None:
    for reply in MailoutReply.objects.exclude(address=None):
        assert reply.mailout is not None
        got = Delivery.objects.get(mailing=reply.mailout.mailing_id, address=reply.address_id)
        assert got.state == State.DELIVERED
        assert (got.finished_at or timezone.now()) < reply.arrived_at < timezone.now()


def test_open_messages_of_the_demonstration_are_of_the_paused_one_alone() -> None:
    waits = Delivery.objects.filter(state__in=OPEN).values_list("mailing", flat=True).distinct()
    assert list(waits) == [the(MailoutState.PAUSED).mailing_id]


def test_the_screens_of_segments_series_lists_and_replies_are_alive(client: Client) -> None:
    client.force_login(User.objects.get(email=loader.MORGAN))
    rows = {
        "series:page": Series,
        "segments:edit": Segment,
        "supporter_imports:page": SupporterImport,
        "mailout_replies:page": MailoutReply,
    }
    paths = [reverse(name, args=[row.pk]) for name, model in rows.items() for row in model._default_manager.all()]
    paths += [reverse(f"{name}:index") for name in ("series", "segments", "supporter_imports", "mailout_replies")]
    paths += [reverse("mailouts:watch", args=[the(MailoutState.PAUSED).pk])]
    assert {path: client.get(path, follow=True).status_code for path in paths} == dict.fromkeys(paths, 200)


def test_the_first_reader_and_those_known_by_name_are_still_written_to() -> None:
    known = Address.objects.filter(canonical__in=NAMED.values())
    assert known.count() == len(NAMED)
    for address in (Address.objects.order_by("pk")[0], *known):
        assert not Suppression.objects.in_force().filter(address=address).exists()
        assert Consent.objects.live().filter(person__address=address).exists()
