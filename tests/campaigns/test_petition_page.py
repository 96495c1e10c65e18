from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.enums import NewsKind, PetitionState
from campaigns.models import Milestone, Petition, PetitionCorrection, PetitionNews, PetitionTotal
from campaigns.selectors import voices
from pages import generation, outline
from places.models import Constituency
from tests import factories
from tests.campaigns import agreed, folded

pytestmark = pytest.mark.django_db
PAGE = "/petitions/support-every-survivor/"


@pytest.fixture
def petition() -> Petition:
    return factories.petition(background="Six weeks are too short.", goal=10_000)


def html(path: str = PAGE, status: int = 200) -> str:
    caches["pages"].clear()
    answer = Client().get(path)
    assert answer.status_code == status, path
    return " ".join(answer.content.decode().split())


def test_the_page_says_who_is_asked_for_what_and_that_it_is_not_parliaments(petition: Petition) -> None:
    page = html()
    for said in (
        "A petition to the Home Secretary",
        "We ask the Home Secretary to support every survivor",
        "Six weeks are too short.",
        "This is our own petition",
        "https://petition.parliament.uk/",
    ):
        assert said in page
    assert page.count(f'href="{PAGE}sign/"') == 1  # beside the count
    assert page.count(f'href="{PAGE}sign/#sign"') == 1  # in reach on a phone, to the form: the words were just read
    assert f'href="{PAGE}log/"' in page


@pytest.mark.parametrize("state", [PetitionState.DRAFT, PetitionState.IN_REVIEW])
def test_what_is_not_published_is_not_there(petition: Petition, state: PetitionState) -> None:
    Petition.objects.update(state=state)
    for path in ("", "where/", "comments/", "feed/", "embed/", "for/leeds/"):
        html(PAGE + path, status=404)
    assert "Support every survivor" not in html("/petitions/")
    assert "support-every-survivor" not in html("/petitions/sitemap.xml")


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"state": "paused"}, "Signing is paused for now"),
        ({"state": "closed"}, "This petition takes no more signatures"),
        ({"closes_on": date(2026, 1, 1)}, "This petition takes no more signatures"),
        ({"state": "handed_in", "handed_in_on": date(2026, 9, 1)}, "to the Home Secretary on 1 September 2026"),
        ({"state": "answered", "response": "We will <look> at it."}, "We will &lt;look&gt; at it."),
        ({"state": "archived"}, "kept here for the record"),
    ],
)
def test_a_petition_that_cannot_be_signed_says_why_and_has_no_button(
    petition: Petition, fields: dict[str, Any], says: str
) -> None:
    Petition.objects.update(**fields)
    page = html()
    assert says in page
    assert "Sign this petition" not in page


def test_paper_is_shown_apart_and_in_the_sum(petition: Petition) -> None:
    folded.fold(petition, {"leeds-south": 1_200})
    assert "in all." not in html()
    PetitionTotal.objects.update(on_paper=34)
    page = html()
    assert "1,200 signatures" in page
    assert "With 34 on paper: <b>1,234</b> in all." in page


def test_what_happened_stands_there_with_its_day_and_drafts_of_news_do_not(petition: Petition) -> None:
    then = datetime(2026, 3, 2, 12, tzinfo=UTC)
    PetitionCorrection.objects.create(petition=petition, text="It is 45 days, not 40.", made_at=then)
    reached = Milestone.objects.create(petition=petition, number=5_000, meaning="We ask to meet.", reached_at=then)
    Milestone.objects.create(petition=petition, number=10_000, meaning="We hand it in.")
    for subject, sent_at, milestone in (("We met", then, None), ("Half way", then, reached), ("Unsent", None, None)):
        kind = NewsKind.MILESTONE if milestone else NewsKind.UPDATE
        PetitionNews.objects.create(
            petition=petition, kind=kind, subject=subject, body="A <b>word</b>", sent_at=sent_at, milestone=milestone
        )
    page = html()
    assert "It is 45 days, not 40." in page
    assert "2 March 2026" in page
    assert "We hand it in." in page
    assert "We met" in page
    assert "A &lt;b&gt;word&lt;/b&gt;" in page
    assert page.count("5,000") == 1  # as a milestone; what happened then is told by its news
    assert "Unsent" not in page


def test_a_comment_names_only_who_wants_that_and_only_by_first_name_and_constituency(petition: Petition) -> None:
    leeds = Constituency.objects.get(slug="leeds-south")
    said = {"comment_state": "shown", "constituency_found": leeds}
    folded.confirmed(petition, "Dr Suzie Signer", comment="I want this.", is_public=True, **said)
    folded.confirmed(petition, "Priya Teacher", comment="So do I.", **said)
    folded.confirmed(petition, "Charlie Leader", comment="Not read yet.", is_public=True, comment_state="waiting")
    folded.confirmed(petition, "Dele Decider", is_public=True)
    pending = {"state": "pending", "confirmed_at": None}
    folded.confirmed(petition, "Mallory Meddler", comment="Too soon.", is_public=True, **{**said, **pending})
    for page in (html(), html(f"{PAGE}comments/")):
        assert "I want this." in page
        assert "Suzie, Leeds South" in page
        assert "So do I." in page
        for hidden in ("Signer", "Priya", "Not read yet", "Leader", "Mallory", "Too soon"):
            assert hidden not in page
    names = {each.name for each in voices.names(petition.pk, number=9)}
    assert names == {"Suzie", "Charlie", "Dele"}


