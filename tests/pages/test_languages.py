"""Ready for other languages: no English of its own in a template, and a second language that works when it is there."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, Site

from pages import generation, outline, slugs
from pages.models import HomePage, SafetyRoutes, SectionPage
from tests import factories
from tests.templates import Said, untranslated

FOLDER = settings.BASE_DIR / "templates"
FOR_DEVELOPERS = ("dev/", "styleguide.html")  # who work in English
TEMPLATES = [
    path.relative_to(FOLDER)
    for path in sorted(FOLDER.rglob("*.*"))
    if path.suffix in (".html", ".txt") and not str(path.relative_to(FOLDER)).startswith(FOR_DEVELOPERS)
]
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg"), ("ar", "العربية")]
LITERAL_DATE = re.compile(r"""\|date:(["'])(?!(?:c|Y|Y-m-d|[A-Z_]+_FORMAT)\1)[^"']*\1""")


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_no_template_says_anything_outside_the_tags_that_translate(path: Path) -> None:
    assert untranslated((FOLDER / path).read_text()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_no_template_fixes_how_a_date_is_written(path: Path) -> None:
    assert LITERAL_DATE.search((FOLDER / path).read_text()) is None


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("<p>Ring now</p>", "Ring now"),
        ("<p>{{ number }}\n call</p>", "call"),
        ('<img alt="A map">', "A map"),
        ('<nav aria-label="Main"></nav>', "Main"),
        ('<input placeholder="Your name">', "Your name"),
        ('<abbr title="National Referral Mechanism"></abbr>', "National Referral Mechanism"),
        ('<input type="submit" value="Send">', "Send"),
        ('{% include "a.html" with label="Read on" only %}', "Read on"),
        ('{{ title|default:"No title" }}', "No title"),
        ("{% translate 'Yes' %} no way", "no way"),
        ("{% if a %}either{% else %}{% translate 'or' %}{% endif %}", "either"),
    ],
)
def test_the_guard_sees_english_wherever_a_reader_meets_it(source: str, said: str) -> None:
    assert [found.words for found in untranslated(source)] == [said]


@pytest.mark.parametrize(
    "source",
    [
        "<p>{% translate 'Ring now' %}: {{ number }}</p>",
        "{% blocktranslate trimmed with a=b %}In all {{ a }} people{% endblocktranslate %}",
        '<img alt="" class="Large map">',
        '<img alt="{% translate "A map" %}">',
        '{% include "a.html" with label=_("Read on") kind="warning" only %}',
        "{# A note #}{% comment %}Another{% endcomment %}<script>let words</script>",
        "ACTFORJUSTICE",
    ],
)
def test_the_guard_lets_translated_and_silent_words_pass(source: str) -> None:
    assert untranslated(source) == []


def test_the_guard_names_the_line() -> None:
    assert untranslated("<p>\n{% if a %}\n<b>Here</b></p>{% endif %}") == [Said(3, "Here")]


class Tree:
    """The same few pages in English, Welsh and Arabic."""

    def __init__(self) -> None:
        self.home = factories.home()
        self.learn = factories.section(slug="learn", title="Learn", summary="What it is.")
        self.signs = factories.article(self.learn, slug="signs", title="Signs", reviewed_on=date(2026, 11, 23))
        self.about = factories.article(slug="about", title="About")
        SafetyRoutes.objects.update_or_create(
            site=Site.objects.get(is_default_site=True), defaults={"if_you_are_worried": self.signs}
        )
        self.welsh = self.translate("cy", {"learn": ("dysgu", "Dysgu"), "signs": ("arwyddion", "Arwyddion")})
        self.arabic = self.translate("ar", {"learn": ("learn", "تعلم"), "signs": ("signs", "علامات")})

    def translate(self, code: str, words: dict[str, tuple[str, str]]) -> dict[str, Page]:
        locale = Locale.objects.create(language_code=code)
        made: dict[str, Page] = {}
        for name, page in {"home": self.home, "learn": self.learn, "signs": self.signs}.items():
            copy = page.copy_for_translation(locale)
            if name in words:
                copy.slug, copy.title = words[name]
            copy.save_revision().publish()
            copy.refresh_from_db()
            made[name] = copy
        return made


@pytest.fixture
def tree(db: None, settings: Any) -> Tree:
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
    made = Tree()
    outline.forget()
    return made


def html(client: Client, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return BeautifulSoup(answer.content.decode(), "html.parser")


def links(part: Tag | None) -> list[str]:
    assert part is not None
    return [str(link["href"]) for link in part.find_all("a")]


@pytest.mark.parametrize(
    ("path", "language", "direction", "title"),
    [
        ("/learn/signs/", "en-gb", "ltr", "Signs"),
        ("/cy/dysgu/arwyddion/", "cy", "ltr", "Arwyddion"),
        ("/ar/learn/signs/", "ar", "rtl", "علامات"),
    ],
)
def test_each_language_has_its_own_pages_at_its_own_addresses(
    path: str, language: str, direction: str, title: str, tree: Tree, client: Client
) -> None:
    page = html(client, path)
    root = page.find("html")
    assert isinstance(root, Tag)
    assert (root["lang"], root["dir"]) == (language, direction)
    assert page.h1 is not None
    assert page.h1.get_text() == title


def test_the_home_page_of_a_language_is_not_the_english_one(tree: Tree, client: Client) -> None:
    welsh = tree.welsh["home"].specific
    assert isinstance(welsh, HomePage)
    welsh.heading = "Stopiwch fasnachu pobl"
    welsh.save_revision().publish()
    assert "Stopiwch fasnachu pobl" in html(client, "/cy/").get_text()
    assert "Stopiwch fasnachu pobl" not in html(client, "/").get_text()


def test_an_english_address_is_not_found_in_a_language_that_lacks_the_page(tree: Tree, client: Client) -> None:
    assert client.get("/about/").status_code == 200
    assert client.get("/cy/about/").status_code == 404
    assert client.get("/cy/learn/").status_code == 404
    assert client.get("/fr/learn/").status_code == 404


def test_a_page_may_not_take_the_first_part_of_a_languages_addresses(tree: Tree) -> None:
    slugs.owned.cache_clear()
    with pytest.raises(ValidationError, match="an address that the site itself uses"):
        factories.article(tree.home, slug="cy", title="Welsh")
    slugs.owned.cache_clear()


def test_menus_breadcrumbs_and_neighbours_stay_in_the_language(tree: Tree, client: Client) -> None:
    page = html(client, "/cy/dysgu/arwyddion/")
    assert links(page.select_one(".nav__items")) == ["/cy/dysgu/", "/training/"]
    assert links(page.select_one(".breadcrumb")) == ["/cy/", "/cy/dysgu/"]
    assert page.select_one('.wordmark[href="/cy/"]')
    english = html(client, "/learn/signs/")
    assert links(english.select_one(".nav__items")) == ["/learn/", "/training/"]
    assert links(english.select_one(".breadcrumb")) == ["/", "/learn/"]
    assert english.select_one('.wordmark[href="/"]')


def test_the_way_for_the_worried_leads_to_the_page_in_the_readers_language(tree: Tree, client: Client) -> None:
    assert "/cy/dysgu/arwyddion/" in links(html(client, "/cy/dysgu/").select_one(".help-strip"))
    assert "/learn/signs/" in links(html(client, "/learn/").select_one(".help-strip"))


def test_a_link_in_a_text_leads_to_the_page_in_the_readers_language(tree: Tree, client: Client) -> None:
    linked = (
        f'<p><a linktype="page" id="{tree.signs.pk}">here</a> and <a linktype="page" id="{tree.about.pk}">there</a></p>'
    )
    section = tree.welsh["learn"].specific
    assert isinstance(section, SectionPage)
    section.body = [{"type": "text", "value": linked}]
    section.save_revision().publish()
    assert links(html(client, "/cy/dysgu/").select_one(".prose")) == ["/cy/dysgu/arwyddion/", "/about/"]


def test_a_page_names_itself_and_its_translations(tree: Tree, client: Client) -> None:
    page = html(client, "/cy/dysgu/")
    canonical = page.find("link", rel="canonical")
    assert isinstance(canonical, Tag)
    assert canonical["href"] == "http://localhost:8000/cy/dysgu/"
    versions = {link["hreflang"]: link["href"] for link in page.find_all("link", rel="alternate", hreflang=True)}
    assert versions == {
        "en-gb": "http://localhost:8000/learn/",
        "cy": "http://localhost:8000/cy/dysgu/",
        "ar": "http://localhost:8000/ar/learn/",
    }
    assert html(client, "/about/").find("link", hreflang=True) is None


def test_the_sitemap_has_the_pages_of_every_language(tree: Tree, client: Client) -> None:
    tree.arabic["signs"].unpublish()
    listed = re.findall(r"<loc>http://localhost:8000(.*?)</loc>", client.get("/sitemap.xml").content.decode())
    english, welsh = ["/", "/learn/", "/learn/signs/", "/about/"], ["/cy/", "/cy/dysgu/", "/cy/dysgu/arwyddion/"]
    assert sorted(listed) == sorted([*english, *welsh, "/ar/", "/ar/learn/"])


def test_dates_are_written_as_the_language_writes_them(tree: Tree, client: Client) -> None:
    assert "23 November 2026" in html(client, "/learn/signs/").get_text()
    assert "23 Tachwedd 2026" in html(client, "/cy/dysgu/arwyddion/").get_text()


def test_what_a_template_says_is_said_in_the_language_as_far_as_it_is_translated(tree: Tree, client: Client) -> None:
    assert "Menu" in html(client, "/cy/dysgu/").get_text()


def test_stored_pages_of_two_languages_are_never_mixed(tree: Tree) -> None:
    for path, other, language in (("/learn/", "/ar/learn/", "en-gb"), ("/ar/learn/", "/learn/", "ar")):
        for accepted in ("cy", "ar", "en"):
            client = Client(headers={"accept-language": accepted})
            client.get(other)
            for _ in range(2):  # the second time from the store
                root = html(client, path).find("html")
                assert isinstance(root, Tag)
                assert root["lang"] == language


def test_what_is_not_published_in_a_language_is_not_shown_in_it(tree: Tree, client: Client) -> None:
    tree.welsh["signs"].unpublish()
    assert client.get("/cy/dysgu/arwyddion/").status_code == 404
    assert "/learn/signs/" in links(html(client, "/cy/dysgu/").select_one(".help-strip"))


def test_a_page_of_another_language_costs_no_more_than_ten_queries(tree: Tree, client: Client, settings: Any) -> None:
    path = "/cy/dysgu/arwyddion/"
    client.get(path)  # a process asks once for the types of content
    settings.PAGE_GENERATION_MEMORY = 60
    caches["pages"].clear()
    outline.forget()
    generation.forget()
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    generation.forget()
    assert len(queries) <= 10, [query["sql"] for query in queries]


def test_with_one_language_nothing_changes(client: Client, db: None) -> None:
    factories.section(slug="learn")
    home = outline.current().home()
    assert home is not None
    assert home.pk == factories.home().pk
    assert html(client, "/learn/").find("link", hreflang=True) is None
