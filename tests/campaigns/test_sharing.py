"""Handing a campaign or a petition on: plain links, a QR code, a poster. No address in any of them names a person."""

import io
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from pypdf import PdfReader

from campaigns import posters
from campaigns.enums import PetitionState
from groups.models import CommunityGroup
from tests import factories

pytestmark = pytest.mark.django_db
BASE = "/petitions/support-every-survivor/"


@pytest.fixture
def group() -> CommunityGroup:
    return CommunityGroup.objects.create(
        name="ACTFORJUSTICE Leeds", slug="leeds", town="Leeds", latitude=53.8, longitude=-1.55
    )


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_each_link_carries_the_words_written_for_it_and_the_address(client: Client) -> None:
    page = factories.campaign(
        factories.petition(), title="Time & help", share_text="A year's help: 100% right? #now", slug="time"
    )
    html = BeautifulSoup(client.get("/time/").content, "html.parser")
    links = {link.text: urlsplit(str(link["href"])) for link in html.select(".share__links a")}
    text, url = "A year's help: 100% right? #now", page.full_url
    mail = parse_qs(links["Email"].query)
    assert (mail["subject"], mail["body"]) == (["Time & help"], [f"{text}\n\n{url}"])
    assert parse_qs(links["WhatsApp"].query)["text"] == [f"{text} {url}"]
    assert parse_qs(links["Bluesky"].query)["text"] == [f"{text} {url}"]
    assert parse_qs(links["X"].query) == {"text": [text], "url": [url]}
    assert parse_qs(links["Facebook"].query)["u"] == [url]
    assert html.select_one(f'a[href="{BASE}poster.pdf"]') is not None
    assert html.select_one(".share script, .share img, .share iframe") is None


def test_without_words_of_its_own_the_title_is_shared(client: Client) -> None:
    factories.campaign(title="Time & help", slug="time")
    html = BeautifulSoup(client.get("/time/").content, "html.parser")
    [x] = [link for link in html.select(".share__links a") if link.text == "X"]
    assert parse_qs(urlsplit(str(x["href"])).query)["text"] == ["Time & help"]
    assert html.select_one('a[href$="poster.pdf"]') is None


def test_what_a_chat_previews_of_a_petition_says_what_it_asks(client: Client) -> None:
    petition = factories.petition(wording='Support "every" survivor.')
    head = BeautifulSoup(client.get(BASE).content, "html.parser")
    shown = {str(tag["property"]): tag["content"] for tag in head.select("meta[property]")}
    assert shown == {
        "og:title": petition.title,
        "og:description": petition.wording,
        "og:type": "website",
        "og:site_name": "ACTFORJUSTICE",
        "og:url": f"{settings.SITE_URL}{BASE}",
    }


@pytest.mark.parametrize(("path", "to"), [("", "sign/"), ("for/leeds/", "sign/for/leeds/")])
def test_the_qr_code_leads_to_the_petition_or_to_the_groups_own_link(
    path: str, to: str, group: CommunityGroup, client: Client
) -> None:
    petition = factories.petition()
    answer = client.get(f"{BASE}{path}qr.svg")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    leads_to = posters.address(petition, group if path else None)
    assert leads_to == f"{settings.SITE_URL}{BASE}{to}"
    drawn = answer.content.decode()
    assert "QR code to sign: Support every survivor for a year" in drawn
    assert 'viewBox="0 0 ' in drawn  # so that it can be made as large as the paper wants it
    assert "<script" not in drawn
    assert client.get(urlsplit(leads_to).path).status_code == 200


def test_the_qr_code_of_a_group_differs_from_the_plain_one(group: CommunityGroup) -> None:
    petition = factories.petition()
    assert posters.qr(petition) != posters.qr(petition, group)
    assert posters.qr(petition) == posters.qr(petition)


@pytest.mark.parametrize("path", ["", "for/leeds/"])
def test_the_poster_is_one_accessible_page_with_the_wording_the_code_and_the_address(
    path: str, group: CommunityGroup, client: Client
) -> None:
    petition = factories.petition()
    answer = client.get(f"{BASE}{path}poster.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.content))
    assert len(reader.pages) == 1
    assert reader.root_object["/MarkInfo"]["/Marked"]  # type: ignore[index]
    said = text_of(answer.content)
    for words in (petition.title, petition.wording, "To the Home Secretary", "Scan to sign", "not on Parliament"):
        assert words in said, words
    assert ("ACTFORJUSTICE Leeds" in said) == bool(path)
    leads_to = posters.address(petition, group if path else None).partition("://")[2].rstrip("/")
    assert leads_to in said.replace("\u200b", "").replace(" ", "")


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "W" * 120, "wording": "Long words. " * 125},
        {"title": '#set page(fill: red) "x" \\', "wording": "*bold* $x$ #include"},
        {"title": "مرحبا \u202e", "wording": "z\u0300\u0301\u0302" * 300},
    ],
)
def test_a_poster_stays_one_page_whatever_the_petition_says(fields: dict[str, Any]) -> None:
    pdf = posters.poster(factories.petition(**fields))
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1


@pytest.mark.parametrize("file", ["qr.svg", "poster.pdf", "for/leeds/qr.svg", "for/leeds/poster.pdf"])
@pytest.mark.parametrize("state", [PetitionState.DRAFT, PetitionState.CLOSED])
def test_there_is_no_paper_for_a_petition_that_takes_no_signatures(
    state: PetitionState, file: str, group: CommunityGroup, client: Client
) -> None:
    factories.petition(state=state)
    assert client.get(f"{BASE}{file}").status_code == 404


def test_there_is_no_paper_for_a_group_that_nobody_knows(client: Client) -> None:
    factories.petition()
    assert client.get(f"{BASE}for/no-such-group/poster.pdf").status_code == 404
    assert client.get(f"{BASE}for/no-such-group/qr.svg").status_code == 404
