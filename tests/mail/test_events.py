import json
import random
import threading
import time
import uuid
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from anymail.message import AnymailStatus
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from mail import kinds, reports
from mail.enums import LEFT, EventType, State, SuppressionReason, WhenUncertain
from mail.errors import Verdict
from mail.models import Delivery, ProviderEvent, Suppression
from mail.services import drain, events, outcomes
from people.models import Address
from tests.mail.posting import SECRET, delivery, post, postmark


def tell(type_: str, about: Delivery | None = None, *, reason: str = "", **fields: Any) -> ProviderEvent:
    own = {"provider": "postmark", "event_key": f"{random.getrandbits(128):032x}", "type": type_, "reason": reason}
    return ProviderEvent.objects.create(**own | {"delivery": about.message_id if about else None} | fields)


def after(*types: str, state: State = State.SENDING, **fields: Any) -> Delivery:
    """A delivery in this state about which all this was told."""
    lease = timezone.now() + timedelta(minutes=5) if state in {State.SENDING, State.CLAIMED} else None
    about = delivery(state=state, lease_until=lease, attempts=1, **fields)
    for type_ in types:
        tell(type_, about)
    events.process()
    about.refresh_from_db()
    return about


@pytest.mark.django_db
@pytest.mark.parametrize("state", [State.QUEUED, State.CLAIMED, State.SENDING, State.RETRY, State.UNCERTAIN])
def test_what_proves_that_the_provider_has_it_settles_it_so_that_no_second_copy_leaves(state: State) -> None:
    about = after("sent", state=state)
    assert (about.state, about.lease_until) == (State.ACCEPTED, None)
    assert about.finished_at is not None
    assert drain.send_due() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("types", "state"),
    [
        (("delivered", "sent"), State.DELIVERED),
        (("bounced", "delivered"), State.BOUNCED),
        (("complained", "bounced", "delivered"), State.COMPLAINED),
        (("deferred",), State.ACCEPTED),
        (("other",), State.SENDING),
    ],
)
def test_the_gravest_stands_in_whatever_order_it_was_told(types: tuple[str, ...], state: State) -> None:
    assert after(*types).state == state
    Delivery.objects.all().delete()
    assert after(*reversed(types)).state == state


@pytest.mark.django_db
def test_a_report_of_our_own_worker_after_an_event_changes_nothing_of_it() -> None:
    about = delivery()
    [claimed] = Delivery.objects.filter(pk=about.pk)
    Delivery.objects.update(state=State.SENDING, lease_until=timezone.now() + timedelta(minutes=5), attempts=1)
    claimed.refresh_from_db()
    tell("delivered", about, provider_id="provider-1")
    events.process()
    outcomes.finish(claimed, Verdict.UNCERTAIN, "a time-out")
    about.refresh_from_db()
    assert (about.state, about.provider_id) == (State.DELIVERED, "provider-1")


@pytest.mark.django_db
def test_a_secret_is_forgotten_when_an_event_settles_its_message(monkeypatch: pytest.MonkeyPatch) -> None:
    secret = kinds.Kind("entry_code", "Code", {}, when_uncertain=WhenUncertain.SEND_AGAIN, keeps_secret=True)
    monkeypatch.setitem(kinds._kinds, "entry_code", secret)
    assert after("delivered", kind="entry_code", context={"code": "123456"}).context == {}


@pytest.mark.django_db
def test_a_cancelled_message_stays_cancelled_and_its_complaint_counts() -> None:
    assert after("complained", state=State.CANCELLED).state == State.CANCELLED
    assert Suppression.objects.get().reason == SuppressionReason.COMPLAINT


@pytest.mark.django_db
def test_an_event_finds_its_message_by_the_providers_id_or_by_our_message_id() -> None:
    by_provider = delivery(state=State.ACCEPTED, provider_id="provider-7")
    by_message_id = delivery("charlie", state=State.ACCEPTED)
    tell("delivered", provider_id="provider-7")
    told = reports.own_message(f"<{by_message_id.message_id}@example.org>")
    tell("delivered", delivery=told)
    events.process()
    states = Delivery.objects.values_list("pk", "state")
    assert dict(states) == {by_provider.pk: State.DELIVERED, by_message_id.pk: State.DELIVERED}


