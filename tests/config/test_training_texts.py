"""What the courses of the demonstration say: enough of it, plain, sourced, fair to learners, and safe."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from config.demo import training_banks
from config.demo.facts import FACTS
from config.demo.shapes import Block
from config.demo.signs import INDICATORS
from config.demo.training_courses import AWARENESS, COURSES, Taught
from config.demo.training_shapes import Lesson, QuestionText
from pages import figures
from pages.models import Fact
from tests import reading
from training.models import Course, Indicator, Option, Question
from training.selectors.questions import NAMED

FACT_OF = {fact["key"]: fact for fact in FACTS}
SIGN_OF = {sign["code"]: sign for sign in INDICATORS}
LESSONS = [lesson for each in COURSES for lesson in each.course.lessons]
QUESTIONS = [(each.course.slug, question) for each in COURSES for question in each.questions]
LAW_BY_NAME = re.compile(r"\b(?:[Ss]ection|[Aa]rticle) \d|\bAct (?:19|20)\d\d")
OLDEST = 10.5  # age at which everybody can read it
UNITS = ["p", "li"]
each_course = pytest.mark.parametrize("each", COURSES, ids=lambda each: each.course.slug)
each_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)


def with_facts(text: str) -> str:
    return NAMED.sub(lambda found: FACT_OF[found[1]]["value"], text)


def blocks(lesson: Lesson) -> list[Block]:
    """Without the sources, which name laws and are not read."""
    return [block for block in (*lesson.body, *lesson.scenario) if block[0] != "sources"]


def texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for item in value.values():
                yield from texts(item)
        case list() | tuple():
            for item in value:
                yield from texts(item)


def units(lesson: Lesson) -> Iterator[str]:
    """Paragraphs and items as readers see them, with the sentences of the signs that stand at the end."""
    yield from (SIGN_OF[code]["sentence"] for code in lesson.indicators)
    for _, value in blocks(lesson):
        for text in texts(value):
            found = BeautifulSoup(with_facts(text), "html.parser").find_all(UNITS)
            yield from (" ".join(unit.get_text().split()) for unit in found if not unit.find(UNITS))


def words_of(question: QuestionText) -> list[str]:
    return [question.text, *(words for text, _, why in question.options for words in (text, why))]


def stated(lesson: Lesson) -> set[str]:
    figures_shown = {row["fact"] for name, value in lesson.body if name == "figures" for row in value}
    return figures_shown | {key for text in texts(blocks(lesson)) for key in NAMED.findall(text)}


def length(text: str) -> int:
    return len(with_facts(text))


def test_there_are_six_lessons_for_everybody_and_four_for_leaders_and_for_trainers() -> None:
    assert {each.course.slug: len(each.course.lessons) for each in COURSES} == {
        "awareness": 6,
        "leader": 4,
        "trainer": 4,
    }
    assert {each.course.slug: each.course.validity_months for each in COURSES} == {
        "awareness": 36,
        "leader": 24,
        "trainer": 12,
    }
    assert len({lesson.slug for lesson in LESSONS}) == len(LESSONS)


def test_the_awareness_course_teaches_every_sign() -> None:
    taught = {code for lesson in AWARENESS.lessons for code in lesson.indicators}
    assert taught == SIGN_OF.keys()


@pytest.mark.parametrize(
    ("each", "questions", "critical", "of_a_module"), [*zip(COURSES, (45, 16, 16), (10, 4, 4), (6, 4, 4), strict=True)]
)
def test_a_bank_has_enough_questions_of_each_module(
    each: Taught, questions: int, critical: int, of_a_module: int
) -> None:
    of_modules = Counter(question.module for question in each.questions)
    assert len(each.questions) >= questions
    assert sum(question.critical for question in each.questions) >= critical
    assert sorted(of_modules) == list(range(1, len(each.course.lessons) + 1))
    assert min(of_modules.values()) >= of_a_module


def test_no_question_stands_twice_in_a_bank() -> None:
    assert [key for key, number in Counter((slug, row.text) for slug, row in QUESTIONS).items() if number > 1] == []


def test_every_question_has_one_right_answer_a_reason_for_each_and_a_source() -> None:
    for _, question in QUESTIONS:
        options = [text for text, _, _ in question.options]
        assert 3 <= len(options) <= 4, question.text
        assert len({with_facts(text) for text in options}) == len(options), question.text
        assert sum(is_right for _, is_right, _ in question.options) == 1, question.text
        assert all(why.strip().endswith((".", "?")) for _, _, why in question.options), question.text
        assert question.source, question.text


def test_every_question_fits_its_place_with_its_facts_filled_in() -> None:
    longest = {model: model._meta.get_field("text").max_length or 0 for model in (Question, Option)}
    why = Option._meta.get_field("why").max_length or 0
    assert [row.text for _, row in QUESTIONS if length(row.text) > longest[Question]] == []
    options = [option for _, row in QUESTIONS for option in row.options]
    assert [text for text, _, _ in options if max(len(text), length(text)) > longest[Option]] == []
    assert [reason for _, _, reason in options if max(len(reason), length(reason)) > why] == []


@each_course
def test_the_length_and_the_place_of_an_answer_do_not_give_it_away(each: Taught) -> None:
    longest = [max(row.options, key=lambda option: length(option[0]))[1] for row in each.questions]
    shortest = [min(row.options, key=lambda option: length(option[0]))[1] for row in each.questions]
    places = Counter(next(place for place, option in enumerate(row.options) if option[1]) for row in each.questions)
    assert sum(longest) <= len(each.questions) / 2
    assert sum(shortest) <= len(each.questions) / 2
    assert max(places.values()) <= len(each.questions) / 2


def test_every_fact_and_sign_that_a_question_names_is_known() -> None:
    named = {key for _, row in QUESTIONS for text in words_of(row) for key in NAMED.findall(text)}
    assert named | {row.fact for _, row in QUESTIONS if row.fact} <= FACT_OF.keys()
    assert {row.indicator for _, row in QUESTIONS if row.indicator} <= SIGN_OF.keys()


def test_every_critical_question_rests_on_a_fact() -> None:
    assert [row.text for _, row in QUESTIONS if row.critical and row.fact is None] == []


@each_course
def test_every_critical_fact_of_a_course_has_a_question_that_holders_can_be_asked_when_it_changes(each: Taught) -> None:
    critical = {key for lesson in each.course.lessons for key in lesson.critical}
    assert critical <= {row.fact for row in each.questions if row.critical}


@each_lesson
def test_a_lesson_lists_the_facts_and_signs_that_it_states(lesson: Lesson) -> None:
    assert stated(lesson) == set(lesson.facts)
    assert set(lesson.critical) <= set(lesson.facts)
    assert set(lesson.indicators) <= SIGN_OF.keys()
    safety = {key for key in lesson.facts if FACT_OF[key]["kind"] == "advice"}
    assert safety - set(lesson.critical) <= {"advice-one-sign"}


@each_lesson
def test_a_lesson_leaves_the_list_of_its_signs_to_the_module_that_teaches_them(lesson: Lesson) -> None:
    assert "signs" not in {name for name, _ in (*lesson.body, *lesson.scenario)}


@each_lesson
def test_a_lesson_begins_with_a_content_note_and_ends_with_a_choice_of_three(lesson: Lesson) -> None:
    assert 40 <= len(lesson.content_note) <= 300
    assert 40 <= len(lesson.summary) <= 220
    (told, situation), (chosen, answers) = lesson.scenario
    assert (told, chosen) == ("text", "accordion")
    assert situation.endswith("</b></p>")  # the question
    assert len(answers["items"]) == 3
    assert sum("This is the best answer." in answer["text"] for answer in answers["items"]) == 1


@each_lesson
def test_a_lesson_is_short_enough_to_read_at_one_sitting_and_plain(lesson: Lesson) -> None:
    measured = reading.measure(units(lesson))
    assert measured is not None
    fewest, most = (950, 1400) if lesson in AWARENESS.lessons else (550, 800)
    assert fewest <= sum(len(unit.split()) for unit in units(lesson)) <= most
    assert measured.age <= OLDEST, measured.worst


def test_no_text_of_a_course_states_a_number_or_a_law_that_belongs_to_the_facts_registry() -> None:
    typed = [text for lesson in LESSONS for text in texts([*blocks(lesson), lesson.summary, lesson.content_note])]
    typed += [text for _, row in QUESTIONS for text in words_of(row)]
    assert len(typed) > 500
    plain = [NAMED.sub(" ", text) for text in typed]
    assert [found for text in figures.words(plain) for found in figures.distinctive(text)] == []
    assert [found for text in plain for found in LAW_BY_NAME.findall(text)] == []


def test_the_advice_is_for_sign_off_and_has_a_source_and_a_day_of_review() -> None:
    advice = [fact for fact in FACTS if fact["kind"] == "advice"]
    assert len(advice) >= 10
    for fact in advice:
        assert fact["source_name"], fact["key"]
        assert fact["published_on"] < fact["review_by"], fact["key"]
        assert figures.distinctive(f"{fact['value']} {fact['statement']}") == [], fact["key"]


@pytest.mark.django_db
def test_every_question_goes_into_its_bank_once_with_its_fact_its_sign_and_its_day_of_review() -> None:
    for fact in FACTS:
        Fact.objects.get_or_create(key=fact["key"], defaults={**fact})
    Indicator.objects.bulk_create(Indicator(**row) for row in INDICATORS)
    for each in COURSES:
        course = Course.objects.create(slug=each.course.slug, title=each.course.title, kind=each.course.kind)
        for _ in range(2):
            training_banks.fill(course, each.questions)
        stored = Question.objects.in_use().filter(course=course)
        assert Counter(stored.values_list("fact__key", flat=True)) == Counter(row.fact for row in each.questions)
        assert Counter(stored.values_list("indicator__code", flat=True)) == Counter(
            row.indicator for row in each.questions
        )
        assert not stored.filter(review_by__lt=timezone.localdate()).exists()
