"""Sending what is written down."""

import logging
import time
from contextlib import suppress
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db import transaction

from mail import envelopes, errors, kinds, rendering, streams, wording
from mail.composed import NotNow
from mail.errors import Verdict
from mail.models import Delivery
from mail.services import limits, outcomes, windows
from mail.streams import Stream

logger = logging.getLogger(__name__)


def send_due(*, seconds: float = 20, bulk: bool | None = None) -> int:
    """Send what is due until nothing may leave or the time is over; returns how many the servers accepted.

    `bulk` chooses the streams: those for bulk, those not for it, all where None. May run in many processes at once, be
    killed anywhere and be run again.
    """
    outcomes.settle_abandoned()
    windows.put_right(bulk=bulk)
    stop, accepted = time.monotonic() + seconds, 0
    while time.monotonic() < stop and (round_ := next_round(streams.choose(bulk=bulk), stop)):
        accepted += round_.carry()
    return accepted


def next_round(chosen: list[Stream], stop: float) -> "Round | None":
    for stream in chosen:
        if window := windows.claim(stream):
            return Round(stream, window, stop)
    return None


class Round:
    """Carries one window over one connection, which is opened afresh after an error.

    That a message was accepted is written down in the same transaction that marks the next as being sent.
    """

    def __init__(self, stream: Stream, window: list[Delivery], stop: float) -> None:
        self.stream, self.window, self.stop = stream, window, stop
        self.connection: Any = None
        self.unreported: tuple[Delivery, EmailMultiAlternatives] | None = None
        self.accepted = 0
        self.left_over: list[Delivery] = []
        self.words: dict[str, dict[str, str]] = {}

    def carry(self) -> int:
        try:
            self.prepare()
            while self.window and time.monotonic() < self.stop and self.is_open():
                self.carry_one(self.window.pop(0))
            self.report()
            outcomes.give_back([*self.left_over, *self.window])
        finally:
            self.close()
        return self.accepted

    def prepare(self) -> None:
        """Read at once what each message of a kind needs. Where that fails, each is asked for by itself."""
        for name in {delivery.kind for delivery in self.window}:
            self.words[name] = wording.in_force(name)
            if (prepare := kinds.get(name).prepare) is not None:
                with suppress(Exception):
                    prepare([delivery for delivery in self.window if delivery.kind == name])

    def is_open(self) -> bool:
        """Where the connection can't be opened, nothing of the window was sent, and all of it is put off."""
        try:
            if self.connection is None:
                self.connection = self.stream.connect()
            self.connection.open()
        except Exception as error:
            self.report()
            for delivery in self.window:
                note(delivery, error)
                outcomes.finish(delivery, Verdict.RETRY, str(error))
            self.window = []
        return bool(self.window)

    def carry_one(self, delivery: Delivery) -> None:
        try:
            message = rendering.render(delivery, wordings=self.words[delivery.kind])
            envelopes.address(message, delivery=delivery, stream=self.stream, connection=self.connection)
        except NotNow as reason:
            outcomes.forbid(delivery, str(reason))
            return
        except Exception as error:
            note(delivery, error)
            outcomes.finish(delivery, errors.judge(error, otherwise=Verdict.RETRY), str(error))
            return
        if self.begin(delivery):
            self.hand_over(delivery, message)

    def begin(self, delivery: Delivery) -> bool:
        """Mark it as being sent as soon as the limits let it pass; where that is not soon, leave it over."""
        needed = {**limits.of_provider(self.stream), **limits.of_domain(delivery.domain)}
        if not needed and self.unreported is not None:
            ours = outcomes.accept_and_begin(*self.unreported, delivery)
            self.unreported = None
            return ours
        bulk = self.stream.bulk
        while True:
            with transaction.atomic():  # the buckets are locked before any delivery, here and everywhere
                granted = limits.take(needed, bulk=bulk)
                self.report()
                if granted and not (ours := outcomes.begin(delivery)):
                    limits.give_back(needed)
            if granted:
                return ours
            pause = limits.wait(needed, bulk=bulk)
            if pause > limits.AHEAD or time.monotonic() + pause > self.stop:
                self.left_over.append(delivery)
                return False
            time.sleep(pause)

    def hand_over(self, delivery: Delivery, message: EmailMultiAlternatives) -> None:
        message.connection = self.connection
        try:
            if not message.send():
                raise errors.NotTaken("The backend sent nothing and did not say why.")
        except Exception as error:
            note(delivery, error)
            self.close()
            outcomes.finish(delivery, errors.judge(error, otherwise=Verdict.UNCERTAIN), str(error))
        else:
            self.unreported = delivery, message
            self.accepted += 1

    def report(self) -> None:
        if self.unreported is not None:
            outcomes.accept(*self.unreported)
            self.unreported = None

    def close(self) -> None:
        """Whatever state it is in; the next message gets a fresh one."""
        with suppress(OSError):  # of smtplib and of HTTP alike
            if self.connection is not None:
                self.connection.close()
        self.connection = None


def note(delivery: Delivery, error: Exception) -> None:
    logger.warning("Delivery %s was not accepted: %s", delivery.pk, type(error).__name__)
