"""The lessons of a course, as the version in use pinned them."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from groups.views.answers import see
from pages.answers import for_every_reader
from places.views import shown
from training.models import CourseVersion, Module
from training.selectors import courses, lessons
from training.services import reading
from training.views.courses import all_courses, crumb, reader_of, version_or_404


@require_safe
def lesson(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    version = version_or_404(slug)
    context = {**shown.head(request, all_courses(), crumb(version)), **of_lesson(version, number, reader_of(request))}
    return for_every_reader(render(request, "training/lesson.html", context))


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


@require_POST
@login_required
@never_cache
def read(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Notes that whoever is signed in has read it, or takes that back, and goes on where they were going."""
    version = version_or_404(slug)
    module = Module.objects.filter(version=version, number=number).first()
    if module is None:
        raise Http404
    person_id = reader_of(request)
    if person_id is None:
        raise PermissionDenied
    if "unread" in request.POST:
        reading.take_back(person_id=person_id, module=module)
        return see("training_lesson", slug, number)
    reading.note(person_id=person_id, module=module)
    following = version.modules.filter(number__gt=number).order_by("number").first()
    return see("training_lesson", slug, following.number) if following else see("training_course", slug)
