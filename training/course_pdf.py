"""A whole course as one document to print."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext

from pages import paper, printing
from training import course_text
from training.course_text import Chapter
from training.models import CourseVersion


def pdf(version: CourseVersion) -> bytes:
    course = version.course
    return printing.pdf("course", {**paper.common(course.title, course.summary), **words(version)})


def words(version: CourseVersion) -> dict[str, Any]:
    return {
        "size": 10.5,
        "version": about(version),
        "contents": gettext("What is in it"),
        "before": gettext("Before you read"),
        "scenario": gettext("What would you do?"),
        "signs": gettext("Signs in this lesson"),
        "facts": gettext("Facts in this lesson"),
        "chapters": [of_chapter(chapter) for chapter in course_text.chapters(version)],
        "more": gettext("Take the quiz at {address}").format(
            address=f"{paper.address()}{version.course.get_absolute_url()}"
        ),
    }


def about(version: CourseVersion) -> str:
    if version.in_use_since is None:
        return gettext("Version {number}, a draft").format(number=version.number)
    day = date_format(version.in_use_since, "DATE_FORMAT")
    return gettext("Version {number}, in use since {day}").format(number=version.number, day=day)


def of_chapter(chapter: Chapter) -> dict[str, Any]:
    return {
        "title": f"{chapter.number}. {chapter.title}",
        "note": chapter.note,
        "pieces": chapter.pieces,
        "scenario": chapter.scenario,
        "signs": [course_text.of_sign(sign) for sign in chapter.signs],
        "facts": [course_text.of_fact(fact) for fact in chapter.facts],
    }
