"""What the addresses of courses and lessons answer to each role."""

from tests import factories
from tests.access.expected import Expected, administrators_only, everybody
from tests.training import lessons
from training.models import CourseVersion
from training.services import courses


def in_use() -> CourseVersion:
    return lessons.in_use(critical=[factories.fact(key="taught")])


def a_course() -> tuple[object, ...]:
    return (in_use().course.slug,)


def a_lesson() -> tuple[object, ...]:
    return (in_use().course.slug, 1)


def a_course_key() -> tuple[object, ...]:
    return (in_use().course_id,)


def a_version() -> tuple[object, ...]:
    return (in_use().pk,)


def a_module() -> tuple[object, ...]:
    return (lessons.draft().modules.get(number=2).pk,)


def scene() -> dict[str, object]:
    """A course in use, its next version as a draft, and a module of that."""
    version = in_use()
    draft = courses.draft(course=version.course, by=None)
    courses.set_rules(version=draft, by=None, what_changed="Clearer words.")
    return {
        "course": version.course_id,
        "in_use": version.pk,
        "draft_version": draft.pk,
        "module": draft.modules.get(number=2).pk,
    }


OF_COURSES = ("page", "change", "retire", "bring_back", "draft")
OF_VERSIONS = ("version", "preview", "rules", "publish", "sign_off", "discard", "add_module")
OF_MODULES = ("change_module", "move_up", "remove_module")
TAUGHT: dict[str, Expected] = {
    "training": everybody(200),
    "training_sitemap": everybody(200),
    "training_course": everybody(200, a_course),
    "training_course_pdf": everybody(200, a_course),
    "training_by_mail": everybody(200, a_course),
    "training_by_mail_sent": everybody(200, a_course),
    "training_lesson": everybody(200, a_lesson),
    "training_lesson_read": everybody(405, a_lesson),
    "training_courses:index": administrators_only(),
    "training_courses:new": administrators_only(),
    "training_courses:preview_lesson": administrators_only(lambda: (*a_version(), 1)),
    **{f"training_courses:{name}": administrators_only(a_course_key) for name in OF_COURSES},
    **{f"training_courses:{name}": administrators_only(a_version) for name in OF_VERSIONS},
    **{f"training_courses:{name}": administrators_only(a_module) for name in OF_MODULES},
}
