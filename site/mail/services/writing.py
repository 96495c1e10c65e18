"""How the messages of a window are written: with words of their own, or with those that their mailing shares."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol

from django.core.mail import EmailMultiAlternatives

from mail import envelopes, errors, kinds, rendering, smtp, twin, wording
from mail.kinds import Kind
from mail.models import Delivery, Mailing, MailingBody
from mail.services.limits import Limits
from mail.services.outcomes import provider_id_of
from mail.skeleton import Skeleton
from mail.streams import Stream

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


def writer(deliveries: Sequence[Delivery], stream: Stream) -> Writer:
    """For deliveries of one kind and one mailing."""
    kind, mailing_id = kinds.get(deliveries[0].kind), deliveries[0].mailing_id
    if mailing_id is not None:
        return shared(kind, mailing_id, deliveries, stream)
    if kind.prepare is not None:
        with suppress(Exception):  # then each is asked for by itself
            kind.prepare(deliveries)
    return OwnWords(kind, stream, wording.in_force(kind.name))


@dataclass(frozen=True)
class OwnWords:
    kind: Kind
    stream: Stream
    wordings: Mapping[str, str]
    own_limits: Limits = field(default_factory=dict)

    @property
    def together(self) -> int:
        return self.kind.together

    def write(self, delivery: Delivery, connection: Any) -> Ready:
        return ready(rendering.render(delivery, wordings=self.wordings), delivery, self.stream, connection)


@dataclass(frozen=True)
class SharedWords:
    kind: Kind
    stream: Stream
    mailing: Mailing
    bodies: Mapping[str, MailingBody]
    values: Mapping[int, Mapping[str, str]]  # about the reader, by the key of the delivery
    own_limits: Limits

    @property
    def together(self) -> int:
        return self.kind.together

    def write(self, delivery: Delivery, connection: Any) -> Ready:
        body = self.bodies[delivery.context.get(VARIANT) or self.mailing.chosen]
        values = self.values.get(delivery.pk, {})
        if not smtp.is_plain(connection):
            return ready(twin.message(delivery, body, values), delivery, self.stream, connection)
        sender, to = envelopes.over_smtp(delivery, self.stream, connection)
        return Octets(sender, to, Skeleton.of(body, self.stream).fill(delivery, values))


def shared(kind: Kind, mailing_id: int, deliveries: Sequence[Delivery], stream: Stream) -> SharedWords:
    mailing = Mailing.objects.get(pk=mailing_id)
    known = MailingBody.objects.filter(mailing=mailing).values_list("variant", "pk")
    return SharedWords(
        kind,
        stream,
        mailing,
        {variant: body_of(pk) for variant, pk in known},
        kind.personal(deliveries) if kind.personal else {},
        kind.limits(mailing) if kind.limits else {},
    )


@lru_cache(maxsize=64)  # nothing changes them
def body_of(pk: int) -> MailingBody:
    return MailingBody.objects.select_related("mailing").get(pk=pk)
