"""Turning the texts of the courses into courses, lessons and versions that are in use."""

from django.utils import timezone

from config.demo import training_banks, tree
from config.demo.training_courses import COURSES
from config.demo.training_shapes import CourseText, Lesson
from pages.models import BasePage, Fact, HomePage, SectionPage
from training.models import Course, CourseVersion, Indicator, LessonPage
from training.services import courses

SECTION = "training-lessons"
SUMMARY = "The lessons of our courses. Each is read as a part of its course."
WORDS = "<p>Each lesson is a part of one of our courses. Choose one to begin with its first lesson.</p>"


def make(root: HomePage, pages: dict[str, BasePage]) -> None:
    """Safe to repeat: what is there already stays as it is."""
    section = section_below(root)
    known = tree.Known(pages, tree.facts_by_key(), {})
    made: dict[str, Course] = {}
    for place, (data, questions) in enumerate(COURSES, 1):
        course = made[data.slug] = course_of(data, place * 10, made)
        if not course.versions.exists():
            begin(course, data, [lesson_page(section, lesson, known) for lesson in data.lessons])
        training_banks.fill(course, questions)
    for data, _questions in COURSES:  # a course may be taught by holders of one that comes later
        if data.taught_by:
            Course.objects.filter(slug=data.slug, taught_by=None).update(taught_by=made[data.taught_by])


def section_below(root: HomePage) -> SectionPage:
    found: SectionPage | None = SectionPage.objects.child_of(root).filter(slug=SECTION).first()
    if found is not None:
        return found
    section = SectionPage(title="Training lessons", slug=SECTION, summary=SUMMARY, show_in_menus=False)
    section.body = [{"type": "text", "value": WORDS}]
    section.reviewed_on = timezone.localdate()
    root.add_child(instance=section)
    section.save_revision().publish()
    return section


def course_of(data: CourseText, order: int, made: dict[str, Course]) -> Course:
    """`made`: those that come before it in the list, and so may be asked for."""
    found = Course.objects.filter(slug=data.slug).first()
    if found is not None:
        return found
    return courses.add(
        by=None,
        slug=data.slug,
        title=data.title,
        kind=data.kind,
        summary=data.summary,
        order=order,
        validity_months=data.validity_months,
        grace_months=data.grace_months,
        prerequisites=[made[slug] for slug in data.prerequisites],
    )


def begin(course: Course, data: CourseText, pages: list[LessonPage]) -> CourseVersion:
    version = courses.draft(course=course, by=None, minutes=data.minutes)
    for number, (lesson, page) in enumerate(zip(data.lessons, pages, strict=True), 1):
        courses.add_module(
            version=version,
            lesson=page,
            number=number,
            minutes=lesson.minutes,
            indicators=Indicator.objects.filter(code__in=lesson.indicators),
            facts=Fact.objects.filter(key__in=lesson.facts),
            critical=Fact.objects.filter(key__in=lesson.critical),
        )
    return courses.publish(version=version, by=None)


def lesson_page(section: SectionPage, data: Lesson, known: tree.Known) -> LessonPage:
    found: LessonPage | None = LessonPage.objects.child_of(section).filter(slug=data.slug).first()
    if found is not None:
        return found
    page = LessonPage(slug=data.slug, title=data.title, summary=data.summary, content_note=data.content_note)
    page.live, page.reviewed_on = False, timezone.localdate()
    section.add_child(instance=page)
    page.body = tree.stored(data.body, known)  # afterwards, so that what it says is read through once less
    page.scenario = tree.stored(data.scenario, known)
    page.save_revision().publish()
    return page
