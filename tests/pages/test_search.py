"""Search, on whichever database the tests run on; tests/journeys has the other."""

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Collection, CollectionViewRestriction, Locale, PageViewRestriction

from pages import outline
from pages.enums import Kind
from pages.models import Fact, NewsIndexPage, NewsPage, SiteDocument
from pages.search import finding
from tests import factories
from training.models import Indicator

pytestmark = pytest.mark.django_db
A_YEAR = {"published_on": date(2026, 2, 19), "review_by": date(2027, 2, 19)}
TO_BREAK_IT = [
    "x" * 10_000,
    "trafficking " * 900,
    "'; DROP TABLE pages_fact; --",
    'an "unclosed quote',
    "nul\x00in the\x00middle",
    "100% _under_ *star* \\back\\slash \\",
    "((unbalanced | & ! <-> :* title:",
    "AND OR NOT NEAR(a b, 5) {title} : ^x a* + -b",
    "🙂 👨‍👩‍👧",
    "مرحبا بالعالم \u202e",
    "the and of",
    "<script>alert(1)</script>",
    "%00%s%(x)s {0} {{ x }}",
    "\ufffd\u0300\u2028",
]


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def asked(client: Client, text: str, **more: str) -> str:
    answer = client.get("/search/", {"q": text, **more})
    assert answer.status_code == 200
    return answer.content.decode()


def titles(html: str) -> list[str]:
    return [words(title) for title in re.findall(r'class="search-result__title">(.*?)</h3>', html)]


def text(*sentences: str) -> list[dict[str, Any]]:
    return [{"type": "text", "value": "".join(f"<p>{sentence}</p>" for sentence in sentences)}]


def fact(**fields: Any) -> Fact:
    return Fact.objects.create(
        **{
            "key": "nrm-2025",
            "label": "People referred in a year",
            "kind": "figure",
            "value": "Very many",
            "statement": "So many people were referred to the National Referral Mechanism.",
            "source_name": "Home Office",
            **A_YEAR,
            **fields,
        }
    )


def sign(**fields: Any) -> Indicator:
    return Indicator.objects.create(
        **{
            "code": "G06",
            "kind": Kind.GENERAL,
            "sentence": "Never seems to be alone",
            "source_name": "Police",
            **A_YEAR,
        }
        | fields
    )


@pytest.mark.parametrize(("question", "word"), [("exploited", "exploitation"), ("recruiting", "recruit")])
def test_search_finds_by_stem_and_marks_what_it_found(question: str, word: str, client: Client) -> None:
    factories.article(title="A page", body=text("Something else first.", f"What {word} means.", "And the rest."))
    html = asked(client, question)
    assert titles(html) == ["A page"]
    assert f"What <mark>{word}</mark> means." in html
    assert "Something else" not in html


@pytest.mark.parametrize("code", ["G06", "g06"])
def test_a_sign_is_found_by_its_code_and_leads_to_where_it_stands(code: str, client: Client) -> None:
    factories.article(title="Signs to notice", slug="signs-to-notice")
    sign()
    html = asked(client, code)
    assert titles(html) == ["G06 Never seems to be alone"]
    assert 'href="/signs-to-notice/#G06"' in html


def test_a_sign_leads_to_the_page_in_the_readers_language_whichever_comes_first(client: Client, settings: Any) -> None:
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
    home = factories.home()
    page = factories.article(title="Signs to notice", slug="signs-to-notice")
    welsh = Locale.objects.create(language_code="cy")
    for copied in (home, page):
        copied.copy_for_translation(welsh).save_revision().publish()
    home.get_translation(welsh).move(home, pos="left")
    outline.forget()
    sign()
    assert 'href="/signs-to-notice/#G06"' in asked(client, "G06")


def test_a_draft_sign_is_not_found(client: Client) -> None:
    sign(live=False)
    assert titles(asked(client, "G06")) == []


def test_a_fact_is_found_with_its_value_its_source_and_the_first_page_that_shows_it(client: Client) -> None:
    shown = fact()
    figures = [{"type": "figures", "value": [{"fact": shown.pk, "sentence": "people"}]}]
    factories.article(title="Numbers", slug="numbers", body=figures)
    html = asked(client, "referred")
    assert titles(html) == ["People referred in a year"]
    assert "Very many" in html
    assert "Source: Home Office" in html
    assert 'href="/numbers/"' in html


