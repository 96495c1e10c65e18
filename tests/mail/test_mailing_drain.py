"""How the messages of a mailing leave: while it runs and nothing else, as its body says, over one connection."""

from collections.abc import Collection, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail as outbox
from django.utils import timezone

from mail import kinds, streams
from mail.enums import MailingState, State
from mail.models import Delivery, Mailing, MailingBody
from mail.services import drain, mailings, outcomes, windows
from mail.streams import BULK
from people.enums import Ended, Purpose
from people.models import Person
from people.services import consents
from tests.mail import smtp_sink
from tests.mail.queueing import in_mailing, queued

pytestmark = pytest.mark.django_db


def names(deliveries: Any, fields: Collection[str]) -> dict[int, dict[str, str]]:
    assert set(fields) == {"first_name"}
    people = dict(Person.objects.values_list("address", "name"))
    return {each.pk: {"first_name": people[each.address_id].partition("-")[0]} for each in deliveries}


@pytest.fixture(autouse=True)
def kind(monkeypatch: pytest.MonkeyPatch) -> kinds.Kind:
    made = kinds.Kind("news", "News", {}, stream=BULK, together=windows.WINDOW, personal=names)
    monkeypatch.setitem(kinds._kinds, made.name, made)
    return made


@pytest.fixture
def mailing() -> Mailing:
    made = mailings.create(kind="news", purpose=Purpose.CAMPAIGN_NEWS)
    words = {"html": "<p>Hello {{first_name|friend}}</p>", "text": "Hello {{first_name|friend}}", "digest": "-"}
    for variant, subject in (("a", "We handed it in"), ("b", "They have it now")):
        MailingBody.objects.create(mailing=made, variant=variant, subject=subject, **words)
    assert mailings.start(made)
    return made


@pytest.fixture
def sink(settings: Any, tmp_path: Path) -> Iterator[smtp_sink.Sink]:
    with smtp_sink.running(tmp_path / "accepted") as running:
        options = {"host": "127.0.0.1", "port": running.port, "timeout": 5}
        smtp = {"backend": "django.core.mail.backends.smtp.EmailBackend", "options": options}
        settings.MAIL_STREAMS = {
            "transactional": smtp,
            "bulk": {**smtp, "bulk": True, "sender": "News <news@example.org>", "bounces": "bounces.example.org"},
        }
        yield running


def states() -> list[str]:
    return sorted(Delivery.objects.values_list("state", flat=True))


def test_each_gets_the_words_that_are_meant_for_them(mailing: Mailing) -> None:
    in_mailing(mailing, "suzie@example.org")
    in_mailing(mailing, "dele@example.org", context={"variant": "b"})
    assert drain.send_due() == 2
    sent = {each.to[0]: (each.subject, str(each.body)) for each in outbox.outbox}
    assert sent == {
        "suzie@example.org": ("We handed it in", "Hello Suzie"),
        "dele@example.org": ("They have it now", "Hello Dele"),
    }


def test_whoever_is_in_no_comparison_gets_the_words_that_were_chosen(mailing: Mailing) -> None:
    in_mailing(mailing, "suzie@example.org")
    mailings.choose(mailing, "b")
    drain.send_due()
    assert outbox.outbox[0].subject == "They have it now"


@pytest.mark.parametrize(
    "change",
    [
        {"state": MailingState.PAUSED},
        {"state": MailingState.FILLING},
        {"state": MailingState.CANCELLED},
        {"rests_until": timezone.now() + timedelta(hours=10)},
    ],
)
def test_nothing_leaves_of_a_mailing_that_does_not_run(change: dict[str, Any], mailing: Mailing) -> None:
    in_mailing(mailing, "suzie@example.org")
    other = queued("dele@example.org", stream=BULK)
    Mailing.objects.filter(pk=mailing.pk).update(**change)
    assert drain.send_due() == 1
    assert outbox.outbox[0].to == [other.address.typed]
    assert states() == [State.ACCEPTED, State.QUEUED]


