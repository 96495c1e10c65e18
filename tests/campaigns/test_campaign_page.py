"""A campaign's page, its feed, the index of campaigns and those on the home page."""

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
from wagtail.models import Page, PageViewRestriction

from campaigns.enums import CampaignState
from campaigns.models import Bill, CampaignFact, CampaignIndexPage, CampaignPage, CampaignSupporter, CampaignUpdate
from pages import generation, outline
from pages.models.fact import FactInUse
from tests import factories

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
PATH = "/campaigns/a-year/"
MOST_QUERIES = 10


@pytest.fixture
def index() -> CampaignIndexPage:
    return factories.below(factories.home(), CampaignIndexPage(title="Campaigns", slug="campaigns"))


def a_campaign(index: Page, **fields: Any) -> CampaignPage:
    return factories.below(index, CampaignPage(**{"title": "A year of support", "slug": "a-year", **fields}))


def full(index: Page) -> CampaignPage:
    page = a_campaign(
        index,
        ask="Let everybody have a year.",
        why_now="Because it ends too soon.",
        decider="The Home Secretary",
        petition=factories.petition(),
        bill=Bill.objects.create(title="Survivors Bill", slug="survivors-bill"),
    )
    page.updates.add(CampaignUpdate(on=date(2026, 11, 1), title="We began <b>", text="In the rain."))
    page.updates.add(CampaignUpdate(on=date(2026, 11, 20), title="We met the minister"))
    page.supporters.add(CampaignSupporter(name="Example Street Church", url="https://church.example.org/"))
    page.related_facts.add(CampaignFact(fact=factories.fact(), sentence="were referred in a year"))
    page.save_revision().publish()
    stored: CampaignPage = CampaignPage.objects.get(pk=page.pk)
    return stored


def opened(client: Client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def words(page: BeautifulSoup) -> str:
    return " ".join(page.get_text(" ").split())


def test_the_page_says_what_is_asked_why_now_who_decides_what_was_done_and_who_stands_by_it(
    index: CampaignIndexPage, client: Client
) -> None:
    full(index)
    page = opened(client, PATH)
    said = words(page)
    for expected in (
        "Let everybody have a year.",
        "Because it ends too soon.",
        "Who decides: The Home Secretary",
        "23,411",
        "were referred in a year",
        "Survivors Bill",
        "In the rain.",
        "0 signatures",
    ):
        assert expected in said, expected
    assert [update.find("h3").text for update in page.select(".campaign-update")] == [  # type: ignore[union-attr]
        "We met the minister",
        "We began <b>",
    ]
    assert page.select_one('a[href="https://church.example.org/"]') is not None
    assert page.select_one(".campaign-head .tag").text == "Live"  # type: ignore[union-attr]


def test_a_fact_changed_once_shows_here_and_is_not_withdrawn_under_the_page(
    index: CampaignIndexPage, client: Client
) -> None:
    fact = full(index).related_facts.get().fact
    fact.value = "24,000"
    fact.save()
    assert "24,000" in words(opened(client, PATH))
    with pytest.raises(FactInUse, match="A year of support"):
        fact.unpublish()


@pytest.mark.parametrize(
    ("state", "says"),
    [
        (CampaignState.WON, "We won this campaign"),
        (CampaignState.LOST, "We did not win this campaign"),
        (CampaignState.CLOSED, "This campaign is closed"),
    ],
)
def test_a_campaign_that_is_over_says_so_before_its_title(
    state: CampaignState, says: str, index: CampaignIndexPage, client: Client
) -> None:
    a_campaign(index, state=state, outcome="The law was changed in May.")
    said = words(opened(client, PATH).select_one("main"))  # type: ignore[arg-type]
    assert said.index(says) < said.index("The law was changed in May.") < said.rindex("A year of support")
    assert "Follow this campaign" not in said


def test_what_was_done_comes_as_a_feed_newest_first(index: CampaignIndexPage, client: Client) -> None:
    page = full(index)
    link = opened(client, PATH).select_one('link[type="application/atom+xml"]')
    assert link is not None
    assert link["href"] == f"{PATH}feed/"
    answer = client.get(f"{PATH}feed/")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)  # noqa: S314  our own
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["We met the minister", "We began <b>"]
    assert entries[1].findtext(f"{ATOM}summary") == "In the rain."
    newest = page.updates.get(title="We met the minister")
    assert entries[0].findtext(f"{ATOM}id") == f"{site.SITE_URL}{PATH}#update-{newest.pk}"
    again = client.get(f"{PATH}feed/", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_the_index_lists_live_ones_first_and_can_show_one_state_alone(index: CampaignIndexPage, client: Client) -> None:
    for state in (CampaignState.CLOSED, CampaignState.WON, CampaignState.PAUSED, CampaignState.LIVE):
        a_campaign(index, title=state.label, slug=state.value, state=state)
    hidden = a_campaign(index, title="Private", slug="private")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)

    def listed(query: str = "") -> list[str]:
        return [title.text for title in opened(client, f"/campaigns/{query}").select(".campaign-item__title")]

    assert listed() == ["Live", "Paused", "Won", "Closed"]
    assert listed("?kind=won") == ["Won"]
    assert listed("?kind=nonsense") == listed()
    filters = [" ".join(option.text.split()) for option in opened(client, "/campaigns/").select(".filter-bar a")]
    assert filters == ["All", "Live", "Paused", "Won", "Closed"]


