import smtplib
import socket
from collections.abc import Iterator
from datetime import timedelta
from email.message import Message
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.core import mail as outbox
from django.db import IntegrityError, transaction
from django.utils import timezone

from campaigns.services import petitions
from config.schedule import JOBS, enqueue_what_is_due
from mail import errors, kinds, rendering, streams
from mail.enums import State, WhenUncertain
from mail.models import Delivery
from mail.services import drain as services
from tests import factories
from tests.cast import SUZIE

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivery() -> Delivery:
    petitions.sign(petition=factories.petition(), **SUZIE)
    return Delivery.objects.get()


def parts(message: Message) -> dict[str, str]:
    return {
        part.get_content_type(): part.get_payload(decode=True).decode()  # type: ignore[union-attr]
        for part in message.walk()
        if not part.is_multipart()
    }


def test_a_due_delivery_leaves_once_with_text_and_html(delivery: Delivery) -> None:
    assert [services.send_due(), services.send_due()] == [1, 0]
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.lease_until) == (State.ACCEPTED, 1, None)
    message = outbox.outbox[0].message()
    assert len(outbox.outbox) == 1
    assert message["To"] == SUZIE["email"]
    assert message["Message-ID"] == f"<{delivery.message_id}@localhost>"
    text, html = parts(message)["text/plain"], parts(message)["text/html"]
    assert f"http://localhost:8000{delivery.context['confirm_path']}" in text
    assert delivery.context["confirm_path"] in html
    assert "08000 121 700" in text
    assert "style=" in html
    assert "http://fonts" not in html


def test_what_is_not_due_yet_waits(delivery: Delivery) -> None:
    Delivery.objects.update(due_at=timezone.now() + timedelta(hours=1))
    assert services.send_due() == 0


def test_a_name_can_add_no_header_and_no_markup() -> None:
    hostile = {**SUZIE, "name": "<b>Suzie</b> {{ 7|add:7 }}"}
    petitions.sign(petition=factories.petition(title="A title\nBcc: all@example.org"), **hostile)
    services.send_due()
    message = outbox.outbox[0].message()
    assert message["Bcc"] is None
    html = parts(message)["text/html"]
    assert "<b>Suzie" not in html
    assert "{{ 7|add:7 }}" in html


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
        pass


REFUSED = smtplib.SMTPRecipientsRefused({"suzie@example.org": (550, b"no such user")})
GREYLISTED = smtplib.SMTPRecipientsRefused({"suzie@example.org": (451, b"try later")})


