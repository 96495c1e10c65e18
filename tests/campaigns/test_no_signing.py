"""What somebody meets who comes to sign a petition that takes no signatures: paused, over, handed in, answered."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from campaigns.models import Petition
from campaigns.selectors import petitions
from tests import factories
from tests.people.deeds import confirmed

pytestmark = pytest.mark.django_db
PAGE = "/petitions/support-every-survivor/"
STATES = [
    ({"state": "paused"}, "Paused", "Paused:", "Read the petition"),
    ({"closes_on": date(2026, 1, 1)}, "Closed", "Closed:", "See what came of it"),
    ({"state": "handed_in"}, "Handed in", "Closed:", "See what came of it"),
    ({"state": "answered"}, "Answered", "Closed:", "See what came of it"),
]


def html(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize(("fields", "tag", "title", "link"), STATES)
def test_the_form_to_sign_says_how_it_stands_and_leads_to_the_petition(
    client: Client, fields: dict[str, Any], tag: str, title: str, link: str
) -> None:
    factories.petition(**fields)
    page = html(client, f"{PAGE}sign/")
    assert f"<title>{title} Support every survivor" in page
    assert f'<span class="tag tag--quiet">{tag}</span>' in page
    assert re.search(rf'href="{PAGE}">{link}</a>', page)
    assert 'name="email" ' not in page.partition("<footer")[0]


@pytest.mark.parametrize(("fields", "tag", "title", "link"), STATES)
def test_a_campaigns_page_says_the_same_where_its_form_would_be(
    client: Client, fields: dict[str, Any], tag: str, title: str, link: str
) -> None:
    factories.campaign(factories.petition(**fields), slug="time")
    page = html(client, "/time/")
    assert f'<span class="tag tag--quiet">{tag}</span>' in page
    assert re.search(rf'href="{PAGE}">{link}</a>', page)
    assert ("Signing is paused for now" in page) == (tag == "Paused")
    assert ("no longer takes signatures" in page) != (tag == "Paused")


def test_whoever_signed_is_asked_to_send_friends_there_only_while_they_can_sign(client: Client) -> None:
    petition = factories.petition()
    path = confirmed(petition).get_confirm_path()
    page = html(client, path)
    assert "Ask a friend to sign" in page
    assert "I%20have%20signed%20this.%20Will%20you%3F%20Support" in page
    assert page.index("Ask a friend to sign") < page.index("Your place in the public log")
    Petition.objects.update(state="closed")
    over = html(client, path)
    assert "Ask a friend to sign" not in over
    assert "Your place in the public log" in over


@pytest.mark.parametrize(
    ("addressee", "within"),
    [
        ("The Home Secretary", "the Home Secretary"),
        ("Theresa Villiers", "Theresa Villiers"),
        ("Home Office", "Home Office"),
        ("", ""),
    ],
)
def test_an_office_loses_its_capital_within_a_sentence_and_a_name_does_not(addressee: str, within: str) -> None:
    assert petitions.within_a_sentence(addressee) == within
