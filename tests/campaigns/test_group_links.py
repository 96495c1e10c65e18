import pytest
from django.test import Client

from campaigns.models import Petition
from groups.models import CommunityGroup
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/petitions/support-every-survivor/"


@pytest.fixture
def petition() -> Petition:
    CommunityGroup.objects.create(name="Leeds Action", slug="leeds")
    return factories.petition()


def test_who_comes_by_a_groups_link_signs_for_that_group(petition: Petition, client: Client) -> None:
    html = client.get(f"{PAGE}for/leeds/").content.decode()
    assert "Leeds Action" in html
    assert html.count(f'href="{PAGE}sign/for/leeds/"') == 1
    assert html.count(f'href="{PAGE}sign/for/leeds/#sign"') == 1
    assert f'href="{PAGE}sign/"' not in html
    assert client.get(f"{PAGE}sign/for/leeds/").status_code == 200
    assert "%2Ffor%2Fleeds%2F" in html  # what is shared from there is the group's link again
    assert f'href="{PAGE}for/leeds/poster.pdf"' in html
    assert f'href="{PAGE}poster.pdf"' not in html


def test_its_one_address_for_search_engines_is_the_plain_page(petition: Petition, client: Client) -> None:
    html = client.get(f"{PAGE}for/leeds/").content.decode()
    assert f'<link rel="canonical" href="http://localhost:8000{PAGE}">' in html


def test_a_group_that_is_not_there_leads_to_the_plain_page(petition: Petition, client: Client) -> None:
    answer = client.get(f"{PAGE}for/no-such-group/")
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)


def test_a_petition_that_is_over_does_not_speak_of_signing_for_a_group(petition: Petition, client: Client) -> None:
    Petition.objects.update(state="closed")
    html = client.get(f"{PAGE}for/leeds/").content.decode()
    assert "count for that group" not in html
    assert "/sign/" not in html
