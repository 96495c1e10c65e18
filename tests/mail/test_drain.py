import smtplib
import threading
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail as outbox
from django.db import IntegrityError, close_old_connections, connection, connections, transaction
from django.utils import timezone

from mail import kinds, rendering, streams
from mail.enums import State, SuppressionReason, WhenUncertain
from mail.errors import Verdict
from mail.models import Delivery
from mail.services import drain, outcomes, suppressions, windows
from people.enums import Ended, Purpose
from people.models import Address, Consent, ConsentWording, Person
from people.services import consents
from tests.mail.queueing import HELD, REPEATED, queued

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def both_policies(monkeypatch: pytest.MonkeyPatch) -> None:
    """One kind that is sent again when in doubt, and one that is held."""
    for kind in (HELD, REPEATED):
        monkeypatch.setitem(kinds._kinds, kind.name, kind)


def claim_one() -> Delivery:
    [claimed] = windows.claim(streams.get("transactional"))
    return claimed


def state_of(delivery: Delivery) -> State:
    delivery.refresh_from_db()
    return State(delivery.state)


def test_a_due_delivery_leaves_once() -> None:
    delivery = queued()
    assert [drain.send_due(), drain.send_due()] == [1, 0]
    assert state_of(delivery) == State.ACCEPTED
    assert (delivery.attempts, delivery.lease_until) == (1, None)
    [message] = outbox.outbox
    assert message.to == ["suzie@example.org"]
    assert message.message()["Message-ID"] == f"<{delivery.message_id}@localhost>"


def test_what_is_not_due_yet_waits() -> None:
    queued(due_at=timezone.now() + timedelta(hours=1))
    assert drain.send_due() == 0


class Failing:
    """A connection that fails in one way, at opening or at handing the message over."""

    def __init__(self, error: Exception, *, at_opening: bool = False) -> None:
        self.error, self.at_opening = error, at_opening

    def open(self) -> None:
        if self.at_opening:
            raise self.error

    def send_messages(self, messages: list[Any]) -> int:
        raise self.error

    def close(self) -> None:
        raise smtplib.SMTPServerDisconnected


REFUSED = smtplib.SMTPRecipientsRefused({"suzie@example.org": (550, b"no such user")})


