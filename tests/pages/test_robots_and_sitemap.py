"""What robots are told, what pages say of themselves, and addresses that have moved."""

from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings as site
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from pages import generation, outline
from pages.models import NewsIndexPage, NewsPage
from pages.sitemap import PageSitemap
from tests import factories

pytestmark = pytest.mark.django_db
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def listed(client: Client) -> dict[str, str | None]:
    answer = client.get("/sitemap.xml")
    assert answer.status_code == 200
    urls = ElementTree.fromstring(answer.content).findall(f"{SITEMAP}url")  # noqa: S314  our own
    return {url.findtext(f"{SITEMAP}loc", ""): url.findtext(f"{SITEMAP}lastmod") for url in urls}


def test_the_sitemap_lists_live_public_pages_on_the_sites_one_address(client: Client) -> None:
    factories.article(slug="open")
    factories.article(slug="draft").unpublish()
    private = factories.article(slug="private")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    found = listed(client)
    assert set(found) == {f"{site.SITE_URL}/", f"{site.SITE_URL}/open/"}
    assert found[f"{site.SITE_URL}/open/"]


def test_the_sitemap_follows_a_publication_at_once(client: Client) -> None:
    before = listed(client)
    factories.article(slug="new")
    assert set(listed(client)) - set(before) == {f"{site.SITE_URL}/new/"}


def test_the_sitemap_costs_no_query_beside_the_outlines(django_assert_num_queries: Any, settings: Any) -> None:
    for number in range(20):
        factories.article(slug=f"page-{number}")
    settings.PAGE_GENERATION_MEMORY = 60
    outline.current()
    with django_assert_num_queries(0):
        urls = PageSitemap().get_urls()
    generation.forget()
    assert len(urls) == 21
    assert urls[1]["lastmod"]


def test_a_copy_for_trying_things_out_keeps_every_robot_away(client: Client) -> None:
    assert "Disallow: /\n" in client.get("/robots.txt").content.decode()


def test_a_public_server_names_what_is_not_for_robots_and_the_sitemap(client: Client, settings: Any) -> None:
    del settings.INBOX  # production has none
    answer = client.get("/robots.txt")
    assert answer.headers["Content-Type"].startswith("text/plain")
    lines = answer.content.decode().splitlines()
    assert "Disallow: /" not in lines
    assert {"Disallow: /admin/", "Disallow: /search/", "Disallow: /exit/"} <= set(lines)
    assert f"Sitemap: {site.SITE_URL}/sitemap.xml" in lines


def test_a_page_says_where_it_is_and_what_it_is(client: Client) -> None:
    index = factories.below(factories.home(), NewsIndexPage(title="News", slug="news"))
    factories.below(index, NewsPage(title="A court decides", slug="court", date=date(2026, 11, 1)))
    for path, kind in {"/": "website", "/news/": "website", "/news/court/": "article"}.items():
        html = client.get(path + "?utm_source=x").content.decode()
        assert f'<meta property="og:type" content="{kind}">' in html
        assert f'<link rel="canonical" href="{site.SITE_URL}{path}">' in html
        assert f'<meta property="og:url" content="{site.SITE_URL}{path}">' in html


@pytest.mark.parametrize(
    ("query", "canonical"), [("page=2", "?page=2"), ("page=1", ""), ('page="><b>', ""), ("page=99999", "?page=2")]
)
def test_each_part_of_a_list_is_an_address_of_its_own(query: str, canonical: str, client: Client) -> None:
    index = factories.below(factories.home(), NewsIndexPage(title="News", slug="news"))
    for number in range(12):
        index.add_child(instance=NewsPage(title=f"News {number}", slug=f"news-{number}"))
    html = client.get(f"/news/?{query}").content.decode()
    assert f'<link rel="canonical" href="{site.SITE_URL}/news/{canonical}">' in html


def test_a_page_without_parts_has_one_address_whatever_part_is_asked_for(client: Client) -> None:
    factories.article(slug="one")
    assert f'<link rel="canonical" href="{site.SITE_URL}/one/">' in client.get("/one/?page=2").content.decode()


def test_the_old_address_of_a_renamed_page_leads_to_the_new_one(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    article = factories.article(slug="old")
    client.get("/old/")
    article.slug = "new"
    with django_capture_on_commit_callbacks(execute=True):  # when Wagtail makes the redirect
        article.save_revision().publish()
    answer = client.get("/old/", follow=True)
    assert answer.redirect_chain == [("/new/", 301)]
    assert answer.status_code == 200


def test_the_old_addresses_of_a_moved_page_and_those_below_it_lead_to_the_new_ones(client: Client) -> None:
    section = factories.section(slug="learn")
    factories.article(section, slug="below")
    section.move(factories.section(title="Other", slug="other"), pos="last-child")
    for old, new in {"/learn/": "/other/learn/", "/learn/below/": "/other/learn/below/"}.items():
        assert client.get(old, follow=True).redirect_chain == [(new, 301)]


def test_an_editors_own_redirect_works_and_stops_when_it_is_taken_away(client: Client) -> None:
    assert client.get("/petition/").status_code == 404
    redirect = Redirect.objects.create(old_path="/petition", redirect_link="https://www.example.org/")
    assert client.get("/petition/").headers["Location"] == "https://www.example.org/"
    redirect.delete()
    assert client.get("/petition/").status_code == 404
