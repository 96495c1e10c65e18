"""What the views of groups have in common."""

from typing import TypeVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from pages.forms import UNREADABLE
from people import machines

SEE_OTHER, GONE, TOO_BIG, UNPROCESSABLE, TOO_MANY = 303, 410, 413, 422, 429
FAR_TOO_LONG = _("What you sent is far too long or broken, so none of it was kept. Go back to find what you typed.")
WAIT = _("Too many came from your connection. Try again in an hour.")
PRIVATE = {"noindex": True, "without_newsletter": True}
MOST_FROM_A_MACHINE, AN_HOUR = 10, 60 * 60
F = TypeVar("F", bound=forms.Form)


def see(name: str, *arguments: object) -> HttpResponse:
    answer = redirect(name, *arguments)
    answer.status_code = SEE_OTHER
    return answer


def status_of(request: HttpRequest, form: forms.Form, *, limit: str) -> int:
    """200 where the form may be acted on; else what is wrong, which the form says as well."""
    if not form.is_valid():
        return UNPROCESSABLE
    if not machines.may_send(request, form=limit, quota=MOST_FROM_A_MACHINE, seconds=AN_HOUR):
        form.add_error(None, str(WAIT))
        return TOO_MANY
    return 200


def is_readable(request: HttpRequest) -> bool:
    try:
        return request.POST is not None
    except UNREADABLE:
        return False


def refused(form: F, reason: object = FAR_TOO_LONG) -> F:
    """An empty form that says why what was sent was not read."""
    form.full_clean()
    form.errors.clear()
    form.add_error(None, str(reason))
    return form
