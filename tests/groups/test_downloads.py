"""How often groups fetch what they are given: counted by version and group, and of nobody."""

import csv
import io
import threading
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse

from groups.models import CommunityGroup, Download, ResourceVersion
from groups.services import downloads, resources
from people.models import User
from tests.groups import gifts
from tests.groups import people as cast

MANY = 8


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def keeper(db: None) -> User:
    return gifts.keeper()


@pytest.fixture
def leeds(db: None) -> CommunityGroup:
    return cast.group()


@pytest.fixture
def version(keeper: User) -> ResourceVersion:
    return gifts.newest(gifts.resource(by=keeper))


def numbers() -> list[tuple[str, int, int]]:
    rows = Download.objects.order_by("group__slug", "version__number", "day")
    return list(rows.values_list("group__slug", "version__number", "number"))


def test_each_counts_once_a_day_for_the_group_that_they_fetch_it_for(
    leeds: CommunityGroup, version: ResourceVersion
) -> None:
    york = cast.group("York")
    address = reverse("group_resource", args=["leeds", version.pk])
    with time_machine.travel("2027-03-01T12:00Z", tick=False):
        charlie, dele = cast.leading(leeds), cast.leading(leeds, "dele", "deputy")
        cast.give(york, "charlie")
        for browser in (charlie, charlie, dele):
            gifts.content_of(browser.get(address))
        gifts.content_of(charlie.get(reverse("group_resource", args=["york", version.pk])))
    assert numbers() == [("leeds", 1, 2), ("york", 1, 1)]
    with time_machine.travel("2027-03-02T12:00Z", tick=False):
        charlie.force_login(cast.person("charlie").user)
        gifts.content_of(charlie.get(address))
    assert numbers() == [("leeds", 1, 2), ("leeds", 1, 1), ("york", 1, 1)]


def test_asking_whether_it_is_there_or_looking_ahead_counts_nothing(
    leeds: CommunityGroup, version: ResourceVersion
) -> None:
    charlie = cast.leading(leeds)
    address = reverse("group_resource", args=["leeds", version.pk])
    assert gifts.status(charlie.head(address)) == 200
    gifts.content_of(charlie.get(address, headers={"Sec-Purpose": "prefetch"}))
    assert charlie.post(address).status_code == 405
    assert numbers() == []


def test_what_is_not_there_counts_nothing(leeds: CommunityGroup, version: ResourceVersion, keeper: User) -> None:
    charlie = cast.leading(leeds)
    resources.withdraw(version.resource, by=keeper)
    assert charlie.get(reverse("group_resource", args=["leeds", version.pk])).status_code == 404
    made = gifts.newest(gifts.made_for_each(by=keeper))
    assert charlie.get(reverse("group_resource_made", args=["leeds", made.pk, "page", "exe"])).status_code == 404
    assert numbers() == []


def test_what_is_made_for_a_group_is_counted_too(leeds: CommunityGroup, keeper: User) -> None:
    made = gifts.newest(gifts.made_for_each(by=keeper))
    cast.leading(leeds).get(reverse("group_resource_made", args=["leeds", made.pk, "page", "svg"]))
    assert numbers() == [("leeds", 1, 1)]


def test_staff_see_the_numbers_by_version_and_group_and_take_them_along(
    leeds: CommunityGroup, version: ResourceVersion, keeper: User
) -> None:
    danger = cast.group("Hull", name="=HYPERLINK(1)")
    for group, number in ((leeds, 3), (danger, 1)):
        for _ in range(number):
            downloads.count(version=version, group=group)
    staff = Client()
    staff.force_login(keeper)
    shown = staff.get(reverse("resources_of_groups:page", args=[version.resource_id])).content.decode()
    assert shown.index("ACTFORJUSTICE Leeds") < shown.index("=HYPERLINK(1)")
    assert "chart" in shown
    taken = staff.get(reverse("resources_of_groups:csv", args=[version.resource_id]))
    rows = list(csv.reader(io.StringIO(gifts.content_of(taken).decode("utf-8-sig"))))
    assert rows[0] == ["Day", "Version", "Group", "Fetched"]
    assert sorted(row[1:] for row in rows[1:]) == [["1", "'=HYPERLINK(1)", "1"], ["1", "ACTFORJUSTICE Leeds", "3"]]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_none_is_lost_where_many_fetch_at_once(leeds: CommunityGroup, version: ResourceVersion) -> None:
    def fetch() -> None:
        downloads.count(version=version, group=leeds)
        connection.close()

    threads = [threading.Thread(target=fetch) for _ in range(MANY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert numbers() == [("leeds", 1, MANY)]
