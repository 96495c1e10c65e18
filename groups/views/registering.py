"""Registering a group in public: begun here, confirmed by mail, filled in step by step, sent in."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from groups.enums import GroupState
from groups.forms import summary
from groups.forms.registering import STEP_FORMS, AnswerForm, BeginForm, PeopleForm, StepForm, initial
from groups.models import Registration
from groups.services import questions, registering, states
from pages.answers import for_every_reader
from pages.forms import UNREADABLE
from pages.same_origin import same_origin_form
from people import machines

SEE_OTHER, NOT_FOUND, TOO_BIG, UNPROCESSABLE, TOO_MANY = 303, 404, 413, 422, 429
MOST_FROM_A_MACHINE, AN_HOUR = 30, 60 * 60
FORM_METHODS = ["GET", "HEAD", "POST"]
F = TypeVar("F", bound=StepForm)


def see(name: str, *args: Any) -> HttpResponse:
    answer = redirect(name, *args)
    answer.status_code = SEE_OTHER
    return answer


def read(request: HttpRequest, make: Callable[[Any], F]) -> tuple[F, int]:
    """The form as it was sent, and the status to refuse it with: 0 where it can be gone on with."""
    try:
        form = make(request.POST)
    except UNREADABLE:
        form = make({})
        form.errors.clear()
        form.add_error(None, _("What you sent is far too long or broken, so none of it was kept"))
        return form, TOO_BIG
    return form, 0 if form.is_valid() else UNPROCESSABLE


def is_report(form: StepForm) -> bool:
    return form.looks_like_a_report and not form.is_said_to_be_none


def show_report(request: HttpRequest, form: StepForm) -> HttpResponse:
    """Nothing is kept: it may be about somebody in danger, and nobody here could act on it."""
    context = {
        "form": form,
        "kept": [form[name] for name in form.fields if name not in (*form.free_texts, "no_report")],
        "words": [form[name] for name in form.free_texts if name in form.fields],
        "noindex": True,
        "without_newsletter": True,
    }
    return render(request, "groups/register/report.html", context, status=UNPROCESSABLE)


@same_origin_form
@sensitive_post_parameters()
@require_http_methods(FORM_METHODS)
def begin(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return for_every_reader(render(request, "groups/register/begin.html", {"form": BeginForm()}))
    form, status = read(request, BeginForm)
    if is_report(form):
        return show_report(request, form)
    if not status and not may_send(request):
        form.add_error(None, _("Too many groups were begun from your connection. Wait an hour."))
        status = TOO_MANY
    if status:
        return render(request, "groups/register/begin.html", {"form": form}, status=status)
    registering.start(email=form.cleaned_data["email"], name=form.cleaned_data["name"])
    return see("group_register_inbox")


def may_send(request: HttpRequest) -> bool:
    return machines.may_send(request, form=registering.FORM, quota=MOST_FROM_A_MACHINE, seconds=AN_HOUR)


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    return for_every_reader(render(request, "groups/register/check_inbox.html", {"without_newsletter": True}))


def show(
    request: HttpRequest, template: str, registration: Registration | None, status: int = 200, **context: Any
) -> HttpResponse:
    everywhere = {"registration": registration, "noindex": True, "without_newsletter": True}
    return render(request, f"groups/register/{template}.html", {**everywhere, **context}, status=status)


@same_origin_form
@never_cache
@require_http_methods(FORM_METHODS)
def back(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link of our messages leads. A GET confirms nothing, since scanners of mail follow links."""
    found = registering.find(token)
    if found is None:
        return show(request, "unknown", None, NOT_FOUND)
    if found.group.state == GroupState.DRAFT and request.method == "POST":
        registering.verify(found)
        return go_on(token)
    if found.group.state == GroupState.DRAFT:
        return show(request, "confirm", found)
    if found.group.state == GroupState.VERIFIED:
        return go_on(token)
    question = questions.open_question(found.group)
    return show(request, "standing", found, question=question, answer_by=question and questions.answer_by(question))


def go_on(token: str) -> HttpResponse:
    """To the first step that is still to be filled in, or to the check of them all."""
    found = registering.find(token)
    step = registering.missing(found) if found else ""
    return see("group_register_step", token, step) if step else see("group_register_check", token)


