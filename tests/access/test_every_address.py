import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from tests import factories, lasting
from tests.access.expectations import OURS, PUBLIC_OF_WAGTAIL
from tests.access.expected import REFUSED, ROLES, Expected

pytestmark = pytest.mark.django_db


def addresses(
    patterns: list[URLPattern | URLResolver], namespace: str = "", route: str = ""
) -> Iterator[tuple[str, str, URLPattern]]:
    """Every address as (its name with namespaces, its route, its pattern)."""
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, inner, here)
        else:
            yield f"{namespace}{pattern.name}", here, pattern


ALL = list(addresses(get_resolver().url_patterns))
OF_WAGTAIL = [row for row in ALL if row[0] not in OURS and row[0] not in PUBLIC_OF_WAGTAIL]


def signed_in() -> dict[str, Client]:
    factories.campaign(factories.petition())
    made = {"anonymous": Client()}
    for role in (factories.mallory(), factories.morgan(), factories.dele()):
        made[role.first_name.lower()] = Client()
        made[role.first_name.lower()].force_login(role)
    made["officer"] = Client()
    made["officer"].force_login(factories.member_of("Data protection officers"))
    return made


@pytest.fixture(scope="module")
def kept(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Client]]:
    with lasting.made_once(signed_in, blocker=django_db_blocker, folder=tmp_path_factory.mktemp("kept")) as made:
        yield made


@pytest.fixture
def clients(kept: dict[str, Client], db: None) -> dict[str, Client]:
    return lasting.as_signed_in(kept)


@pytest.mark.parametrize("name", sorted(OURS))
def test_an_address_of_ours_answers_each_role_as_expected(name: str, clients: dict[str, Client]) -> None:
    expected: Expected = OURS[name]
    address = reverse(name, args=expected.arguments())
    asked = [role for role in ROLES if getattr(expected, role) is not None]
    statuses = {role: clients[role].get(address).status_code for role in asked}
    assert statuses == {role: getattr(expected, role) for role in asked}


def test_every_address_has_an_expectation() -> None:
    unknown = [f"{name} ({route})" for name, route, _ in OF_WAGTAIL if not is_wagtails(name, route)]
    assert unknown == [], "add each of these to tests/access/expectations.py"


def is_wagtails(name: str, route: str) -> bool:
    """An address of Wagtail's own admin; screens that it makes for our models are ours."""
    return route.startswith("admin/") and name.startswith(("wagtail", "None")) and "wagtailsnippets_" not in name


def test_no_expectation_is_left_of_an_address_that_is_gone() -> None:
    names = {name for name, _, _ in ALL}
    assert set(OURS) - names == set()
    assert set(PUBLIC_OF_WAGTAIL) - names == set()


def test_wagtails_admin_refuses_everybody_without_leave_to_edit(clients: dict[str, Client]) -> None:
    walked = 0
    for _name, route, _pattern in OF_WAGTAIL:
        address = sample(route)
        for role in ("anonymous", "mallory"):
            answer = clients[role].get(address)
            assert answer.status_code in REFUSED | {404, 405}, (address, role, answer.status_code)
            walked += 1
    assert walked > 300  # a walk of none would pass the loop above


ADMINISTRATION = ["wagtailusers_users:index", "wagtailsites:index", "wagtailusers_groups:index"]


@pytest.mark.parametrize("name", ADMINISTRATION)
def test_campaign_staff_do_not_administer(name: str, clients: dict[str, Client]) -> None:
    try:
        address = reverse(name)
    except NoReverseMatch:
        pytest.fail(f"{name} is gone: name what took its place")
    assert clients["morgan"].get(address).status_code in REFUSED
    assert clients["dele"].get(address).status_code == 200


def sample(route: str) -> str:
    """The route with a 1 in the place of each argument."""
    path = re.sub(r"<[^>]*>", "1", route)
    path = re.sub(r"\(\?P<\w+>[^()]*(?:\([^()]*\)[^()]*)*\)|\([^?][^)]*\)", "1", path)
    return "/" + re.sub(r"[\^$\\]", "", path).replace("?", "").lstrip("/")
