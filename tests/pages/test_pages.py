import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template import engines
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from pages import figures, slugs
from pages.models import ArticlePage, Fact
from tests import demo, factories

pytestmark = pytest.mark.django_db
FOLDER = settings.BASE_DIR / "templates"
TEMPLATES = sorted(path.relative_to(FOLDER) for path in FOLDER.rglob("*.*"))


@pytest.mark.parametrize("taken", ["admin", "petitions", "exit", "documents", "groups", "training", "dev"])
def test_a_page_may_not_take_an_address_that_the_site_uses(taken: str) -> None:
    with pytest.raises(ValidationError, match="an address that the site itself uses"):
        factories.home().add_child(instance=ArticlePage(title="A page", slug=taken))
    assert taken in slugs.owned()


def test_further_down_the_same_slug_is_free() -> None:
    assert factories.article(factories.section(), slug="groups").url == "/learn/groups/"


def test_the_editor_is_told_why_a_slug_is_refused(client: Client) -> None:
    client.force_login(factories.morgan())
    address = reverse("wagtailadmin_pages:add", args=["pages", "articlepage", factories.home().pk])
    data = {
        "title": "Our groups",
        "slug": "groups",
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-publish": "1",
    }
    answer = client.post(address, data)
    assert "an address that the site itself uses" in answer.content.decode()
    assert not ArticlePage.objects.exists()


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_every_template_compiles(path: Path) -> None:
    if path.suffix in (".html", ".txt", ".mjml", ".css"):  # the last two make mail
        assert engines["django"].get_template(str(path))
    else:
        assert path.suffix in (".json", ".typ")  # samples of components; sheets of paper


def test_the_helpline_stands_on_every_page_of_the_site(client: Client) -> None:
    factories.campaign(factories.petition(), slug="a-campaign")
    factories.article(factories.section(), slug="an-article")
    for path in (
        "/",
        "/learn/",
        "/learn/an-article/",
        "/a-campaign/",
        "/petitions/support-every-survivor/sign/",
        "/nope/",
    ):
        html = client.get(path).content.decode()
        assert "08000 121 700" in html, path
        assert 'href="tel:999"' in html, path
        assert 'href="/exit/"' in html, path


def test_an_unknown_address_gets_a_page_that_helps(client: Client) -> None:
    answer = client.get("/no-such-page/")
    assert answer.status_code == 404
    assert "<h1" in answer.content.decode()


def test_a_telephone_fact_takes_only_digits_and_spaces() -> None:
    fact = Fact.objects.get(key="helpline")
    fact.value = "call us"
    with pytest.raises(ValidationError):
        fact.full_clean()


@pytest.mark.parametrize(("value", "tel"), [("999", "tel:999"), ("08000 121 700", "tel:+448000121700")])
def test_a_telephone_number_can_be_dialled(value: str, tel: str) -> None:
    assert Fact(value=value).tel == tel


def test_the_safety_facts_are_right_from_the_first_migration() -> None:
    stated = dict(Fact.objects.values_list("key", "value"))
    assert stated == {"emergency": "999", "police": "101", "helpline": "08000 121 700"}
    assert not any(fact.is_due_for_review for fact in Fact.objects.all())


def visible_text(source: str) -> str:
    """A template without its styles, tags, comments and markup."""
    source = re.sub(r"<style>.*?</style>", " ", source, flags=re.DOTALL)
    return re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}|<[^>]*>", " ", source, flags=re.DOTALL)


@pytest.mark.parametrize("path", [path for path in TEMPLATES if path.suffix in (".html", ".txt")], ids=str)
def test_no_template_states_a_number_that_belongs_to_the_facts_registry(path: Path) -> None:
    assert figures.distinctive(visible_text((FOLDER / path).read_text())) == []


def test_no_demonstration_text_states_a_number_that_belongs_to_the_facts_registry() -> None:
    demo.load()
    typed = {page.url: figures.typed_on(page.specific) for page in Page.objects.filter(depth__gt=1)}
    assert len(typed) > 40
    assert {url: found for url, found in typed.items() if found} == {}


def test_no_sheet_of_the_demonstration_states_a_number_that_belongs_to_the_facts_registry() -> None:
    from config.demo import group_sheet

    texts = list(figures.words(group_sheet.PIECES))
    assert texts
    assert [found for text in texts for found in figures.distinctive(text)] == []
