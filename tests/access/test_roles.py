"""Each role can do what it should in Wagtail's admin, and nothing else."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client

from tests.access import scene
from tests.access.deeds import AREAS, Deed
from tests.access.sights import SIGHTS

pytestmark = pytest.mark.django_db
TURNED_AWAY = {302, 403}


def allowed(may: str) -> set[str]:
    return {*may.split(), "administrator"}


@pytest.fixture
def things() -> dict[str, Any]:
    return scene.make()


@pytest.fixture
def clients() -> dict[str, Client]:
    return scene.clients()


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
