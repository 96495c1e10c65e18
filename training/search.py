"""What this app adds to search: the signs, found by their code or their words, courses and their lessons."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pages import outline, search
from pages.search import own
from training.enums import VersionState
from training.models import Course, CourseVersion, Indicator, LessonPage, Module

MOST = 100  # courses that words are looked for in
SHOWN_ON = "signs-to-notice"  # the slug of the page with every sign, each under its code as an anchor


def register() -> None:
    search.register(search.Searchable("signs", _("Signs"), _("Sign"), Indicator, signs, title_of, show))
    courses = _("Courses"), _("Course")
    search.register(search.Searchable("courses", *courses, Course, listed, title_of, show_courses, found))
    search.register(search.Searchable("lessons", _("Lessons"), _("Lesson"), LessonPage, taught, title_of, show_lessons))


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


def found(words: Sequence[str], operator: str) -> list[int]:
    """Those in which each word begins one of theirs (AND), or any does (OR), the most alike first."""
    texts = {
        course.pk: f" {course.title} {course.summary} {' '.join(titles_of(course))}".lower()
        for course in Course.objects.listed().prefetch_related("versions__modules")[:MOST]
    }
    alike = {pk: sum(f" {word.lower()}" in text for word in words) for pk, text in texts.items()}
    needed = len(words) if operator == "AND" else 1
    return sorted((pk for pk, count in alike.items() if words and count >= needed), key=lambda pk: -alike[pk])


def titles_of(course: Course) -> list[str]:
    """Of the modules that readers see."""
    in_use = (version for version in course.versions.all() if version.state == VersionState.PUBLISHED)
    return [module.title for version in in_use for module in version.modules.all()]


def listed(pks: list[int]) -> QuerySet[Course]:
    return Course.objects.listed().filter(pk__in=pks)


def show_courses(rows: list[Course]) -> list[search.Found]:
    return [search.Found(row.title, row.summary, row.get_absolute_url(), gettext("Training")) for row in rows]


def taught(pks: list[int]) -> QuerySet[LessonPage]:
    """Those that a course in use teaches."""
    in_use = CourseVersion.objects.in_use().filter(course__in=Course.objects.listed())
    teaching = Module.objects.filter(version__in=in_use, lesson=OuterRef("pk"))
    found: QuerySet[LessonPage] = LessonPage.objects.live().filter(Exists(teaching), pk__in=pks)
    return found


def show_lessons(rows: list[LessonPage]) -> list[search.Found]:
    texts = own.indexed_texts(rows)
    return [search.Found(row.title, texts.get(row.pk, ""), row.reading_url(), gettext("Training")) for row in rows]
