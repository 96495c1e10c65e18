"""Saying of messages that perhaps left whether they did: of those ticked, or of all, with the reason."""

from collections.abc import Callable
from types import SimpleNamespace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from campaigns.admin_forms.mailout_doubts import ALL, SENT, Settling, Sure
from campaigns.admin_views import mailout_screens, mailout_watching, series_page, series_screens
from campaigns.models import Mailout, Series
from campaigns.selectors import mailout_doubts as selectors
from campaigns.services import mailout_doubts
from campaigns.services.mailout_doubts import Settled
from people.admin_views.screens import FOLDER, officer, show

Trail = list[tuple[str, str]]
TWICE = "Whoever did get theirs gets it twice. Only go on if you know that they did not leave."


@require_POST
def of_mailout(request: HttpRequest, pk: int) -> HttpResponse:
    mailout_screens.require(request, mailout_screens.SEND)
    mailout = mailout_screens.mailout_or_404(pk)
    trail = [*mailout_screens.trail_to(mailout), (reverse("mailouts:watch", args=[pk]), "How it fares")]

    def anew(form: Settling) -> HttpResponse:
        return mailout_watching.shown(request, mailout, settling=form)

    return settle(request, mailout, trail=trail, anew=anew)


@require_POST
def of_series(request: HttpRequest, pk: int) -> HttpResponse:
    series_screens.require(request, series_screens.SEND)
    series = series_screens.series_or_404(pk)

    def anew(form: Settling) -> HttpResponse:
        return series_page.shown(request, series, settling=form)

    return settle(request, series, trail=series_screens.trail_to(series), anew=anew)


def settle(
    request: HttpRequest, whole: Mailout | Series, *, trail: Trail, anew: Callable[[Settling], HttpResponse]
) -> HttpResponse:
    """`trail` ends at the screen that lists them, which `anew` shows with what is wrong in the form."""
    form, back = Settling(request.POST, doubts=selectors.of(whole)), trail[-1][0]
    if not form.is_valid():
        return anew(form)
    values = form.cleaned_data
    is_all, is_sent = values["which"] == ALL, values["was"] == SENT
    if is_all and not is_sent and not form.doubts.is_over and "sure" not in request.POST:
        return ask(request, whole, form, trail=trail)
    said = {"sent": is_sent, "because": values["because"], "by": officer(request)}
    if is_all:
        settled = mailout_doubts.settle_all(whole, seen=values["seen"], seen_at=values["seen_at"], **said)
    else:
        settled = mailout_doubts.settle(whole, pks=form.ticked, **said)
    tell = messages.success if settled.done else messages.warning
    tell(request, in_words(settled, is_sent=is_sent, is_over=form.doubts.is_over))
    return redirect(f"{back}#main")  # where the message is: else browsers keep to the part that the form names


def ask(request: HttpRequest, whole: Mailout | Series, form: Settling, *, trail: Trail) -> HttpResponse:
    """Before all of them leave a second time. What was chosen goes back and forth in the form."""
    number = form.cleaned_data["seen"]
    return show(
        request,
        "step",
        folder=FOLDER,
        title="Send them again?",
        icon="mail",
        trail=trail,
        form=Sure(initial={name: form.data[name] for name in form.fields}),
        step=SimpleNamespace(grave=True, back=trail[-1][0], button=f"Send {these(number)} again"),
        explanation=[f"“{whole.title}”", f"{counted(number)} {'is' if number == 1 else 'are'} sent again.", TWICE],
    )


def these(number: int) -> str:
    return "this one" if number == 1 else f"all {number:,}"


def counted(number: int) -> str:
    return "1 message" if number == 1 else f"{number:,} messages"


def in_words(settled: Settled, *, is_sent: bool, is_over: bool) -> str:
    outcome = "marked as sent" if is_sent else "marked as not sent" if is_over else "sent again"
    are = "is" if settled.done == 1 else "are"
    said = [f"{counted(settled.done)} {are} {outcome}." if settled.done else "Nothing was changed."]
    if settled.before:
        said.append(f"{counted(settled.before)} had been settled by somebody else.")
    if settled.left:
        said.append(f"{counted(settled.left)} {'is' if settled.left == 1 else 'are'} still in doubt.")
    return " ".join(said)
