"""What this app adds to search: the signs, found by their code or their words, courses and their lessons."""

from typing import NamedTuple
from weakref import WeakKeyDictionary

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pages import outline, search
from pages.search import beside
from training.models import Course, CourseVersion, Indicator, LessonPage, Module

MOST = 1_000  # modules
SHOWN_ON = "signs-to-notice"  # the slug of the page with every sign, each under its code as an anchor
_taught: "WeakKeyDictionary[outline.Outline, Taught]" = WeakKeyDictionary()


def register() -> None:
    search.register(search.Searchable("signs", _("Signs"), _("Sign"), Indicator, signs, title_of, show))
    course, lesson = (_("Courses"), _("Course")), (_("Lessons"), _("Lesson"))
    search.register(search.Searchable("courses", *course, Course, courses, title_of, show_courses, beside=BESIDE))
    search.register(search.Searchable("lessons", *lesson, LessonPage, lessons, title_of, show_lessons))


def signs(pks: list[int]) -> QuerySet[Indicator]:
    return Indicator.objects.filter(live=True, pk__in=pks)


def title_of(row: Indicator | Course | LessonPage) -> str:
    return str(row)


def show(rows: list[Indicator]) -> list[search.Found]:
    site = outline.current()
    page = next((page for page in site.pages.values() if page.slug == SHOWN_ON), None)
    address = site.address(site.localized(page)) if page else None
    return [
        search.Found(
            str(row),
            text=row.explanation,
            url=f"{address}#{row.code}" if address else "",
            where=str(row.get_kind_display()),
            source=row.source_name,
        )
        for row in rows
    ]


class Taught(NamedTuple):
    """What readers are taught: courses by their key, and modules by the key of the lesson."""

    courses: dict[int, Course]
    modules: dict[int, Module]


def taught() -> Taught:
    """Read once a generation, as the outline is."""
    site = outline.current()
    if site not in _taught:
        _taught[site] = read()
    return _taught[site]


def read() -> Taught:
    modules = list(modules_taught().select_related("version__course", "lesson")[:MOST])
    courses = {module.version.course_id: module.version.course for module in modules}
    return Taught(courses, {module.lesson_id: module for module in modules if module.lesson.live})


def modules_taught() -> QuerySet[Module]:
    in_use = CourseVersion.objects.in_use().filter(course__in=Course.objects.listed())
    return Module.objects.filter(version__in=in_use)


def words_of_courses() -> QuerySet[Module]:
    course, between = "version__course__", Value(" ")
    said = Concat(f"{course}title", between, f"{course}summary", between, "title", output_field=TextField())
    return modules_taught().annotate(row=F("version__course_id"), said=said)


BESIDE = search.Beside(words_of_courses, beside.stems)


def courses(pks: list[int]) -> list[Course]:
    known = taught().courses
    return [known[pk] for pk in pks if pk in known]


def show_courses(rows: list[Course]) -> list[search.Found]:
    return [search.Found(row.title, row.summary, row.get_absolute_url(), gettext("Training")) for row in rows]


def lessons(pks: list[int]) -> list[LessonPage]:
    known = taught().modules
    return [known[pk].lesson for pk in pks if pk in known]


def show_lessons(rows: list[LessonPage]) -> list[search.Found]:
    modules = taught().modules
    return [
        search.Found(row.title, row.summary, modules[row.pk].get_absolute_url(), modules[row.pk].version.course.title)
        for row in rows
    ]
