"""The register of a session on its trainer's device: a form without scripts, and what a device without signal sends."""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups.views.answers import PRIVATE, TOO_BIG, UNPROCESSABLE, see
from training import paper_registers, permissions, qr_codes
from training.enums import MarkSource
from training.forms import register as forms
from training.models import Session
from training.selectors import attendance
from training.services import marks, sessions

View = Callable[..., HttpResponse]
BAD_REQUEST = 400
MOST = 2_000  # lines on one page
SAID = 5  # names of those who lack a course before it, in one sentence


def of_trainer(view: View) -> View:
    """Gives the view a session that whoever is signed in teaches, or keeps as staff; no other can be reached."""

    @login_required
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, /, pk: int, **arguments: Any) -> HttpResponse:
        related = ("event__group", "version__course", "trainer")
        found = permissions.teachable(request.user).select_related(*related)
        return view(request, get_object_or_404(found, pk=pk), **arguments)

    return guarded


@of_trainer
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, session: Session, source: MarkSource = MarkSource.TRAINER) -> HttpResponse:
    if request.method != "POST":
        return show(request, session, source)
    new = forms.changed(attendance.register(session), request.POST)
    try:
        if (walk_in := forms.added(request.POST)) is not None:
            new.append(walk_in)
    except ValidationError as error:
        marks.take(session, new, source=source)
        return show(request, session, source, wrong=error.messages[0])
    marks.take(session, new, source=source)
    messages.success(request, _("It is saved."))
    return see(name_of(source), session.pk)


def name_of(source: MarkSource) -> str:
    return "training_session_sheet_entry" if source == MarkSource.SHEET else "training_session_register"


def show(request: HttpRequest, session: Session, source: MarkSource, *, wrong: str = "") -> HttpResponse:
    lines = attendance.register(session)
    context = {
        "session": session,
        "event": session.event,
        "lines": lines[:MOST],
        "counts": attendance.counts(lines),
        "is_sheet": source == MarkSource.SHEET,
        "wrong": wrong,
        "typed": request.POST if wrong else {},
        **PRIVATE,
    }
    return render(request, "training/register/register.html", context, status=UNPROCESSABLE if wrong else 200)


@of_trainer
@require_http_methods(["GET", "HEAD", "POST"])
def sync(request: HttpRequest, session: Session) -> HttpResponse:
    """What a device kept while it had no signal. It may send the same again; the answer says what is known by now."""
    if request.method != "POST":
        return JsonResponse(state(request, session))
    try:
        sent = forms.read(request.body)
    except forms.TooMany:
        return JsonResponse({}, status=TOO_BIG)
    except ValueError:
        return JsonResponse({}, status=BAD_REQUEST)
    taken = marks.take(session, sent.marks, source=MarkSource.TRAINER)
    refused = {str(key): why for key, why in {**sent.refused, **taken.refused}.items()}
    return JsonResponse({**state(request, session), "taken": sorted(map(str, taken.known)), "refused": refused})


def state(request: HttpRequest, session: Session) -> dict[str, Any]:
    """The register as it stands, and the token with which a page that was kept since yesterday may send."""
    return {
        "token": get_token(request),
        "closed": session.register_closed_at is not None,
        "lines": [told(line) for line in attendance.register(session)[:MOST]],
    }


def told(line: attendance.Line) -> dict[str, Any]:
    needs = "address" if line.needs_address else "trainer" if line.needs_trainer else ""
    came = bool(line.came) and not line.needs_trainer
    return {"key": line.key, "name": line.name, "email": line.email, "came": came, "needs": needs}


@of_trainer
@require_POST
def close(request: HttpRequest, session: Session) -> HttpResponse:
    """Safe to repeat: after marks that come in late it gives what they add."""
    try:
        closed = sessions.close_register(session, request.user)  # type: ignore[arg-type]
    except sessions.NotOver:
        messages.error(request, _("The register can be closed once the session is over."))
        return see("training_session_register", session.pk)
    messages.success(
        request, _("The register is closed. Awards given now: %(number)d.") % {"number": len(closed.given)}
    )
    for each in closed.missing[:SAID]:
        reasons = " ".join(str(reason) for reason in each.reasons)
        messages.warning(request, _("%(name)s has none yet. %(why)s") % {"name": each.name, "why": reasons})
    return see("training_session_register", session.pk)


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Stands where registers do, since a worker reaches no further than the folder that it comes from."""
    answer = HttpResponse(script(), content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@cache
def script() -> str:
    return (settings.BASE_DIR / "static/js/register-worker.js").read_text()


@of_trainer
@require_safe
def sheet(request: HttpRequest, session: Session) -> HttpResponse:
    file = paper_registers.pdf(session, qr_codes.svg(paper_registers.address(session)))
    answer = HttpResponse(file, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="register-{session.pk}.pdf"'
    return answer
