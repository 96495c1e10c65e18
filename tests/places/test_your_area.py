""" "Your area": every answer to a postcode, what is chosen afterwards, and that nothing of it is kept or told."""

import logging
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.test import Client
from django.utils.html import format_html

from places import areas
from places.models import Constituency, Outcode, Position, Postcode
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESS = "/your-area/"
HERE = Position(53.7971, -1.5482)


def seat(name: str) -> Constituency:
    return Constituency.objects.get(name=name)


@pytest.fixture
def leeds_south() -> Constituency:
    return seat("Leeds South")


@pytest.fixture
def postcode(leeds_south: Constituency) -> Postcode:
    return Postcode.objects.create(
        code="LS14DY", latitude=HERE.latitude, longitude=HERE.longitude, constituency=leeds_south
    )


def asked(client: Client, **data: str) -> tuple[int, BeautifulSoup]:
    answer = client.post(ADDRESS, data)
    return answer.status_code, BeautifulSoup(answer.content, "html.parser")


def words(page: BeautifulSoup) -> str:
    main = page.main
    assert main is not None
    return " ".join(main.get_text(" ").split())


def heading(page: BeautifulSoup) -> str:
    assert page.h1 is not None
    return page.h1.get_text(strip=True)


def offered(page: BeautifulSoup) -> dict[str, list[str]]:
    """The labels of the list's groups, and what stands in each, in order."""
    return {
        str(group["label"]): [option.get_text(strip=True) for option in group.find_all("option")]
        for group in page.select("select[name=constituency] optgroup")
    }


def test_a_postcode_shows_its_constituency_and_its_mp(
    client: Client, postcode: Postcode, leeds_south: Constituency
) -> None:
    factories.representative(leeds_south, name="Alex Sample")
    status, page = asked(client, postcode="ls1 4dy")
    assert (status, heading(page)) == (200, "Leeds South")
    assert "The middle of LS1 4DY is in Leeds South." in words(page)
    assert page.select_one('a[href="#other"]'), "whoever votes elsewhere must not have to look for the way"
    assert page.title is not None
    assert "Leeds" not in page.title.get_text(), "titles stay in a browser's history"
    assert "Alex Sample" in words(page)
    assert page.select_one("meta[name=robots][content=noindex]")
    assert page.select_one('a[href="/your-area/leeds-south/"]')


