"""Every type of page with no content, with usual content and with as much as an editor can put into it."""

import io
import re
from collections import Counter
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any, NamedTuple

import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image
from wagtail.blocks.struct_block import StructBlockValidationError

from config.demo import shapes
from pages import generation, outline
from pages.blocks.media import VideoBlock
from pages.enums import Kind, ResourceKind
from pages.models import (
    ArticlePage,
    BasePage,
    ContactPage,
    ExploitationPage,
    Fact,
    LegalPage,
    NewsIndexPage,
    NewsPage,
    PeoplePage,
    Question,
    QuestionsPage,
    Resource,
    ResourceLibraryPage,
    SectionPage,
    SiteDocument,
    SiteImage,
    StoryPage,
)
from tests import factories
from training.models import Indicator

pytestmark = pytest.mark.django_db
MOST_QUERIES = 10
MOST_BYTES = 100 * 1024
DAY = date(2026, 11, 24)
LONG = ("A title that goes on and on because somebody wanted to say everything " * 4)[:255].strip()
WORDS = "<p>Somebody notices something, tells the helpline, and does not step in.</p>"
SIZES = ["nothing", "usual", "most"]
EVENTS = {"usual": 3, "most": 40}  # of a timeline
Made = tuple[BasePage, str]  # a page, and something that its answer must say