def test_a_fact_that_no_live_page_shows_has_no_link(client: Client) -> None:
    shown = fact()
    figures = [{"type": "figures", "value": [{"fact": shown.pk, "sentence": "people"}]}]
    factories.article(title="Numbers", slug="numbers", body=figures).unpublish()
    html = asked(client, "referred")
    assert titles(html) == ["People referred in a year"]
    assert 'href="/numbers/"' not in html


def test_a_telephone_number_that_is_found_can_be_dialled(client: Client) -> None:
    Fact.objects.get(key="helpline").save()  # made by a migration, so not in the index yet
    html = asked(client, "helpline")
    assert 'class="search-result__value"><a class="telephone" href="tel:+448000121700"' in html


def document(name: str, collection: Collection | None = None) -> SiteDocument:
    where = collection or Collection.get_first_root_node()
    file = ContentFile(b"%PDF-1.4", name=f"{name}.pdf")
    made: SiteDocument = SiteDocument.objects.create(title=f"Leaflet {name}", file=file, file_size=8, collection=where)
    return made


def linked(*documents: SiteDocument) -> list[dict[str, Any]]:
    return text(*(f'<a linktype="document" id="{each.pk}">Take it</a>' for each in documents))


def test_a_document_is_found_unless_its_collection_is_private(client: Client) -> None:
    hidden = Collection.get_first_root_node().add_child(name="Closed")
    CollectionViewRestriction.objects.create(collection=hidden, restriction_type="login")
    factories.article(title="To take away", body=linked(document("Open"), document("Closed", hidden)))
    html = asked(client, "leaflet")
    assert titles(html) == ["Leaflet Open"]
    assert "To take away, PDF, 8" in html


def test_a_document_that_no_live_public_page_gives_away_is_not_found(client: Client) -> None:
    document("Confidential")
    factories.article(slug="gone", body=linked(document("Unpublished"))).unpublish()
    private = factories.article(slug="private", body=linked(document("Private")))
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    later = factories.article(slug="later")
    later.body = linked(document("Draft"))
    later.save_revision()
    assert titles(asked(client, "leaflet")) == []
    later.latest_revision.publish()
    assert titles(asked(client, "leaflet")) == ["Leaflet Draft"]


def test_titles_that_say_it_come_first_then_each_kind_in_turn_and_a_filter_shows_one(client: Client) -> None:
    index = factories.below(factories.home(), NewsIndexPage(title="News", slug="news"))
    factories.below(index, NewsPage(title="A court decides", body=text("About county lines and more.")))
    factories.article(title="Other", body=text("County lines, county lines, county lines: drugs go along lines."))
    factories.article(title="County lines", body=text("Drugs."))
    html = asked(client, "county lines")
    assert titles(html) == ["County lines", "Other", "A court decides"]
    assert 'News <span class="filter-bar__count">(1)</span>' in html
    assert titles(asked(client, "county lines", kind="news")) == ["A court decides"]
    assert titles(asked(client, "county lines", kind="no such kind")) == titles(html)


def test_where_no_page_has_all_the_words_those_with_some_are_shown(client: Client) -> None:
    factories.article(title="Grooming", body=text("It begins with kindness."))
    html = asked(client, "grooming xylophone")
    assert titles(html) == ["Grooming"]
    assert "Nothing has all of these words" in html


def test_results_come_ten_at_a_time_and_their_pages_are_in_the_address(client: Client) -> None:
    for number in range(12):
        factories.article(title=f"Cuckooing, part {number}", slug=f"part-{number}")
    first, second = asked(client, "cuckooing"), asked(client, "cuckooing", page="2")
    assert "12 results" in first
    assert (len(titles(first)), len(titles(second))) == (10, 2)
    assert 'href="?q=cuckooing&amp;page=2"' in first
    for odd in ("0", "-1", "x", "9" * 6000):
        assert titles(asked(client, "cuckooing", page=odd))


def test_the_filter_says_where_there_is_more_than_is_counted(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "MOST", 3)
    for number in range(3):
        factories.article(title=f"Cuckooing, part {number}", slug=f"part-{number}")
    html = asked(client, "cuckooing")
    for label in ("All", "Pages"):
        assert f'{label} <span class="filter-bar__count">(3+)</span>' in html
    monkeypatch.setattr(finding, "MOST", 4)
    assert 'All <span class="filter-bar__count">(3)</span>' in asked(client, "cuckooing")


