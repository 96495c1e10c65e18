"""The page of a constituency, the list of them all, and how they are found."""

from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as site
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pages import generation, outline
from places import areas
from places.enums import DataKind
from places.models import Constituency, DataImport, Representative
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESS = "/your-area/leeds-south/"
LIST = "/your-area/constituencies/"
LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
MOST_QUERIES, MOST_WITH_PANELS = 12, 16


def seat(name: str) -> Constituency:
    return Constituency.objects.get(name=name)


def opened(client: Client, address: str = ADDRESS, **query: str) -> BeautifulSoup:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def words(page: BeautifulSoup) -> str:
    assert page.main is not None
    return " ".join(page.main.get_text(" ").split())


def listed(page: BeautifulSoup) -> list[str]:
    return [link.get_text() for link in page.select(".letter__link")]


def test_a_constituency_names_its_mp_and_those_before_and_when_that_was_checked(client: Client) -> None:
    leeds = seat("Leeds South")
    factories.representative(leeds, name="Alex Sample", party="Example Party")
    before = {"started_on": date(2015, 5, 8), "ended_on": date(2024, 5, 30)}
    factories.representative(leeds, name="Jo Placeholder", **before)
    factories.representative(leeds, name="Sam Specimen", started_on=None, ended_on=date(2015, 3, 30))
    page = opened(client)
    member = page.select_one(".member")
    assert member is not None
    said = " ".join(member.get_text(" ").split())
    today = timezone.localdate()
    assert "Alex Sample Example Party MP since 4 July 2024." in said
    assert page.select_one(f'a[href="/api/v1/constituencies/{leeds.code}/"]')
    assert f"Checked on {today.day} {today:%B %Y}" in said
    rows = [[cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in page.select("tbody tr")]
    assert ["Jo Placeholder", "Example Party", "8 May 2015", "30 May 2024"] in rows
    assert ["Sam Specimen", "Example Party", "not known", "30 March 2015"] in rows
    assert "Open Parliament Licence" in words(page)


def test_a_vacant_seat_says_since_when_and_what_will_happen(client: Client) -> None:
    Constituency.objects.filter(slug="leeds-south").update(vacant_since=date(2026, 11, 3))
    assert "The seat has no MP: we noted it on 3 November 2026. A by-election will fill it." in words(opened(client))


def test_where_no_mp_was_ever_loaded_the_page_says_so_and_leads_to_parliament(client: Client) -> None:
    page = opened(client)
    assert "have the name of the MP." in words(page)
    assert page.select_one('.member a[href="https://members.parliament.uk/FindYourMP"]')
    assert "Open Parliament Licence" not in words(page)
    assert "Open Government Licence" in words(page)
    factories.representative(seat("Leeds South"), ended_on=date(2026, 11, 3))
    caches["pages"].clear()
    assert "have the name of the MP. Parliament" in words(opened(client)), "also where only earlier ones are known"


def test_postcodes_are_attributed_once_they_are_imported(client: Client) -> None:
    assert "Royal Mail" not in words(opened(client))
    DataImport.objects.create(kind=DataKind.POSTCODES, source="a file")
    assert "Royal Mail data © Royal Mail copyright" in words(opened(client))


def test_a_welsh_name_stands_beside_the_english_one_in_its_language(client: Client) -> None:
    Constituency.objects.filter(name="Cardiff West").update(name_cy="Gorllewin Caerdydd")
    name = opened(client, "/your-area/cardiff-west/").select_one("[lang=cy]")
    assert name is not None
    assert name.get_text() == "Gorllewin Caerdydd"


def test_the_nearest_five_are_linked_the_nearest_first(client: Client) -> None:
    page = opened(client, "/your-area/ynys-mon/")
    links = [link["href"] for link in page.select("[aria-labelledby=around] li a")]
    assert links[0] == "/your-area/bangor-aberconwy/"
    assert len(links) == 5
    assert "/your-area/ynys-mon/" not in links


def test_an_ended_constituency_says_so_and_leads_to_those_there_today(client: Client) -> None:
    old = Constituency.objects.create(
        code="E14999999",
        name="Old Leeds",
        slug="old-leeds",
        country=seat("Leeds South").country,
        valid_from=date(2010, 5, 6),
        valid_to=date(2024, 5, 30),
        latitude=53.8,
        longitude=-1.5,
    )
    factories.representative(old, name="Sam Specimen", ended_on=date(2024, 5, 30), started_on=date(2010, 5, 6))
    page = opened(client, "/your-area/old-leeds/")
    assert "existed from 6 May 2010 until 30 May 2024. Then its boundaries changed." in words(page)
    assert "Constituencies there today" in words(page)
    assert page.select_one('a[href="/your-area/leeds-south/"]')
    assert "MPs of this constituency Name Party From Until Sam Specimen" in words(page)
    assert not page.select_one(".member")
    assert "Old Leeds" not in listed(opened(client, LIST, q="old leeds"))


def test_an_unknown_constituency_is_not_found(client: Client) -> None:
    assert client.get("/your-area/no-such-place/").status_code == 404


def test_a_stored_page_lives_until_an_import_is_complete_or_undone(client: Client) -> None:
    assert "Alex Sample" not in words(opened(client))
    factories.representative(seat("Leeds South"), name="Alex Sample")
    assert "Alex Sample" not in words(opened(client)), "each row of an import must not empty the store"
    done = DataImport.objects.create(kind=DataKind.REPRESENTATIVES, source="a file")
    assert "Alex Sample" in words(opened(client))
    Representative.objects.all().delete()
    done.undone_at = timezone.now()
    done.save()
    assert "Alex Sample" not in words(opened(client))


def test_what_staff_change_by_hand_shows_at_once(client: Client) -> None:
    assert "vacant" not in words(opened(client))
    staff = Client()
    staff.force_login(factories.morgan())
    edit = reverse("constituencies:edit", args=[seat("Leeds South").pk])
    assert staff.post(edit, {"name_cy": "", "vacant_since": "2026-11-03"}).status_code == 302
    assert "The seat has no MP: we noted it on 3 November 2026." in words(opened(client))


@pytest.mark.parametrize("panels", [[], areas.panels()])
@pytest.mark.parametrize("address", [ADDRESS, "/your-area/orkney-and-shetland/", LIST, "/your-area/"])
def test_an_uncached_page_costs_at_most_twelve_queries_and_sixteen_with_other_apps_panels(
    address: str, panels: list[areas.Panel], client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(areas, "_panels", panels)
    factories.representative(seat("Leeds South"))
    client.get(address)
    settings.PAGE_GENERATION_MEMORY = 60
    caches["pages"].clear()
    outline.forget()
    generation.forget()
    with CaptureQueriesContext(connection) as queries:
        opened(client, address)
    generation.forget()
    assert len(queries) <= (MOST_WITH_PANELS if panels else MOST_QUERIES), [query["sql"] for query in queries]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("ynys mon", ["Ynys Môn"]),
        ("so LEEDS", ["Leeds South", "Leeds South West and Morley"]),
        ("gorllewin caerd", ["Cardiff West"]),
        ("eeds", []),
    ],
)
def test_the_list_is_searched_by_beginnings_of_words_without_accents_and_in_welsh(
    asked: str, found: list[str], client: Client
) -> None:
    Constituency.objects.filter(name="Cardiff West").update(name_cy="Gorllewin Caerdydd")
    assert listed(opened(client, LIST, q=asked)) == found


