"""What campaigns say of the people who know the signs where somebody lives."""

import pytest
from django.core.cache import caches
from django.test import Client

from campaigns.enums import CampaignState
from campaigns.models import CampaignIndexPage, CampaignPage, Petition
from campaigns.services import signing
from places.models import Constituency
from tests import factories
from tests.campaigns.test_constituencies import postcode_in
from tests.cast import SUZIE
from tests.training.test_coverage import people_in, version

pytestmark = pytest.mark.django_db
PATH = "/campaigns/a-year/"


def campaign(**fields: object) -> CampaignPage:
    index = factories.below(factories.home(), CampaignIndexPage(title="Campaigns", slug="campaigns"))
    return factories.below(index, CampaignPage(title="A year of support", slug="a-year", **fields))


def leeds() -> Constituency:
    return Constituency.objects.get(slug="leeds-south")


def html(client: Client, address: str) -> str:
    caches["pages"].clear()
    return " ".join(client.get(address).content.decode().split())


def test_a_campaign_leads_to_the_number_in_ones_own_constituency(client: Client) -> None:
    campaign()
    people_in(leeds(), 12, version("awareness", "labour"))
    block = html(client, PATH).split("Trained people in your constituency")[1].split("</section>")[0]
    assert 'href="/your-area/"' in block
    assert 'href="/training/"' in block
    assert not client.get(PATH).cookies
    assert "12 people here are trained" in html(client, leeds().get_absolute_url())


def test_a_campaign_that_is_over_asks_nobody_to_look(client: Client) -> None:
    campaign(state=CampaignState.WON)
    assert "Trained people in your constituency" not in html(client, PATH)


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (0, "Nobody in Leeds South is trained to recognise the signs yet."),
        (4, "Under 5 people in Leeds South are trained to recognise the signs, or a number that we hide"),
        (9, "9 people in Leeds South are trained to recognise the signs."),
    ],
)
def test_whoever_signs_is_told_how_many_are_trained_where_they_are_counted(
    number: int, says: str, client: Client
) -> None:
    petition: Petition = factories.petition()
    postcode_in("leeds-south")
    people_in(leeds(), number, version("awareness", "labour"))
    caches["pages"].clear()
    signature = signing.sign(petition=petition, **SUZIE)
    thanks = " ".join(client.post(signature.get_confirm_path()).content.decode().split())
    assert says in thanks
    assert 'href="/training/"' in thanks.split(says)[1].split("</p>")[0]
