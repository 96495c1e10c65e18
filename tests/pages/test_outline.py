import pytest
from django.test import Client
from django.test.utils import override_settings
from wagtail.models import PageViewRestriction, Site

from pages import outline
from pages.models import ArticlePage
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_outline_holds_live_and_public_pages_in_the_order_of_the_tree() -> None:
    section = factories.section(slug="learn")
    seen = factories.article(section, slug="seen")
    hidden = factories.article(section, slug="hidden")
    private = factories.section(title="Private", slug="private")
    below_private = factories.article(private, slug="below")
    hidden.unpublish()
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    assert list(outline.current().pages) == [factories.home().pk, section.pk, seen.pk]
    assert outline.current().address(seen) == "/learn/seen/"
    assert outline.current().address(below_private) is None
    assert [page.pk for page in outline.current().above(seen)] == [factories.home().pk, section.pk]


def test_a_page_below_a_private_one_still_asks_who_is_there(client: Client) -> None:
    private = factories.section(slug="private")
    factories.article(private, slug="below")
    assert client.get("/private/below/").status_code == 200
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/private/below/").status_code == 302


def test_pages_beyond_the_bound_are_found_wagtails_own_way(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outline, "MOST", 1)
    article = factories.article(factories.section(slug="learn"), slug="beyond")
    outline.forget()
    assert outline.current().address(article) is None
    assert client.get("/learn/beyond/").status_code == 200
    assert ArticlePage.objects.get(slug="beyond").url == "/learn/beyond/"


@override_settings(ALLOWED_HOSTS=["*"])
def test_another_site_has_its_own_pages(client: Client) -> None:
    other_root = factories.section(slug="other")
    factories.article(other_root, slug="inside")
    Site.objects.create(hostname="other.example", root_page=other_root)
    assert client.get("/inside/", headers={"host": "other.example"}).status_code == 200
    assert client.get("/inside/").status_code == 404
