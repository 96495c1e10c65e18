"""Outside production nothing leaves the machine, neither by a server elsewhere nor to an address that may be real."""

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from anymail.backends.base import AnymailBaseBackend
from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend as Smtp

from mail.errors import Unwritable

# Whose addresses belong to nobody: RFC 2606, RFC 6761.
DOMAINS = ("example", "example.com", "example.net", "example.org", "invalid", "localhost", "test")
STAY_HERE = (
    "anymail.backends.console",
    "anymail.backends.test",
    "django.core.mail.backends.console",
    "django.core.mail.backends.dummy",
    "django.core.mail.backends.filebased",
    "django.core.mail.backends.locmem",
    "mail.backends",
)


class MustNotLeave(ConnectionRefusedError):
    """A server that is not on this machine, outside production; so nothing was sent."""


def refuse_elsewhere(connection: Any) -> None:
    """Raises MustNotLeave for a backend that would speak to another machine where that is not allowed."""
    host = host_of(connection)
    if not (settings.MAIL_MAY_LEAVE or host is None or is_loopback(host)):
        raise MustNotLeave(f"Mail leaves this machine in production only, and {host} is another.")


def refuse_real(recipient: str, connection: Any) -> None:
    """Raises Unwritable for an address that may be somebody's, where a backend may do with it what we don't know."""
    if settings.MAIL_MAY_LEAVE or is_reserved(recipient) or stays_here(connection):
        return
    raise Unwritable("Outside production nothing is sent to an address that may be real.")


def is_reserved(recipient: str) -> bool:
    domain = recipient.rpartition("@")[2].lower().rstrip(".")
    return any(domain == name or domain.endswith(f".{name}") for name in DOMAINS)


def stays_here(connection: Any) -> bool:
    host = host_of(connection)
    return keeps_it(connection) if host is None else is_loopback(host)


def keeps_it(connection: Any) -> bool:
    return type(connection).__module__.startswith(STAY_HERE)


def host_of(connection: Any) -> str | None:
    """The machine that a backend speaks to; None for one that speaks to none, or of which we don't know."""
    if isinstance(connection, Smtp):
        return connection.host or "localhost"
    if isinstance(connection, AnymailBaseBackend) and not keeps_it(connection):
        return urlsplit(str(getattr(connection, "api_url", ""))).hostname or str(connection.esp_name)
    return None


def is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
