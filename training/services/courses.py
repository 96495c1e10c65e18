"""Courses and their versions: drafted, published, never changed after, and retired by the next one."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision

from pages import generation, named_facts
from pages.models import Fact
from people.models import User
from training import families
from training.enums import VersionState
from training.models import Course, CourseVersion, Indicator, LessonPage, Module
from training.selectors import syllabus

RULES = (*syllabus.FIGURES, "what_changed")


class Published(Exception):
    """It was published, so that it is never changed: begin another version."""


class Incomplete(Exception):
    """It can't be published yet; the message says why."""


class HasDraft(Exception):
    """There is a draft already."""


@transaction.atomic
def add(*, by: User | None, prerequisites: Iterable[Course] = (), **fields: Any) -> Course:
    course = Course.objects.create(**fields)
    course.prerequisites.set(prerequisites)
    log(course, "training.course_add", user=by)
    return course


@transaction.atomic
def change(*, course: Course, by: User | None, prerequisites: Iterable[Course] = (), **fields: Any) -> Course:
    """What holds for every version: title, validity, prerequisites. Awards that were given keep their dates."""
    Course.objects.filter(pk=course.pk).update(**fields)
    course.refresh_from_db()
    course.prerequisites.set(prerequisites)
    log(course, "training.course_change", user=by)
    generation.publish()
    return course


@transaction.atomic
def retire(*, course: Course, by: User) -> bool:
    """Readers see it no more; awards stay what they are. False where that was so already."""
    done = bool(Course.objects.filter(pk=course.pk, retired_at=None).update(retired_at=timezone.now()))
    if done:
        log(course, "training.course_retire", user=by)
        generation.publish()
    return done


@transaction.atomic
def bring_back(*, course: Course, by: User) -> bool:
    done = bool(Course.objects.filter(pk=course.pk).exclude(retired_at=None).update(retired_at=None))
    if done:
        log(course, "training.course_bring_back", user=by)
        generation.publish()
    return done


@transaction.atomic
def draft(*, course: Course, by: User | None, minutes: int = 60) -> CourseVersion:
    """The next version, begun as a copy of the latest one. Raises HasDraft."""
    course = Course.objects.select_for_update().get(pk=course.pk)
    latest = course.versions.order_by("-number").first()
    if latest is not None and latest.is_draft:
        raise HasDraft
    highest = course.versions.aggregate(highest=Max("number"))["highest"] or 0
    rules = {name: getattr(latest, name) for name in syllabus.FIGURES} if latest else {"minutes": minutes}
    version = CourseVersion.objects.create(course=course, number=highest + 1, **rules)
    for module in latest.modules.prefetch_related("indicators", "facts", "critical") if latest else ():
        add_module(
            version=version,
            lesson=module.lesson,
            title=module.title,
            number=module.number,
            minutes=module.minutes,
            indicators=module.indicators.all(),
            facts=module.facts.all(),
            critical=module.critical.all(),
        )
    log(version, "training.version_draft", user=by)
    return version


@transaction.atomic
def discard(*, version: CourseVersion, by: User) -> None:
    """Raises Published."""
    version = lock(version)
    log(version.course, "training.version_discard", user=by, data={"number": version.number})
    version.delete()


@transaction.atomic
def set_rules(*, version: CourseVersion, by: User | None, **rules: Any) -> CourseVersion:
    """Length, pass rule and what changed. Raises Published."""
    version = lock(version)
    for name in RULES:
        if name in rules:
            setattr(version, name, rules[name])
    version.signed_off_at = version.signed_off_by = None
    version.save()
    log(version, "training.version_change", user=by)
    return version


@transaction.atomic
def add_module(
    *,
    version: CourseVersion,
    lesson: LessonPage,
    title: str = "",
    number: int | None = None,
    minutes: int = 10,
    indicators: Iterable[Indicator] = (),
    facts: Iterable[Fact] = (),
    critical: Iterable[Fact] = (),
) -> Module:
    """At the end where no number is given. Raises Published."""
    version = lock(version)
    last = version.modules.aggregate(last=Max("number"))["last"] or 0
    module = Module.objects.create(
        version=version, lesson=lesson, title=title or lesson.title, number=number or last + 1, minutes=minutes
    )
    fill(module, indicators, facts, critical)
    return module


