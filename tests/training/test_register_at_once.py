"""Registers, awards and merges at the same moment."""

import threading
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection, transaction
from django.utils import timezone

from people.models import Person
from people.services import merging
from tests import factories
from tests.groups import people as cast
from tests.groups.test_seats_at_once import at_once
from tests.training import registers
from training.enums import MarkSource, Method
from training.models import Award, Session
from training.services import awards, marks, sessions

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one lock for everything"),
]
PATIENCE = 20  # seconds


def test_a_mark_that_comes_in_while_the_register_is_closed_has_its_award_or_waits_for_it() -> None:
    dele = factories.user("dele")
    session = registers.over(registers.session("Suzie", "Charlie", "Priya"))
    for name in ("Suzie", "Charlie", "Priya"):
        new = registers.mark(registers.booking(session, name), True, timezone.now())
        close = partial(sessions.close_register, session, dele)
        at_once([close, partial(marks.take, session, [new], source=MarkSource.TRAINER), close])
        has_award = Award.objects.filter(person__name=name).exists()
        assert has_award or session in Session.objects.awaiting_register()
        sessions.close_register(session, dele)
        assert Award.objects.filter(person__name=name).count() == 1


def test_an_award_given_while_two_records_are_made_one_is_of_the_one_that_is_kept() -> None:
    dele, version = factories.user("dele"), factories.course_version(factories.course())
    kept, gone = cast.person("mallory"), cast.person("suzie")
    is_merged = threading.Event()

    def merge() -> None:
        with transaction.atomic():
            merging.merge(kept=kept, gone=gone, by=dele, reason="The same person.")
            is_merged.set()
            waiting = threading.Event()
            waiting.wait(0.5)  # until the other one stands before the lock

    def give() -> None:
        assert is_merged.wait(PATIENCE)
        awards.give(
            person=Person.objects.get(pk=gone.pk),
            version=version,
            method=Method.STAFF,
            completed_on=timezone.localdate() - timedelta(days=1),
            key="staff:1",
        )

    at_once([merge, give])
    assert Award.objects.get().person == kept