def test_comments_go_on_page_by_page_and_end(petition: Petition) -> None:
    for number in range(23):
        folded.confirmed(petition, "Suzie Signer", comment=f"Reason {number}.", comment_state="shown")
    first, second = html(f"{PAGE}comments/"), html(f"{PAGE}comments/2/")
    assert ("Reason 22." in first, "Reason 3." in first, "Reason 2." in first) == (True, True, False)
    assert ("Reason 2." in second, "Reason 0." in second) == (True, True)
    assert f'href="{PAGE}comments/2/"' in first
    assert f'href="{PAGE}comments/"' in second
    assert "Older" not in second
    for beyond in (0, 3, 51, 10**9):
        html(f"{PAGE}comments/{beyond}/", status=404)


@pytest.mark.parametrize(
    ("fields", "index"),
    [
        ({"comment_state": "shown", "state": "confirmed"}, "comments_that_are_shown"),
        ({"is_public": True, "state": "confirmed"}, "names_that_are_shown"),
    ],
)
def test_the_latest_are_read_from_an_index_of_their_own(petition: Petition, fields: dict[str, Any], index: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("the plan is PostgreSQL's")
    for number in range(60):
        agreed.signed(agreed.to(f"Somebody{number}"), petition, **(fields if number % 20 == 0 else {}))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE campaigns_signature")
        cursor.execute("SET LOCAL enable_seqscan = off")  # which it prefers while there are few
    latest = voices.latest(petition.pk).filter(**fields)[:5]
    assert index in latest.explain()


def test_the_list_has_the_open_ones_first_and_can_be_filtered(petition: Petition) -> None:
    factories.petition(slug="older", title="An answered one", state="answered")
    over = timezone.localdate() - timedelta(days=1)
    factories.petition(slug="over", title="One past its day", closes_on=over)
    factories.petition(slug="newest", title="A draft", state="draft")
    page = html("/petitions/")
    titles = ["Support every survivor for a year", "One past its day", "An answered one"]
    places = [page.index(title) for title in titles]
    assert places == sorted(places)
    assert "A draft" not in page
    assert "One past its day" in html("/petitions/?kind=closed")
    assert "Support every survivor" not in html("/petitions/?kind=closed")
    assert "No petition is in this state" in html("/petitions/?kind=paused")
    assert "Support every survivor" in html("/petitions/?kind=draft&page=nonsense")


def test_an_empty_list_says_so() -> None:
    assert "There is no petition yet" in html("/petitions/")


@pytest.mark.parametrize("slug", ["feed", "rules"])
def test_a_petition_takes_no_address_of_ours(slug: str) -> None:
    petition = factories.petition(slug=slug)
    with pytest.raises(ValidationError, match="the site itself uses"):
        petition.full_clean()


def test_search_and_the_sitemap_know_it(petition: Petition) -> None:
    assert f"<loc>http://localhost:8000{PAGE}</loc>" in html("/petitions/sitemap.xml")
    assert "/petitions/sitemap.xml" in html("/robots.txt")
    found = html("/search/?q=supporting+survivors&kind=petitions")
    assert f'href="{PAGE}"' in found
    Petition.objects.update(state="draft")
    outline.forget()
    assert f'href="{PAGE}"' not in html("/search/?q=supporting+survivors")


@pytest.mark.parametrize(("path", "most"), [("", 10), ("where/", 12), ("comments/", 10)])  # a map costs two more
def test_a_page_costs_few_queries_and_counts_no_rows(petition: Petition, path: str, most: int, settings: Any) -> None:
    factories.campaign(petition)
    folded.fold(petition, {"leeds-south": 40}, FR=7)
    folded.confirmed(petition, "Suzie Signer", comment="I want this.", comment_state="shown", is_public=True)
    client = Client()
    client.get(PAGE + path)
    settings.PAGE_GENERATION_MEMORY = 60
    caches["pages"].clear()
    outline.forget()
    generation.forget()
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(PAGE + path)
    generation.forget()
    assert answer.status_code == 200
    asked = [query["sql"] for query in queries]
    assert len(asked) <= most, "\n".join(asked)
    assert not any("COUNT(" in sql and "campaigns_signature" in sql for sql in asked)


def test_readers_get_no_cookie_and_the_next_one_the_stored_page(
    petition: Petition, django_assert_num_queries: Any
) -> None:
    client = Client()
    first = client.get(PAGE)
    assert not first.cookies
    assert first.headers["Cache-Control"] == "no-store"
    with django_assert_num_queries(1):  # asks for the generation
        assert client.get(PAGE).content == first.content
    folded.fold(petition, {"leeds-south": 7})
    assert b"7 signatures" in client.get(PAGE).content
