"""Following a campaign: consent is asleep until the address's owner answers, and nobody else learns anything."""

import pytest
from bs4 import BeautifulSoup
from django.core import mail as outbox
from django.test import Client
from wagtail.models import PageViewRestriction

from campaigns.models import CampaignFollow, CampaignPage
from campaigns.services import following
from campaigns.views.follow import FOLLOWS
from mail.models import Delivery
from mail.services import drain
from people.enums import Purpose
from people.models import Address, Consent, ConsentWording, Person
from people.services import newsletter
from tests import factories
from tests.cast import SUZIE
from tests.people.deeds import wording

pytestmark = pytest.mark.django_db


@pytest.fixture
def words() -> ConsentWording:
    return wording()


@pytest.fixture
def campaign() -> CampaignPage:
    return factories.campaign(slug="a-year")


def address(campaign: CampaignPage) -> str:
    return f"/follow/{campaign.pk}/"


def filled(words: ConsentWording, **other: str) -> dict[str, str]:
    return {"email": SUZIE["email"], "wording": str(words.pk), **other}


def test_suzie_follows_from_the_campaigns_page_and_confirms_by_a_button(
    campaign: CampaignPage, words: ConsentWording, client: Client
) -> None:
    page = BeautifulSoup(client.get(campaign.url).content, "html.parser")
    form = page.select_one("main form.newsletter")
    assert form is not None
    assert form["action"] == address(campaign)
    assert words.text in form.text
    sent = {field["name"]: field.get("value", "") for field in form.select("input")}
    answer = client.post(address(campaign), {**sent, "email": SUZIE["email"]})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{address(campaign)}check-your-inbox/")
    assert dict(answer.cookies) == {}
    assert not Consent.objects.live().exists()
    drain.send_due()
    [message] = outbox.outbox
    link = Delivery.objects.get().context["confirm_path"]
    assert link in message.body
    client.get(link)
    client.head(link)
    assert not Consent.objects.live().exists()
    client.post(link)
    consent = Consent.objects.live().get()
    assert (consent.form, consent.purpose) == (f"campaign {campaign.pk} a-year", Purpose.CAMPAIGN_NEWS)


def test_the_answer_is_the_same_for_whoever_is_new_waits_or_follows_already(
    campaign: CampaignPage, words: ConsentWording, client: Client
) -> None:
    answers = [client.post(address(campaign), filled(words)), client.post(address(campaign), filled(words))]
    newsletter.confirm(Consent.objects.get())
    answers.append(client.post(address(campaign), filled(words)))
    assert len({(answer.status_code, answer.headers["Location"], answer.content) for answer in answers}) == 1
    assert Consent.objects.count() == Person.objects.count() == 1
    assert Delivery.objects.latest("pk").kind == "subscribed_before"
    assert not CampaignFollow.objects.exists()


def test_nobody_is_flooded_by_way_of_many_campaigns(campaign: CampaignPage, words: ConsentWording) -> None:
    for number in range(6):
        page = factories.campaign(slug=f"other-{number}")
        following.follow(page=page, email=SUZIE["email"], wording=words)
    assert Delivery.objects.count() == newsletter.MOST_MESSAGES_A_DAY


def test_one_machine_follows_so_many_an_hour_and_no_more(
    campaign: CampaignPage, words: ConsentWording, client: Client
) -> None:
    for number in range(FOLLOWS):
        client.post(address(campaign), filled(words, email=f"visitor-{number}@example.org"))
    assert client.post(address(campaign), filled(words)).status_code == 429
    assert not Address.objects.filter(canonical=SUZIE["email"]).exists()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"email": ""}, "Enter your email address"),
        ({"email": "suzie at example.org"}, "name@example.org"),
        ({"email": "<script>x</script>\u202e"}, "name@example.org"),
        ({"wording": "999999"}, "has changed"),
    ],
)
def test_bad_input_comes_back_with_its_error_and_nothing_is_kept(
    wrong: dict[str, str], says: str, campaign: CampaignPage, words: ConsentWording, client: Client
) -> None:
    answer = client.post(address(campaign), filled(words, **wrong))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert b"<script>x" not in answer.content
    assert not Address.objects.exists()


def test_a_body_that_is_far_too_big_or_from_another_site_keeps_nothing(
    campaign: CampaignPage, words: ConsentWording, client: Client
) -> None:
    big = client.post(address(campaign), filled(words, email="x" * 10_000_000))
    assert big.status_code == 413
    foreign = client.post(address(campaign), filled(words), headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
    client.post(address(campaign), filled(words, homepage="http://evil.example/"))  # a program
    assert not Address.objects.exists()


def test_a_campaign_that_is_over_is_followed_by_nobody(words: ConsentWording, client: Client) -> None:
    over = factories.campaign(slug="won", state="won")
    assert "This campaign is over" in client.post(address(over), filled(words)).content.decode()
    assert not Address.objects.exists()


def test_a_campaign_that_readers_may_not_see_is_not_found(campaign: CampaignPage, client: Client) -> None:
    assert client.get(f"/follow/{factories.article(slug='x').pk}/").status_code == 404
    PageViewRestriction.objects.create(page=campaign, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(address(campaign)).status_code == 404
    assert client.get(f"{address(campaign)}check-your-inbox/").status_code == 404
