"""Messages that their kind fills, or forbids, at the moment when they leave."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from django.core import mail as outbox
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from mail import kinds, rendering
from mail.composed import LONGEST_NAME, Attachment, Composed, NotNow
from mail.enums import EventType, State, WhenUncertain
from mail.models import Delivery, ProviderEvent
from mail.services import deliveries, drain, outcomes, windows
from mail.streams import get as stream_named
from tests.mail.queueing import CONTEXT, HELD, REPEATED, queued

pytestmark = pytest.mark.django_db
PDF = Attachment("Briefing.pdf", b"%PDF-1.7 a", "application/pdf")
Compose = Callable[[Delivery], Composed]


@pytest.fixture
def composing(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Makes the kind that is held fill its messages so."""

    def use(compose: Compose, **fields: Any) -> None:
        kind = replace(HELD, compose=compose, sample=CONTEXT, **fields)
        monkeypatch.setitem(kinds._kinds, HELD.name, kind)

    return use


def left(**composed: Any) -> EmailMessage:
    """What leaves where it is composed so, as its reader gets it."""
    kind = replace(HELD, compose=lambda delivery: Composed(**composed))
    kinds._kinds[HELD.name] = kind
    queued(kind=HELD.name)
    assert drain.send_due() == 1
    received = message_from_bytes(outbox.outbox[-1].message().as_bytes(), policy=policy.SMTP)
    assert isinstance(received, EmailMessage)
    return received


@pytest.fixture(autouse=True)
def as_it_was() -> Any:
    before = dict(kinds._kinds)
    yield
    kinds._kinds.clear()
    kinds._kinds.update(before)


def body(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain",))
    assert part is not None
    return str(part.get_content())


def test_private_text_is_read_as_the_message_leaves_and_is_never_in_its_row() -> None:
    message = left(context={"name": "Suzie Signer, who wrote privately"})
    assert "Suzie Signer, who wrote privately" in body(message)
    assert "privately" not in str(Delivery.objects.values_list("context", flat=True).get())


def test_a_plain_letter_is_text_alone_without_a_word_of_lists_or_machines() -> None:
    message = left(plain=True, attachments=(PDF,))
    kinds_of_parts = [part.get_content_type() for part in message.walk()]
    assert kinds_of_parts == ["multipart/mixed", "text/plain", "application/pdf"]
    [attached] = message.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == (PDF.name, PDF.content)
    assert not [name for name in message if name.startswith("List-") or name == "Auto-Submitted"]


def test_what_is_not_plain_keeps_both_parts_and_says_that_a_machine_wrote_it() -> None:
    message = left(attachments=(PDF,))
    assert message.get_body(preferencelist=("html",)) is not None
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] is None


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Suzie Signer via ACTFORJUSTICE", "Suzie Signer via ACTFORJUSTICE"),
        ("Zoë Åström via ACTFORJUSTICE", "Zoë Åström via ACTFORJUSTICE"),
        ("Signer, Suzie (Leeds); via us", "Signer, Suzie (Leeds); via us"),
        ("Suzie\r\nBcc: all@example.org\r\n\r\nText", "Suzie Bcc: allexample.org Text"),
        ('Suzie" <minister@example.com>, "x\\', "Suzie ministerexample.com, x"),
        ("=?utf-8?q?Minister?=", "?utf-8?q?Minister?"),
        ("\u202eeizuS\u2066", "eizuS"),
        (" \0\n ", "ACTFORJUSTICE"),
    ],
)
def test_a_name_is_shown_and_the_address_stays_ours(name: str, shown: str) -> None:
    message = left(from_name=name, plain=True)
    [sender] = message["From"].addresses
    assert (sender.display_name, sender.addr_spec) == (shown, "hello@example.org")
    assert message["Bcc"] is None
    assert len(message.get_all("From", [])) == 1


