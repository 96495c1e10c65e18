"""What all tests of a module look at: made once, and undone after the last of them."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker

T = TypeVar("T")


@contextmanager
def made_once(make: Callable[[], T], *, blocker: DjangoDbBlocker, folder: Path) -> Iterator[T]:
    """For a fixture of a module. What each test does to it is undone after that test, as always, by its savepoint."""
    folders = {"MEDIA_ROOT": folder / "media", "INBOX": folder / "mail", "BESIDE_DATABASE": folder}
    all_tests: Any = transaction.atomic()
    all_tests._from_testcase = True  # so that what insists on the outermost transaction may run, as in every test
    with blocker.unblock(), all_tests:
        with override_settings(**folders):
            made = make()
        yield made
        transaction.set_rollback(True)


def with_files(folder: Path) -> None:
    """Files stand outside of transactions, so each test has its own."""
    if (folder / "media").exists():
        shutil.copytree(folder / "media", settings.MEDIA_ROOT, dirs_exist_ok=True)


def as_signed_in(clients: dict[str, Client]) -> dict[str, Client]:
    """The same people, whatever another test did to the cookies of theirs."""
    fresh = {role: Client() for role in clients}
    for role, client in clients.items():
        fresh[role].cookies = deepcopy(client.cookies)
    return fresh
