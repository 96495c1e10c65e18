"""How old one must be to read the demonstration's pages with ease: about eleven. `pytest -s` shows every page's age."""

from statistics import median

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from wagtail.models import Page

from pages.models import LegalPage
from tests import demo, reading
from tests.reading import Measured

pytestmark = pytest.mark.django_db
MEDIAN, HIGHEST, HIGHEST_OF_LEGAL_PAGES = 10.5, 12.0, 13.0
FEWEST_WORDS = 80  # of fewer the formula says little
UNITS = ["p", "li", "dd", "blockquote"]
NO_PROSE = "nav, table, svg, form, footer, .sources, .breadcrumb, .reviewed"


def prose(html: str) -> list[str]:
    """The paragraphs and list items of a page's main part; headings, tables, menus and sources are no prose."""
    main = BeautifulSoup(html, "html.parser").find("main")
    assert isinstance(main, Tag)
    for other in main.select(NO_PROSE):
        other.decompose()
    return [" ".join(unit.get_text().split()) for unit in main.find_all(UNITS) if not unit.find(UNITS)]


def measured(client: Client) -> dict[Page, Measured]:
    pages = list(Page.objects.live().public().filter(depth__gt=1).specific())
    found = {page: reading.measure(prose(client.get(page.url, follow=True).content.decode())) for page in pages}
    return {page: result for page, result in found.items() if result and result.words >= FEWEST_WORDS}


def report(found: dict[Page, Measured]) -> str:
    lines = []
    for page, result in sorted(found.items(), key=lambda row: -row[1].age):
        lines.append(f"{result.age:5.1f} {result.words:5} words  {page.url}")
        lines += [f"{'':20}{reading.age([sentence]):5.1f}  {sentence}" for sentence in result.worst]
    return "\n".join(lines)


def test_a_child_of_eleven_can_read_the_site(client: Client) -> None:
    demo.load()
    found = measured(client)
    ages = [result.age for result in found.values()]
    print(f"\n{report(found)}\nmedian {median(ages):.1f} over {len(ages)} pages")  # noqa: T201
    assert len(found) > 15
    assert median(ages) <= MEDIAN
    hard = {
        page.url: round(result.age, 1)
        for page, result in found.items()
        if result.age > (HIGHEST_OF_LEGAL_PAGES if isinstance(page, LegalPage) else HIGHEST)
    }
    assert hard == {}


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("home", 1),
        ("takes", 1),
        ("used", 1),
        ("wanted", 2),
        ("people", 2),
        ("police", 2),
        ("being", 2),
        ("safely", 2),
        ("somebody", 3),
        ("trafficking", 3),
        ("situation", 4),
        ("exploitation", 4),
        ("organisation", 5),
        ("the", 1),
        ("bodies", 2),
        ("wales", 1),
        ("serious", 3),
        ("Modern", 2),
        ("slavery", 3),
    ],
)
def test_syllables_are_counted_as_they_are_spoken(word: str, count: int) -> None:
    assert reading.syllables(word) == count


def test_the_measure_tells_plain_words_from_hard_ones() -> None:
    plain = reading.measure(["If you see a sign, ring the helpline. You do not need to be sure."])
    hard = reading.measure(
        [
            "Notwithstanding the aforementioned considerations, individuals encountering indicators of exploitation "
            "should communicate their apprehensions to the appropriate authorities without unnecessary procrastination."
        ]
    )
    assert plain is not None
    assert hard is not None
    assert plain.age < 9
    assert hard.age > 20


def test_the_formula_is_flesch_and_kincaids() -> None:
    """Six words of one syllable in one sentence, worked out by hand."""
    assert reading.age(["The cat sat on the mat."]) == pytest.approx(0.39 * 6 + 11.8 - 15.59 + 5)


def test_names_labels_and_fragments_are_no_sentences() -> None:
    assert reading.sentences(["Unseen", "The day and the time", "Ring first. Then wait!", "“Really?” she said."]) == [
        "Ring first.",
        "Then wait!",
        "“Really?” she said.",
    ]
