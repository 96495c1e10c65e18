"""Filling the banks of the courses with their questions."""

from datetime import date

from config.demo.facts import IN_A_YEAR, IN_SIX_MONTHS
from config.demo.training_shapes import QuestionText
from pages.models import Fact
from training.models import Course, Indicator
from training.services import questions


def fill(course: Course, texts: list[QuestionText]) -> None:
    """Safe to repeat: a bank that has questions stays as it is."""
    if course.questions.exists():
        return
    facts = {fact.key: fact for fact in Fact.objects.filter(key__in=[row.fact for row in texts if row.fact])}
    signs = {sign.code: sign for sign in Indicator.objects.filter(code__in=[row.indicator for row in texts])}
    for row in texts:
        questions.add(course=course, text=text_of(row, facts, signs), by=None)


def text_of(row: QuestionText, facts: dict[str, Fact], signs: dict[str, Indicator]) -> questions.Text:
    return questions.Text(
        module=row.module,
        text=row.text,
        options=[questions.OptionText(*option) for option in row.options],
        is_critical=row.critical,
        source=row.source,
        review_by=date.fromisoformat(IN_SIX_MONTHS if row.critical else IN_A_YEAR),
        fact=facts[row.fact] if row.fact else None,
        indicator=signs[row.indicator] if row.indicator else None,
    )
