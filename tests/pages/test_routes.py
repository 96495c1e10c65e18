"""The two ways for readers in distress, and what a watched telephone shows of the page that they lead to."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction, Site

from pages import outline, routes
from pages.models import ArticlePage, SafetyRoutes
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def you() -> ArticlePage:
    return factories.article(
        title="If this is happening to you",
        slug="you",
        hides_its_title=True,
        summary="You are not in trouble.",
        search_description="Help for victims.",
    )


@pytest.fixture
def chosen(you: ArticlePage) -> SafetyRoutes:
    worried = factories.article(title="What to do", slug="what-to-do")
    site = Site.objects.get(is_default_site=True)
    made: SafetyRoutes = SafetyRoutes.objects.create(site=site, if_this_is_you=you, if_you_are_worried=worried)
    return made


def strip(path: str, client: Client) -> str:
    return client.get(path).content.decode().partition("</aside>")[0]


def test_both_ways_stand_on_every_page_and_on_those_that_are_not_there(chosen: SafetyRoutes, client: Client) -> None:
    factories.campaign(factories.petition(), slug="a-campaign")
    for path in ("/", "/you/", "/a-campaign/", "/petitions/support-every-survivor/sign/", "/no-such-page/"):
        assert 'href="/you/">If this is you</a>' in strip(path, client), path
        assert 'href="/what-to-do/">Worried about somebody?</a>' in strip(path, client), path


def test_nothing_is_shown_before_somebody_chose(client: Client) -> None:
    assert "safety-routes" not in client.get("/").content.decode()


def test_a_way_to_a_page_that_is_not_public_vanishes_and_the_other_stays(
    chosen: SafetyRoutes, you: ArticlePage, client: Client
) -> None:
    you.unpublish()
    assert routes.current() == (None, "/what-to-do/")
    PageViewRestriction.objects.create(page=chosen.if_you_are_worried, restriction_type=PageViewRestriction.LOGIN)
    assert routes.current() == (None, None)


def test_another_choice_shows_at_once_on_pages_that_were_stored(chosen: SafetyRoutes, client: Client) -> None:
    assert 'href="/you/"' in strip("/", client)
    chosen.if_this_is_you = factories.article(title="Another", slug="another")
    chosen.save()
    assert 'href="/another/"' in strip("/", client)
    assert 'href="/you/"' not in strip("/", client)


def test_they_cost_no_query_of_their_own(chosen: SafetyRoutes, monkeypatch: pytest.MonkeyPatch) -> None:
    known = outline.Outline()
    monkeypatch.setattr(outline, "current", lambda: known)
    with CaptureQueriesContext(connection) as queries:
        assert routes.current() == ("/you/", "/what-to-do/")
    assert not queries.captured_queries


def test_a_page_that_hides_its_title_gives_a_watched_telephone_nothing_to_show(
    you: ArticlePage, client: Client
) -> None:
    answer = client.get("/you/")
    head, _, body = answer.content.decode().partition("</head>")
    assert "<title>Information</title>" in head
    for leak in ("happening", "trouble", "victims", "ACTFORJUSTICE", "og:", "twitter:", 'name="description"'):
        assert leak not in head, leak
    assert "If this is happening to you</h1>" in body
    assert answer.headers["Cache-Control"] == "no-store"


def test_other_pages_keep_their_titles(client: Client) -> None:
    factories.article(title="The law", slug="the-law")
    head = client.get("/the-law/").content.decode().partition("</head>")[0]
    assert "<title>The law " in head
    assert 'property="og:title" content="The law"' in head
