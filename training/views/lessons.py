"""The lessons of a course, as the version in use pinned them."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from groups.views.answers import see
from pages.answers import for_every_reader
from places.views import shown
from training import course_pages
from training.models import Module
from training.services import reading
from training.views.courses import all_courses, crumb, reader_of, version_or_404


@require_safe
def lesson(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    version = version_or_404(slug)
    context = {
        **shown.head(request, all_courses(), crumb(version)),
        **course_pages.of_lesson(version, number, reader_of(request)),
    }
    return for_every_reader(render(request, "training/lesson.html", context))


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
