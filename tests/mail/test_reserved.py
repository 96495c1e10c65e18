"""Outside production no message leaves the machine."""

import smtplib
import socket
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.mail import get_connection

from mail import reserved
from mail.enums import State
from mail.services import drain
from tests.mail.queueing import queued

SMTP = "django.core.mail.backends.smtp.EmailBackend"
KEYS = {"POSTMARK_SERVER_TOKEN": "key"}


def test_only_production_lets_mail_leave(settings: Any) -> None:
    from config.settings import base

    assert not settings.MAIL_MAY_LEAVE
    assert not base.MAIL_MAY_LEAVE


@pytest.mark.parametrize("host", ["mail.example.org", "192.0.2.1", "10.0.0.1", "2001:db8::1", "localhost.example.org"])
def test_a_server_elsewhere_is_never_asked(host: str) -> None:
    with pytest.raises(reserved.MustNotLeave):
        reserved.refuse_elsewhere(get_connection(SMTP, host=host))


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1.2.3", "::1"])
def test_a_server_on_this_machine_is(host: str) -> None:
    reserved.refuse_elsewhere(get_connection(SMTP, host=host))
    assert reserved.stays_here(get_connection(SMTP, host=host))


def test_a_provider_is_never_asked_but_one_that_a_test_plays(settings: Any) -> None:
    settings.ANYMAIL = KEYS
    name = "anymail.backends.postmark.EmailBackend"
    with pytest.raises(reserved.MustNotLeave):
        reserved.refuse_elsewhere(get_connection(name))
    played = get_connection(name, api_url="http://127.0.0.1:9/")
    reserved.refuse_elsewhere(played)
    assert reserved.stays_here(played)


def test_production_may_do_all_of_this(settings: Any) -> None:
    settings.MAIL_MAY_LEAVE = True
    elsewhere = get_connection(SMTP, host="mail.example.org")
    reserved.refuse_elsewhere(elsewhere)
    reserved.refuse_real("minister@parliament.invalid.uk", elsewhere)
    assert not reserved.stays_here(elsewhere)


@pytest.mark.django_db
def test_a_message_for_a_server_elsewhere_waits_and_no_connection_is_opened(settings: Any) -> None:
    settings.MAIL_STREAMS = {"transactional": {"backend": SMTP, "options": {"host": "mail.example.org"}}}
    delivery = queued()
    assert drain.send_due() == 0
    delivery.refresh_from_db()
    assert delivery.state == State.RETRY
    assert "in production only" in delivery.error


class Unknown:
    """A backend of which nothing is known."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self.sent: list[Any] = []

    def open(self) -> None:
        pass

    def close(self) -> None:
        pass

    def send_messages(self, messages: list[Any]) -> int:
        outbox.outbox.extend(messages)
        return len(messages)


@pytest.mark.django_db
def test_an_address_that_may_be_real_gets_nothing_from_a_backend_that_may_send(settings: Any) -> None:
    settings.MAIL_STREAMS = {"transactional": {"backend": f"{__name__}.Unknown"}}
    real, nobodys = queued("someone@not-reserved.uk"), queued()
    assert drain.send_due() == 1
    real.refresh_from_db()
    nobodys.refresh_from_db()
    assert (real.state, nobodys.state) == (State.REJECTED, State.ACCEPTED)
    assert [message.to for message in outbox.outbox] == [["suzie@example.org"]]


@pytest.mark.django_db
def test_the_inbox_of_development_takes_any_address_since_nothing_leaves_it(settings: Any) -> None:
    settings.MAIL_STREAMS = {"transactional": {"backend": "mail.backends.InboxBackend"}}
    queued("someone@not-reserved.uk")
    assert drain.send_due() == 1


@pytest.mark.parametrize(
    ("address", "belongs_to_nobody"),
    [
        ("a@example.org", True),
        ("a@mail.EXAMPLE.org.", True),
        ("a@x.test", True),
        ("a@localhost", True),
        ("a@nowhere.invalid", True),
        ("a@notexample.org", False),
        ("a@example.org.uk", False),
        ("a@test.uk", False),
    ],
)
def test_only_domains_kept_for_examples_belong_to_nobody(address: str, belongs_to_nobody: bool) -> None:
    assert reserved.is_reserved(address) == belongs_to_nobody


def test_a_test_that_speaks_to_another_machine_fails_even_where_it_goes_on(loopback_alone: list[str]) -> None:
    with pytest.raises(OSError, match="is another machine"):
        socket.create_connection(("192.0.2.1", 25), timeout=1)
    with pytest.raises(OSError, match="is another machine"):
        smtplib.SMTP("2001:db8::1", 25, timeout=1)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking, pytest.raises(OSError, match="another machine"):
        asking.sendto(b"who is it?", ("192.0.2.53", 53))
    assert loopback_alone == ["192.0.2.1", "2001:db8::1", "192.0.2.53"]
    loopback_alone.clear()


def test_a_test_may_speak_to_this_machine() -> None:
    server = socket.create_server(("127.0.0.1", 0))
    with server, socket.create_connection(server.getsockname(), timeout=1) as client:
        assert client.getpeername() == server.getsockname()
    with socket.socket(socket.AF_UNIX) as own, pytest.raises(FileNotFoundError):
        own.connect("/nowhere/socket")
