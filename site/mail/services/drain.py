"""Sending what is written down."""

import logging
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from django.db import transaction

from mail import errors, streams
from mail.composed import NotNow
from mail.errors import NotReached, Verdict
from mail.models import Delivery
from mail.services import limits, outcomes, windows, writing
from mail.services.outcomes import Handed
from mail.services.writing import Known, Ready, Writer
from mail.streams import Stream

logger = logging.getLogger(__name__)


def send_due(*, seconds: float = 20, bulk: bool | None = None) -> int:
    """Send what is due until nothing may leave or the time is over; returns how many the servers accepted.

    `bulk` chooses the streams: those for bulk, those not for it, all where None. May run in many processes at once, be
    killed anywhere and be run again.
    """
    outcomes.settle_abandoned()
    windows.put_right(bulk=bulk)
    stop = time.monotonic() + seconds
    lines: dict[str, Line] = {}
    try:
        while time.monotonic() < stop and (found := next_window(streams.choose(bulk=bulk), lines)):
            Round(*found, stop).carry()
    finally:
        for line in lines.values():
            line.end()
    return sum(line.accepted for line in lines.values())


def next_window(chosen: list[Stream], lines: "dict[str, Line]") -> "tuple[Line, list[Delivery]] | None":
    for stream in chosen:
        line = lines.setdefault(stream.name, Line(stream))
        for mailing in line.known.in_any_order():
            if window := windows.claim(stream, mailing):
                return line, window
            line.known.pass_over(mailing)
    return None


class CouldNotOpen(Exception):
    """Nothing was sent: the server could not be reached."""


class Line:
    """A connection to the server of a stream, opened afresh after an error, and what that took and nobody wrote down.

    That messages were accepted is written down in the same transaction that marks the next as being sent.
    """

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self.known = Known(stream)
        self.connection: Any = None
        self.unreported: list[Handed] = []
        self.accepted = 0

    def open(self) -> None:
        """Raises what the backend raises."""
        if self.connection is None:
            self.connection = self.stream.connect()
        self.connection.open()

    def hand_over(self, delivery: Delivery, ready: Ready) -> None:
        """Raises CouldNotOpen, or what says that it was not taken or that nobody knows.

        Servers end a connection when they like: what was certainly not sent goes once more over a fresh one.
        """
        try:
            provider_id = self.take(ready)
        except NotReached:
            self.close()
            provider_id = self.take(ready)
        self.unreported.append(Handed(delivery, provider_id))
        self.accepted += 1

    def take(self, ready: Ready) -> str:
        if self.connection is None:
            try:
                self.open()
            except Exception as error:
                raise CouldNotOpen from error
        return ready.hand_over(self.connection)

    def mark(self, begun: Sequence[Delivery] = ()) -> set[int]:
        """Write down what was accepted, and that these are being sent; the keys of those that may be."""
        reported, self.unreported = self.unreported, []
        return outcomes.mark(accepted=reported, begun=begun) if reported or begun else set()

    def close(self) -> None:
        """Whatever state it is in; the next message gets a fresh one."""
        with suppress(OSError):  # of smtplib and of HTTP alike
            if self.connection is not None:
                self.connection.close()
        self.connection = None

    def end(self) -> None:
        self.mark()
        self.close()


