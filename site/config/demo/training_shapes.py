"""The shapes of the demonstration's courses: plain data that training.py turns into courses, lessons and questions."""

from typing import NamedTuple

from config.demo.shapes import Block


class Lesson(NamedTuple):
    slug: str
    title: str
    content_note: str  # at most 300 characters
    body: list[Block]
    scenario: list[Block]  # a text that tells and asks, then an accordion with the answers
    indicators: list[str]  # codes of the signs that it teaches
    facts: list[str]  # keys of the facts that it states
    critical: list[str] = []  # those of them that somebody's safety hangs on: for the safeguarding lead to sign off
    summary: str = ""  # at most 220 characters
    minutes: int = 10


class CourseText(NamedTuple):
    slug: str
    title: str
    kind: str  # of training.enums.CourseKind
    summary: str  # at most 300 characters
    minutes: int
    validity_months: int | None
    grace_months: int
    prerequisites: list[str]  # slugs
    taught_by: str  # slug of the course that whoever teaches this one holds; "" for none
    lessons: list[Lesson]


class QuestionText(NamedTuple):
    module: int
    text: str
    critical: bool
    options: tuple[tuple[str, bool, str], ...]  # words, whether it is right, why
    fact: str | None
    indicator: str | None
    source: str
