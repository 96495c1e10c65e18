"""Staff write elections down; from their days follows which letters wait."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from campaigns.models import Election
from campaigns.selectors import elections
from tests import factories

pytestmark = pytest.mark.django_db
DAYS = {"announced_on": "2029-05-01", "dissolved_on": "2029-05-08", "polling_on": "2029-06-14", "returned_on": ""}


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(factories.member_of("Campaign staff"))
    return client


def test_an_election_is_written_down_and_listed(staff: Client) -> None:
    assert staff.post("/admin/elections/new/", DAYS).status_code == 302
    assert Election.objects.get().polling_on == date(2029, 6, 14)
    page = staff.get("/admin/elections/").content.decode()
    assert "General election of June 2029" in page
    assert "14 June 2029" in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"dissolved_on": "2029-04-01"}, "It is announced first"),
        ({"polling_on": "2029-05-08"}, "then people vote"),
        ({"returned_on": "2029-06-01"}, "The new House meets after polling day"),
    ],
)
def test_days_out_of_order_are_refused_with_a_sentence(change: dict[str, str], said: str, staff: Client) -> None:
    assert said in staff.post("/admin/elections/new/", {**DAYS, **change}).content.decode()
    assert not Election.objects.exists()


def test_there_are_no_mps_from_dissolution_until_staff_say_that_the_new_house_meets(staff: Client) -> None:
    staff.post("/admin/elections/new/", DAYS)
    made = Election.objects.get()
    assert elections.dissolved(date(2029, 5, 7)) is None
    assert elections.dissolved(date(2029, 5, 8)) == made
    assert elections.dissolved(date(2029, 9, 1)) == made, "nobody said yet that it has returned"
    staff.post(f"/admin/elections/edit/{made.pk}/", {**DAYS, "returned_on": "2029-06-20"})
    assert elections.dissolved(date(2029, 6, 19)) == made
    assert elections.dissolved(date(2029, 6, 20)) is None


def test_care_is_needed_from_the_announcement_to_polling_day() -> None:
    today = timezone.localdate()
    made = Election.objects.create(
        announced_on=today, dissolved_on=today + timedelta(days=7), polling_on=today + timedelta(days=30)
    )
    assert elections.in_campaign() == made
    assert elections.in_campaign(today + timedelta(days=30)) == made
    assert elections.in_campaign(today + timedelta(days=31)) is None


def test_approvers_see_elections_and_change_none(client: Client, staff: Client) -> None:
    staff.post("/admin/elections/new/", DAYS)
    client.force_login(factories.member_of("Approvers"))
    assert client.get("/admin/elections/").status_code == 200
    client.post(f"/admin/elections/edit/{Election.objects.get().pk}/", {**DAYS, "returned_on": "2029-06-20"})
    assert Election.objects.get().returned_on is None
