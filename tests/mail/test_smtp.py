"""Sending over real connections, to a mail server and to a provider's API that misbehave."""

import json
import smtplib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from mail import kinds, smtp
from mail.enums import State
from mail.models import Delivery
from mail.services import drain
from tests.mail import smtp_sink
from tests.mail.queueing import HELD, REPEATED, queued

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[True, False], ids=["commands together", "one by one"])
def sink(
    request: pytest.FixtureRequest, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[smtp_sink.Sink]:
    for kind in (HELD, REPEATED):
        monkeypatch.setitem(kinds._kinds, kind.name, kind)
    monkeypatch.setattr(smtp_sink, "STALLS", 1.0)
    with smtp_sink.running(tmp_path / "accepted") as running:
        running.pipelining = request.param
        options = {"host": "127.0.0.1", "port": running.port, "timeout": 0.5}
        smtp = {"backend": "django.core.mail.backends.smtp.EmailBackend", "options": options}
        settings.MAIL_STREAMS = {
            "transactional": smtp,
            "bulk": {**smtp, "bulk": True, "sender": "News <news@example.org>", "bounces": "bounces.example.org"},
        }
        yield running


def states() -> dict[str, str]:
    return dict(Delivery.objects.values_list("address__typed", "state"))


def test_a_window_and_a_half_leave_over_real_smtp_each_once(sink: smtp_sink.Sink) -> None:
    deliveries = [queued(f"signer-{number}@example.org") for number in range(30)]
    assert drain.send_due() == 30
    accepted = sink.accepted()
    assert sorted(each.message_id for each in accepted) == sorted(str(each.message_id) for each in deliveries)


@pytest.mark.parametrize(
    ("recipient", "kept", "held", "repeated"),
    [
        ("unknown-suzie", False, State.REJECTED, State.REJECTED),
        ("greylisted-suzie", False, State.RETRY, State.RETRY),
        ("spam-suzie", False, State.REJECTED, State.REJECTED),
        ("busy-suzie", False, State.RETRY, State.RETRY),
        ("dropped-suzie", True, State.UNCERTAIN, State.RETRY),
        ("lost-suzie", False, State.UNCERTAIN, State.RETRY),
        ("stalled-suzie", True, State.UNCERTAIN, State.RETRY),
    ],
)
def test_what_a_server_does_to_one_message_is_written_down_and_the_next_still_leaves(
    recipient: str, kept: bool, held: State, repeated: State, sink: smtp_sink.Sink
) -> None:
    queued(f"{recipient}@example.org", kind=HELD.name)
    queued(f"{recipient}@charlie.example.org", kind=REPEATED.name)
    queued(kind=HELD.name)
    assert drain.send_due() == 1
    assert states() == {
        f"{recipient}@example.org": held,
        f"{recipient}@charlie.example.org": repeated,
        "suzie@example.org": State.ACCEPTED,
    }
    expected = ["suzie@example.org"]
    expected += [f"{recipient}@example.org", f"{recipient}@charlie.example.org"] if kept else []
    assert sorted(each.recipient for each in sink.accepted()) == sorted(expected)


def test_a_server_that_is_away_puts_a_window_off_at_once(settings: Any, sink: smtp_sink.Sink) -> None:
    settings.MAIL_STREAMS["transactional"]["options"]["port"] = 1  # where nobody listens
    for number in range(5):
        queued(f"signer-{number}@example.org", kind=HELD.name)
    assert drain.send_due() == 0
    assert set(states().values()) == {State.RETRY}
    assert set(Delivery.objects.values_list("attempts", flat=True)) == {1}


def test_what_comes_back_of_a_stream_comes_to_an_address_that_names_its_delivery(sink: smtp_sink.Sink) -> None:
    plain, marked = queued(), queued("charlie@example.org", stream="bulk")
    drain.send_due()
    senders = {each.message_id: (each.sender, each.origin) for each in sink.accepted()}
    assert senders[str(plain.message_id)] == ("hello@example.org", "ACTFORJUSTICE <hello@example.org>")
    assert senders[str(marked.message_id)] == (
        f"bounces-{marked.message_id.hex}@bounces.example.org",
        "News <news@example.org>",
    )


class Provider(ThreadingHTTPServer):
    """Speaks as Postmark's API does, and keeps what it was given before it answers."""

    status = 200
    taken: list[dict[str, Any]]


class Call(BaseHTTPRequestHandler):
    server: Provider

    def do_POST(self) -> None:
        self.server.taken.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        answer = {"ErrorCode": 0, "Message": "OK", "To": self.server.taken[-1]["To"], "MessageID": "provider-1"}
        body = json.dumps(answer if self.server.status == 200 else {}).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    with Provider(("127.0.0.1", 0), Call) as server:
        server.taken = []
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        options = {"server_token": "test", "api_url": f"http://127.0.0.1:{server.server_address[1]}/"}
        stream = {"backend": "anymail.backends.postmark.EmailBackend", "options": options, "bounces": "example.org"}
        settings.MAIL_STREAMS = {"transactional": stream}
        yield server
        server.shutdown()
        thread.join()


def test_a_provider_learns_our_id_of_a_message_and_we_keep_its_own(provider: Provider) -> None:
    delivery = queued()
    assert drain.send_due() == 1
    [taken] = provider.taken
    assert taken["Metadata"] == {"delivery": str(delivery.message_id)}
    assert taken["Tag"] == delivery.kind
    assert taken["From"] == "ACTFORJUSTICE <hello@example.org>"
    delivery.refresh_from_db()
    assert (delivery.state, delivery.provider_id) == (State.ACCEPTED, "provider-1")


@pytest.mark.parametrize(
    ("status", "state"), [(500, State.UNCERTAIN), (503, State.UNCERTAIN), (401, State.RETRY), (406, State.REJECTED)]
)
def test_a_provider_that_fails_after_it_accepted_leaves_the_message_uncertain(
    status: int, state: State, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(kinds._kinds, HELD.name, HELD)
    provider.status = status
    delivery = queued(kind=HELD.name)
    assert [drain.send_due(), drain.send_due()] == [0, 0]
    assert len(provider.taken) == 1
    delivery.refresh_from_db()
    assert delivery.state == state


def test_a_provider_that_cannot_be_reached_was_certainly_given_nothing(settings: Any, provider: Provider) -> None:
    settings.MAIL_STREAMS["transactional"]["options"]["api_url"] = "http://127.0.0.1:1/"
    delivery = queued(kind="signed_before")
    drain.send_due()
    delivery.refresh_from_db()
    assert delivery.state == State.RETRY


@pytest.mark.parametrize("together", [True, False])
def test_an_address_that_breaks_its_line_says_nothing_to_a_server(together: bool) -> None:
    class Server:
        def __getattr__(self, name: str) -> Any:
            raise AssertionError(f"it was spoken to: {name}")

        def has_extn(self, name: str) -> bool:
            return together

    with pytest.raises(ValueError, match="breaks the line"):
        smtp.ask(Server(), {"rcpt TO:<suzie@example.org>\r\nrcpt TO:<mallory@example.org>": smtplib.SMTPDataError})
