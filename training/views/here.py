"""The code on the trainer's screen, and the page on which whoever sees it checks in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from groups.enums import EventState
from groups.views.answers import FAR_TOO_LONG, PRIVATE, TOO_BIG, TOO_MANY, UNPROCESSABLE, refused, see
from mail.services import limits
from pages.answers import for_every_reader
from pages.forms import UNREADABLE
from pages.same_origin import same_origin_form
from people import machines
from training import codes, qr_codes, tickets
from training.forms.here import HereForm
from training.models import Session
from training.services import marks
from training.views.registers import of_trainer

TRIED_OFTEN = _l("Too many tried from your connection. Wait ten minutes, or tell your trainer.")
# Of all that is typed, right or wrong: a room full of people behind one connection passes, whoever guesses does not.
FROM_A_MACHINE, FOR_A_SESSION, TEN_MINUTES = 100, 600, 600


@of_trainer
@require_safe
def screen(request: HttpRequest, session: Session, part: str = "code") -> HttpResponse:
    """The whole page, or with `part` "now" what changes on it."""
    moment = timezone.now()
    code = codes.now(session.code_secret, moment)
    with_code = f"{settings.SITE_URL}{reverse('training_here_with_code', args=[session.pk, code])}"
    context = {
        "session": session,
        "event": session.event,
        "is_open": codes.is_open(session.event, moment),
        "code": f"{code[:3]} {code[3:]}",
        "left": codes.left(moment),
        "address": short(f"{settings.SITE_URL}{reverse('training_here', args=[session.pk])}"),
        "qr": qr_codes.svg(with_code, title=_("QR code to check in")),
        **PRIVATE,
    }
    return render(request, f"training/register/{part}.html", context)


def short(address: str) -> str:
    """As people type it."""
    return address.partition("://")[2].removeprefix("www.")


@same_origin_form
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def here(request: HttpRequest, pk: int, code: str = "") -> HttpResponse:
    """Says the same whoever's address it is: the register of the trainer shows what was not booked."""
    session = session_or_404(pk)
    if not codes.is_open(session.event, timezone.now()):
        return render(request, "training/register/not_now.html", {"event": session.event, **PRIVATE})
    if request.method != "POST":
        if code and not may_try(request, session, form="scans_of_a_session"):
            form = refused(HereForm({}, session=session), TRIED_OFTEN)
            return show(request, session, form, status=TOO_MANY)
        is_right = bool(code) and codes.is_right(session.code_secret, code, timezone.now())
        initial = {"ticket": tickets.of(session)} if is_right else {}
        return show(request, session, HereForm(session=session, initial=initial), is_late=bool(code) and not is_right)
    form, status = read(request, session)
    if status:
        return show(request, session, form, status=status)
    marks.take_by_code(session, email=form.cleaned_data["email"])
    return see("training_here_done", session.pk)


def session_or_404(pk: int) -> Session:
    found = Session.objects.select_related("event").filter(event__state=EventState.PUBLISHED)
    return get_object_or_404(found, pk=pk)


def read(request: HttpRequest, session: Session) -> tuple[HereForm, int]:
    """The form as it was sent, and the status to refuse it with: 0 where it can be gone on with."""
    try:
        form = HereForm(request.POST, session=session)
    except UNREADABLE:
        return refused(HereForm({}, session=session), FAR_TOO_LONG), TOO_BIG
    if not may_try(request, session):
        return refused(form, TRIED_OFTEN), TOO_MANY
    return form, 0 if form.is_valid() else UNPROCESSABLE


def may_try(request: HttpRequest, session: Session, *, form: str = "code_of_a_session") -> bool:
    """Opening an address with a code tries it as sending it does; apart, since whoever scans it does both."""
    of_machine = machines.may_send(request, form=form, quota=FROM_A_MACHINE, seconds=TEN_MINUTES)
    return of_machine and limits.allow(f"{form}:{session.pk}", FOR_A_SESSION, TEN_MINUTES)


def show(
    request: HttpRequest, session: Session, form: HereForm, *, status: int = 200, is_late: bool = False
) -> HttpResponse:
    context = {"session": session, "event": session.event, "form": form, "is_late": is_late, **PRIVATE}
    return render(request, "training/register/here.html", context, status=status)


@require_safe
def done(request: HttpRequest, pk: int) -> HttpResponse:
    context = {"event": session_or_404(pk).event, **PRIVATE}
    return for_every_reader(render(request, "training/register/here_done.html", context))
