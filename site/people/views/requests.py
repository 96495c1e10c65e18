"""Requests and complaints about somebody's data, without an account and without a code."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from pages.answers import for_every_reader
from pages.forms import UNREADABLE
from pages.same_origin import same_origin_form
from people import machines, visits
from people.forms.requests import RequestForm
from people.services import asking
from people.views.codes import TOO_BIG, TOO_MANY, UNPROCESSABLE, see

MOST_FROM_A_MACHINE, AN_HOUR = 10, 60 * 60
FAR_TOO_LONG = "What you sent is far too long or broken, so none of it was kept. Go back to find what you typed."
WAIT = "Too many requests came from your connection. Wait an hour, or write to us by post or email."


@same_origin_form
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return for_every_reader(show(request, RequestForm()))
    try:
        form = RequestForm(request.POST)
    except UNREADABLE:
        return show(request, too_big(), TOO_BIG)
    if form.looks_like_a_report and not form.is_said_to_be_none:
        return render(
            request,
            "people/request_report.html",
            {"form": form, "noindex": True, "without_newsletter": True},
            status=UNPROCESSABLE,
        )
    if not form.is_valid():
        return show(request, form, UNPROCESSABLE)
    if not machines.may_send(request, form="data_request", quota=MOST_FROM_A_MACHINE, seconds=AN_HOUR):
        form.add_error(None, WAIT)
        return show(request, form, TOO_MANY)
    given = {field: form.cleaned_data[field] for field in ("kind", "name", "email", "details")}
    received = asking.receive(**given, looked_like_a_report=form.looks_like_a_report)
    visits.keep(request, **{visits.RECEIVED: received.reference})
    return see("your_data_asked")


def too_big() -> RequestForm:
    form = RequestForm({})
    form.full_clean()
    form.errors.clear()
    form.add_error(None, FAR_TOO_LONG)
    return form


def show(request: HttpRequest, form: RequestForm, status: int = 200) -> HttpResponse:
    return render(request, "people/request_ask.html", {"form": form, "without_newsletter": True}, status=status)


@never_cache
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    context = {"reference": visits.get(request, visits.RECEIVED), "noindex": True, "without_newsletter": True}
    return render(request, "people/request_received.html", context)