def being_filled_in(token: str) -> Registration | None:
    found = registering.find(token)
    return found if found and found.group.state == GroupState.VERIFIED else None


@same_origin_form
@never_cache
@sensitive_post_parameters()
@require_http_methods(FORM_METHODS)
def step(request: HttpRequest, token: str, step: str) -> HttpResponse:
    found = being_filled_in(token)
    if found is None or step not in STEP_FORMS:
        return see("group_register_back", token)
    options: dict[str, Any] = {"own_address": found.address.canonical} if STEP_FORMS[step] is PeopleForm else {}

    def make(data: Any = None) -> StepForm:
        return STEP_FORMS[step](data, initial=found.answers.get(step, {}), **options)

    if request.method != "POST":
        return show_step(request, found, step, make())
    form, status = read(request, make)
    if is_report(form):
        return show_report(request, form)
    if status:
        return show_step(request, found, step, form, status)
    try:
        registering.save_step(registration=found, step=step, values=form.answers)
    except states.WrongState:
        return see("group_register_back", token)
    return go_on(token)


def show_step(
    request: HttpRequest, registration: Registration, step: str, form: StepForm, status: int = 200
) -> HttpResponse:
    steps = list(STEP_FORMS)
    number = steps.index(step) + 1
    return show(
        request,
        f"step_{step}" if step == "agreement" else "step",
        registration,
        status,
        form=form,
        step=step,
        title=summary.TITLES[step],
        number=number,
        of=len(steps),
        before=before(registration, steps, number),
    )


def before(registration: Registration, steps: list[str], number: int) -> str:
    """The address of the step before; empty for the first."""
    return reverse("group_register_step", args=[registration.token, steps[number - 2]]) if number > 1 else ""


@same_origin_form
@never_cache
@require_http_methods(FORM_METHODS)
def check(request: HttpRequest, token: str) -> HttpResponse:
    found = being_filled_in(token)
    if found is None:
        return see("group_register_back", token)
    if registering.missing(found):
        return go_on(token)
    if request.method == "POST":
        return send_in(request, found)
    return show_check(request, found)


def send_in(request: HttpRequest, registration: Registration) -> HttpResponse:
    try:
        others = [int(key) for key in request.POST.getlist("other") if key.isdecimal() and len(key) < 19]
        registering.tell_apart(registration=registration, others=others)
        registering.submit(registration)
    except UNREADABLE:
        return show_check(request, registration, status=TOO_BIG)
    except registering.Incomplete as lacking:
        return see("group_register_step", registration.token, lacking.step)
    except registering.LooksAlike:
        return show_check(request, registration, status=UNPROCESSABLE)
    except states.WrongState:
        pass  # the button was pressed twice
    return see("group_register_back", registration.token)


def show_check(request: HttpRequest, registration: Registration, *, status: int = 200) -> HttpResponse:
    found = registering.find(registration.token) or registration
    return show(
        request,
        "check",
        found,
        status,
        parts=summary.parts(found.answers),
        alike=registering.unanswered(found),
        is_refused=status != 200,
    )


@same_origin_form
@never_cache
@sensitive_post_parameters()
@require_http_methods(FORM_METHODS)
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """What staff asked: the fields that they opened, and no others."""
    found = registering.find(token)
    question = questions.open_question(found.group) if found else None
    if found is None or question is None or found.group.state != GroupState.NEEDS_INFORMATION:
        return see("group_register_back", token)
    options = {"asked": question.fields, "own_address": found.address.canonical, "initial": initial(found.answers)}

    def make(data: Any = None) -> AnswerForm:
        return AnswerForm(data, **options)

    if request.method != "POST":
        return show(request, "answer", found, form=make(), question=question)
    form, status = read(request, make)
    if is_report(form):
        return show_report(request, form)
    if status:
        return show(request, "answer", found, status, form=form, question=question)
    with suppress(states.WrongState, questions.NotAsked):  # it was answered meanwhile
        questions.answer(registration=found, values=form.answers)
    return see("group_register_back", token)