def test_a_long_name_is_cut() -> None:
    assert str(left(from_name="ü" * 500)["From"]).count("ü") == LONGEST_NAME


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("answer-0123@example.org", "answer-0123@example.org"),
        ("suzie@bücher.example", "suzie@xn--bcher-kva.example"),
        ("suzie@example.org\r\nBcc: all@example.org", None),
        ("Suzie <suzie@example.org>", None),
        ("suzie@example.org, charlie@example.org", None),
        ("nonsense", None),
        ("", None),
    ],
)
def test_a_reply_goes_to_one_plain_address_or_to_us(given: str, used: str | None) -> None:
    message = left(reply_to=given)
    assert message["Reply-To"] == used
    assert message["Bcc"] is None


def test_the_name_of_an_attachment_stays_in_its_header() -> None:
    message = left(attachments=(PDF._replace(name="a.pdf\r\nBcc: all@example.org"),))
    assert message["Bcc"] is None
    assert [part.get_filename() for part in message.iter_attachments()] == ["a.pdf Bcc: all@example.org"]


def test_a_letter_in_welsh_says_so_and_others_are_in_our_own_language(composing: Any) -> None:
    assert left(language="cy", plain=True)["Content-Language"] == "cy"
    assert left(plain=True)["Content-Language"] == "en-gb"
    assert translation.get_language() == "en-gb"


def test_a_message_that_must_not_leave_now_is_cancelled_with_the_reason(composing: Any) -> None:
    def compose(delivery: Delivery) -> Composed:
        raise NotNow("The post is\nvacant.")

    composing(compose)
    delivery = queued(kind=HELD.name)
    assert drain.send_due() == 0
    delivery.refresh_from_db()
    assert (delivery.state, delivery.error, delivery.lease_until) == (State.CANCELLED, "The post is vacant.", None)
    assert delivery.finished_at is not None
    assert outbox.outbox == []


def test_it_is_asked_at_each_attempt_once_the_message_is_claimed(composing: Any) -> None:
    seen: list[tuple[str, int]] = []

    def compose(delivery: Delivery) -> Composed:
        seen.append((Delivery.objects.get(pk=delivery.pk).state, delivery.attempts))
        if len(seen) == 1:
            raise RuntimeError("the database was busy")
        return Composed()

    composing(compose)
    delivery = queued(kind=HELD.name)
    drain.send_due()
    delivery.refresh_from_db()
    assert delivery.state == State.RETRY
    Delivery.objects.update(due_at=timezone.now())
    assert drain.send_due() == 1
    assert seen == [(State.CLAIMED, 1), (State.CLAIMED, 2)]


def test_samples_are_filled_with_what_the_kind_shows_itself_by(composing: Any) -> None:
    composing(lambda delivery: pytest.fail("a sample was composed"))
    kind = kinds.get(HELD.name)
    assert CONTEXT["petition"] in str(rendering.render(rendering.sample(kind)).body)
    deliveries.queue_test(kind=kind, address_id=queued(kind=REPEATED.name).address_id)
    assert drain.send_due() == 2


def statements_of_one(kind: str) -> int:
    queued(kind=kind)
    with CaptureQueriesContext(connection) as queries:
        assert drain.send_due() == 1
    return len(queries)


def test_composing_costs_the_drain_no_statement_of_its_own(composing: Any) -> None:
    kinds.register(HELD)
    statements_of_one(HELD.name)  # the first makes the row of its stream's limit
    plain = statements_of_one(HELD.name)
    composing(lambda delivery: Composed(context={"name": "Suzie"}))
    assert statements_of_one(HELD.name) == plain


NAMESPACE = uuid.UUID("9d1f2c5e-7a43-4a51-9a0e-3f0a1c2b4d5e")


def test_a_message_under_an_id_that_was_worked_out_is_written_down_once() -> None:
    own = uuid.uuid5(NAMESPACE, "letter 1")
    address_id = queued().address_id
    written = deliveries.queue(kind="confirm_signature", address_id=address_id, context=CONTEXT, message_id=own)
    assert Delivery.objects.get(pk=written.pk).message_id == own
    with pytest.raises(IntegrityError):
        deliveries.queue(kind="confirm_signature", address_id=address_id, context=CONTEXT, message_id=own)


