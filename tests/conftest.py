import gc
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection, connections, transaction
from pytest_django import DjangoDbBlocker
from pytest_django.plugin import pytest_collection_modifyitems as order_by_database

from campaigns.audiences import sets
from campaigns.selectors import signable
from campaigns.services import fraud
from mail.services import writing
from pages import outline
from people import notices, wordings
from places.models import Constituency, Country, Outcode, Region
from tests import loopback, rows

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps an event loop in the tests' thread
LONG = bool(os.environ.get("LONG"))  # `make test-long`: the full counts of kills and races


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that empty the tables come after those that share them, as pytest-django orders them.

    Once more, since pytest moves tests with a parameter of the session, and the browser's name is one, between others.
    """
    order_by_database(items)


def pytest_collection_finish() -> None:
    """Ten thousand tests and what they import stay to the end: to look among them for what is free is slow."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """A rollback takes the generation back too, so pages of one test would be served in the next."""
    forget_pages()
    yield
    forget_pages()


def forget_pages() -> None:
    caches["pages"].clear()
    for kept in (outline, notices, wordings, fraud, signable):
        kept.forget()
    writing.body_of.cache_clear()


@pytest.fixture(autouse=True)
def no_set_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """An audience is counted as things are now, also where the machine is slow; the tests of what is kept say so."""
    monkeypatch.setattr(sets, "SLOW", 3600)


@pytest.fixture(autouse=True)
def loopback_alone() -> Iterator[list[str]]:
    """No test speaks to another machine: what tries fails, and its test with it, even where it goes on all the same."""
    with loopback.guarded() as refused:
        yield refused
    assert refused == []


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.INBOX = tmp_path / "mail"
    settings.BESIDE_DATABASE = tmp_path


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Let serialized_rollback find Wagtail's first rows in browser tests too.

    Playwright keeps an event loop running in this thread, and inside one Django opens a second connection object,
    which lacks what the first one remembers. So it is remembered on their class.
    """
    first = connections["default"]
    if hasattr(first, "_test_serialized_contents"):
        type(first)._test_serialized_contents = first._test_serialized_contents
        start_each_with_empty_tables(type(first.creation))
        with django_db_blocker.unblock():
            if rows.may_pass_over_keys():
                put_back_from_a_copy(first)


def without_places(rows: list[Any]) -> list[Any]:
    """Writes the 650 constituencies and their like in one statement a table, and returns the other rows."""
    places: tuple[Any, ...] = (Country, Region, Constituency, Outcode)
    for model in places:
        columns = {field.name: field.attname for field in model._meta.concrete_fields}
        model.objects.bulk_create(
            model(pk=row["pk"], **{columns[name]: value for name, value in row["fields"].items()})
            for row in rows
            if row["model"] == model._meta.label_lower
        )
    return [row for row in rows if not row["model"].startswith("places.")]


def start_each_with_empty_tables(creation: Any) -> None:
    """Whatever the test before left, or a late request of its browser wrote.

    Types of content come first: what is saved after them asks for its own, and would make it under another number.
    """
    fill = creation.deserialize_db_from_string

    def empty_and_fill(self: Any, data: str) -> None:
        if ContentType.objects.exists():
            call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True, reset_sequences=False)
        rows = [row for row in json.loads(data) if row["model"] == "contenttypes.contenttype"]
        ContentType.objects.bulk_create(ContentType(pk=row["pk"], **row["fields"]) for row in rows)
        ContentType.objects.clear_cache()
        fill(self, json.dumps(without_places(json.loads(data))))

    creation.deserialize_db_from_string = empty_and_fill


def put_back_from_a_copy(first: Any) -> None:
    """The same in a tenth of the time where PostgreSQL lets us: every table as the migrations left it."""
    tables = first.introspection.django_table_names(only_existing=True, include_views=False)
    copy = rows.take(tables)

    def put_back(self: Any, data: str) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(rows.deletion(tables))
            rows.put(copy)
        ContentType.objects.clear_cache()

    type(first.creation).deserialize_db_from_string = put_back
    type(first.ops).sql_flush = lambda self, style, tables, **how: [rows.deletion(tables)] if tables else []