class Seen(HTMLParser):
    """What an answer is made of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.ids: Counter[str] = Counter()
        self.anchors: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("h1", "h2", "h3", "h4"):
            self.headings.append(int(tag[1]))
        if given.get("id"):
            self.ids[given["id"] or ""] += 1
        if (given.get("href") or "").startswith("#"):
            self.anchors.append((given["href"] or "")[1:])


class Media(NamedTuple):
    picture: int
    paper: int
    film: int


@pytest.fixture
def media() -> Media:
    return Media(picture().pk, document("signs.pdf").pk, document("film.mp4").pk)


def picture() -> SiteImage:
    file = io.BytesIO()
    Image.new("RGB", (1280, 720), "#16183a").save(file, "PNG")
    made: SiteImage = SiteImage.objects.create(title="A picture", file=ImageFile(file, name="picture.png"))
    return made


def document(name: str) -> SiteDocument:
    file = ContentFile(b"some of it", name)
    made: SiteDocument = SiteDocument.objects.create(title=name, file=file, file_size=123_456)
    return made


def indicators(kind: Kind, number: int) -> None:
    for count in range(number):
        Indicator.objects.create(
            code=f"{kind.label[0]}{count + 1:02}",
            kind=kind,
            sentence=f"Something that somebody notices, number {count + 1}.",
            explanation="Why it matters, and what else it may be.",
            source_name="A source",
            published_on=DAY,
            review_by=DAY + timedelta(days=365),
        )


def film(media: Media, **source: Any) -> shapes.Block:
    empty = {"film": None, "captions": None, "link": "", "length": "2 minutes"}
    return "video", {"title": "A film", "poster": media.picture, "transcript": WORDS, **empty, **source}


def blocks_of_words(events: int) -> list[shapes.Block]:
    rows = [(f"{2003 + year}", "What happened", WORDS, "A source", "https://example.org/") for year in range(events)]
    part = {"label": "What they do", "title": "The act", "text": WORDS, "examples": ""}
    return [
        shapes.text("<h2>A heading of the text</h2>", WORDS),
        ("figures", [{"fact": Fact.objects.get(key="helpline").pk, "sentence": "to ring"}]),
        ("explainer", {"heading": "Three parts", "parts": [part, part, part], "note": WORDS}),
        shapes.callout("warning", "Take care", WORDS),
        shapes.HELP,
        shapes.steps("What to do", ("First", WORDS), ("Then", WORDS)),
        ("quote", {"text": "I thought that I had a friend.", "attribution": "Nobody in particular"}),
        shapes.accordion("What people ask", ("One thing", WORDS), ("Another", WORDS)),
        shapes.timeline("How it came about", *rows),
        shapes.sources(("A source", "https://example.org/", "2026-11-24", "What it says")),
    ]


def blocks_of_media(media: Media) -> list[shapes.Block]:
    return [
        ("image", {"image": media.picture, "alt": "A dark blue field", "decorative": False, "caption": "A caption"}),
        film(media, film=media.film),
        film(media, link="https://www.example.org/film"),
        ("download", {"document": media.paper, "title": "The signs on one page", "text": "To put up."}),
    ]


def body(size: str) -> list[dict[str, Any]]:
    blocks = blocks_of_words(EVENTS[size]) if size in EVENTS else []
    return [{"type": name, "value": value} for name, value in blocks]


def article_fields(size: str) -> dict[str, Any]:
    fields: dict[str, Any] = {"title": LONG if size == "most" else "A page", "slug": "a-page", "body": body(size)}
    if size != "nothing":
        fields |= {"summary": "What it says in short.", "content_note": "Threats.", "reviewed_on": DAY}
    return fields


def in_a_section(page: BasePage, size: str) -> BasePage:
    section = factories.section(slug="learn")
    made = factories.below(section, page)
    for number in range({"nothing": 0, "usual": 2, "most": 100}[size]):
        section.add_child(instance=ArticlePage(title=f"Beside {number}", slug=f"beside-{number}"))
    return made


def make_article(size: str) -> Made:
    return in_a_section(ArticlePage(**article_fields(size)), size), "Learn"


def make_section(size: str) -> Made:
    page = factories.section(**article_fields(size))
    for number in range({"nothing": 0, "usual": 2, "most": 20}[size]):
        for model in (ArticlePage, SectionPage, QuestionsPage, ResourceLibraryPage, PeoplePage, ContactPage):
            page.add_child(instance=model(title=f"{model.__name__} {number}", summary="In short."))
    return page, "In this section" if size != "nothing" else "A page"


def make_exploitation(size: str) -> Made:
    indicators(Kind.LABOUR, {"nothing": 0, "usual": 5, "most": 99}[size])
    page = in_a_section(ExploitationPage(kind=Kind.LABOUR, **article_fields(size)), size)
    return page, 'id="F05"' if size != "nothing" else "A page"


def make_story(size: str) -> Made:
    return in_a_section(
        StoryPage(basis="Made up from published patterns.", **article_fields(size)), size
    ), "Made up from"


def make_news_index(size: str) -> Made:
    page = factories.below(factories.home(), NewsIndexPage(title="News", slug="news"))
    for number in range({"nothing": 0, "usual": 3, "most": 60}[size]):
        day = DAY - timedelta(days=number)
        page.add_child(instance=NewsPage(title=f"News of day {number}", slug=f"n{number}", date=day, summary="Short."))
    return page, "There is no news yet" if size == "nothing" else "24 November 2026"


def make_news(size: str) -> Made:
    index, _ = make_news_index(size)
    return factories.below(
        index, NewsPage(date=DAY, **article_fields(size))
    ), "All news" if size != "nothing" else "2026"


def make_library(size: str) -> Made:
    page = factories.below(factories.home(), ResourceLibraryPage(**article_fields(size)))
    papers = [document(f"paper-{number}.pdf") for number in range(10)]
    Resource.objects.bulk_create(
        Resource(page=page, title=f"Paper {number}", kind=ResourceKind.GUIDE, document=papers[number % 10])
        for number in range({"nothing": 0, "usual": 5, "most": 200}[size])
    )
    said = {"nothing": "nothing of this kind", "usual": "120.6\xa0KB", "most": "Page 1 of 10"}
    return page, said[size]


def make_questions(size: str) -> Made:
    page = factories.below(factories.home(), QuestionsPage(**article_fields(size)))
    Question.objects.bulk_create(
        Question(page=page, theme=f"Theme {number % 5}", question=f"What about {number}?", answer=WORDS)
        for number in range({"nothing": 0, "usual": 6, "most": 60}[size])
    )
    return page, "no questions here yet" if size == "nothing" else 'href="#what-about-0"'


def make_people(size: str) -> Made:
    number = {"nothing": 0, "usual": 2, "most": 60}[size]
    people = [{"name": f"Priya {count}", "role": "Teaches", "picture": picture().pk} for count in range(number)]
    partners = [
        {"name": f"Friends {count}", "text": "Helpers", "url": "https://example.org/"} for count in range(number)
    ]
    blocks = [
        {"type": "people", "value": {"heading": "Who works here", "people": people}},
        {"type": "partners", "value": {"heading": "With whom", "partners": partners}},
    ]
    page = PeoplePage(**article_fields(size), people=blocks if number else [])
    return factories.below(factories.home(), page), "Visit example.org" if number else "A page"


def make_contact(size: str) -> Made:
    number = {"nothing": 0, "usual": 2, "most": 40}[size]
    facts = list(Fact.objects.values_list("pk", flat=True))
    rows = [{"type": "contact", "value": {"about": f"Matter {row}", "facts": facts}} for row in range(number)]
    page = ContactPage(**article_fields(size), contacts=rows)
    return factories.below(factories.home(), page), "Worried about a person? Not here"


def make_legal(size: str) -> Made:
    page = LegalPage(in_force_from=DAY, **article_fields(size))
    return factories.below(factories.home(), page), "In force from 24 November 2026."


TYPES = {
    "article": make_article,
    "section": make_section,
    "exploitation": make_exploitation,
    "story": make_story,
    "news index": make_news_index,
    "news": make_news,
    "library": make_library,
    "questions": make_questions,
    "people": make_people,
    "contact": make_contact,
    "legal": make_legal,
}


def uncached(client: Client, path: str, settings: Any) -> tuple[str, list[str]]:
    """The page as a process that has just heard of a publication makes it, and the queries that it asked."""
    client.get(path)  # a process asks once for the types of content, and makes each rendition once
    settings.PAGE_GENERATION_MEMORY = 60
    caches["pages"].clear()
    outline.forget()
    generation.forget()
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    generation.forget()
    assert answer.status_code == 200
    return answer.content.decode(), [query["sql"] for query in queries]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", TYPES)
def test_a_page_of_each_type_is_sound_whatever_its_content(name: str, size: str, client: Client, settings: Any) -> None:
    page, said = TYPES[name](size)
    html, queries = uncached(client, page.url or "", settings)
    seen = Seen(html)
    assert said in html
    assert seen.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(seen.headings, seen.headings[1:], strict=False))
    assert [name for name, times in seen.ids.items() if times > 1] == []
    assert [anchor for anchor in seen.anchors if anchor not in seen.ids] == []
    assert len(queries) <= MOST_QUERIES, queries
    assert len(html) < MOST_BYTES


def test_many_pictures_films_and_papers_cost_what_one_of_each_costs(
    media: Media, client: Client, settings: Any
) -> None:
    one = [{"type": name, "value": value} for name, value in blocks_of_media(media)]
    few = factories.article(slug="few", body=one)
    many = factories.article(slug="many", body=one * 10)
    _, asked = uncached(client, few.url or "", settings)
    html, asked_for_many = uncached(client, many.url or "", settings)
    assert len(asked_for_many) == len(asked)
    assert html.count("<figure") == 30


def test_a_film_asks_nobody_for_anything_before_it_is_played(media: Media, client: Client) -> None:
    captions = document("film.vtt").pk
    blocks = [film(media, film=media.film, captions=captions), film(media, link="https://www.example.org/film")]
    article = factories.article(slug="films", body=[{"type": name, "value": value} for name, value in blocks])
    html = client.get(article.url).content.decode()
    assert 'controls preload="none" poster="/media/' in html
    assert re.search(r'<source src="/media/documents/film\w*\.mp4" type="video/mp4">', html)
    assert re.search(r'<track kind="captions" src="/media/documents/film\w*\.vtt"', html)
    assert "Watch on example.org (another website)" in html
    assert html.count("example.org/film") == 1, "only as the link's address"
    assert html.count("<details") == 2
    assert "<iframe" not in html


@pytest.mark.parametrize(
    ("chosen", "wrong"),
    [
        ({}, {"film"}),
        ({"film": "film.mp4"}, {"captions"}),
        ({"film": "film.mp4", "captions": "film.vtt", "link": "https://www.example.org/film"}, {"link"}),
        ({"film": "film.pdf", "captions": "film.vtt"}, {"film"}),
        ({"film": "film.mp4", "captions": "film.txt"}, {"captions"}),
        ({"film": "film.pdf", "captions": "film.txt"}, {"film", "captions"}),
        ({"film": "FILM.WEBM", "captions": "film.vtt"}, set()),
        ({"film": "film.mp4", "captions": "film.vtt"}, set()),
        ({"link": "https://www.example.org/film"}, set()),
    ],
)
def test_an_editor_hears_at_the_field_what_a_film_lacks(chosen: dict[str, str], wrong: set[str]) -> None:
    block = VideoBlock()
    given = {name: value if name == "link" else document(value).pk for name, value in chosen.items()}
    empty = {"film": None, "captions": None, "link": "", "length": "", "transcript": WORDS}
    value = block.to_python({**empty, "title": "A film", "poster": picture().pk, **given})
    if not wrong:
        assert block.clean(value)["title"] == "A film"
        return
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)
    assert set(refused.value.block_errors) == wrong


def test_the_library_shows_one_kind_and_ignores_a_kind_that_is_none(client: Client) -> None:
    page, _ = make_library("usual")
    leaflet = document("leaflet.pdf")
    Resource.objects.create(page=page, title="A leaflet", kind=ResourceKind.LEAFLET, document=leaflet)
    assert "Paper 1" not in (html := client.get(page.url, {"kind": "leaflet"}).content.decode())
    assert "A leaflet" in html
    assert "Paper 1" in client.get(page.url, {"kind": "no such kind"}).content.decode()
    assert "nothing of this kind" in client.get(page.url, {"kind": "report"}).content.decode()


def test_news_stands_newest_first_and_on_as_many_pages_as_it_needs(client: Client) -> None:
    page, _ = make_news_index("most")
    first = client.get(page.url).content.decode()
    assert first.index("News of day 0") < first.index("News of day 9")
    assert "News of day 10<" not in first
    assert "News of day 10<" in client.get(page.url, {"page": 2}).content.decode()
    for odd in ("0", "999", "two"):
        assert client.get(page.url, {"page": odd}).status_code == 200


def test_questions_of_a_theme_stand_together_though_they_were_not_entered_so(client: Client) -> None:
    page, _ = make_questions("usual")
    html = client.get(page.url).content.decode()
    assert html.count("<h2>Theme 0</h2>") == 1
    assert html.index('id="what-about-0"') < html.index('id="what-about-5"') < html.index('id="what-about-1"')


def test_questions_alike_or_without_a_letter_have_addresses_of_their_own(client: Client) -> None:
    page, _ = make_questions("nothing")
    asked = ["Who helps?", "Who helps", "???", "!", "Content", "Who helps 2"]
    Question.objects.bulk_create(Question(page=page, theme="All", question=each, answer=WORDS) for each in asked)
    seen = Seen(client.get(page.url).content.decode())
    assert [name for name, times in seen.ids.items() if times > 1] == []
    linked = [anchor for anchor in seen.anchors if anchor != "content"]
    assert len(set(linked)) == len(asked)
    assert set(linked) <= set(seen.ids)


def test_signs_that_stand_in_the_text_of_an_exploitation_page_are_not_repeated_below_it(client: Client) -> None:
    indicators(Kind.LABOUR, 3)
    indicators(Kind.SEXUAL, 3)
    for kind, below in ((Kind.LABOUR, 0), (Kind.SEXUAL, 1)):
        body = [{"type": "signs", "value": {"heading": "", "kind": kind}}]
        page = ExploitationPage(title="Labour", slug=f"page-{kind}", kind=Kind.LABOUR, body=body)
        seen = Seen(client.get(factories.below(factories.home(), page).url).content.decode())
        assert (seen.ids["F01"], seen.ids["signs"]) == (1, below)


def test_no_heading_takes_the_address_of_a_part_that_every_page_has(client: Client) -> None:
    ids = "Content", "Main menu", "On this page", "Past the text", "Your rights", "Your rights 3", "Your rights"
    text = "".join(f"<h2>{title}</h2>{WORDS}" for title in ids)
    fields = {"content_note": "Threats.", "body": [{"type": "text", "value": text}]}
    page = LegalPage(title="Privacy", slug="privacy", in_force_from=DAY, **fields)
    seen = Seen(client.get(factories.below(factories.home(), page).url).content.decode())
    assert [name for name, times in seen.ids.items() if times > 1] == []
    assert [anchor for anchor in seen.anchors if anchor not in seen.ids] == []


def test_a_legal_page_lists_its_headings_each_with_an_address_of_its_own(client: Client) -> None:
    text = "".join(
        f"<h2>{title}</h2>{WORDS}" for title in ("What we keep &amp; why", "Your rights", "Your rights", "?")
    )
    page = LegalPage(title="Privacy", slug="privacy", in_force_from=DAY, body=[{"type": "text", "value": text}])
    html = client.get(factories.below(factories.home(), page).url).content.decode()
    seen = Seen(html)
    for anchor in ("what-we-keep-why", "your-rights", "your-rights-3", "part-4"):
        assert seen.ids[anchor] == 1
        assert seen.anchors.count(anchor) == 1
    assert ">What we keep &amp; why</a>" in html


def test_the_way_past_what_is_hard_to_read_comes_before_it(client: Client) -> None:
    article = factories.article(slug="hard", content_note="Violence.", body=[{"type": "text", "value": WORDS}])
    html = client.get(article.url).content.decode()
    assert html.index("Violence.") < html.index('href="#past-the-text"') < html.index(WORDS)
    assert html.index(WORDS) < html.index('id="past-the-text"')


def test_a_story_says_whose_it_is_before_it_begins_and_after_it_ends(client: Client) -> None:
    page, basis = make_story("usual")
    before, *_, after = client.get(page.url).content.decode().split(basis)
    assert WORDS not in before
    assert WORDS not in after


def test_contact_points_to_the_helpline_before_it_says_whom_to_write_to_and_has_no_form(client: Client) -> None:
    page, said = make_contact("usual")
    html = client.get(page.url).content.decode()
    assert html.index(said) < html.index("Matter 0")
    assert 'href="tel:+448000121700"' in html
    assert "<form" not in html


def test_an_article_leads_to_the_next_of_its_section_and_the_last_to_none(client: Client) -> None:
    section = factories.section(slug="learn")
    first = factories.article(section, title="First", slug="first")
    hidden = factories.article(section, title="Hidden", slug="hidden")
    last = factories.article(section, title="Last", slug="last")
    hidden.unpublish()
    assert 'href="/learn/last/"><span class="next-page__label">' in client.get(first.url).content.decode()
    assert "next-page" not in client.get(last.url).content.decode()


def test_every_page_tells_paper_where_it_came_from(client: Client, settings: Any) -> None:
    article = factories.article(factories.section(slug="learn"), slug="an-article")
    assert f"<p>{settings.SITE_URL}/learn/an-article/</p>" in client.get(article.url).content.decode()
    assert f"<p>{settings.SITE_URL}/no-such-page/</p>" in client.get("/no-such-page/?q=words").content.decode()