def test_what_comes_back_under_such_an_id_finds_its_message() -> None:
    from mail import reports

    own = uuid.uuid5(NAMESPACE, "letter 1")
    assert reports.own_message(f"<{own}@example.org>") == own


def composed_and(state: State, **fields: Any) -> Delivery:
    return queued(kind=HELD.name, state=state, attempts=3, error="no such user", finished_at=timezone.now(), **fields)


@pytest.mark.parametrize("state", [State.CANCELLED, State.REJECTED])
def test_what_never_left_may_be_queued_again_to_another_address_under_its_id(state: State, composing: Any) -> None:
    composing(lambda delivery: Composed())
    delivery, elsewhere = composed_and(state), queued("charlie@leeds.example.org", kind="signed_after")
    Delivery.objects.filter(pk=elsewhere.pk).delete()
    assert deliveries.requeue(delivery, address_id=elsewhere.address_id, context=CONTEXT | {"name": "Charlie"})
    again = Delivery.objects.get(pk=delivery.pk)
    assert (again.state, again.attempts, again.error, again.finished_at) == (State.QUEUED, 0, "", None)
    assert (again.domain, again.context["name"]) == ("leeds.example.org", "Charlie")
    assert drain.send_due() == 1
    [message] = outbox.outbox
    assert message.to == ["charlie@leeds.example.org"]
    assert message.message()["Message-ID"] == f"<{delivery.message_id}@localhost>"


@pytest.mark.parametrize("state", sorted(set(State) - {State.CANCELLED, State.REJECTED}))
def test_what_may_have_left_or_still_waits_is_not_queued_again(state: State, composing: Any) -> None:
    composing(lambda delivery: Composed())
    delivery = composed_and(state, lease_until=timezone.now() + timedelta(minutes=1))
    assert not deliveries.requeue(delivery)
    assert Delivery.objects.get(pk=delivery.pk).state == state


def test_what_a_provider_had_taken_before_it_refused_is_not_queued_again(composing: Any) -> None:
    composing(lambda delivery: Composed())
    told, known = composed_and(State.REJECTED), composed_and(State.REJECTED, provider_id="abc")
    ProviderEvent.objects.create(provider="postmark", event_key="1", type=EventType.REJECTED, delivery=told.message_id)
    assert not deliveries.requeue(told)
    assert not deliveries.requeue(known)


def test_a_kind_that_is_not_composed_or_is_sent_when_in_doubt_is_not_queued_again(composing: Any) -> None:
    kinds.register(HELD)
    assert not deliveries.requeue(composed_and(State.CANCELLED))
    composing(lambda delivery: Composed(), when_uncertain=WhenUncertain.SEND_AGAIN)
    assert not deliveries.requeue(composed_and(State.CANCELLED))


def test_a_worker_that_holds_what_was_queued_anew_since_does_not_send_it(composing: Any) -> None:
    composing(lambda delivery: Composed())
    delivery = queued(kind=HELD.name)
    [stale] = windows.claim(stream_named("transactional"))
    outcomes.give_back([stale])
    assert deliveries.cancel_waiting([delivery.pk], reason="The post changed hands.") == [delivery.pk]
    assert deliveries.requeue(delivery)
    [fresh] = windows.claim(stream_named("transactional"))
    assert not outcomes.begin(stale)
    assert outcomes.begin(fresh)


def test_only_what_no_worker_has_is_stopped_and_named() -> None:
    lease = timezone.now() + timedelta(minutes=1)
    rows = {state: queued(kind=HELD.name, state=state, lease_until=lease).pk for state in State}
    stopped = deliveries.cancel_waiting(list(rows.values()), reason="Withdrawn\nby its writer.")
    assert stopped == sorted([rows[State.QUEUED], rows[State.RETRY]])
    for state, pk in rows.items():
        expected = State.CANCELLED if pk in stopped else state
        assert Delivery.objects.get(pk=pk).state == expected
    assert Delivery.objects.get(pk=stopped[0]).error == "Withdrawn by its writer."
    assert deliveries.cancel_waiting([], reason="Nothing") == []
