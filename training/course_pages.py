"""What the pages of a course show: to its readers, and to staff who look at a draft."""

from typing import Any

from django.http import Http404

from training.models import CourseVersion
from training.selectors import courses, lessons


def of_version(version: CourseVersion, person_id: int | None = None) -> dict[str, Any]:
    """What the page of a course shows; `person_id` is of whoever is signed in."""
    modules = courses.modules(version)
    return {
        "course": version.course,
        "version": version,
        "modules": modules,
        "families": courses.families(modules),
        "prerequisites": list(version.course.prerequisites.all()),
        "leads_to": list(version.course.leads_to.listed()),
        "earlier": courses.before(version),
        "read": lessons.read_by(person_id, version) if person_id else set(),
        "is_signed_in": person_id is not None,
    }


def of_lesson(version: CourseVersion, number: int, person_id: int | None = None) -> dict[str, Any]:
    """What the page of a lesson shows; `person_id` is of whoever is signed in."""
    modules = courses.modules(version)
    place = next((place for place, each in enumerate(modules) if each.number == number), None)
    if place is None:
        raise Http404
    module = modules[place]
    return {
        "course": version.course,
        "version": version,
        "module": module,
        "modules": modules,
        "lesson": lessons.shown(module),
        "facts": lessons.facts_of(module),
        "before": modules[place - 1] if place else None,
        "after": modules[place + 1] if place + 1 < len(modules) else None,
        "read": lessons.read_by(person_id, version) if person_id else set(),
        "is_signed_in": person_id is not None,
    }
