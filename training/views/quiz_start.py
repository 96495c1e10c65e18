"""Coming to a quiz: by a code that is sent to an address, or with a login."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from groups.booking_messages import moment
from groups.views.answers import (
    AN_HOUR,
    FAR_TOO_LONG,
    PRIVATE,
    TOO_BIG,
    TOO_MANY,
    UNPROCESSABLE,
    WAIT,
    is_readable,
    refused,
    see,
)
from pages.answers import for_every_reader
from pages.same_origin import same_origin_form
from people import machines
from people.forms.own_data import CodeForm
from people.models import Person
from people.services.codes import Outcome
from places.views import shown
from training.forms.quiz import OTHER, QuizStartForm, WhoForm
from training.models import Attempt, CourseVersion, QuizEntry, UpdateAsked
from training.services import attempts, awards, entries
from training.views.courses import all_courses, crumb, reader_of, version_or_404

MOST_FROM_A_MACHINE = 120  # in an hour: a whole hall may be on one connection
REFUSALS = (
    attempts.NotReady,
    attempts.Wait,
    attempts.NotAsked,
    attempts.Done,
    awards.NotEligible,
    entries.Ended,
    Person.DoesNotExist,
)


def update_or_404(version: CourseVersion, pk: int | None) -> UpdateAsked | None:
    return None if pk is None else get_object_or_404(UpdateAsked, pk=pk, course=version.course_id)


@same_origin_form
@sensitive_post_parameters("email", "name", "asked_about")
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    """Asks who somebody is. The answer is the same whether or not we know the address."""
    version = version_or_404(slug)
    update = update_or_404(version, pk)
    if request.method != "POST":
        return for_every_reader(show_start(request, version, update, QuizStartForm()))
    if not is_readable(request):
        return show_start(request, version, update, refused(QuizStartForm({}), FAR_TOO_LONG), TOO_BIG)
    form = QuizStartForm(request.POST)
    if not form.is_valid():
        return show_start(request, version, update, form, UNPROCESSABLE)
    if not machines.may_send(request, form="quiz", quota=MOST_FROM_A_MACHINE, seconds=AN_HOUR):
        form.add_error(None, str(WAIT))
        return show_start(request, version, update, form, TOO_MANY)
    typed = form.cleaned_data
    entry = entries.ask(
        course=version.course, name=typed["name"], email=typed["email"], is_adult=form.is_adult, update=update
    )
    return see("training_quiz_code", entry.token)


def show_start(
    request: HttpRequest, version: CourseVersion, update: UpdateAsked | None, form: QuizStartForm, status: int = 200
) -> HttpResponse:
    context = {**head(request, version, update), "form": form, "noindex": form.is_bound or update is not None}
    return render(request, "training/quiz/start.html", context, status=status)


def head(request: HttpRequest, version: CourseVersion, update: UpdateAsked | None) -> dict[str, Any]:
    return {
        **shown.head(request, all_courses(), crumb(version)),
        "course": version.course,
        "version": version,
        "update": update,
        "minutes": attempts.UPDATE_MINUTES if update else version.limit_minutes,
        "prerequisites": list(version.course.prerequisites.all()),
    }


@same_origin_form
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest, token: str) -> HttpResponse:
    """The code, then where need be who of two at an address it is, then the quiz."""
    rows = QuizEntry.objects.select_related("course", "code", "person", "attempt")
    entry = get_object_or_404(rows, token=token)
    if entry.attempt is not None:
        return see("training_quiz", entry.attempt.token)
    if not is_readable(request):
        return show_code(request, entry, refused(CodeForm({}), FAR_TOO_LONG), status=TOO_BIG)
    if entries.is_proved(entry):
        return choose(request, entry)
    if request.method != "POST":
        return show_code(request, entry, CodeForm())
    return try_code(request, entry, CodeForm(request.POST))


def try_code(request: HttpRequest, entry: QuizEntry, form: CodeForm) -> HttpResponse:
    if not form.is_valid():
        return show_code(request, entry, form, status=UNPROCESSABLE)
    outcome = entries.prove(entry, digits=form.cleaned_data["code"])
    if outcome is not Outcome.OPENED:
        form.refuse()
        return show_code(request, entry, form, status=UNPROCESSABLE, is_over=outcome is Outcome.OVER)
    if entries.owner(entry) is None:
        return see("training_quiz_code", entry.token)
    return begin(request, entry)


def show_code(
    request: HttpRequest, entry: QuizEntry, form: CodeForm, *, status: int = 200, is_over: bool = False
) -> HttpResponse:
    context = {"form": form, "entry": entry, "course": entry.course, "is_over": is_over, **PRIVATE}
    return render(request, "training/quiz/code.html", context, status=status)


def choose(request: HttpRequest, entry: QuizEntry) -> HttpResponse:
    """One press also where the name is known, since the page that follows the code may have been lost."""
    known = next(iter(entries.at_address(entry)), None)
    if known is None:
        raise Http404
    is_known = entries.owner(entry) is not None
    form = WhoForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (is_known or form.is_valid()):
        return begin(request, entry, as_somebody_else=None if is_known else form.cleaned_data["who"] == OTHER)
    context = {"form": form, "entry": entry, "course": entry.course, "known": known, "is_known": is_known, **PRIVATE}
    return render(request, "training/quiz/who.html", context, status=UNPROCESSABLE if form.is_bound else 200)


def begin(request: HttpRequest, entry: QuizEntry, *, as_somebody_else: bool | None = None) -> HttpResponse:
    try:
        attempt = entries.begin(entry, as_somebody_else=as_somebody_else)
    except REFUSALS as refusal:
        return refuse(request, entry.course, refusal)
    return see("training_quiz", attempt.token)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    """For somebody who has signed in: a button, and no code."""
    version = version_or_404(slug)
    update = update_or_404(version, pk)
    person = Person.objects.filter(pk=reader_of(request) or 0).first()
    if person is None:
        return see("training_update_start", slug, pk) if pk else see("training_quiz_start", slug)
    if request.method == "POST":
        return begin_own(request, person, version, update)
    context = {**head(request, version, update), "person": person, **PRIVATE}
    return render(request, "training/quiz/own.html", context)


def begin_own(request: HttpRequest, person: Person, version: CourseVersion, update: UpdateAsked | None) -> HttpResponse:
    try:
        attempt = started(person, version, update)
    except REFUSALS as refusal:
        return refuse(request, version.course, refusal)
    return see("training_quiz", attempt.token)


def started(person: Person, version: CourseVersion, update: UpdateAsked | None) -> Attempt:
    if update is not None:
        return attempts.begin_update(person=person, update=update)
    return attempts.begin(person=person, version=version)


def refuse(request: HttpRequest, course: Any, refusal: Exception) -> HttpResponse:
    heading, sentences = why(refusal)
    context = {"course": course, "heading": heading, "sentences": sentences, **PRIVATE}
    return render(request, "training/quiz/refused.html", context, status=UNPROCESSABLE)


def why(refusal: Exception) -> tuple[str, list[str]]:
    match refusal:
        case attempts.Wait(until=until):
            return _("Take a break first"), [
                _("You have tried as often as one can in a row. The lessons help more than another try now."),
                _("You can try again from {moment}.").format(moment=moment(until)),
            ]
        case awards.NotEligible(reasons=reasons):
            return _("Another course comes first"), list(reasons)
        case attempts.NotAsked():
            return _("This is not asked of you"), [
                _("It is for those who held this course when something in it changed. Look at the address you used.")
            ]
        case attempts.Done():
            return _("You have done this already"), [_("Your certificate stays as it is. There is nothing left to do.")]
        case attempts.NotReady():
            return _("This quiz is not ready yet"), [_("We are still writing its questions. Come back in a few days.")]
    return _("Ask for a new code"), [_("The time for this one is over, or it was used before.")]
