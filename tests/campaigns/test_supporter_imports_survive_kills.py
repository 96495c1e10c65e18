"""kill -9 of whoever carries on with a list of supporters: everybody is brought in, asked and taken back once."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from campaigns.mailout_enums import UNDER_WAY, LineState
from campaigns.models import SupporterImport
from campaigns.services import supporter_imports as imports
from mail.models import Delivery
from people.models import Address, Consent, Person
from tests import factories
from tests.campaigns import supporters
from tests.conftest import LONG

KILLS = 40 if LONG else 3  # of each step
LINES = 60 * (KILLS + 3)
SEED, PATIENCE = 20261127, 120

pytestmark = [
    pytest.mark.long,
    pytest.mark.xdist_group("processes"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def started(folder: Path) -> "subprocess.Popen[bytes]":
    at = connection.settings_dict
    sqlite = f"sqlite:///{at['NAME']}"
    url = sqlite if connection.vendor == "sqlite" else f"postgres://{at['USER']}@/{at['HOST']}/{at['NAME']}"
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"},
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
    }
    with (folder / "log").open("ab") as log:
        command = [sys.executable, "-m", "tests.campaigns.supporter_worker"]
        return subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stdout=log, stderr=log)


def wait(until: Callable[[], bool], process: "subprocess.Popen[bytes]", folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not until():
        assert process.poll() is None, (folder / "log").read_text()[-2_000:]
        assert time.monotonic() < deadline
        time.sleep(0.005)


def carried_through(batch: SupporterImport, folder: Path, chance: random.Random) -> None:
    """By workers of which each but the last is killed somewhere in the middle."""

    def has_moved(since: int) -> bool:
        now = SupporterImport.objects.get(pk=batch.pk)
        return now.done_to > since or now.state not in UNDER_WAY

    killed = 0
    for _ in range(KILLS):
        process, since = started(folder), SupporterImport.objects.get(pk=batch.pk).done_to
        wait(lambda since=since: has_moved(since), process, folder)  # type: ignore[misc]
        time.sleep(chance.uniform(0, 0.05))
        process.kill()
        process.wait()
        assert process.returncode == -signal.SIGKILL
        killed += SupporterImport.objects.get(pk=batch.pk).state in UNDER_WAY
    assert killed > 0, "none was killed in the middle"
    last = started(folder)
    wait(lambda: SupporterImport.objects.get(pk=batch.pk).state not in UNDER_WAY, last, folder)
    last.kill()
    last.wait()


def test_each_line_is_dealt_with_once_whoever_is_killed(tmp_path: Path) -> None:
    chance = random.Random(SEED)  # noqa: S311
    morgan, second = factories.morgan(), factories.user("second", groups=("Campaign staff",))
    batch = supporters.matched(supporters.many(LINES), morgan)
    carried_through(batch, tmp_path, chance)
    assert set(supporters.states(batch)) == {LineState.NEW}
    imports.take_in(batch=batch, by=morgan)
    carried_through(batch, tmp_path, chance)
    assert (Person.objects.count(), Address.objects.count(), Consent.objects.asleep().count()) == (LINES,) * 3
    assert not batch.lines.filter(person=None).exists()
    imports.ask(batch=batch, by=second)
    carried_through(batch, tmp_path, chance)
    asked = Delivery.objects.filter(kind="confirm_subscription").values_list("address", flat=True)
    assert (len(asked), len(set(asked))) == (LINES, LINES)
    imports.undo(batch=batch, by=morgan)
    carried_through(batch, tmp_path, chance)
    assert (Person.objects.count(), Address.objects.count(), Consent.objects.count()) == (0, 0, 0)
