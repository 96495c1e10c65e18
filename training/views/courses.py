"""What is taught: the list of courses, the page of each, and each as a document or by mail."""

from django.conf import settings
from django.contrib.sitemaps.views import sitemap as django_sitemap
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from groups.views.answers import PRIVATE, TOO_BIG, is_readable, refused, see, status_of
from pages.answers import for_every_reader
from pages.same_origin import same_origin_form
from places.views import shown
from training import course_pages, course_pdf
from training.forms.by_mail import ByMailForm
from training.models import CourseVersion
from training.selectors import courses
from training.services import mailing
from training.sitemap import TrainingSitemap


def all_courses() -> shown.Crumb:
    return {"title": _("Training"), "url": reverse("training")}


def crumb(version: CourseVersion) -> shown.Crumb:
    return {"title": version.course.title, "url": version.course.get_absolute_url()}


def version_or_404(slug: str) -> CourseVersion:
    found = courses.in_use(slug)
    if found is None:
        raise Http404
    return found


def reader_of(request: HttpRequest) -> int | None:
    """The record of whoever is signed in; without a session nobody is asked for, so that the page can be kept."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return None
    return request.user.person_id


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    context = {**shown.head(request), "listed": courses.listed()}
    return for_every_reader(render(request, "training/courses.html", context))


@require_safe
def course(request: HttpRequest, slug: str) -> HttpResponse:
    version = version_or_404(slug)
    context = {**shown.head(request, all_courses()), **course_pages.of_version(version, reader_of(request))}
    return for_every_reader(render(request, "training/course.html", context))


@require_safe
def as_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    version = version_or_404(slug)
    headers = {"Content-Disposition": f'inline; filename="{version.course.slug}.pdf"'}
    answer = HttpResponse(course_pdf.pdf(version), content_type="application/pdf", headers=headers)
    return for_every_reader(answer)


@same_origin_form
@require_http_methods(["GET", "HEAD", "POST"])
def by_mail(request: HttpRequest, slug: str) -> HttpResponse:
    """The answer is the same whether or not we know the address."""
    version = version_or_404(slug)
    if request.method != "POST":
        return for_every_reader(ask(request, version, ByMailForm()))
    if not is_readable(request):
        return ask(request, version, refused(ByMailForm({})), TOO_BIG)
    form = ByMailForm(request.POST)
    if (status := status_of(request, form, limit="course_by_mail")) != 200:
        return ask(request, version, form, status)
    mailing.send_text(email=form.cleaned_data["email"], version=version)
    return see("training_by_mail_sent", slug)


def ask(request: HttpRequest, version: CourseVersion, form: ByMailForm, status: int = 200) -> HttpResponse:
    context = {**shown.head(request, all_courses(), crumb(version)), **PRIVATE, "version": version, "form": form}
    return render(request, "training/by_mail.html", {**context, "course": version.course}, status=status)


@require_safe
def by_mail_sent(request: HttpRequest, slug: str) -> HttpResponse:
    version = version_or_404(slug)
    context = {**shown.head(request, all_courses(), crumb(version)), **PRIVATE, "course": version.course}
    return for_every_reader(render(request, "training/by_mail_sent.html", context))


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    return for_every_reader(django_sitemap(request, {"training": TrainingSitemap}))
