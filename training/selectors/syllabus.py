"""What a version lacks before it may be used, what to look at, and how it differs from the one before."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.utils import timezone

from pages import facts, named_facts
from training.models import CourseVersion, Module, Question
from training.selectors import courses, lessons

FIGURES = ("minutes", "pass_mark", "drawn", "critical", "refresher", "tries", "wait_hours", "limit_minutes")
SETS = (("indicators", "signs", "code"), ("facts", "facts", "label"), ("critical", "safety-critical facts", "label"))


def missing(version: CourseVersion) -> list[str]:
    """Why it can't be published yet, in sentences; empty where it can."""
    modules = list(version.modules.select_related("lesson").prefetch_related("indicators", "critical"))
    if not modules:
        return ["It has no module yet."]
    found = [reason for module in modules for reason in missing_in(module)]
    if not any(module.critical.all() for module in modules):
        found.append("No statement is marked for sign-off by the safeguarding lead.")
    if courses.before(version) and not version.what_changed:
        found.append("Say what changed since the version before.")
    return found


def missing_in(module: Module) -> Iterator[str]:
    where = f"Module {module.number}, {module.title}:"
    if not module.lesson.live:
        yield f"{where} its lesson is not published."
    for sign in module.indicators.all():
        if not sign.live:
            yield f"{where} the sign {sign.code} is not live."
    for fact in module.critical.all():
        if not fact.live:
            yield f"{where} the fact “{fact.label}” is not live."
        elif not fact.source_name:
            yield f"{where} the fact “{fact.label}” has no source."
    if named_facts.on(module.lesson) - facts.by_id().keys():
        yield f"{where} its lesson names a fact that is not live."


def doubts(version: CourseVersion) -> list[str]:
    """What doesn't stop it, and is worth a look."""
    found = list(of_questions(version))
    for module in version.modules.select_related("lesson").prefetch_related("facts"):
        if module.lesson.has_unpublished_changes and version.is_draft:
            found.append(f"Module {module.number}: its lesson has a draft, which readers won't get.")
        due = [fact.label for fact in module.facts.all() if fact.review_by < timezone.localdate()]
        found += [f"Module {module.number}: the fact “{label}” is due for review." for label in due]
    if version.signed_off_at is None:
        found.append("The safeguarding lead has not signed off the safety-critical statements.")
    return found


def of_questions(version: CourseVersion) -> Iterator[str]:
    bank = Question.objects.filter(course=version.course_id, retired_at=None)
    counted = bank.aggregate(all=Count("pk"), critical=Count("pk", filter=Q(is_critical=True)))
    if counted["all"] < version.drawn:
        yield f"The bank of questions holds {counted['all']}, and an attempt draws {version.drawn}."
    if counted["critical"] < version.critical:
        yield f"Of the questions {counted['critical']} are safety-critical; an attempt needs {version.critical}."


def differences(version: CourseVersion) -> list[str]:
    """From the version before, in sentences; empty where there is none, or nothing differs."""
    earlier = courses.before(version)
    if earlier is None:
        return []
    return [*of_figures(earlier, version), *of_modules(contents(earlier), contents(version))]


def contents(version: CourseVersion) -> dict[int, Module]:
    """Its modules by their lessons, so that one that moved is found again."""
    found = version.modules.select_related("lesson", "revision").prefetch_related("indicators", "facts", "critical")
    return {module.lesson_id: module for module in found}


def of_figures(old: CourseVersion, new: CourseVersion) -> Iterator[str]:
    for name in FIGURES:
        before, now = getattr(old, name), getattr(new, name)
        if before != now:
            label = name.replace("_", " ").capitalize()
            yield f"{label}: {now} instead of {before}."


def of_modules(old: dict[int, Module], new: dict[int, Module]) -> Iterator[str]:
    for lesson, now in new.items():
        if lesson in old:
            yield from of_module(old[lesson], now)
        else:
            yield f"Module {now.number} is new: {now.title}."
    for lesson, before in old.items():
        if lesson not in new:
            yield f"Module {before.number} is left out: {before.title}."


def of_module(old: Module, new: Module) -> Iterator[str]:
    where = f"Module {new.number}"
    if old.number != new.number:
        yield f"{where} was module {old.number}: {new.title}."
    if old.title != new.title:
        yield f"{where} is called “{new.title}” instead of “{old.title}”."
    if says(old) != says(new):
        yield f"{where}: its lesson was rewritten."
    for name, many, called in SETS:
        before, now = ({getattr(row, called) for row in getattr(each, name).all()} for each in (old, new))
        if now - before:
            yield f"{where} has more {many}: {', '.join(sorted(now - before))}."
        if before - now:
            yield f"{where} leaves out {many}: {', '.join(sorted(before - now))}."


def says(module: Module) -> tuple[object, ...]:
    """The words of a lesson, whatever number its revision has."""
    page = lessons.shown(module) if module.revision else module.lesson
    return page.title, page.content_note, page.body.get_prep_value(), page.scenario.get_prep_value()
