"""How offices and MPs answer letters: counted as the page says, with an interval, and nothing that is small."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from campaigns.letter_enums import AnswerSort, Channel, LetterState, Outcome
from campaigns.models import Letter, LetterAction, LetterAnswer, Questionnaire
from campaigns.selectors import responsiveness
from campaigns.selectors.responsiveness import Cell, Exact, Row, Whom, shown_of, wilson
from pages import generation, outline
from places.models import Constituency, GovernmentOffice, Representative
from tests import factories
from tests.campaigns import answered
from tests.campaigns.answered import many

pytestmark = pytest.mark.django_db
PAGE = "/letters/responsiveness/"


@pytest.fixture
def office() -> GovernmentOffice:
    return factories.office(email="office@example.org")


@pytest.fixture
def action(office: GovernmentOffice) -> LetterAction:
    return factories.letter_action(office)


@pytest.fixture
def member() -> Representative:
    seat = Constituency.objects.current().order_by("name").first()
    assert seat is not None
    return factories.representative(seat, name="Alex Sample", email="mp@example.org")


@pytest.fixture(autouse=True)
def answers_come_to_us(settings: Any) -> None:
    settings.LETTER_ANSWERS_DOMAIN = "answers.example.org"


def say(letters: list[Letter], outcome: Outcome) -> None:
    Questionnaire.objects.bulk_create(
        Questionnaire(letter=letter, outcome=outcome, answered_at=timezone.now()) for letter in letters
    )


def answer_all(letters: list[Letter], *, after: float = 5, sort: str = AnswerSort.REPLY) -> None:
    for letter in letters:
        answered.answer(letter, after=after, sort=sort)


def row(office: GovernmentOffice) -> Row:
    caches["pages"].clear()
    found = responsiveness.row_of(Whom("office", office.pk))
    assert found is not None
    return found


def get(path: str) -> str:
    caches["pages"].clear()
    answer = Client().get(path)
    assert answer.status_code == 200
    assert not answer.cookies
    return answer.content.decode()


# Published values: Newcombe 1998, Statistics in Medicine 17, table I, method 3 (without correction for continuity).
@pytest.mark.parametrize(
    ("answered_", "known", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_wilsons(answered_: int, known: int, low: float, high: float) -> None:
    found = wilson(answered_, known)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)
    assert found.at == answered_ / known


@given(known=st.integers(1, 5000), part=st.floats(0, 1))
def test_the_interval_holds_the_share_and_lies_between_nought_and_one(known: int, part: float) -> None:
    found = wilson(round(known * part), known)
    assert 0 <= found.low <= found.at + 1e-12
    assert found.at - 1e-12 <= found.high <= 1


def test_answers_that_we_read_and_those_that_writers_tell_of_are_counted(
    office: GovernmentOffice, action: LetterAction
) -> None:
    letters = many(40, action, office=office)
    answer_all(letters[:8], after=4)
    say(letters[8:18], Outcome.YES)
    say(letters[18:24], Outcome.UNSATISFACTORY)
    say(letters[24:30], Outcome.NO)
    shown = row(office).shown
    assert (shown.letters, shown.known, shown.answered) == (40, 40, 24)
    assert shown.outcomes == {
        Outcome.YES: 10,
        Outcome.UNSATISFACTORY: 6,
        Outcome.NO: 6,
        Outcome.NOT_EXPECTED: 0,
    }
    assert shown.share == wilson(24, 40)
    assert shown.days == 4


def test_an_automatic_reply_is_no_answer(office: GovernmentOffice, action: LetterAction) -> None:
    answer_all(many(10, action, office=office), sort=AnswerSort.AUTO_REPLY)
    shown = row(office).shown
    assert (shown.known, shown.answered, shown.days) == (10, 0, None)


def test_what_its_writer_says_goes_before_what_we_read(office: GovernmentOffice, action: LetterAction) -> None:
    letters = many(10, action, office=office)
    answer_all(letters)
    say(letters, Outcome.NO)
    assert row(office).shown.answered == 0


def test_letters_of_less_than_28_days_or_more_than_two_years_and_those_that_came_back_are_left_out(
    office: GovernmentOffice, action: LetterAction
) -> None:
    many(7, action, office=office, days=29)
    many(7, action, office=office, days=27)
    many(7, action, office=office, days=800)
    for state in (LetterState.BOUNCED, LetterState.UNCERTAIN, LetterState.WITHDRAWN, LetterState.HELD):
        because: dict[str, Any] = {"held_because": "staff"} if state == LetterState.HELD else {}
        many(7, action, office=office, state=state, **because)
    assert row(office).shown.letters == 7


def test_where_answers_go_to_the_writer_and_they_say_nothing_we_do_not_know(
    office: GovernmentOffice, action: LetterAction, settings: Any
) -> None:
    by_post = many(6, action, office=office, channel=Channel.POST)
    shown = row(office).shown
    assert (shown.letters, shown.known, shown.share) == (6, 0, None)
    settings.LETTER_ANSWERS_DOMAIN = ""
    by_email = many(6, action, office=office)
    say(by_post, Outcome.YES)
    shown = row(office).shown
    assert (shown.letters, shown.known, shown.answered) == (12, 6, 6)
    answer_all(by_email, sort=AnswerSort.PASSED_ON)
    shown = row(office).shown
    assert (shown.known, shown.answered, shown.days) == (12, 12, None)


def test_whoever_expected_no_answer_is_not_in_the_share(office: GovernmentOffice, action: LetterAction) -> None:
    letters = many(20, action, office=office)
    say(letters[:10], Outcome.NOT_EXPECTED)
    shown = row(office).shown
    assert (shown.letters, shown.known, shown.answered) == (20, 10, 0)
    assert shown.outcomes[Outcome.NOT_EXPECTED] == 10


def test_a_digest_is_one_letter_and_the_writer_with_most_of_an_answer_speaks_for_it(
    office: GovernmentOffice, action: LetterAction
) -> None:
    for days in range(30, 36):
        in_it = many(4, action, office=office, days=days, in_digest=True, state=LetterState.IN_DIGEST)
        say(in_it[:1], Outcome.NO)
        say(in_it[1:2], Outcome.YES)
    shown = row(office).shown
    assert (shown.letters, shown.known, shown.answered) == (6, 6, 6)
    assert shown.outcomes[Outcome.YES] == 6


def test_a_digest_of_which_nobody_says_anything_is_unknown(office: GovernmentOffice, action: LetterAction) -> None:
    for days in range(30, 36):
        many(2, action, office=office, days=days, in_digest=True, state=LetterState.IN_DIGEST)
    shown = row(office).shown
    assert (shown.letters, shown.known) == (6, 0)


@pytest.mark.parametrize("number", range(1, 5))
def test_of_fewer_than_five_letters_nothing_is_said(
    office: GovernmentOffice, action: LetterAction, number: int
) -> None:
    answer_all(many(number, action, office=office))
    shown = row(office).shown
    assert (shown.letters, shown.share, shown.days) == (None, None, None)
    page = get(f"{PAGE}offices/{office.pk}/")
    assert "under 5, or hidden" in page
    assert "too few to say" in page
    assert "%" not in page.partition("<main")[2].partition("How we count")[0]


def test_where_few_were_not_answered_the_answered_are_hidden_too(
    office: GovernmentOffice, action: LetterAction
) -> None:
    answer_all(many(20, action, office=office)[:18])
    shown = row(office).shown
    assert (shown.letters, shown.answered, shown.share) == (20, None, None)


cells = st.dictionaries(st.sampled_from([int(cell) for cell in Cell]), st.integers(0, 12))


@given(cells)
def test_no_small_number_shows_or_can_be_worked_out(counts: dict[int, int]) -> None:
    shown = shown_of(Exact(counts, ()))
    numbers = [shown.letters, shown.known, shown.answered, *shown.outcomes.values()]
    assert all(number is None or number == 0 or number >= 5 for number in numbers)
    if shown.known is not None and shown.answered is not None:
        assert shown.known - shown.answered not in range(1, 5)
    if shown.letters is not None and shown.known is not None:
        assert shown.letters - shown.known not in range(1, 5)
    yes, poor = shown.outcomes[Outcome.YES], shown.outcomes[Outcome.UNSATISFACTORY]
    if shown.answered is not None and yes is not None and poor is not None:
        assert shown.answered - yes - poor not in range(1, 5)
    if shown.share is not None:
        assert shown.known is not None
        assert shown.known >= 5


def test_mps_are_counted_by_the_one_whom_the_letter_went_to(member: Representative) -> None:
    action = factories.letter_action(slug="own-mp")
    letters = many(12, action, seat=member.constituency, representative=member)
    answer_all(letters[:6], after=10)
    page = get(f"{PAGE}mps/{member.pk}/")
    assert "Alex Sample: letters and answers" in page
    assert "<b>50 %</b>" in page
    assert "10 days" in page
    member.ended_on = timezone.localdate()
    member.save()
    assert "They are no longer an MP here." in get(f"{PAGE}mps/{member.pk}/")


def test_the_list_can_be_searched_filtered_and_sorted(member: Representative) -> None:
    slow, fast = factories.office(email="a@example.org"), factories.office(post="Minister for Samples")
    action = factories.letter_action(slow, fast)
    answer_all(many(10, action, office=slow)[:5], after=20)
    answer_all(many(15, action, office=fast)[:10], after=2)
    many(6, factories.letter_action(slug="own-mp"), seat=member.constituency, representative=member)

    def order(query: str = "") -> list[str]:
        page = get(f"{PAGE}{query}").partition("<tbody>")[2] if "?kind=mps&q=zz" not in query else ""
        table = page.rpartition("<tbody>")[2] if page.count("<tbody>") else page
        places = {name: table.find(name) for name in ("Secretary of State", "Minister for Samples", "Alex Sample")}
        return sorted((name for name, at in places.items() if at >= 0), key=lambda name: places[name])

    assert order() == ["Minister for Samples", "Secretary of State", "Alex Sample"]
    assert order("?sort=days") == ["Minister for Samples", "Secretary of State", "Alex Sample"]
    assert order("?sort=name") == ["Alex Sample", "Minister for Samples", "Secretary of State"]
    assert order("?kind=mps") == ["Alex Sample"]
    assert order("?q=samples") == ["Minister for Samples"]
    assert order(f"?q={member.constituency.name}") == ["Alex Sample"]
    assert "Nobody fits that." in get(f"{PAGE}?q=zzzz")
    for nonsense in ("?sort=%00", "?page=-1", "?page=x", "?kind=%27", "?q=%25%00", f"?q={'x' * 3000}"):
        get(PAGE + nonsense)


def test_the_chart_shows_shares_with_their_interval() -> None:
    first, second = factories.office(email="a@example.org"), factories.office(post="Minister for Samples")
    action = factories.letter_action(first, second)
    answer_all(many(20, action, office=first)[:10])
    assert '<figure class="chart">' not in get(PAGE)
    many(20, action, office=second)
    page = get(PAGE)
    assert '<figure class="chart">' in page
    for name in ("Lowest likely", "Answered", "Highest likely"):
        assert f'<th scope="col">{name}</th>' in page
    low, high = (round(100 * end) for end in (wilson(10, 20).low, wilson(10, 20).high))
    assert f"<td>{low}</td><td>50</td><td>{high}</td>" in page


def test_an_mp_who_was_elected_twice_stands_in_the_chart_once(member: Representative) -> None:
    action, seat = factories.letter_action(slug="own-mp"), member.constituency
    Representative.objects.filter(pk=member.pk).update(ended_on=timezone.localdate())
    again = factories.representative(seat, name=member.name)
    for each in (member, again):
        many(10, action, seat=seat, representative=each)
    many(10, action, office=factories.office())
    assert get(PAGE).count(f'<th scope="row">Alex Sample, {seat.name}</th>') == 1


def test_before_any_letter_is_counted_the_page_says_what_to_do() -> None:
    page = get(PAGE)
    assert "There is nothing to show yet." in page
    assert "How we count" in page


def test_the_figures_are_given_as_data_in_which_nothing_small_shows(
    office: GovernmentOffice, action: LetterAction
) -> None:
    office.post = "=HYPERLINK(1)"
    office.save()
    answer_all(many(10, action, office=office)[:5])
    few = factories.office(post="Minister for Samples")
    many(3, action, office=few)
    lines = list(csv.DictReader(io.StringIO(get(f"{PAGE}figures.csv"))))
    found = {line["name"]: line for line in lines}
    assert found["'=HYPERLINK(1)"]["share"] == "0.500"
    assert found["'=HYPERLINK(1)"]["answered"] == "5"
    assert found["Minister for Samples"]["letters"] == "under 5, or hidden"
    assert found["Minister for Samples"]["share"] == ""


def test_an_office_to_which_nobody_wrote_has_no_page(office: GovernmentOffice) -> None:
    assert Client().get(f"{PAGE}offices/{office.pk}/").status_code == 404
    assert Client().get(f"{PAGE}mps/{office.pk}/").status_code == 404


def test_a_page_with_a_published_answer_is_there_before_letters_are_counted(
    office: GovernmentOffice, action: LetterAction
) -> None:
    (letter,) = many(1, action, office=office, days=3)
    answered.answer(letter, after=1)
    shown = {"publication": "published", "published_text": "We act.", "published_at": timezone.now()}
    LetterAnswer.objects.update(**shown)
    assert "<p>We act.</p>" in get(f"{PAGE}offices/{office.pk}/")


def test_the_pages_ask_few_questions_however_many_letters_there_are(
    office: GovernmentOffice, action: LetterAction, member: Representative, settings: Any
) -> None:
    settings.PAGE_GENERATION_MEMORY = 60
    answer_all(many(20, action, office=office)[:10])
    many(20, factories.letter_action(slug="own-mp"), seat=member.constituency, representative=member)
    for path, most in ((PAGE, 10), (f"{PAGE}offices/{office.pk}/", 11), (f"{PAGE}figures.csv", 5)):
        caches["pages"].clear()
        outline.forget()
        generation.forget()
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(path).status_code == 200
        asked = [query["sql"] for query in queries]
        assert len(asked) <= most, "\n".join(asked)
        caches["pages"].clear()
        many(20, action, office=office)


def test_the_table_is_worked_out_once_an_hour(office: GovernmentOffice, action: LetterAction) -> None:
    many(10, action, office=office)
    assert row(office).shown.letters == 10
    many(10, action, office=office)
    found = responsiveness.row_of(Whom("office", office.pk))
    assert found is not None
    assert found.shown.letters == 10
    Letter.objects.update(sent_at=timezone.now() - timedelta(days=30))
    assert row(office).shown.letters == 20
