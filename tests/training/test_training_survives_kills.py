"""kill -9 amid reminders and amid quizzes sent in: each reminder exactly once, and one award for each quiz passed."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from tests import factories
from tests.conftest import LONG
from tests.journeys.mail_in_processes import Database
from tests.journeys.test_nothing_is_lost_when_processes_are_killed import ask
from tests.training import quizzing
from training.models import Award
from training.services import attempts

KILLS = 40 if LONG else 4
LEARNERS = KILLS * 15
PATIENCE = 120

pytestmark = [
    pytest.mark.long,
    pytest.mark.xdist_group("processes"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="act-kills-") as made:
        yield Path(made)


def start(work: str, database: Database) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "DATABASE_URL": database.url, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    command = [sys.executable, "-m", "tests.training.killed", work]
    return subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stderr=subprocess.PIPE)


def number(database: Database, query: str) -> int:
    [(found,)] = ask(database.url, query)
    return int(found)


def killed_again_and_again(work: str, database: Database, done: str) -> None:
    """Each time that a share more is done, by turns the process alone and the whole database; then to the end.

    `done` asks how many are done.
    """
    for kill in range(1, KILLS + 1):
        enough = LEARNERS * kill // (KILLS + 1)
        process = start(work, database)
        until = time.monotonic() + PATIENCE
        while number(database, done) < enough:
            assert process.poll() is None, (process.communicate()[1] or b"").decode()
            assert time.monotonic() < until
            time.sleep(0.005)
        if kill % 2 == 0 and database.own_cluster:
            database.kill()
        process.kill()
        process.communicate()
        assert enough <= number(database, done) < LEARNERS, "it was not killed amid its work"
    last = start(work, database)
    said = last.communicate(timeout=PATIENCE)[1]
    assert last.returncode == 0, said.decode()


def running(folder: Path) -> Database:
    database = Database(folder)
    database.make()
    return database


def test_killed_amid_reminders_each_reminder_is_there_exactly_once(folder: Path) -> None:
    version = factories.course_version(factories.course(validity_months=12))
    for learner in range(LEARNERS):
        held = factories.award(quizzing.somebody(f"learner{learner}"), version, completed_on=nearly_over())
        assert held.valid_until
    sent = "SELECT count(*) FROM mail_delivery WHERE kind = 'training_reminder'"
    database = running(folder)
    try:
        killed_again_and_again("reminders", database, sent)
        each = "SELECT address_id FROM mail_delivery WHERE kind = 'training_reminder'"
        noted = "SELECT award_id FROM training_reminded WHERE NOT was_passed_over"
        assert sorted(ask(database.url, each)) == [(pk,) for pk in sorted(addresses())]
        assert sorted(ask(database.url, noted)) == [(pk,) for pk in sorted(Award.objects.values_list("pk", flat=True))]
    finally:
        database.stop()


def nearly_over() -> date:
    """Of what lasts a year, to the end of a month, a day whose end is under ninety days away."""
    return timezone.localdate() - timedelta(days=330)


def addresses() -> list[int]:
    return list(Award.objects.values_list("person__address_id", flat=True))


def test_killed_amid_quizzes_sent_in_each_has_exactly_one_award_and_its_learner_one_message(folder: Path) -> None:
    version = quizzing.version()
    begun = [
        attempts.begin(person=quizzing.somebody(f"learner{learner}"), version=version) for learner in range(LEARNERS)
    ]
    database = running(folder)
    try:
        killed_again_and_again("quizzes", database, "SELECT count(*) FROM training_award")
        keys = ask(database.url, "SELECT key FROM training_award")
        assert sorted(keys) == sorted((f"quiz:{attempt.pk}",) for attempt in begun)
        assert number(database, "SELECT count(*) FROM training_attempt WHERE state <> 'passed'") == 0
        told = "SELECT count(*), count(DISTINCT address_id) FROM mail_delivery WHERE kind = 'certificate_ready'"
        assert ask(database.url, told) == [(LEARNERS, LEARNERS)]
        begins = "SELECT sum(change) FROM training_trainedchange WHERE change > 0"
        assert number(database, begins) == LEARNERS
    finally:
        database.stop()