def test_an_index_without_campaigns_says_so(index: CampaignIndexPage, client: Client) -> None:
    assert "There is no campaign yet." in words(opened(client, "/campaigns/"))


def test_featured_campaigns_stand_on_the_home_page_the_chosen_one_first(
    index: CampaignIndexPage, client: Client
) -> None:
    petition = factories.petition()
    older = a_campaign(index, title="Older", slug="older", is_featured=True, petition=petition)
    a_campaign(index, title="Newer", slug="newer", is_featured=True)
    a_campaign(index, title="Quiet", slug="quiet")

    def shown() -> list[str]:
        return [title.text.strip() for title in opened(client, "/").select(".feature h2, .home-campaigns h3")]

    assert shown() == ["Newer", "Older"]
    home = factories.home()
    home.featured_campaign = older
    home.save_revision().publish()
    assert shown() == ["Older", "Newer"]
    CampaignPage.objects.get(slug="newer").unpublish()
    assert shown() == ["Older"]


def test_an_uncached_page_with_everything_on_it_costs_few_queries(
    index: CampaignIndexPage, client: Client, settings: Any
) -> None:
    full(index)
    client.get(PATH)
    settings.PAGE_GENERATION_MEMORY = 60
    caches["pages"].clear()
    outline.forget()
    generation.forget()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(PATH).status_code == 200
    generation.forget()
    assert len(queries) <= MOST_QUERIES, [query["sql"] for query in queries]


def test_campaign_staff_write_an_update(index: CampaignIndexPage, client: Client) -> None:
    from campaigns.services import staff

    page = full(index)
    staff.give(section=index)
    client.force_login(factories.member_of("Campaign staff"))
    assert "What we have done" in client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    kept, supporter = page.updates.get(title="We met the minister"), page.supporters.get()
    data = {
        "title": page.title,
        "slug": page.slug,
        "state": "won",
        "outcome": "We won.",
        "petition": str(page.petition_id),
        "bill": str(page.bill_id),
        "body-count": "0",
        "updates-TOTAL_FORMS": "2",
        "updates-INITIAL_FORMS": "1",
        "updates-0-id": str(kept.pk),
        "updates-0-on": "2026-11-20",
        "updates-0-title": "We met the minister again",
        "updates-1-on": "2026-11-25",
        "updates-1-title": "It is law",
        "supporters-TOTAL_FORMS": "1",
        "supporters-INITIAL_FORMS": "1",
        "supporters-0-id": str(supporter.pk),
        "supporters-0-name": "Example Street Church",
        "supporters-0-ORDER": "1",
        "related_facts-TOTAL_FORMS": "0",
        "related_facts-INITIAL_FORMS": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-publish": "1",
    }
    assert client.post(f"/admin/pages/{page.pk}/edit/", data).status_code == 302
    said = words(opened(Client(), PATH))
    assert "We won this campaign" in said
    assert "It is law" in said
    assert kept.pk == CampaignUpdate.objects.get(title="We met the minister again").pk  # so its entry in the feed stays