def test_a_nation_or_a_region_filters_the_list(client: Client) -> None:
    assert "32 constituencies" in words(opened(client, LIST, place="wales"))
    assert "543 constituencies" in words(opened(client, LIST, place="england"))
    leeds = opened(client, LIST, place="yorkshire-and-the-humber", q="leeds")
    assert set(listed(leeds)) == set(
        Constituency.objects.filter(name__startswith="Leeds").values_list("name", flat=True)
    )
    assert listed(opened(client, LIST, place="wales", q="leeds")) == []


def test_the_list_comes_fifty_at_a_time_under_its_letters(client: Client) -> None:
    first, last = opened(client, LIST), opened(client, LIST, page="13")
    assert (len(listed(first)), len(listed(last))) == (50, 50)
    assert listed(first)[0] == "Aberafan Maesteg"
    assert listed(last)[-1] == "York Outer"
    assert [letter.get_text() for letter in first.select(".letter__name")][:2] == ["A", "B"]
    assert first.select_one('a[href="?page=2"]')


@pytest.mark.parametrize("query", [{"page": "x"}, {"page": "9" * 5_000}, {"place": "\0"}, {"place": "atlantis"}])
def test_odd_values_in_the_address_of_the_list_are_passed_over(query: dict[str, str], client: Client) -> None:
    assert "650 constituencies" in words(opened(client, LIST, **query))


@pytest.mark.parametrize("asked", ["zyzzyva", "<zyzzyva>", "zy\0zyva", "x" * 5_000])
def test_a_name_that_is_not_there_is_said_with_a_way_on(asked: str, client: Client) -> None:
    page = opened(client, LIST, q=asked)
    assert listed(page) == []
    assert "No constituency has that name." in words(page)
    assert page.select_one(f'.block a[href="{LIST}"]')


def test_no_constituency_takes_the_address_of_the_list() -> None:
    assert not Constituency.objects.filter(slug="constituencies").exists()


@pytest.mark.parametrize("asked", ["Ynys Môn", "ynys mon", "Gorllewin Caerdydd"])
def test_the_sites_own_search_finds_a_constituency_by_either_name(asked: str, client: Client) -> None:
    Constituency.objects.filter(name="Cardiff West").update(name_cy="Gorllewin Caerdydd")
    page = opened(client, "/search/", q=asked)
    found = [link["href"] for link in page.select(".search-result__title a")]
    assert found == ["/your-area/cardiff-west/" if "aerdydd" in asked else "/your-area/ynys-mon/"]


def test_search_engines_are_told_of_every_constituency_in_force(client: Client, settings: Any) -> None:
    Constituency.objects.filter(slug="leeds-south").update(valid_to=date(2026, 1, 1))
    urls = ElementTree.fromstring(client.get("/your-area/sitemap.xml").content).iter(LOCATION)  # noqa: S314  our own
    found = {url.text for url in urls}
    assert len(found) == 2 + 649
    assert f"{site.SITE_URL}/your-area/ynys-mon/" in found
    assert f"{site.SITE_URL}{ADDRESS}" not in found
    assert f"Sitemap: {site.SITE_URL}/your-area/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_a_page_says_by_which_one_address_it_is_known(client: Client) -> None:
    page = opened(client, ADDRESS, utm_source="x")
    link = page.select_one("link[rel=canonical]")
    assert link is not None
    assert link["href"] == f"{site.SITE_URL}{ADDRESS}"
    description = page.select_one("meta[name=description]")
    assert description is not None
    assert str(description["content"]).startswith("Leeds South, Yorkshire and The Humber")
