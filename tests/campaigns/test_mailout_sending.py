"""From "send" to the end: words frozen, messages written down, looked after, stopped where too much goes wrong."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from unittest import mock

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.utils import timezone

from campaigns import mailout_waiting
from campaigns.mailout_clock import LONDON
from campaigns.mailout_enums import MailoutState
from campaigns.models import Mailout, MailoutLink
from campaigns.selectors import mailout_harm
from campaigns.selectors.mailout_harm import Harm, judge
from campaigns.services import mailout_filling, mailout_sending, mailout_trying, mailout_watching, mailouts
from campaigns.services.life import WrongState
from config.jobs import mailouts as jobs
from mail.enums import MailingState, State
from mail.models import Delivery, Mailing, MailingBody
from mail.services import drain
from people.models import User
from tests import factories
from tests.campaigns import mailed
from tests.campaigns.mailed import approved, mailout, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def morgan() -> User:
    return factories.morgan()


@pytest.fixture
def charlie() -> User:
    return factories.member_of("Approvers")


@pytest.fixture
def scheduled(morgan: User, charlie: User) -> Mailout:
    """To five people, at once."""
    mailed.supporters(5)
    return mailouts.schedule(approved(mailout(), by=morgan, second=charlie), by=morgan)


@pytest.fixture
def sending(scheduled: Mailout) -> Mailout:
    jobs.carry_mailouts()
    scheduled.refresh_from_db()
    return scheduled


def messages(made: Mailout) -> Any:
    made.refresh_from_db()
    return Delivery.objects.filter(mailing=made.mailing)


def settle(made: Mailout, **numbers: int) -> None:
    """So many of its messages that wait come to this end."""
    for end, number in numbers.items():
        keys = list(messages(made).waiting().values_list("pk", flat=True)[:number])
        Delivery.objects.filter(pk__in=keys).update(state=end, finished_at=timezone.now())


def grown(made: Mailout, number: int) -> None:
    """As many more messages as if its audience had been larger."""
    first = messages(made).first()
    assert first is not None
    addresses = [person.address_id for person in mailed.supporters(number, first=1000)]
    own: dict[str, Any] = {"kind": first.kind, "stream": first.stream, "mailing": made.mailing, "context": {}}
    Delivery.objects.bulk_create(Delivery(address_id=pk, **own) for pk in addresses)


def test_send_freezes_its_words_and_writes_a_message_for_each_address(sending: Mailout) -> None:
    assert (sending.state, sending.number) == (MailoutState.SENDING, 5)
    assert sending.sentence.startswith("Everybody who agreed to “Campaign news”.")
    assert messages(sending).count() == 5
    assert set(messages(sending).values_list("kind", "purpose", "state")) == {("mailout", "campaign_news", "queued")}
    assert sending.mailing is not None
    assert (sending.mailing.state, sending.mailing.bodies.get().subject) == (MailingState.RUNNING, sending.subject)
    assert sending.started_at is not None


def test_the_job_finds_nothing_to_do_where_nothing_leaves(morgan: User, charlie: User) -> None:
    approved(mailout(), by=morgan, second=charlie)
    assert jobs.mailouts_wait() is False


def test_the_job_finds_what_is_due_and_looks_after_it_until_the_end(scheduled: Mailout) -> None:
    assert jobs.mailouts_wait() is True
    jobs.carry_mailouts()
    assert jobs.mailouts_wait() is True
    settle(scheduled, accepted=5)
    jobs.carry_mailouts()
    assert (state(scheduled), jobs.mailouts_wait()) == (MailoutState.FINISHED, False)


def test_a_process_counts_what_came_back_only_now_and_then(sending: Mailout) -> None:
    with mock.patch("campaigns.services.mailout_watching.stop_by_itself", return_value=False) as judged:
        for _ in range(3):
            mailout_watching.look_after(judges_every=3600)
        assert judged.call_count == 0, "it did as the mail-out began"
        mailout_watching.look_after()
    assert judged.call_count == 1


def test_send_calls_a_worker_once_it_is_committed(
    morgan: User, charlie: User, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    mailed.supporters(2)
    made = approved(mailout(), by=morgan, second=charlie)
    with mock.patch("campaigns.services.mailout_sending.drain.send_due") as drained:
        with django_capture_on_commit_callbacks(execute=True) as called:
            mailouts.schedule(made, by=morgan)
            assert state(made) == MailoutState.SCHEDULED, "nothing begins before that"
        assert len(called) == 1
        drained.assert_called_once()
    assert (state(made), messages(made).count()) == (MailoutState.SENDING, 2)


def test_from_send_to_the_end_each_gets_one_message_with_their_own_name(
    morgan: User,
    charlie: User,
    mailoutbox: list[EmailMultiAlternatives],
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    for number, name in enumerate(("Suzie Signer", "Charlie Example", "")):
        mailed.supporter(f"reader-{number}@example.org", name=name or "x")
    made = approved(mailout(), by=morgan, second=charlie)
    with django_capture_on_commit_callbacks(execute=True):
        mailouts.schedule(made, by=morgan)
    assert sorted(message.to[0] for message in mailoutbox) == [f"reader-{number}@example.org" for number in range(3)]
    assert {message.subject for message in mailoutbox} == {"We met the minister"}
    suzie = next(message for message in mailoutbox if message.to == ["reader-0@example.org"])
    assert "Dear Suzie," in suzie.body
    jobs.carry_mailouts()
    assert state(made) == MailoutState.FINISHED
    assert len(mailoutbox) == 3


def test_a_pause_keeps_what_waits_and_a_resumption_lets_it_go_once(
    sending: Mailout, morgan: User, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    mailouts.pause(sending, by=morgan)
    drain.send_due(bulk=True)
    assert mailoutbox == []
    mailouts.resume(sending, by=morgan)
    for _ in range(2):
        drain.send_due(bulk=True)
    assert len({message.to[0] for message in mailoutbox}) == len(mailoutbox) == 5


def test_at_night_nothing_of_it_leaves(morgan: User, charlie: User, mailoutbox: list[EmailMultiAlternatives]) -> None:
    mailed.supporters(2)
    with time_machine.travel(datetime(2026, 11, 25, 23, tzinfo=LONDON), tick=False) as clock:
        made = mailout(quiet_from="20:00", quiet_until="08:00")
        mailouts.schedule(approved(made, by=morgan, second=charlie), by=morgan)
        jobs.carry_mailouts()
        drain.send_due(bulk=True)
        assert (state(made), mailoutbox) == (MailoutState.SENDING, [])
        clock.shift(9 * 3600)
        jobs.carry_mailouts()
        drain.send_due(bulk=True)
    assert len(mailoutbox) == 2


def test_what_has_a_time_calls_no_worker(
    morgan: User, charlie: User, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    made = approved(mailout(), by=morgan, second=charlie)
    with django_capture_on_commit_callbacks() as called:
        mailouts.schedule(made, by=morgan, at=timezone.now() + timedelta(hours=2))
    assert called == []
    assert mailout_sending.begin_due() == 0
    assert state(made) == MailoutState.SCHEDULED


def test_a_worker_that_comes_second_begins_nothing(scheduled: Mailout) -> None:
    assert [mailout_sending.begin(scheduled.pk) for _ in range(2)] == [True, False]
    assert Mailing.objects.count() == 1


def test_a_worker_that_is_killed_between_the_steps_costs_nothing(scheduled: Mailout) -> None:
    mailout_sending.begin(scheduled.pk)
    assert state(scheduled) == MailoutState.PREPARING
    with (
        mock.patch("campaigns.services.mailout_sending.set_off", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        mailout_sending.fill_on()
    for _ in range(3):
        jobs.carry_mailouts()
    assert (state(scheduled), messages(scheduled).count()) == (MailoutState.SENDING, 5)


def test_the_first_messages_may_leave_while_others_are_written_down(
    scheduled: Mailout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailout_filling, "WIDTH", 2)
    monkeypatch.setattr(mailout_filling, "LANES", 1)  # another would not see what this transaction holds
    mailout_sending.begin(scheduled.pk)
    assert mailout_sending.fill_some(scheduled.pk, seconds=0) is False
    scheduled.refresh_from_db()
    assert (scheduled.state, scheduled.number) == (MailoutState.SENDING, None)
    assert 0 < messages(scheduled).due().count() < 5
    jobs.carry_mailouts()
    assert (messages(scheduled).count(), Mailout.objects.get().number) == (5, 5)


def test_what_changed_since_it_was_approved_does_not_begin(scheduled: Mailout) -> None:
    Mailout.objects.filter(pk=scheduled.pk).update(subject="Buy my book")
    assert mailout_sending.begin_due() == 0
    scheduled.refresh_from_db()
    assert (scheduled.state, scheduled.approved_by, scheduled.mailing) == (MailoutState.DRAFT, None, None)
    assert scheduled.because == mailout_sending.OTHERWISE
    assert not Delivery.objects.exists()


def test_it_is_finished_once_none_of_its_messages_is_open(sending: Mailout) -> None:
    settle(sending, accepted=2, delivered=1, rejected=1)
    mailout_watching.look_after()
    assert state(sending) == MailoutState.SENDING
    settle(sending, uncertain=1)
    mailout_watching.look_after()
    assert state(sending) == MailoutState.SENDING, "perhaps sent is not settled"
    messages(sending).filter(state=State.UNCERTAIN).update(state=State.ACCEPTED)
    mailout_watching.look_after()
    sending.refresh_from_db()
    assert (sending.state, sending.mailing.state) == (MailoutState.FINISHED, MailingState.FINISHED)  # type: ignore[union-attr]
    assert sending.finished_at is not None


def test_it_is_not_finished_while_messages_are_still_to_be_written_down(sending: Mailout) -> None:
    settle(sending, accepted=5)
    Mailout.objects.update(number=None)
    mailout_watching.look_after()
    assert state(sending) == MailoutState.SENDING


def test_one_to_nobody_is_finished_at_once(morgan: User, charlie: User) -> None:
    mailouts.schedule(approved(mailout(), by=morgan, second=charlie), by=morgan)
    jobs.carry_mailouts()
    mailout_watching.look_after()
    found = Mailout.objects.get()
    assert (found.state, found.number) == (MailoutState.FINISHED, 0)


def test_staff_pause_it_let_it_go_on_and_cancel_it(sending: Mailout, morgan: User) -> None:
    mailouts.pause(sending, by=morgan, because="A mistake in it.")
    sending.refresh_from_db()
    assert (sending.state, sending.because) == (MailoutState.PAUSED, "A mistake in it.")
    assert sending.mailing is not None
    assert sending.mailing.state == MailingState.PAUSED
    mailouts.resume(sending, by=morgan)
    assert (state(sending), Mailing.objects.get().state) == (MailoutState.SENDING, MailingState.RUNNING)
    mailouts.cancel(sending, by=morgan, because="Enough.")
    assert (state(sending), Mailing.objects.get().state) == (MailoutState.CANCELLED, MailingState.CANCELLED)
    with pytest.raises(WrongState):
        mailouts.resume(sending, by=morgan)


def test_one_that_is_paused_before_all_is_written_down_goes_on_later(scheduled: Mailout, morgan: User) -> None:
    mailout_sending.begin(scheduled.pk)
    mailouts.pause(scheduled, by=morgan)
    jobs.carry_mailouts()
    assert (state(scheduled), Mailing.objects.get().state) == (MailoutState.PAUSED, MailingState.PAUSED)
    mailouts.resume(scheduled, by=morgan)
    jobs.carry_mailouts()
    assert (state(scheduled), messages(scheduled).count()) == (MailoutState.SENDING, 5)


@pytest.mark.parametrize(
    ("now", "for_good"),
    [
        (Harm(tried=1000, complained=2, bounced=0), None),
        (Harm(tried=3000, complained=3, bounced=0), None),
        (Harm(tried=2999, complained=3, bounced=0), False),
        (Harm(tried=300, complained=9, bounced=0), False),
        (Harm(tried=3334, complained=10, bounced=0), False),
        (Harm(tried=3333, complained=10, bounced=0), True),
        (Harm(tried=10, complained=0, bounced=10), None),
        (Harm(tried=400, complained=0, bounced=20), None),
        (Harm(tried=399, complained=0, bounced=20), False),
    ],
)
def test_too_many_complaints_or_bounces_stop_it_and_few_say_little(now: Harm, for_good: bool | None) -> None:
    stop = judge(now, Harm(0, 0, 0))
    assert (stop.for_good if stop else None) is for_good


def test_what_staff_have_looked_at_stops_it_only_when_as_much_comes_again() -> None:
    seen = Harm(tried=1000, complained=3, bounced=60)
    assert judge(seen, seen) is None
    assert judge(Harm(1100, 5, 79), seen) is None
    assert judge(Harm(1100, 6, 60), seen) is not None
    assert judge(Harm(1100, 3, 80), seen) is not None
    assert judge(Harm(1100, 10, 60), Harm(1000, 9, 60)) is not None, "the limit of the providers holds always"


def test_complaints_pause_it_say_why_and_tell_staff(sending: Mailout, morgan: User, charlie: User) -> None:
    grown(sending, 100)
    settle(sending, complained=3, delivered=50)
    mailout_watching.look_after()
    sending.refresh_from_db()
    assert (sending.state, sending.mailing.state) == (MailoutState.PAUSED, MailingState.PAUSED)  # type: ignore[union-attr]
    assert sending.because.startswith("Paused by itself: 3 of 53 readers marked it as spam, 5.66%.")
    told = mailout_waiting.mailouts(morgan)
    assert [each.sentence for each in told] == [f'The mail-out "November news" was p{sending.because[1:]}']
    assert mailout_waiting.mailouts(charlie) == []
    mailouts.resume(sending, by=morgan)
    mailout_watching.look_after()
    assert state(sending) == MailoutState.SENDING, "staff looked at these three"
    settle(sending, complained=3)
    mailout_watching.look_after()
    assert state(sending) == MailoutState.PAUSED


def test_very_many_complaints_stop_it_for_good(sending: Mailout, morgan: User) -> None:
    grown(sending, 100)
    settle(sending, complained=10, delivered=20)
    mailout_watching.look_after()
    sending.refresh_from_db()
    assert (sending.state, sending.mailing.state) == (MailoutState.CANCELLED, MailingState.CANCELLED)  # type: ignore[union-attr]
    assert sending.because.startswith("Stopped by itself: 10 of 30 readers marked it as spam")
    assert "leaves no more: Stopped by itself" in mailout_waiting.mailouts(morgan)[0].sentence


def test_bounces_pause_it(sending: Mailout) -> None:
    grown(sending, 60)
    settle(sending, bounced=15, rejected=5, accepted=20)
    mailout_watching.look_after()
    sending.refresh_from_db()
    assert sending.state == MailoutState.PAUSED
    assert sending.because.startswith("Paused by itself: 20 of 40 messages came back or were refused, 50.0%.")


def test_one_that_fails_holds_up_no_other(sending: Mailout, morgan: User, charlie: User) -> None:
    other = approved(mailout(slug="other", title="Other"), by=morgan, second=charlie)
    mailouts.schedule(other, by=morgan)
    jobs.carry_mailouts()
    settle(other, accepted=5)
    broken = mailout_harm.judge

    def judged(now: Harm, before: Harm) -> Any:
        if now.tried == 0:
            raise ValueError("broken")
        return broken(now, before)

    with mock.patch("campaigns.selectors.mailout_harm.judge", judged), pytest.raises(ValueError, match="broken"):
        mailout_watching.look_after()
    assert (state(sending), state(other)) == (MailoutState.SENDING, MailoutState.FINISHED)


def test_a_test_message_goes_to_staff_alone_and_counts_nowhere(morgan: User) -> None:
    made = mailout(second_subject="Read this")
    sent = mailouts.test_send(made, to=[morgan], by=morgan)
    assert {each.address.typed for each in sent} == {morgan.email}
    assert [(each.context, each.purpose, each.basis) for each in sent] == [
        ({"variant": "a"}, "", None),
        ({"variant": "b"}, "", None),
    ]
    subjects = {
        each.mailing: each.mailing.bodies.get(variant=each.context["variant"]).subject for each in sent if each.mailing
    }
    assert sorted(subjects.values()) == ["Test: Read this", "Test: We met the minister"]
    assert (state(made), Mailout.objects.get().mailing) == (MailoutState.DRAFT, None)
    Delivery.objects.update(state=State.ACCEPTED)
    mailout_watching.look_after()
    assert set(Mailing.objects.values_list("state", flat=True)) == {MailingState.FINISHED}


def test_a_test_goes_to_few(morgan: User) -> None:
    staff = [factories.user(f"staff-{number}") for number in range(11)]
    with pytest.raises(mailout_trying.TooMany):
        mailouts.test_send(mailout(), to=staff, by=morgan)
    assert not MailingBody.objects.exists()


def test_whoever_tries_it_out_gets_where_its_links_lead_and_counts_as_no_click(morgan: User, client: Client) -> None:
    made = mailout(body=[("text", '<p><a href="https://www.example.org/a">Read</a></p>')])
    sent = mailouts.test_send(made, to=[morgan], by=morgan)
    assert sent[0].mailing
    link = MailoutLink.objects.get()
    path = f"/emails/go/{link.pk}-test/"
    assert path in sent[0].mailing.bodies.get().html
    assert client.get(path).headers["Location"] == "https://www.example.org/a"
    assert not link.clicks.exists()