@transaction.atomic
def change_module(
    *,
    module: Module,
    lesson: LessonPage,
    title: str,
    minutes: int,
    indicators: Iterable[Indicator],
    facts: Iterable[Fact],
    critical: Iterable[Fact],
) -> Module:
    """Raises Published. What the safeguarding lead signed off is asked about again."""
    unsign(lock(module.version))
    module.lesson, module.title, module.minutes = lesson, title or lesson.title, minutes
    module.save()
    fill(module, indicators, facts, critical)
    return module


def fill(module: Module, indicators: Iterable[Indicator], facts: Iterable[Fact], critical: Iterable[Fact]) -> None:
    """What is critical is stated as well."""
    critical = list(critical)
    module.indicators.set(indicators)
    module.facts.set([*facts, *critical])
    module.critical.set(critical)


@transaction.atomic
def remove_module(*, module: Module) -> None:
    """Those after it move up. Raises Published."""
    version = lock(module.version)
    unsign(version)
    number = module.number
    module.delete()
    for later in version.modules.filter(number__gt=number).order_by("number"):
        Module.objects.filter(pk=later.pk).update(number=later.number - 1)


@transaction.atomic
def move_up(*, module: Module) -> None:
    """Before the one that stood before it. Raises Published."""
    version = lock(module.version)
    above = version.modules.filter(number__lt=module.number).order_by("-number").first()
    if above is None:
        return
    upper, lower = above.number, module.number
    for pk, number in ((above.pk, 0), (module.pk, upper), (above.pk, lower)):  # 0: two never have the same
        Module.objects.filter(pk=pk).update(number=number)


@transaction.atomic
def publish(*, version: CourseVersion, by: User | None) -> CourseVersion:
    """Readers get it, and each lesson as it stands published now. Raises Published, Incomplete."""
    version = lock(version)
    if reasons := syllabus.missing(version):
        raise Incomplete(" ".join(reasons))
    for module in version.modules.select_related("lesson").order_by("number"):
        pin(module)
    taught = Indicator.objects.filter(modules__version=version).order_by()
    version.families = families.written(taught.values_list("kind", flat=True))
    CourseVersion.objects.in_use().filter(course=version.course_id).update(state=VersionState.RETIRED)
    version.state, version.published_at, version.published_by = VersionState.PUBLISHED, timezone.now(), by
    version.save()
    log(version, "training.version_publish", user=by)
    generation.publish()
    return version


def pin(module: Module) -> None:
    """To the revision that editors published, with every fact that it shows."""
    lesson = module.lesson
    revision: Revision = lesson.live_revision or lesson.save_revision()
    shown = revision.as_object()
    module.facts.add(*Fact.objects.filter(pk__in=named_facts.on(shown) - {""}))
    module.revision = revision
    module.save()


@transaction.atomic
def sign_off(*, version: CourseVersion, by: User) -> bool:
    """That the safeguarding lead stands by what is marked so; False where that was so already."""
    unsigned = CourseVersion.objects.filter(pk=version.pk, signed_off_at=None)
    done = bool(unsigned.update(signed_off_at=timezone.now(), signed_off_by=by))
    if done:
        log(version, "training.version_sign_off", user=by)
    return done


def unsign(version: CourseVersion) -> None:
    CourseVersion.objects.filter(pk=version.pk).update(signed_off_at=None, signed_off_by=None)


def lock(version: CourseVersion) -> CourseVersion:
    """The version as it is now, with its course locked, as long as it is a draft. Raises Published."""
    Course.objects.select_for_update().get(pk=version.course_id)
    found = CourseVersion.objects.select_related("course").filter(pk=version.pk).first()
    if found is None or not found.is_draft:
        raise Published
    return found