@pytest.mark.parametrize(
    ("connection", "kind", "state"),
    [
        (Failing(REFUSED), REPEATED, State.REJECTED),
        (Failing(OSError("no route"), at_opening=True), HELD, State.RETRY),
        (Failing(smtplib.SMTPResponseException(554, b"not you"), at_opening=True), HELD, State.RETRY),
        (Failing(TimeoutError()), REPEATED, State.RETRY),
        (Failing(TimeoutError()), HELD, State.UNCERTAIN),
        (Failing(OSError("\x00 a line\nand \ud800 another")), HELD, State.UNCERTAIN),
    ],
)
def test_a_failed_attempt_ends_as_its_error_and_its_kind_say(
    connection: Failing, kind: kinds.Kind, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery = queued(kind=kind.name)
    monkeypatch.setattr(streams.Stream, "connect", lambda self: connection)
    assert drain.send_due() == 0
    assert state_of(delivery) == state
    assert delivery.lease_until is None
    assert (delivery.due_at > timezone.now()) == (state == State.RETRY)


@pytest.mark.parametrize(
    ("failure", "at_opening", "state"), [(TimeoutError(), False, State.UNCERTAIN), (OSError(), True, State.REJECTED)]
)
def test_a_delivery_is_given_up_after_its_last_attempt(
    failure: Exception, at_opening: bool, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery = queued()
    monkeypatch.setattr(streams.Stream, "connect", lambda self: Failing(failure, at_opening=at_opening))
    for _ in range(outcomes.MOST_ATTEMPTS + 1):
        Delivery.objects.filter(state=State.RETRY).update(due_at=timezone.now())
        drain.send_due()
    assert state_of(delivery) == state
    assert delivery.attempts == outcomes.MOST_ATTEMPTS


def test_what_a_killed_worker_had_only_claimed_goes_back_to_the_queue() -> None:
    delivery = queued(kind=HELD.name)
    claim_one()
    assert drain.send_due() == 0
    Delivery.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert drain.send_due() == 1
    assert state_of(delivery) == State.ACCEPTED


@pytest.mark.parametrize(("kind", "state"), [(HELD, State.UNCERTAIN), (REPEATED, State.RETRY)])
def test_what_a_killed_worker_was_sending_is_uncertain(kind: kinds.Kind, state: State) -> None:
    delivery = queued(kind=kind.name)
    assert outcomes.begin(claim_one())
    Delivery.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert drain.send_due() == 0
    assert state_of(delivery) == state


def test_what_kills_every_worker_that_takes_it_is_given_up() -> None:
    delivery = queued()
    for _ in range(outcomes.MOST_ATTEMPTS):
        claim_one()
        Delivery.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
        outcomes.settle_abandoned()
    assert state_of(delivery) == State.REJECTED


def test_what_kills_every_worker_costs_no_other_message_its_attempts(monkeypatch: pytest.MonkeyPatch) -> None:
    deadly, other = queued("mallory@example.org"), queued("suzie@example.org")
    render = rendering.render

    def kills(delivery: Delivery, **more: Any) -> Any:
        if delivery.pk == deadly.pk:
            raise SystemExit
        return render(delivery, **more)

    monkeypatch.setattr(rendering, "render", kills)
    for _ in range(outcomes.MOST_ATTEMPTS + 2):
        with suppress(SystemExit):
            drain.send_due()
        Delivery.objects.filter(state=State.CLAIMED).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert (state_of(deadly), state_of(other)) == (State.REJECTED, State.ACCEPTED)


def test_a_worker_whose_lease_is_over_neither_sends_nor_reports_what_another_has_taken() -> None:
    delivery = queued()
    slow = claim_one()
    Delivery.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    outcomes.settle_abandoned()
    other = claim_one()
    assert not outcomes.begin(slow)
    assert outcomes.begin(other)
    outcomes.finish(slow, Verdict.REJECTED, "too late")
    assert state_of(delivery) == State.SENDING


def test_what_is_given_back_costs_no_attempt() -> None:
    delivery = queued()
    outcomes.give_back([claim_one()])
    assert state_of(delivery) == State.QUEUED
    assert delivery.attempts == 0


def test_a_certain_report_that_comes_late_still_counts() -> None:
    delivery = queued(kind=HELD.name)
    outcomes.begin(slow := claim_one())
    Delivery.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    outcomes.settle_abandoned()
    assert state_of(delivery) == State.UNCERTAIN
    outcomes.accept(slow, outbox.EmailMultiAlternatives())
    assert state_of(delivery) == State.ACCEPTED


class Accepted(outbox.EmailMultiAlternatives):
    class anymail_status:  # noqa: N801  as Anymail names it
        message_id = "provider-1"


def test_a_report_after_an_event_of_the_provider_adds_only_its_id() -> None:
    delivery = queued()
    outcomes.begin(slow := claim_one())
    Delivery.objects.update(state=State.BOUNCED, lease_until=None)
    outcomes.accept(slow, Accepted())
    assert state_of(delivery) == State.BOUNCED
    assert delivery.provider_id == "provider-1"


def test_the_database_refuses_a_delivery_being_sent_without_a_lease() -> None:
    queued()
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.update(state=State.SENDING, lease_until=None)


def test_mail_that_somebody_asked_for_leaves_before_bulk() -> None:
    bulk = queued("charlie@example.org", stream="bulk", due_at=timezone.now() - timedelta(days=1))
    queued()
    assert drain.send_due() == 2
    assert [message.to for message in outbox.outbox] == [["suzie@example.org"], ["charlie@example.org"]]
    assert state_of(bulk) == State.ACCEPTED


def test_a_drain_for_one_class_of_streams_leaves_the_other_alone() -> None:
    bulk = queued(stream="bulk")
    assert drain.send_due(bulk=False) == 0
    assert state_of(bulk) == State.QUEUED
    assert drain.send_due(bulk=True) == 1


def test_a_delivery_whose_stream_the_settings_no_longer_name_waits_with_a_word_of_why(settings: Any) -> None:
    delivery = queued(stream="bulk")
    settings.MAIL_STREAMS = {"transactional": {}}
    assert drain.send_due() == 0
    assert state_of(delivery) == State.RETRY
    assert "stream" in delivery.error
    assert drain.send_due() == 0
    assert delivery.attempts == 0


def test_a_message_that_cannot_be_rendered_is_tried_later_and_holds_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = queued(kind="no_such_kind")
    sound = queued("charlie@example.org")
    assert drain.send_due() == 1
    assert (state_of(broken), state_of(sound)) == (State.RETRY, State.ACCEPTED)


@pytest.mark.parametrize(
    "typed",
    [
        "suzie@example.org\nBcc: mallory@example.org",
        "su\u202ezie@example.org",
        "\x01suzie@example.org",
        f"{'s' * 242}@example.org",
        "süzie@example.org",
        "suzie@-example-.org",
        "suzie",
        "",
    ],
)
def test_an_address_that_no_mail_server_takes_is_refused_in_plain_words_and_holds_nothing_up(typed: str) -> None:
    impossible, sound = queued("mallory@example.org"), queued()
    Address.objects.filter(pk=impossible.address_id).update(typed=typed)
    assert drain.send_due() == 1
    assert (state_of(impossible), state_of(sound)) == (State.REJECTED, State.ACCEPTED)
    assert impossible.error.startswith("No mail server takes this address: ")


def test_an_internationalised_domain_is_written_to_in_its_ascii_form() -> None:
    queued("suzie@bücher.example.org")
    drain.send_due()
    assert outbox.outbox[0].to == ["suzie@xn--bcher-kva.example.org"]


def test_a_secret_is_forgotten_once_its_message_is_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    secret = kinds.Kind(REPEATED.name, "Code", {}, when_uncertain=WhenUncertain.SEND_AGAIN, keeps_secret=True)
    monkeypatch.setitem(kinds._kinds, secret.name, secret)
    delivery = queued()
    with monkeypatch.context() as patched:
        patched.setattr(streams.Stream, "connect", lambda self: Failing(TimeoutError()))
        drain.send_due()
    assert state_of(delivery) == State.RETRY
    assert delivery.context
    Delivery.objects.update(due_at=timezone.now())
    drain.send_due()
    assert state_of(delivery) == State.ACCEPTED
    assert delivery.context == {}


@pytest.fixture
def marketing() -> Delivery:
    delivery = queued(stream="bulk", kind=HELD.name)
    person = Person.objects.create(address=delivery.address)
    words = ConsentWording.objects.create(purpose=Purpose.CAMPAIGN_NEWS, version=99, text="May we write to you?")
    basis = Consent.objects.create(
        person=person, purpose=Purpose.CAMPAIGN_NEWS, wording=words, form="test", confirmed_at=timezone.now()
    )
    Delivery.objects.update(purpose=Purpose.CAMPAIGN_NEWS, basis=basis)
    return delivery


def test_a_consent_withdrawn_after_a_message_was_queued_stops_it(marketing: Delivery) -> None:
    consents.withdraw(person=Person.objects.get(), how=Ended.ONE_CLICK)
    Delivery.objects.update(state=State.QUEUED)  # as though the withdrawal had not cancelled it
    assert drain.send_due() == 0
    assert state_of(marketing) == State.CANCELLED
    assert not outbox.outbox


def test_a_consent_withdrawn_after_a_message_was_claimed_stops_it_as_well(marketing: Delivery) -> None:
    [claimed] = windows.claim(streams.get("bulk"))
    Consent.objects.update(withdrawn_at=timezone.now(), withdrawn_how=Ended.ONE_CLICK)
    assert not outcomes.begin(claimed)
    assert state_of(marketing) == State.CANCELLED
    assert marketing.error == "Its reader takes no such messages any more."


@pytest.mark.parametrize(
    ("reason", "service", "news"),
    [
        (SuppressionReason.HARD_BOUNCE, State.CANCELLED, State.CANCELLED),
        (SuppressionReason.OBJECTION, State.ACCEPTED, State.CANCELLED),
    ],
)
def test_a_suppressed_address_is_not_written_to(
    reason: SuppressionReason, service: State, news: State, marketing: Delivery
) -> None:
    asked_for = queued()
    suppressions.suppress(address_id=asked_for.address_id, canonical="suzie@example.org", reason=reason)
    drain.send_due()
    assert (state_of(asked_for), state_of(marketing)) == (service, news)


class Meanwhile:
    """A connection during whose sending something else happens."""

    def __init__(self, happens: Any) -> None:
        self.happens = happens
        self.sent: list[Any] = []

    def open(self) -> None:
        pass

    def send_messages(self, messages: list[Any]) -> int:
        self.sent += messages
        self.happens()
        return len(messages)

    def close(self) -> None:
        pass


@pytest.mark.parametrize("kind", [HELD, REPEATED])
@pytest.mark.parametrize("jump", [timedelta(hours=3), timedelta(hours=-3)])
def test_a_clock_that_jumps_while_a_message_is_sent_sends_none_twice(
    jump: timedelta, kind: kinds.Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery = queued(kind=kind.name)
    start = timezone.now()
    with time_machine.travel(start) as clock:

        def jumps() -> None:
            clock.move_to(start + jump)
            drain.send_due()  # another worker, by the new clock

        line = Meanwhile(jumps)
        monkeypatch.setattr(streams.Stream, "connect", lambda self: line)
        assert drain.send_due() == 1
        clock.shift(timedelta(days=1))
        drain.send_due()
    assert len(line.sent) == 1
    assert state_of(delivery) == State.ACCEPTED


def test_a_clock_that_goes_back_stalls_neither_what_waits_nor_what_was_held() -> None:
    start = timezone.now()
    with time_machine.travel(start) as clock:
        held, waiting = queued(), None
        claim_one()
        waiting = queued("charlie@example.org")
        clock.move_to(start - timedelta(hours=3))
        assert drain.send_due() == 2
    assert (state_of(held), state_of(waiting)) == (State.ACCEPTED, State.ACCEPTED)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_four_drains_at_once_send_each_message_once() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite's test database in memory takes one connection")
    for number in range(120):
        queued(f"signer-{number}@example.org", kind=HELD.name)
    sent: list[int] = []
    threads = [threading.Thread(target=drained, args=(sent,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(sent) == 120
    assert len({message.to[0] for message in outbox.outbox}) == len(outbox.outbox) == 120


def drained(sent: list[int]) -> None:
    close_old_connections()
    sent.append(drain.send_due())
    connections.close_all()