class Round:
    """Carries one window over a line, a few messages at a time: as many as their kind says are marked together."""

    def __init__(self, line: Line, window: list[Delivery], stop: float) -> None:
        self.line, self.window, self.stop = line, window, stop
        self.left_over: list[Delivery] = []
        self.writers: dict[tuple[str, int | None], Writer] = {}

    def carry(self) -> None:
        try:
            self.prepare()
            while self.window and time.monotonic() < self.stop and self.is_open():
                self.carry_some(self.next_few())
            outcomes.give_back([*self.left_over, *self.window])
        except BaseException:
            self.line.close()
            raise

    def prepare(self) -> None:
        """Read at once what the messages of each kind need."""
        together: dict[tuple[str, int | None], list[Delivery]] = {}
        for delivery in self.window:
            together.setdefault(sort_of(delivery), []).append(delivery)
        for sort, deliveries in together.items():
            self.writers[sort] = writing.writer(deliveries, self.line.stream, self.line.known)

    def next_few(self) -> list[Delivery]:
        """The first of the window, and those behind it that are marked together with it."""
        few = [self.window.pop(0)]
        while self.window and len(few) < self.writer(few[0]).together and is_alike(few[0], self.window[0]):
            few.append(self.window.pop(0))
        return few

    def writer(self, delivery: Delivery) -> Writer:
        return self.writers[sort_of(delivery)]

    def is_open(self) -> bool:
        """Where the connection can't be opened, nothing of the window was sent, and all of it is put off."""
        try:
            self.line.open()
        except Exception as error:
            self.line.mark()
            for delivery in self.window:
                was_not_sent(delivery, error)
            self.window = []
        return bool(self.window)

    def carry_some(self, few: list[Delivery]) -> None:
        ready = {delivery.pk: message for delivery in few if (message := self.write(delivery)) is not None}
        for delivery in self.begin([each for each in few if each.pk in ready]):
            self.hand_over(delivery, ready[delivery.pk])

    def write(self, delivery: Delivery) -> Ready | None:
        try:
            return self.writer(delivery).write(delivery, self.line.connection)
        except NotNow as reason:
            outcomes.forbid(delivery, str(reason))
        except Exception as error:
            put_off(delivery, error)
        return None

    def begin(self, few: list[Delivery]) -> list[Delivery]:
        """Mark them as being sent as soon as the limits let them pass; those they don't soon let pass are left over."""
        if not few:
            return []
        needed = self.limits_of(few[0])
        if not needed:
            return ours(few, self.line.mark(few))
        while True:
            with transaction.atomic():  # the buckets are locked before any delivery, here and everywhere
                granted = limits.take(needed, wanted=len(few), bulk=self.line.stream.bulk)
                begun = ours(few[:granted], self.line.mark(few[:granted]))
                if granted > len(begun):
                    limits.give_back(needed, number=granted - len(begun))
            if granted:
                self.window[:0] = few[granted:]
                return begun
            pause = limits.wait(needed, bulk=self.line.stream.bulk)
            if pause > limits.AHEAD or time.monotonic() + pause > self.stop:
                self.left_over += few
                return []
            time.sleep(pause)

    def limits_of(self, delivery: Delivery) -> limits.Limits:
        own = self.writer(delivery).own_limits
        return {**limits.of_provider(self.line.stream), **limits.of_domain(delivery.domain), **own}

    def hand_over(self, delivery: Delivery, message: Ready) -> None:
        try:
            self.line.hand_over(delivery, message)
        except CouldNotOpen as error:
            was_not_sent(delivery, error.__cause__ or error)
        except Exception as error:
            note(delivery, error)
            self.line.close()
            outcomes.finish(delivery, errors.judge(error, otherwise=Verdict.UNCERTAIN), str(error))


def sort_of(delivery: Delivery) -> tuple[str, int | None]:
    return delivery.kind, delivery.mailing_id


def is_alike(one: Delivery, other: Delivery) -> bool:
    """Whether the same writer writes them and the same limits bind them."""
    return sort_of(one) == sort_of(other) and limits.of_domain(one.domain) == limits.of_domain(other.domain)


def ours(few: list[Delivery], keys: set[int]) -> list[Delivery]:
    return [each for each in few if each.pk in keys]


def put_off(delivery: Delivery, error: Exception) -> None:
    """What was certainly not sent is tried again, but for what no server ever takes."""
    note(delivery, error)
    outcomes.finish(delivery, errors.judge(error, otherwise=Verdict.RETRY), str(error))


def was_not_sent(delivery: Delivery, error: BaseException) -> None:
    """The server could not be reached, whatever it says: it has not seen the message."""
    note(delivery, error)
    outcomes.finish(delivery, Verdict.RETRY, str(error))


def note(delivery: Delivery, error: BaseException) -> None:
    logger.warning("Delivery %s was not accepted: %s", delivery.pk, type(error).__name__)
