from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from places.enums import DataKind
from places.models import Constituency, DataImport, GovernmentOffice, Outcode, Representative
from places.selectors import freshness
from tests import factories

pytestmark = pytest.mark.django_db


def days_back(days: int) -> None:
    then = timezone.now() - timedelta(days=days)
    DataImport.objects.update(imported_at=then)
    Representative.objects.update(checked_at=then)
    GovernmentOffice.objects.update(checked_at=then)


def everything() -> None:
    DataImport.objects.create(kind=DataKind.POSTCODES, source="ONSPD_NOV_2026.csv", rows=1_790_000)
    Outcode.objects.update(postcodes=10)
    Representative.objects.bulk_create(
        Representative(constituency=seat, name=f"Sample {seat.pk}", checked_at=timezone.now())
        for seat in Constituency.objects.all()
    )
    factories.office()


def test_a_fresh_site_says_that_nothing_is_imported_and_what_to_do() -> None:
    for kind in freshness.all_kinds():
        assert kind.sentence.startswith("None")
        assert kind.to_do


def test_fresh_data_asks_for_nothing() -> None:
    everything()
    assert [kind.to_do for kind in freshness.all_kinds()] == ["", "", ""]
    assert freshness.postcodes().sentence == "1,790,000 from ONSPD_NOV_2026.csv, imported today."


@pytest.mark.parametrize(("days", "due"), [(30, 0), (40, 2), (121, 3)])
def test_old_data_says_how_old_it_is_and_what_to_do(days: int, due: int) -> None:
    everything()
    days_back(days)
    kinds = freshness.all_kinds()
    assert all(f"{days} days ago" in kind.sentence for kind in kinds)
    assert sum(bool(kind.to_do) for kind in kinds) == due


def test_seats_that_are_vacant_are_told_from_seats_without_a_record() -> None:
    everything()
    for slug, vacant_since in {"leeds-south": date(2026, 11, 1), "leeds-east": None}.items():
        Representative.objects.filter(constituency__slug=slug).update(ended_on=date(2026, 11, 1))
        Constituency.objects.filter(slug=slug).update(vacant_since=vacant_since)
    Constituency.objects.filter(slug="ynys-mon").update(vacant_since=date(2026, 11, 1))  # and yet it has an MP
    members = freshness.members()
    assert members.sentence == "Checked today. 1 seat is vacant, 1 without an MP on record."
    assert members.to_do


@pytest.mark.parametrize(("group", "sees"), [("Campaign staff", True), ("Trainers", False)])
def test_the_admins_home_shows_it_to_those_who_look_after_places(client: Client, group: str, sees: bool) -> None:
    client.force_login(factories.member_of(group))
    assert ("How fresh places are" in client.get("/admin/").text) is sees


def test_the_admin_shows_a_seats_history_and_what_an_import_changed(client: Client) -> None:
    seat = Constituency.objects.get(slug="leeds-south")
    factories.representative(seat, name="Alex Sample", ended_on=date(2026, 5, 1))
    factories.representative(seat, name="Bo Sample", started_on=date(2026, 5, 8))
    record = DataImport.objects.create(kind="offices", source="x.csv", report={"lines": ["Alex <b> left"]})
    client.force_login(factories.member_of("Campaign staff"))
    text = client.get(f"/admin/constituencies/inspect/{seat.pk}/").text
    assert text.index("Bo Sample") < text.index("Alex Sample")
    assert "1 May 2026" in text
    assert "Alex &lt;b&gt; left" in client.get(f"/admin/imports/inspect/{record.pk}/").text


def test_the_list_names_each_seats_mp_in_one_query_for_all(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    everything()
    client.force_login(factories.member_of("Campaign staff"))
    with django_assert_max_num_queries(20):
        page = client.get("/admin/constituencies/")
    assert page.text.count("Sample ") == 50


def test_a_second_mp_for_one_seat_is_refused_with_what_to_do(client: Client) -> None:
    seat = Constituency.objects.get(slug="leeds-south")
    factories.representative(seat)
    client.force_login(factories.member_of("Campaign staff"))
    answer = client.post("/admin/representatives/new/", {"constituency": seat.pk, "name": "Bo Sample"})
    assert "This constituency has an MP already. Give that one an end first." in answer.text
    assert Representative.objects.count() == 1


def opened(client: Client, address: str) -> dict[str, str]:
    """What a browser would send back from an edit screen as it stands."""
    form = BeautifulSoup(client.get(address).content, "html.parser").select_one("form[data-edit-form]")
    assert form is not None
    return {str(each["name"]): str(each.get("value") or "") for each in form.select("input[name]")}


def test_a_screen_that_stood_open_across_an_import_is_not_written_over_it(client: Client) -> None:
    member = factories.representative(Constituency.objects.get(slug="leeds-south"))
    client.force_login(factories.member_of("Campaign staff"))
    address = f"/admin/representatives/edit/{member.pk}/"
    stale = {**opened(client, address), "constituency": str(member.constituency_id), "name": "Alex S. Sample"}
    Representative.objects.update(party="Other Party")
    assert "changed this while you had it open" in client.post(address, stale).text
    member.refresh_from_db()
    assert (member.name, member.party) == ("Alex Sample", "Other Party")
    fresh = {**opened(client, address), "constituency": str(member.constituency_id), "name": "Alex S. Sample"}
    assert client.post(address, fresh).status_code == 302
    member.refresh_from_db()
    assert (member.name, member.party) == ("Alex S. Sample", "Other Party")


def test_a_seat_with_an_mp_can_not_be_called_vacant_and_a_new_mp_ends_the_vacancy(client: Client) -> None:
    seat = Constituency.objects.get(slug="leeds-south")
    member = factories.representative(seat)
    client.force_login(factories.member_of("Campaign staff"))
    address = f"/admin/constituencies/edit/{seat.pk}/"
    vacant = {"name_cy": "", "vacant_since": "2026-11-03"}
    assert "This constituency has an MP. Give that one an end first." in client.post(address, vacant).text
    Representative.objects.filter(pk=member.pk).update(ended_on=date(2026, 11, 3))
    assert client.post(address, vacant).status_code == 302
    client.post("/admin/representatives/new/", {"constituency": seat.pk, "name": "Bo Sample"})
    seat.refresh_from_db()
    assert seat.vacant_since is None
