"""The streams that mail leaves by, as settings.MAIL_STREAMS names them; each has its backend, sender and limits."""

import random
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.conf import settings
from django.core.mail import get_connection

from mail import reserved

TRANSACTIONAL, BULK = "transactional", "bulk"  # what one person asked for; what is sent to many. There may be more
BULK_PRIORITY = 50


class Limit(NamedTuple):
    quota: int  # messages
    seconds: float  # in any window of this length


@dataclass(frozen=True)
class Stream:
    name: str
    backend: str = ""  # dotted path; empty: EMAIL_BACKEND
    options: dict[str, Any] = field(default_factory=dict)  # of the backend, such as host, port and password
    sender: str = ""  # empty: DEFAULT_FROM_EMAIL
    reply_to: str = ""
    bounces: str = ""  # the domain whose addresses bounces-<id>@ we read; empty: none
    dkim_selector: str = ""  # of the key that signs; only check_mail_setup reads it
    provider: str = ""  # streams with the same provider share its limits; empty: the name of the stream
    limits: tuple[Limit, ...] = ()
    bulk: bool = False  # waits behind what is not

    @property
    def priority(self) -> int:
        return BULK_PRIORITY if self.bulk else 10

    @property
    def provider_name(self) -> str:
        return self.provider or self.name

    @property
    def from_email(self) -> str:
        return self.sender or settings.DEFAULT_FROM_EMAIL

    def connect(self) -> Any:
        """Raises MustNotLeave."""
        connection = get_connection(self.backend or None, **self.options)
        reserved.refuse_elsewhere(connection)
        return connection


class UnknownStream(LookupError):
    """The settings name no such stream."""


def get(name: str) -> Stream:
    """Raises UnknownStream."""
    if name not in settings.MAIL_STREAMS:
        raise UnknownStream(name)
    given: dict[str, Any] = settings.MAIL_STREAMS[name]
    return Stream(name, **{**given, "limits": tuple(Limit(*limit) for limit in given.get("limits", ()))})


def all_streams() -> list[Stream]:
    return [get(name) for name in settings.MAIL_STREAMS]


def limits_of(provider_name: str) -> list[Limit]:
    return [limit for stream in all_streams() if stream.provider_name == provider_name for limit in stream.limits]


def choose(*, bulk: bool | None = None) -> list[Stream]:
    """Those for bulk, those not for it, or all where None; what one person asked for comes first.

    Else chance decides, so that none waits for ever behind another whose server stalls or whose queue never ends.
    """
    chosen = [stream for stream in all_streams() if bulk in (None, stream.bulk)]
    return sorted(chosen, key=lambda stream: (stream.bulk, random.random()))  # noqa: S311