@pytest.mark.parametrize(
    ("connection", "policy", "state"),
    [
        (Failing(REFUSED), WhenUncertain.SEND_AGAIN, State.REJECTED),
        (Failing(GREYLISTED), WhenUncertain.SEND_AGAIN, State.RETRY),
        (Failing(smtplib.SMTPDataError(554, b"no")), WhenUncertain.HOLD, State.REJECTED),
        (Failing(ConnectionRefusedError(), at_opening=True), WhenUncertain.HOLD, State.RETRY),
        (Failing(OSError("no route"), at_opening=True), WhenUncertain.HOLD, State.RETRY),
        (Failing(TimeoutError()), WhenUncertain.SEND_AGAIN, State.RETRY),
        (Failing(TimeoutError()), WhenUncertain.HOLD, State.UNCERTAIN),
        (Failing(smtplib.SMTPServerDisconnected()), WhenUncertain.HOLD, State.UNCERTAIN),
    ],
)
def test_an_error_is_written_down_as_what_it_says_of_the_message(
    connection: Failing, policy: WhenUncertain, state: State, delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = kinds.Kind("confirm_signature", "Confirm", {}, when_uncertain=policy)
    monkeypatch.setitem(kinds._kinds, "confirm_signature", kind)
    monkeypatch.setattr(streams.Stream, "connect", lambda self: connection)
    assert services.send_due() == 0
    delivery.refresh_from_db()
    assert delivery.state == state
    assert delivery.lease_until is None
    assert (delivery.due_at > timezone.now()) == (state == State.RETRY)


def test_a_delivery_is_given_up_after_its_last_attempt(delivery: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams.Stream, "connect", lambda self: Failing(TimeoutError()))
    for _ in range(services.MOST_ATTEMPTS):
        Delivery.objects.update(due_at=timezone.now())
        services.send_due()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (State.UNCERTAIN, services.MOST_ATTEMPTS)


def test_what_a_killed_worker_held_is_sent_again_when_that_does_no_harm(delivery: Delivery) -> None:
    services.claim()
    assert services.send_due() == 0
    Delivery.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    services.send_due()
    Delivery.objects.filter(state=State.RETRY).update(due_at=timezone.now())
    assert services.send_due() == 1


def test_a_report_of_an_older_attempt_changes_nothing(delivery: Delivery) -> None:
    [claimed] = services.claim()
    Delivery.objects.update(attempts=2)
    services.update(claimed, State.REJECTED)
    delivery.refresh_from_db()
    assert delivery.state == State.SENDING


def test_the_database_refuses_a_delivery_being_sent_without_a_lease(delivery: Delivery) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.update(state=State.SENDING, lease_until=None)


def test_transactional_mail_leaves_before_bulk(delivery: Delivery) -> None:
    bulk = Delivery.objects.create(
        kind="confirm_signature", address=delivery.address, stream="bulk", priority=50, due_at=timezone.now()
    )
    Delivery.objects.filter(pk=bulk.pk).update(due_at=timezone.now() - timedelta(days=1))
    assert [claimed.pk for claimed in services.claim()] == [delivery.pk, bulk.pk]


@pytest.mark.parametrize("kind", kinds.registered(), ids=lambda kind: kind.name)
def test_every_kind_of_message_renders_with_its_sample(kind: kinds.Kind, delivery: Delivery) -> None:
    delivery.kind, delivery.context = kind.name, kind.sample
    message = rendering.render(delivery)
    assert message.subject
    assert "Suzie Signer" in message.body


def test_back_off_grows_to_its_last_step() -> None:
    waits = [errors.back_off(attempt) for attempt in range(1, 10)]
    assert waits == sorted(waits)
    assert waits[-1] == errors.BACK_OFF[-1]


class Sink:
    """Keeps every message that a real SMTP conversation handed over."""

    def __init__(self) -> None:
        self.messages: list[bytes] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.messages.append(envelope.content)
        return "250 taken"


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    handler = Sink()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield handler
    controller.stop()


def test_the_scheduler_sends_a_window_over_real_smtp(sink: Sink) -> None:
    petition = factories.petition()
    for number in range(25):
        petitions.sign(petition=petition, **{**SUZIE, "email": f"signer-{number}@example.org"})
    assert enqueue_what_is_due([job for job in JOBS if job.name == "send_due"]) == 1
    assert len(sink.messages) == 25
    assert set(Delivery.objects.values_list("state", flat=True)) == {State.ACCEPTED}


def test_an_idle_site_enqueues_nothing_and_three_schedulers_enqueue_a_job_once() -> None:
    others = [job for job in JOBS if job.name != "prune"]
    assert enqueue_what_is_due(others) == 0
    prune = [job for job in JOBS if job.name == "prune"]
    assert [enqueue_what_is_due(prune) for _ in range(3)] == [1, 0, 0]


def test_the_inbox_lists_what_was_sent_and_shows_its_text(client: Any, delivery: Delivery, settings: Any) -> None:
    settings.EMAIL_BACKEND = "mail.backends.InboxBackend"
    assert "No message yet" in client.get("/dev/mail/").content.decode()
    services.send_due()
    listing = client.get("/dev/mail/").content.decode()
    address = listing.partition('href="/dev/mail/')[2].partition('"')[0]
    assert delivery.context["confirm_path"] in client.get(f"/dev/mail/{address}").content.decode()
    assert client.get("/dev/mail/..%2f..%2fsecret/").status_code == 404
