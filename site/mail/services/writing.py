"""How the messages of a window are written: with words of their own, or with those that their mailing shares."""

import random
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, Protocol

from django.core.mail import EmailMultiAlternatives

from mail import envelopes, errors, kinds, rendering, smtp, tokens, twin, wording
from mail.kinds import Kind
from mail.models import Delivery, Mailing, MailingBody
from mail.services import windows
from mail.services.limits import Limits
from mail.services.outcomes import provider_id_of
from mail.skeleton import Skeleton
from mail.streams import Stream

FRESH = 1.0  # seconds
VARIANT = "variant"  # what the context of a delivery calls the words that it has of those compared


class Ready(Protocol):
    """A message that only has to be handed over."""

    def hand_over(self, connection: Any) -> str:
        """The provider's id of it, where it has one. Raises what the backend raises."""


class Writer(Protocol):
    """Writes those messages of a window that are of one kind and one mailing."""

    @property
    def together(self) -> int: ...

    @property
    def own_limits(self) -> Limits: ...

    def write(self, delivery: Delivery, connection: Any) -> Ready: ...


@dataclass(frozen=True)
class Octets:
    """For a mail server."""

    sender: str
    to: str
    octets: bytes

    def hand_over(self, connection: Any) -> str:
        smtp.hand_over(connection, sender=self.sender, to=self.to, octets=self.octets)
        return ""


@dataclass(frozen=True)
class Message:
    """For whatever else takes mail."""

    message: EmailMultiAlternatives

    def hand_over(self, connection: Any) -> str:
        self.message.connection = connection
        if not self.message.send():
            raise errors.NotTaken("The backend sent nothing and did not say why.")
        return provider_id_of(self.message)


def ready(message: EmailMultiAlternatives, delivery: Delivery, stream: Stream, connection: Any) -> Ready:
    envelopes.address(message, delivery=delivery, stream=stream, connection=connection)
    if not smtp.is_plain(connection):
        return Message(message)
    return Octets(*envelopes.over_smtp(delivery, stream, connection), smtp.octets_of(message))


def writer(deliveries: Sequence[Delivery], stream: Stream, known: "Known") -> Writer:
    """For deliveries of one kind and one mailing."""
    kind, mailing_id = kinds.get(deliveries[0].kind), deliveries[0].mailing_id
    if mailing_id is not None:
        shared = known.of_mailing(kind, mailing_id)
        values = kind.personal(deliveries, shared.fields) if kind.personal else {}
        return SharedWords(kind.together, stream, shared, values)
    if kind.prepare is not None:
        with suppress(Exception):  # then each is asked for by itself
            kind.prepare(deliveries)
    return OwnWords(kind.together, stream, known.of_kind(kind.name))


@dataclass(frozen=True)
class OwnWords:
    together: int
    stream: Stream
    wordings: Mapping[str, str]
    own_limits: Limits = field(default_factory=dict)

    def write(self, delivery: Delivery, connection: Any) -> Ready:
        return ready(rendering.render(delivery, wordings=self.wordings), delivery, self.stream, connection)


@dataclass(frozen=True)
class Shared:
    """What all messages of a mailing have in common."""

    chosen: str
    bodies: Mapping[str, MailingBody]
    own_limits: Limits

    @cached_property
    def fields(self) -> frozenset[str]:
        """What the words leave open for each reader."""
        return tokens.fields(*(part for each in self.bodies.values() for part in (each.subject, each.html, each.text)))


@dataclass(frozen=True)
class SharedWords:
    together: int
    stream: Stream
    shared: Shared
    values: Mapping[int, Mapping[str, str]]  # about the reader, by the key of the delivery

    @property
    def own_limits(self) -> Limits:
        return self.shared.own_limits

    def write(self, delivery: Delivery, connection: Any) -> Ready:
        body = self.shared.bodies[delivery.context.get(VARIANT) or self.shared.chosen]
        values = self.values.get(delivery.pk, {})
        if not smtp.is_plain(connection):
            return ready(twin.message(delivery, body, values), delivery, self.stream, connection)
        sender, to = envelopes.over_smtp(delivery, self.stream, connection)
        return Octets(sender, to, Skeleton.of(body, self.stream).fill(delivery, values))


class Known:
    """What is asked once a second and not for each window: which mailings run, and what is said in whose words."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self.until = 0.0
        self.lanes: list[int | None] = []
        self.mailings: dict[int, Shared] = {}
        self.wordings: dict[str, Mapping[str, str]] = {}

    def in_any_order(self) -> list[int | None]:
        """The lanes, shuffled so that none waits for ever behind another."""
        if time.monotonic() >= self.until:
            self.until = time.monotonic() + FRESH
            self.lanes, self.mailings, self.wordings = windows.lanes(self.stream), {}, {}
        return random.sample(self.lanes, len(self.lanes))

    def pass_over(self, lane: int | None) -> None:
        """Nothing of it may leave now, so it is left alone until it is asked again what runs."""
        self.lanes.remove(lane)

    def of_kind(self, name: str) -> Mapping[str, str]:
        """What staff say in it in their own words."""
        if name not in self.wordings:
            self.wordings[name] = wording.in_force(name)
        return self.wordings[name]

    def of_mailing(self, kind: Kind, mailing_id: int) -> Shared:
        if mailing_id not in self.mailings:
            self.mailings[mailing_id] = shared_by(kind, mailing_id)
        return self.mailings[mailing_id]


def shared_by(kind: Kind, mailing_id: int) -> Shared:
    mailing = Mailing.objects.get(pk=mailing_id)
    known = MailingBody.objects.filter(mailing=mailing).values_list("variant", "pk")
    bodies = {variant: body_of(pk) for variant, pk in known}
    return Shared(mailing.chosen, bodies, kind.limits(mailing) if kind.limits else {})


@lru_cache(maxsize=64)  # nothing changes them
def body_of(pk: int) -> MailingBody:
    return MailingBody.objects.select_related("mailing").get(pk=pk)
