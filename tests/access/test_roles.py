"""Each role can do what it should in Wagtail's admin, and nothing else."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from tests import lasting
from tests.access import scene
from tests.access.deeds import AREAS, Deed
from tests.access.sights import SIGHTS

pytestmark = pytest.mark.django_db
TURNED_AWAY = {302, 403}


def allowed(may: str) -> set[str]:
    return {*may.split(), "administrator"}


def scene_and_clients() -> tuple[dict[str, Any], dict[str, Client]]:
    return scene.make(), scene.clients()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scene")


@pytest.fixture(scope="module")
def kept(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, folder: Path
) -> Iterator[tuple[dict[str, Any], dict[str, Client]]]:
    with lasting.made_once(scene_and_clients, blocker=django_db_blocker, folder=folder) as made:
        yield made


@pytest.fixture
def things(kept: tuple[dict[str, Any], dict[str, Client]], db: None, folder: Path) -> dict[str, Any]:
    lasting.with_files(folder)
    return kept[0]


@pytest.fixture
def clients(kept: tuple[dict[str, Any], dict[str, Client]], db: None) -> dict[str, Client]:
    return lasting.as_signed_in(kept[1])


def test_each_role_opens_what_it_should_and_is_turned_away_elsewhere(
    things: dict[str, Any], clients: dict[str, Client]
) -> None:
    for path, may in SIGHTS.items():
        answers = {role: client.get("/admin/" + path.format(**things)) for role, client in clients.items()}
        opened = {role for role, answer in answers.items() if answer.status_code == 200}
        assert opened == allowed(may), path
        assert {answers[role].status_code for role in answers if role not in opened} <= TURNED_AWAY, path


@pytest.mark.parametrize("area", AREAS)
def test_a_deed_is_done_by_those_alone_who_may(area: str, things: dict[str, Any], clients: dict[str, Client]) -> None:
    for name, deed in AREAS[area].items():
        assert not deed.is_done(things), name
        able = {role for role, client in clients.items() if does(deed, client, things)}
        assert able == allowed(deed.may), name


def does(deed: Deed, client: Client, things: dict[str, Any]) -> bool:
    """Whether it is done after this client tried; then all is as before."""
    with transaction.atomic():
        client.post("/admin/" + deed.path.format(**things), filled(deed.data, things))
        done = deed.is_done(things)
        transaction.set_rollback(True)
    return done


def filled(data: dict[str, Any], things: dict[str, Any]) -> dict[str, Any]:
    """With the scene's things in the place of their names, and files made."""
    return {
        field: value.format(**things) if isinstance(value, str) else value() if callable(value) else value
        for field, value in data.items()
    }


def test_every_group_has_its_column() -> None:
    assert {group.name for group in Group.objects.all()} == set(scene.GROUPS.values())
