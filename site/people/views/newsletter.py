"""Signing up for our news: form, check your inbox, one button, done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pages.answers import for_every_reader
from pages.forms import UNREADABLE
from pages.same_origin import same_origin_form
from people import machines
from people.forms.newsletter import NewsletterForm
from people.models import Consent
from people.services import newsletter

SEE_OTHER, NOT_FOUND, TOO_BIG, UNPROCESSABLE, TOO_MANY = 303, 404, 413, 422, 429
SIGN_UPS, WITHIN = 10, 3600  # from one machine, in so many seconds: a stall at a fair, and no more


@same_origin_form
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """The answer is the same for whoever is new here, waits, or gets the news already."""
    if request.method != "POST":
        return for_every_reader(show_form(request, NewsletterForm()))
    try:
        form = NewsletterForm(request.POST)
    except UNREADABLE:
        return refused(request, _("What you sent is far too long or broken, so none of it was kept."), TOO_BIG)
    if form.shown is None:
        return show_form(request, form, status=NOT_FOUND)
    if not form.is_valid():
        return show_form(request, form, status=UNPROCESSABLE)
    if not machines.may_send(request, form="newsletter", quota=SIGN_UPS, seconds=WITHIN):
        return refused(request, _("Too many sign-ups came from your connection. Try again in an hour."), TOO_MANY)
    if not form.is_a_programs:
        newsletter.sign_up(email=form.cleaned_data["email"], wording=form.shown)
    answer = redirect("newsletter_check_inbox")
    answer.status_code = SEE_OTHER
    return answer


def show_form(request: HttpRequest, form: NewsletterForm, status: int = 200) -> HttpResponse:
    return render(request, "people/newsletter/sign_up.html", {"form": form, "without_newsletter": True}, status=status)


def refused(request: HttpRequest, reason: str, status: int) -> HttpResponse:
    form = NewsletterForm({})
    form.full_clean()
    form.errors.clear()
    form.add_error(None, reason)
    return show_form(request, form, status=status)


@require_safe
def check_inbox(request: HttpRequest) -> HttpResponse:
    return for_every_reader(render(request, "people/newsletter/check_inbox.html", {"without_newsletter": True}))


@same_origin_form
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A GET only shows a button, since scanners of mail follow links; the button's POST signs up."""
    consent = newsletter.find(token)
    if consent is None:
        return show_answer(request, "unknown", status=NOT_FOUND)
    if request.method == "POST":
        return confirmed(request, consent, newly=newsletter.confirm(consent))
    if newsletter.is_subscribed(consent):
        return confirmed(request, consent, newly=False)
    return show_answer(request, "confirm", consent=consent)


def confirmed(request: HttpRequest, consent: Consent, *, newly: bool) -> HttpResponse:
    return show_answer(request, "confirmed", consent=consent, newly=newly)


def show_answer(request: HttpRequest, template: str, *, status: int = 200, **context: object) -> HttpResponse:
    frame = {"without_newsletter": True, "noindex": True}
    return render(request, f"people/newsletter/{template}.html", {**frame, **context}, status=status)
