"""The two ways for readers in distress, and what a watched telephone shows of the page that they lead to."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageViewRestriction, Site

from pages import outline, routes
from pages.models import ArticlePage, SafetyRoutes, SectionPage
from tests import factories
from tests.access import deeds

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


@pytest.fixture
def publisher() -> Client:
    client = Client()
    client.force_login(factories.dele())
    return client


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_their_pages_can_be_neither_unpublished_nor_deleted(
    action: str, chosen: SafetyRoutes, you: ArticlePage, publisher: Client
) -> None:
    other = factories.article(slug="other")
    in_bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    for address in (f"/admin/pages/{you.pk}/{action}/", f"{in_bulk}?id={other.pk}&id={you.pk}"):
        answer = publisher.post(address, follow=True)
        assert "stands one step from every page" in answer.content.decode()
    assert routes.current() == ("/you/", "/what-to-do/")
    assert Client().get("/other/").status_code == 200
    publisher.post(f"/admin/pages/{other.pk}/{action}/")
    assert Client().get("/other/").status_code == 404


@pytest.mark.parametrize(("action", "data"), [("unpublish", {"include_descendants": "on"}), ("delete", {})])
def test_nor_can_a_page_above_them_take_them_along(
    action: str, data: dict[str, str], chosen: SafetyRoutes, you: ArticlePage, publisher: Client
) -> None:
    section = factories.section(slug="help")
    you.move(section, pos="last-child")
    in_bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    for address in (f"/admin/pages/{section.pk}/{action}/", f"{in_bulk}?id={section.pk}"):
        answer = publisher.post(address, data, follow=True)
        assert "stands one step from every page" in answer.content.decode()
    assert routes.current().if_this_is_you == "/help/you/"


def test_a_section_above_them_may_be_unpublished_alone(
    chosen: SafetyRoutes, you: ArticlePage, publisher: Client
) -> None:
    section = factories.section(slug="help")
    you.move(section, pos="last-child")
    publisher.post(f"/admin/pages/{section.pk}/unpublish/")
    assert not SectionPage.objects.get(pk=section.pk).live
    assert routes.current().if_this_is_you == "/help/you/"


def test_their_pages_do_not_expire(chosen: SafetyRoutes, you: ArticlePage, publisher: Client) -> None:
    data = deeds.article(**deeds.PUBLISH, slug="you", expire_at="2099-01-01 09:00")
    other = factories.article(slug="other")
    for pk, stays in ((you.pk, True), (other.pk, False)):
        html = publisher.post(f"/admin/pages/{pk}/edit/", {**data, "slug": f"page-{pk}"}).content.decode()
        assert ("stands one step from every page" in html) == stays
        assert (ArticlePage.objects.get(pk=pk).expire_at is None) == stays


def test_other_pages_keep_their_titles(client: Client) -> None:
    factories.article(title="The law", slug="the-law")
    head = client.get("/the-law/").content.decode().partition("</head>")[0]
    assert "<title>The law " in head
    assert 'property="og:title" content="The law"' in head
