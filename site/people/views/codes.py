"""Asking for a code, typing it in, and closing again what it opened.

The forms carry no token: its cookie would stay in a browser that somebody else may look into. Their guard is where the
browser says that they were sent from; the session's own cookie is never sent along from another site.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pages.answers import for_every_reader
from pages.forms import UNREADABLE
from pages.same_origin import same_origin_form
from people import machines, visits
from people.forms.own_data import AskForCodeForm, CodeForm
from people.services import codes
from people.services.codes import Outcome

SEE_OTHER, TOO_BIG, UNPROCESSABLE, TOO_MANY = 303, 413, 422, 429
MOST_FROM_A_MACHINE, A_QUARTER = 20, 15 * 60
FAR_TOO_LONG = "What you sent is far too long or broken. Type it again."
WAIT = (
    "Too many codes were asked for from your connection. Wait a quarter of an hour, or write to us with the form below."
)


def see(name: str, *arguments: object) -> HttpResponse:
    answer = redirect(name, *arguments)
    answer.status_code = SEE_OTHER
    return answer


@same_origin_form
@sensitive_post_parameters("email", "asked_about")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The answer is the same whether or not the address is known."""
    if request.method != "POST":
        return for_every_reader(show(request, AskForCodeForm()))
    try:
        form = AskForCodeForm(request.POST)
    except UNREADABLE:
        return show(request, refused(AskForCodeForm, FAR_TOO_LONG), TOO_BIG)
    if not form.is_valid():
        return show(request, form, UNPROCESSABLE)
    if not machines.may_send(request, form="entry_code", quota=MOST_FROM_A_MACHINE, seconds=A_QUARTER):
        form.add_error(None, WAIT)
        return show(request, form, TOO_MANY)
    visits.keep(request, **{visits.CODE: codes.ask(email=form.cleaned_data["email"]).pk})
    return see("your_data_code")


def refused(form_class: type[AskForCodeForm | CodeForm], why: str) -> AskForCodeForm | CodeForm:
    form = form_class({})
    form.full_clean()
    form.errors.clear()
    form.add_error(None, why)
    return form


def show(request: HttpRequest, form: AskForCodeForm | CodeForm, status: int = 200) -> HttpResponse:
    return render(request, "people/own_data_ask.html", {"form": form, "without_newsletter": True}, status=status)


@same_origin_form
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    code_id = visits.get(request, visits.CODE)
    if code_id is None:
        return see("your_data")
    if request.method != "POST":
        return show_entry(request, CodeForm())
    try:
        form = CodeForm(request.POST)
    except UNREADABLE:
        return show_entry(request, refused(CodeForm, FAR_TOO_LONG), TOO_BIG)
    if not form.is_valid():
        return show_entry(request, form, UNPROCESSABLE)
    entry = codes.enter(code_id=code_id, digits=form.cleaned_data["code"])
    if entry.address_id is not None:
        visits.opened(request, entry.address_id)
        return see("own_data")
    form.refuse()
    return show_entry(request, form, UNPROCESSABLE, is_over=entry.outcome is Outcome.OVER)


def show_entry(
    request: HttpRequest, form: AskForCodeForm | CodeForm, status: int = 200, *, is_over: bool = False
) -> HttpResponse:
    context = {"form": form, "is_over": is_over, "noindex": True, "without_newsletter": True}
    return render(request, "people/own_data_code.html", context, status=status)


@same_origin_form
@never_cache
@require_POST
def finish(request: HttpRequest) -> HttpResponse:
    visits.end(request)
    return see("own_data_closed")


@never_cache
@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """After "I'm finished", and for whoever comes when the time is over."""
    return render(request, "people/own_data_closed.html", {"noindex": True, "without_newsletter": True})