def test_a_pause_between_the_look_and_the_claim_takes_up_nothing(mailing: Mailing) -> None:
    in_mailing(mailing, "suzie@example.org")
    lanes = windows.lanes(streams.get(BULK))
    mailings.pause(mailing, because="A mistake in it")
    assert mailing.pk in lanes
    assert windows.claim(streams.get(BULK), mailing.pk) == []


def test_once_paused_no_more_leave_than_one_window_held(mailing: Mailing, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3 * windows.WINDOW):
        in_mailing(mailing, f"reader-{number}@example.org")
    begin = outcomes.mark

    def pausing(**more: Any) -> set[int]:
        mailings.pause(mailing, because="A mistake in it")
        return begin(**more)

    monkeypatch.setattr(outcomes, "mark", pausing)
    assert drain.send_due() == windows.WINDOW
    assert mailings.resume(mailing)
    monkeypatch.undo()
    assert drain.send_due() == 2 * windows.WINDOW
    assert len({each.to[0] for each in outbox.outbox}) == len(outbox.outbox) == 3 * windows.WINDOW


def test_once_somebody_opted_out_a_message_that_is_only_claimed_stays(mailing: Mailing) -> None:
    in_mailing(mailing, "suzie@example.org")
    in_mailing(mailing, "dele@example.org")
    window = windows.claim(streams.get(BULK), mailing.pk)
    suzie = Person.objects.get(address__canonical="suzie@example.org")
    consents.withdraw(person=suzie, how=Ended.ONE_CLICK)
    begun = outcomes.mark(begun=window)
    assert {each.address.canonical for each in window if each.pk in begun} == {"dele@example.org"}
    assert states() == [State.CANCELLED, State.SENDING]


def test_a_mailing_leaves_over_one_connection_with_what_brings_its_bounces_back(
    sink: smtp_sink.Sink, mailing: Mailing, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    connect = streams.Stream.connect

    def counted(stream: streams.Stream) -> Any:
        opened.append(stream.name)
        return connect(stream)

    monkeypatch.setattr(streams.Stream, "connect", counted)
    made = [in_mailing(mailing, f"reader-{number}@example.org") for number in range(2 * windows.WINDOW + 5)]
    assert drain.send_due() == len(made)
    accepted = sink.accepted()
    assert sorted(each.message_id for each in accepted) == sorted(str(each.message_id) for each in made)
    assert {each.sender for each in accepted} == {f"bounces-{each.message_id.hex}@bounces.example.org" for each in made}
    assert {each.origin for each in accepted} == {"News <news@example.org>"}
    assert opened == [BULK]
    assert mailings.finish(mailing)


def test_a_server_that_ends_the_connection_between_two_messages_costs_none_of_them(
    sink: smtp_sink.Sink, mailing: Mailing, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = smtp_sink.Session.take
    monkeypatch.setattr(smtp_sink.Session, "take", lambda self, content: take(self, content) and False)
    made = [in_mailing(mailing, f"reader-{number}@example.org") for number in range(7)]
    assert drain.send_due() == len(made)
    assert states() == [State.ACCEPTED] * 7
    assert len(sink.accepted()) == 7


def test_what_a_server_does_to_one_holds_up_no_other(sink: smtp_sink.Sink, mailing: Mailing) -> None:
    for name in ("unknown-a", "reader-a", "greylisted-a", "reader-b", "lost-a", "reader-c"):
        in_mailing(mailing, f"{name}@example.org")
    assert drain.send_due() == 3
    assert states() == [State.ACCEPTED] * 3 + [State.REJECTED, State.RETRY, State.UNCERTAIN]
    assert not mailings.finish(mailing)


def test_a_limit_lets_some_of_a_window_pass_and_keeps_the_others(mailing: Mailing, settings: Any) -> None:
    settings.MAIL_STREAMS = {"transactional": {}, "bulk": {"bulk": True, "limits": [(100, 3600)]}}
    for number in range(8):
        in_mailing(mailing, f"reader-{number}@example.org")
    sent = drain.send_due(seconds=0.5)
    assert 0 < sent < 8
    assert states() == [State.ACCEPTED] * sent + [State.QUEUED] * (8 - sent)
    assert set(Delivery.objects.filter(state=State.QUEUED).values_list("attempts", flat=True)) == {0}