def test_paper_does_not_repeat_what_was_asked(client: Client) -> None:
    paper = asked(client, "escape " * 1_000).partition('class="footer__paper')[2]
    assert "<p>http://localhost:8000/search/</p>" in paper
    assert "escape" not in paper


def test_drafts_private_unpublished_and_deleted_pages_are_not_found(client: Client) -> None:
    gone, hidden, private, draft = (factories.article(title=f"Cuckooing {name}", slug=name) for name in "abcd")
    draft.title, draft.body = "Xylophone", text("xylophone")
    draft.save_revision()
    assert len(titles(asked(client, "cuckooing"))) == 4
    gone.delete()
    hidden.unpublish()
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    assert titles(asked(client, "cuckooing")) == ["Cuckooing d"]
    assert titles(asked(client, "xylophone")) == []


def test_nothing_asked_and_nothing_found_lead_on(client: Client) -> None:
    factories.article(title="Exploitation")
    factories.section(title="Learn", slug="learn")
    outline.forget()
    assert "What are you looking for?" in asked(client, "")
    html = asked(client, "exploitatoin")
    assert "We found nothing for this" in html
    assert '<a href="?q=exploitation">exploitation</a>' in html
    for page in (asked(client, ""), html):
        assert '<a href="/learn/">Learn</a>' in page
        assert 'class="help-panel"' in page


@pytest.mark.parametrize(("question", "first"), [("help me", True), ("I am being held", True), ("news", False)])
def test_a_question_in_distress_has_the_help_panel_before_the_results(
    question: str, first: bool, client: Client
) -> None:
    html = asked(client, question)
    assert 'class="help-panel"' in html
    assert (html.index('class="help-panel"') < html.index('<section class="block"')) == first


@pytest.mark.parametrize("question", TO_BREAK_IT)
def test_whatever_is_asked_there_is_an_answer(question: str, client: Client) -> None:
    factories.article(title="Trafficking")
    html = asked(client, question)
    assert "<script>alert" not in html
    assert html.count("<h1") == 1
    assert len(html) < 30_000


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=400), st.text(max_size=5), st.text(max_size=5))
def test_any_text_at_all_gets_an_answer(client: Client, question: str, kind: str, page: str) -> None:
    assert client.get("/search/", {"q": question, "kind": kind, "page": page}).status_code == 200


def test_more_than_is_looked_for_is_said_to_be_cut(client: Client) -> None:
    factories.article(title="Trafficking")
    assert "only its first words were used" in asked(client, "trafficking " * 900)
    assert "only its first words were used" in asked(client, " ".join(f"word{n}" for n in range(13)))
    assert "only its first words were used" not in asked(client, "trafficking")


def test_what_is_asked_is_kept_nowhere(client: Client, django_assert_num_queries: Any) -> None:
    for _ in range(2):
        answer = client.get("/search/", {"q": "being held"})
        assert answer.headers["Cache-Control"] == "no-store"
        assert "X-Accel-Expires" not in answer.headers
        assert '<meta name="robots" content="noindex">' in answer.content.decode()
        assert not answer.cookies
        assert "held" not in re.findall(r"<title>(.*?)</title>", answer.content.decode())[0]
    assert client.post("/search/", {"q": "x"}).status_code == 405


def test_a_search_costs_few_queries(client: Client, settings: Any, django_assert_max_num_queries: Any) -> None:
    settings.PAGE_GENERATION_MEMORY = 60
    shown = fact(label="Cuckooing in a year")
    figures = [{"type": "figures", "value": [{"fact": shown.pk, "sentence": "people"}]}]
    sign(sentence="Cuckooing next door")
    leaflets = [document(f"Cuckooing {number}") for number in range(20)]
    factories.article(title="Cuckooing", body=figures + linked(*leaflets))
    for question in ("cuckooing", "cuckooing xylophone"):
        asked(client, question)
        with django_assert_max_num_queries(10):
            assert len(titles(asked(client, question))) == 10


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's table of words is its own index")
def test_the_index_that_makes_search_fast_is_there() -> None:
    with connection.cursor() as cursor:
        assert "search_title_and_body" in connection.introspection.get_constraints(cursor, "wagtailsearch_indexentry")
