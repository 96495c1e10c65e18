"""Lessons as readers of a version meet them."""

from wagtail.models import Revision

from pages.models import Fact
from training.models import CourseVersion, LessonPage, LessonRead, Module


def shown(module: Module) -> LessonPage:
    """As it stood when the version was published; of a draft, as it was last written."""
    revision = module.revision or latest(module.lesson)
    page: LessonPage = revision.as_object() if revision else module.lesson
    return page


def latest(lesson: LessonPage) -> Revision | None:
    found: Revision | None = lesson.latest_revision
    return found


def facts_of(module: Module) -> list[Fact]:
    """Those it states with those that are critical, each once."""
    found = {fact.pk: fact for fact in [*module.safety, *module.stated]}  # type: ignore[attr-defined]
    return list(found.values())


def read_by(person_id: int, version: CourseVersion) -> set[int]:
    """The numbers of the modules that somebody has read."""
    read = LessonRead.objects.filter(person=person_id, module__version=version)
    return set(read.values_list("module__number", flat=True))