@pytest.mark.django_db
def test_an_id_that_two_messages_share_names_neither() -> None:
    for name in ("suzie", "charlie"):
        delivery(name, state=State.ACCEPTED, provider_id="batch-1")
    event = tell("bounced", reason="bounced", provider_id="batch-1")
    events.process()
    event.refresh_from_db()
    assert not event.matched
    assert not Suppression.objects.exists()


@pytest.mark.django_db
def test_an_event_before_our_own_commit_is_matched_later_and_given_up_after_an_hour() -> None:
    event = tell("delivered", provider_id="provider-1")
    assert events.process() == 1
    assert not events.wait()
    about = delivery(state=State.ACCEPTED, provider_id="provider-1")
    ProviderEvent.objects.update(processed_at=timezone.now() - timedelta(seconds=11))
    assert events.wait()
    assert [events.process(), events.process()] == [1, 0]
    event.refresh_from_db()
    about.refresh_from_db()
    assert (event.matched, about.state) == (True, State.DELIVERED)
    tell("delivered", provider_id="nobody")
    events.process()
    an_hour_ago = timezone.now() - timedelta(minutes=61)
    ProviderEvent.objects.update(received_at=an_hour_ago, processed_at=an_hour_ago)
    assert not events.wait()


@pytest.mark.django_db
def test_many_events_are_worked_through_in_batches() -> None:
    about = delivery(state=State.ACCEPTED)
    for _ in range(events.BATCH + 1):
        tell("delivered", about)
    assert events.process() == events.BATCH + 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has one writer, so there is no order to mistake")
def test_two_workers_at_once_draw_the_same_from_the_same_events() -> None:
    about = [delivery(f"signer-{number}", state=State.ACCEPTED) for number in range(30)]
    for one in about + about[::-1]:
        tell("bounced", one, reason="bounced")
        tell("complained", one)
    errors: list[Exception] = []

    def work() -> None:
        try:
            events.process()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ProviderEvent.objects.filter(matched=False).update(processed_at=timezone.now() - timedelta(seconds=11))
    events.process()
    assert not errors
    assert set(Delivery.objects.values_list("state", flat=True)) == {State.COMPLAINED}
    assert Suppression.objects.in_force().count() == 60


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has one writer, so nobody waits for another")
def test_erasing_somebody_while_a_bounce_of_theirs_is_taken_in_lets_neither_fail() -> None:
    about = delivery(state=State.ACCEPTED)
    tell("bounced", about, reason="bounced")
    done: list[int] = []

    def work() -> None:
        try:
            done.append(events.process())
        finally:
            connection.close()

    with transaction.atomic():
        list(Address.objects.select_for_update())
        (thread := threading.Thread(target=work)).start()
        until_somebody_waits_for_a_lock()
        ProviderEvent.objects.update(raw={})
    thread.join()
    assert done == [1]
    assert Suppression.objects.in_force().count() == 1


def until_somebody_waits_for_a_lock() -> None:
    for _ in range(500):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    raise AssertionError("nobody waits")


def report(outcome: str, claimed: Delivery) -> None:
    """Our own worker writes down what came of its attempt."""
    if outcome == "accepted":
        message = EmailMultiAlternatives()
        message.anymail_status = AnymailStatus()  # type: ignore[attr-defined]
        message.anymail_status.message_id = "provider-1"  # type: ignore[attr-defined]
        outcomes.accept(claimed, message)
    else:
        outcomes.finish(claimed, Verdict.UNCERTAIN, "a time-out")


def final_state(told: list[ProviderEvent], outcome: str, order: list[int]) -> tuple[Any, ...]:
    """Where all ends if events are told and processed in this order; -1 stands for our own commit."""
    about = delivery(state=State.SENDING, attempts=1, lease_until=timezone.now() + timedelta(minutes=5))
    for step in order:
        if step < 0:
            report(outcome, about)
        else:
            events.store([copy_of(told[step], about)])
        events.process()
    for _ in range(2):
        ProviderEvent.objects.filter(matched=False).update(processed_at=None)
        events.process()
    state = Delivery.objects.values_list("state", "provider_id", "lease_until").get()
    stopped = sorted(Suppression.objects.in_force().values_list("reason", flat=True))
    for model in (ProviderEvent, Suppression, Delivery):
        model._default_manager.all().delete()
    return (*state, stopped)


