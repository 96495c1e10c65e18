import json
import re
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.cache import caches
from django.test import Client

from campaigns.models import Petition
from tests import factories
from tests.campaigns import folded

pytestmark = pytest.mark.django_db
PAGE = "/petitions/support-every-survivor/"
EMBED = f"{PAGE}embed/"


@pytest.fixture(autouse=True)
def petition() -> Petition:
    made = factories.petition(goal=10_000)
    folded.fold(made, {"leeds-south": 8_412})
    return made


def policy(path: str) -> dict[str, str]:
    parts = Client().get(path).headers["Content-Security-Policy"].split(";")
    return {name: value for name, _, value in (part.strip().partition(" ") for part in parts)}


@pytest.mark.parametrize("path", [EMBED, f"{EMBED}light/", f"{EMBED}dark/"])
def test_any_site_may_show_it_in_a_frame_and_it_runs_no_script(path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 200
    assert "X-Frame-Options" not in answer.headers
    assert not answer.cookies
    assert policy(path)["frame-ancestors"] == "*"
    assert policy(path)["script-src"] == policy(path)["default-src"] == "'none'"
    page = BeautifulSoup(answer.content, "html.parser")
    assert not page.select("script, form, img")
    assert not page.select("[style]")
    assert "8,412 signatures of 10,000" in page.get_text(" ", strip=True)
    links = page.select("a")
    assert {link["href"] for link in links} == {f"{settings.SITE_URL}{PAGE}"}
    assert all(link["target"] == "_blank" and link["rel"] == ["noopener"] for link in links)
    loaded = [str(element["href"]) for element in page.select('link[rel="stylesheet"]')]
    assert loaded
    assert all(address.startswith("/static/") for address in loaded)  # nothing from a third party


def test_the_stored_answer_has_the_same_policy(django_assert_num_queries: object) -> None:
    first, second = Client().get(EMBED), Client().get(EMBED)
    assert second.headers["X-Accel-Expires"] == "10"
    assert first.headers["Content-Security-Policy"] == second.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in second.headers


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}where/", f"{PAGE}sign/", "/petitions/", "/oembed/", f"{PAGE}embed/x/"])
def test_no_other_address_may_be_framed(path: str) -> None:
    assert policy(path)["frame-ancestors"] == "'none'"
    assert Client().get(path).headers["X-Frame-Options"] == "DENY"


def test_one_that_is_over_leads_to_what_came_of_it_and_a_draft_is_not_there() -> None:
    Petition.objects.update(state="closed")
    caches["pages"].clear()
    assert b"See what came of it" in Client().get(EMBED).content
    Petition.objects.update(state="draft")
    caches["pages"].clear()
    assert Client().get(EMBED).status_code == 404


def test_the_page_has_the_code_to_copy_and_tells_programs_where_to_ask() -> None:
    factories.petition(slug="other", title='Say "no" & <mean> it')
    page = BeautifulSoup(Client().get("/petitions/other/").content, "html.parser")
    code = page.select_one("#embed-code")
    assert code is not None
    frame = BeautifulSoup(code.get_text(), "html.parser").select_one("iframe")
    assert frame is not None
    assert frame["src"] == f"{settings.SITE_URL}/petitions/other/embed/"
    assert frame["title"] == 'Petition: Say "no" & <mean> it'
    link = page.select_one('link[type="application/json+oembed"]')
    assert link is not None
    answer = Client().get(str(link["href"]).removeprefix(settings.SITE_URL))
    assert answer.json()["html"].startswith("<iframe ")


def ask(**asked: object) -> tuple[int, dict[str, object]]:
    answer = Client().get(f"/oembed/?{urlencode({'url': f'{settings.SITE_URL}{PAGE}', **asked})}")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
    return answer.status_code, json.loads(answer.content)


def test_oembed_tells_what_the_specification_asks_for() -> None:
    status, told = ask(format="json")
    assert status == 200
    assert (told["version"], told["type"], told["provider_name"]) == ("1.0", "rich", "ACTFORJUSTICE")
    assert (told["width"], told["height"]) == (480, 260)
    assert told["title"] == "Support every survivor for a year"
    assert f'src="{settings.SITE_URL}{EMBED}"' in str(told["html"])


@pytest.mark.parametrize(
    ("asked", "width", "height"),
    [
        ({"maxwidth": 300}, 300, 260),
        ({"maxheight": 120}, 480, 120),
        ({"maxwidth": 1, "maxheight": 10**30}, 1, 260),
        ({"maxwidth": "", "maxheight": 900}, 480, 260),
    ],
)
def test_oembed_stays_within_the_size_that_is_asked_for(asked: dict[str, object], width: int, height: int) -> None:
    _, told = ask(**asked)
    assert (told["width"], told["height"]) == (width, height)
    assert re.search(f'width="{width}" height="{height}"', str(told["html"]))


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"format": "xml"}, 501),
        ({"url": ""}, 400),
        ({"maxwidth": "wide"}, 400),
        ({"maxheight": 0}, 400),
        ({"maxwidth": -5}, 400),
        ({"url": f"https://elsewhere.example.org{PAGE}"}, 404),
        ({"url": f"{settings.SITE_URL}/petitions/no-such-petition/"}, 404),
        ({"url": f"{settings.SITE_URL}{PAGE}sign/"}, 404),
        ({"url": f"{settings.SITE_URL}/"}, 404),
        ({"url": "http://[broken"}, 404),
        ({"url": "\0"}, 404),
        ({"url": f"javascript:{PAGE}"}, 404),
    ],
)
def test_oembed_says_what_it_cannot_answer(asked: dict[str, object], status: int) -> None:
    answered, told = ask(**asked)
    assert answered == status
    assert list(told) == ["error"]


def test_oembed_takes_a_groups_link_too() -> None:
    assert ask(url=f"{settings.SITE_URL}{PAGE}for/leeds/")[0] == 200