def test_what_somebody_typed_is_in_no_address_no_cookie_no_store_and_no_log(
    client: Client, postcode: Postcode, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    for typed in ("LS1 4DY", "LS1 4ZZ", "LS1 4DY or so"):
        answer = client.post(ADDRESS, {"postcode": typed})
        assert not answer.cookies
        assert not answer.headers.get("Location")
        assert "no-store" in answer.headers["Cache-Control"]
        assert "X-Accel-Expires" not in answer.headers
        assert typed not in caplog.text
    first = client.get(ADDRESS)
    assert first.content == client.get(ADDRESS).content
    assert b'value="LS1' not in first.content
    field = BeautifulSoup(first.content, "html.parser").select_one("#id_postcode")
    assert field is not None
    assert field["autocomplete"] == "off", "a browser offers it to the next person, and fills it in again on Back"
    assert "X-Accel-Expires" in first.headers


def test_other_apps_panels_count_from_the_very_postcode_and_else_from_the_middle(
    client: Client, postcode: Postcode, leeds_south: Constituency, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(areas, "_panels", [])
    areas.register(areas.Panel("Second", lambda area: format_html("<p>from {}</p>", area.position), order=2))
    areas.register(areas.Panel("First", lambda area: format_html("<p>in {}</p>", area.constituency), order=1))
    areas.register(areas.Panel("Nothing to show", lambda area: ""))
    _, page = asked(client, postcode="LS1 4DY")
    assert [panel.h2.get_text() for panel in page.select(".area-panel") if panel.h2] == ["First", "Second"]
    assert f"in Leeds South Second from {HERE}" in words(page)
    caches["pages"].clear()
    page = BeautifulSoup(client.get("/your-area/leeds-south/").content, "html.parser")
    assert f"from {leeds_south.position}" in words(page)


def test_a_postcode_in_no_table_leads_to_a_choice_with_the_five_nearest_first(client: Client) -> None:
    Outcode.objects.update_or_create(code="LS1", defaults={"latitude": 53.8, "longitude": -1.55})
    status, page = asked(client, postcode="LS1 4DY")
    assert (status, heading(page)) == (200, "Choose your constituency")
    assert "We don't know LS1 4DY." in words(page)
    likely, *rest = offered(page).items()
    assert likely[0] == "Probably one of these"
    assert len(likely[1]) == 5
    assert all("Leeds" in name or "Bradford" in name for name in likely[1])
    assert sum(len(names) for _, names in rest) == 650


def test_a_postcode_of_northern_ireland_that_is_not_held_offers_northern_ireland_first(client: Client) -> None:
    Outcode.objects.filter(code__startswith="BT").delete()
    status, page = asked(client, postcode="BT7 1NN")
    assert status == 200
    assert "need a licence of their own" in words(page)
    groups = list(offered(page))
    assert (groups[0], len(offered(page)["Northern Ireland"])) == ("Northern Ireland", 18)
    assert groups[1:] == sorted(groups[1:])


@pytest.mark.parametrize(("typed", "says"), [("JE2 4UE", "Jersey has its own parliament"), ("IM1 1AA", "Isle of Man")])
def test_a_crown_dependency_is_said_plainly_and_offers_nothing_to_choose(typed: str, says: str, client: Client) -> None:
    status, page = asked(client, postcode=typed)
    assert (status, heading(page)) == (200, "No constituency")
    assert says in words(page)
    assert not page.find("select")


def test_a_postcode_that_ended_says_when_and_shows_where_it_lay(client: Client, postcode: Postcode) -> None:
    postcode.terminated_on = date(2019, 6, 1)
    postcode.save()
    status, page = asked(client, postcode="LS1 4DY")
    assert (status, heading(page)) == (200, "Leeds South")
    assert "no longer in use: it ended in June 2019. This is where it lay." in words(page)


def test_a_postcode_that_ended_in_no_known_constituency_leads_to_a_choice(client: Client) -> None:
    Postcode.objects.create(code="LS14DY", latitude=53.8, longitude=-1.5, terminated_on=date(2019, 6, 1))
    _, page = asked(client, postcode="LS1 4DY")
    assert heading(page) == "Choose your constituency"
    assert "it ended in June 2019" in words(page)
    assert len(offered(page)["Probably one of these"]) == 5


def test_a_postcode_whose_constituency_is_not_known_leads_to_a_choice(client: Client) -> None:
    Postcode.objects.create(code="LS14DY", latitude=53.8, longitude=-1.5)
    _, page = asked(client, postcode="LS1 4DY")
    assert "We know where LS1 4DY is, but not which constituency it is in." in words(page)
    assert len(offered(page)["Probably one of these"]) == 5


BAD = [
    ("", "Enter your postcode"),
    ("LS1 4OY", "like LS1 4DY"),
    ("SW1A OAA", "Did you mean SW1A 0AA?"),
    ("Leeds", "like LS1 4DY"),
    ("ZZ9 9ZZ", "No postcode begins with ZZ"),
    ("L" * 300, "like LS1 4DY"),
]


@pytest.mark.parametrize(("typed", "says"), BAD)
def test_what_is_no_postcode_is_explained_beside_the_field_and_above_and_is_not_lost(
    typed: str, says: str, client: Client
) -> None:
    status, page = asked(client, postcode=typed)
    assert status == 422
    assert page.title is not None
    assert page.title.get_text().startswith("Error:")
    for place in ("error-summary", "#id_postcode_error"):
        found = page.select_one(place)
        assert found is not None
        assert says in found.get_text()
    field = page.select_one("#id_postcode")
    assert field is not None
    assert (field.get("value") or "", field["aria-invalid"]) == (typed, "true")


def test_what_was_looked_up_and_what_was_chosen_are_shown_apart(client: Client, postcode: Postcode) -> None:
    _, page = asked(client, postcode="LS1 4DY", constituency=seat("Leeds East").code)
    assert heading(page) == "Leeds East"
    assert "Looked up The middle of LS1 4DY is in Leeds South. You chose Leeds East." in words(page)
    _, page = asked(client, postcode="LS1 4DY", constituency=seat("Leeds South").code)
    assert "You chose" not in words(page)


def test_a_choice_for_a_postcode_in_no_table_claims_no_look_up(client: Client) -> None:
    _, page = asked(client, postcode="LS1 4DY", constituency=seat("Leeds East").code)
    assert "know which constituency LS1 4DY is in. You chose Leeds East." in words(page)


def test_a_choice_without_a_postcode_leads_to_the_constituencys_own_page(client: Client) -> None:
    answer = client.post(ADDRESS, {"constituency": seat("Ynys Môn").code})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/your-area/ynys-mon/")
    answer = client.post(ADDRESS, {"constituency": seat("Ynys Môn").code, "postcode": "no such thing"})
    assert answer.headers["Location"] == "/your-area/ynys-mon/"


@pytest.mark.parametrize("value", ["", "E14999999", "Leeds South", "E14001323\0", "1 OR 1=1"])
def test_a_choice_that_is_in_no_list_is_asked_for_again_and_keeps_the_postcode(value: str, client: Client) -> None:
    for data in ({"constituency": value}, {"constituency": value, "postcode": "LS1 4DY"}):
        status, page = asked(client, **data)
        summary = page.select_one("error-summary a[href='#id_constituency']")
        assert status == 422
        assert summary is not None
        assert summary.get_text(strip=True) == "Choose a constituency from the list"
    kept = page.select_one("input[type=hidden][name=postcode]")
    assert kept is not None
    assert kept["value"] == "LS1 4DY"


def test_an_ended_constituency_can_not_be_chosen(client: Client, leeds_south: Constituency) -> None:
    Constituency.objects.filter(pk=leeds_south.pk).update(valid_to=date(2026, 1, 1))
    assert client.post(ADDRESS, {"constituency": leeds_south.code}).status_code == 422


def many_fields(client: Client) -> Any:
    return client.post(ADDRESS, {f"field{number}": "x" for number in range(10_001)})


def ten_megabytes(client: Client) -> Any:
    body = f"postcode={'L' * 10_000_000}"
    return client.post(ADDRESS, body, content_type="application/x-www-form-urlencoded")


def broken_multipart(client: Client) -> Any:
    return client.post(ADDRESS, b"--x\r\nnonsense", content_type="multipart/form-data; boundary=")


@pytest.mark.parametrize("send", [many_fields, ten_megabytes, broken_multipart])
def test_what_is_far_too_long_or_broken_gets_a_page_that_explains(
    send: Callable[[Client], Any], client: Client
) -> None:
    answer = send(client)
    assert answer.status_code == 413
    assert b"far too long or broken" in answer.content


@pytest.mark.parametrize("data", [{"postcode": "LS1\x004DY"}, {"postcode": "\ud83d\ude42"}, {"other": "x"}, {}])
def test_odd_input_is_answered(data: dict[str, str], client: Client) -> None:
    assert client.post(ADDRESS, {key: value.encode(errors="replace") for key, value in data.items()}).status_code == 422


def test_a_form_sent_from_another_site_is_refused(postcode: Postcode) -> None:
    strict = Client(enforce_csrf_checks=True)
    refused = strict.post(ADDRESS, {"postcode": "LS1 4DY"}, headers={"Sec-Fetch-Site": "cross-site"})
    taken = strict.post(ADDRESS, {"postcode": "LS1 4DY"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert (refused.status_code, taken.status_code) == (403, 200)


def test_the_list_names_welsh_constituencies_in_both_languages(client: Client) -> None:
    Constituency.objects.filter(name="Cardiff West").update(name_cy="Gorllewin Caerdydd")
    html = client.get(ADDRESS).content.decode()
    assert re.search(r"<option value=\"W07\d+\">Cardiff West \(Gorllewin Caerdydd\)</option>", html)
    assert ">Ynys Môn</option>" in html