def copy_of(event: ProviderEvent, about: Delivery) -> ProviderEvent:
    same = {name: getattr(event, name) for name in ("provider", "event_key", "type", "reason", "provider_id")}
    return ProviderEvent(**same, delivery=about.message_id if event.delivery else None)


@st.composite
def reports_in_order(draw: st.DrawFn) -> list[ProviderEvent]:
    """Some name the message by our own id, others by the provider's alone."""
    return [
        ProviderEvent(
            provider="postmark",
            event_key=str(number),
            type=draw(st.sampled_from(list(EventType))),
            reason=draw(st.sampled_from(["", "bounced", "soft"])),
            provider_id="provider-1",
            delivery=draw(st.sampled_from([uuid.UUID(int=1), None])),
        )
        for number in range(draw(st.integers(1, 5)))
    ]


class EveryOrder(TestCase):
    @trials(max_examples=60, deadline=None)
    @given(told=reports_in_order(), outcome=st.sampled_from(["accepted", "uncertain"]), data=st.data())
    def test_repeated_and_shuffled_and_before_our_own_commit_all_ends_the_same(
        self, told: list[ProviderEvent], outcome: str, data: st.DataObject
    ) -> None:
        repeats = [number for number in range(len(told)) for _ in range(data.draw(st.integers(1, 5)))]
        shuffled = data.draw(st.permutations([-1, *repeats]))
        assert final_state(told, outcome, shuffled) == final_state(told, outcome, [-1, *range(len(told))])


class Postmark(BaseHTTPRequestHandler):
    """Answers /email as Postmark does, and remembers what it took."""

    taken: list[dict[str, Any]] = []

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.taken.append(asked)
        answer = {
            "To": asked["To"],
            "SubmittedAt": "2026-11-26T04:00:00.0000000-05:00",
            "MessageID": f"b7bc2f4a-e38e-4336-af7d-{len(self.taken):012d}",
            "ErrorCode": 0,
            "Message": "OK",
        }
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def provider(settings: Any) -> Iterator[list[dict[str, Any]]]:
    Postmark.taken = []
    server = HTTPServer(("127.0.0.1", 0), Postmark)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    settings.MAIL_WEBHOOKS = ["postmark"]
    settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
    settings.ANYMAIL = {
        "WEBHOOK_SECRET": SECRET,
        "POSTMARK_SERVER_TOKEN": "token",
        "POSTMARK_API_URL": f"http://127.0.0.1:{server.server_port}/",
    }
    yield Postmark.taken
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.django_db
def test_from_sending_through_a_provider_to_what_it_says_of_it(client: Any, provider: list[dict[str, Any]]) -> None:
    petition = {
        "petition": "Support every survivor",
        "confirm_path": "/petitions/support-every-survivor/confirm/sample/",
    }
    about = delivery(context={"name": "Suzie Signer", **petition})
    assert drain.send_due() == 1
    about.refresh_from_db()
    assert (about.state, about.provider_id) == (State.ACCEPTED, "b7bc2f4a-e38e-4336-af7d-000000000001")
    assert provider[0]["To"] == "suzie@example.org"
    assert post(client, "postmark", postmark("Delivery", message_id=about.provider_id)).status_code == 200
    events.process()
    about.refresh_from_db()
    assert about.state == State.DELIVERED
    post(client, "postmark", postmark("SpamComplaint", message_id=about.provider_id))
    events.process()
    about.refresh_from_db()
    assert about.state == State.COMPLAINED
    assert list(Suppression.objects.in_force().values_list("address_id", "reason")) == [
        (about.address_id, SuppressionReason.COMPLAINT)
    ]


def test_every_type_that_proves_something_leads_to_a_state_that_says_so() -> None:
    assert set(events.PROVES.values()) == LEFT | {State.REJECTED}
    assert set(EventType) - set(events.PROVES) == {EventType.OTHER}
