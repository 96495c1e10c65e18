"""An import that is killed leaves what stood, and the next one goes on as if it had never been. On both databases."""

import fcntl
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TypeAlias

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from places.models import Constituency, Postcode
from places.services import postcode_tables
from places.services.postcode_tables import NEXT, PREVIOUS
from tests.places.postcode_lists import Listed, changed, listed, plain, short

PATIENCE = 60
LONG_LIST = 200  # postcodes for each constituency: 130,000, which take a second or two
SCRIPT = """
import sys, django
django.setup()
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
if "make tables" in sys.argv:
    with connection.schema_editor() as editor:  # every migration of the site would take ten times as long
        for model in (apps.get_model("pages.SiteGeneration"), *apps.get_app_config("places").get_models()):
            editor.create_model(model)
for line in sys.argv[1:]:
    if line == "make tables":
        continue
    try:
        call_command(*line.split())
    except CommandError as error:
        print(error)
"""
Process: TypeAlias = "subprocess.Popen[str]"


def started(database: str, *commands: str) -> Process:
    """Commands of the site, one after the other in a process of its own; what they say and refuse is on its stdout.

    "make tables" makes those of places first.
    """
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, *commands],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "config.settings.test"},
        stdout=subprocess.PIPE,
        text=True,
    )


def carried_out(database: str, *commands: str) -> str:
    process = started(database, *commands)
    said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    return said


def kill_when(in_the_middle: Callable[[], object], process: Process) -> None:
    deadline = time.monotonic() + PATIENCE
    while not in_the_middle():
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.002)
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL


@pytest.fixture
def without_leftovers() -> Iterator[None]:
    yield
    for table in (NEXT, PREVIOUS):
        postcode_tables.drop(table)


def codes() -> list[str]:
    return list(Constituency.objects.values_list("code", flat=True))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.usefixtures("without_leftovers")
def test_a_killed_import_leaves_the_old_postcodes_and_the_next_one_works(tmp_path: Path) -> None:
    at = connection.settings_dict
    database = f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST'] or ''}:{at['PORT'] or ''}/{at['NAME']}"
    if str(at["HOST"]).startswith("/"):
        database = f"postgres://{at['USER']}@/{at['HOST']}/{at['NAME']}"
    few = plain(tmp_path / "few.csv", short(listed(codes())))
    many = plain(tmp_path / "many.csv", short(listed(codes(), LONG_LIST)))
    call_command("import_postcodes", few, minimum=0, stdout=StringIO())
    stood = sorted(Postcode.objects.values_list())

    copying = "SELECT 1 FROM pg_stat_progress_copy WHERE datname = current_database() AND tuples_processed > 0"
    kill_when(lambda: postcode_tables.value(copying), started(database, f"import_postcodes {many} --minimum=0"))
    assert sorted(Postcode.objects.values_list()) == stood

    call_command("import_postcodes", many, minimum=0, accept_changes=True, stdout=StringIO())
    assert Postcode.objects.count() == LONG_LIST * 650
    assert postcode_tables.exists(PREVIOUS)
    assert not postcode_tables.exists(NEXT)


@dataclass(frozen=True)
class OnSQLite:
    """A database of the tables of places, and lists to import into it."""

    folder: Path

    @property
    def file(self) -> Path:
        return self.folder / "db.sqlite3"

    def carry_out(self, *commands: str) -> str:
        return carried_out(f"sqlite:///{self.file}", *commands)

    def ask(self, question: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.file, timeout=PATIENCE)) as database:
            return database.execute(question).fetchall()

    def postcodes(self) -> list[tuple[object, ...]]:
        return self.ask("SELECT * FROM places_postcode ORDER BY code")

    def has(self, table: str) -> bool:
        return bool(self.ask(f"SELECT 1 FROM sqlite_master WHERE name = '{table}'"))  # noqa: S608

    def is_half_filled(self) -> bool:
        return self.has(NEXT) and bool(self.ask(f"SELECT 1 FROM {NEXT} LIMIT 1"))  # noqa: S608

    def bring_in(self, rows: list[Listed], scope: str) -> str:
        """The command that imports these."""
        self.folder.mkdir(exist_ok=True)
        path = plain(self.folder / f"{len(list(self.folder.iterdir()))}.csv", short(rows))
        return f"import_postcodes {path} --minimum=0 --scope={scope}"


@pytest.mark.django_db
def test_sqlite_brings_in_undoes_and_outlives_a_kill(tmp_path: Path) -> None:
    site, irish = OnSQLite(tmp_path), [code for code in codes() if code.startswith("N")]
    britain = [*listed(sorted({*codes()} - {*irish})), Listed("ZE3 9ZZ", "E99999999", "99.999999", "0")]
    seats = tmp_path / "seats.json"
    call_command("dumpdata", "places.country", "places.region", "places.constituency", output=seats, verbosity=0)
    site.carry_out(
        "make tables",
        f"loaddata {seats} --verbosity=0",
        site.bring_in(britain, "gb"),
        site.bring_in(listed(irish), "ni"),
    )
    kinds = "typeof(code), typeof(latitude), typeof(longitude), typeof(constituency_id), typeof(terminated_on)"
    assert site.ask(f"SELECT {kinds}, count(*) FROM places_postcode GROUP BY 1, 2, 3, 4, 5 ORDER BY 6") == [  # noqa: S608
        ("text", "null", "null", "null", "null", 1),
        ("text", "real", "real", "integer", "null", 1300),
    ]
    stood = site.postcodes()

    many = site.bring_in(listed(codes(), LONG_LIST), "uk")
    with Path(f"{site.file}.importing").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "Another import of postcodes is running" in site.carry_out(many)
    kill_when(site.is_half_filled, started(f"sqlite:///{site.file}", many))
    assert site.is_half_filled()
    assert site.postcodes() == stood

    twice, moved = site.bring_in([*britain, britain[3]], "gb"), site.bring_in(changed(britain, 0, north="53.9"), "gb")
    said = site.carry_out(twice, moved, "import_postcodes --undo", "import_postcodes --undo")
    assert f"{britain[3].postcode} stands in the file more than once" in said
    assert "1 moved by more than 100 m" in said
    assert said.count("Undone") == 1
    assert site.postcodes() == stood
    assert not site.has(NEXT)
    assert not site.has(PREVIOUS)
