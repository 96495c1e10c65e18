"""A list of who came, pasted or uploaded by the trainer: looked at, noted, and for a while taken back."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from groups.enums import UNDER_WAY, ImportState
from groups.models import Booking
from groups.sheets.bounds import BadFile
from groups.views.answers import PRIVATE, UNPROCESSABLE, see
from training.forms.lists import ListForm
from training.models import ImportBatch, Session
from training.selectors import imports
from training.services import import_checking, importing
from training.views.registers import of_trainer

ON_A_PAGE, LATEST, MOST_PLACES = 50, 20, 500
REFRESH = "3"  # seconds


@of_trainer
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, session: Session) -> HttpResponse:
    is_sent = request.method == "POST"
    form = ListForm(request.POST, files=request.FILES) if is_sent else ListForm()
    if is_sent and form.is_valid():
        try:
            batch = begin(request, session, form)
        except (BadFile, importing.NotPossible) as refusal:
            form.add_error("file" if form.cleaned_data.get("file") else "text", str(refusal))
        else:
            return see("training_session_list", session.pk, batch.pk)
    context = {
        "session": session,
        "event": session.event,
        "form": form,
        "lists": session.lists.exclude(state=ImportState.READ)[:LATEST],
        **PRIVATE,
    }
    status = UNPROCESSABLE if is_sent else 200
    return render(request, "training/register/lists.html", context, status=status)


def begin(request: HttpRequest, session: Session, form: ListForm) -> ImportBatch:
    """Looked through at once, as far as one slice goes; the background does the rest."""
    source = form.source
    batch = importing.start(
        file=source.file,
        size=source.size,
        name=source.name,
        by=request.user,  # type: ignore[arg-type]
        session=session,
    )
    try:
        importing.match(batch=batch, matching=batch.matching)
    except importing.NotPossible as refusal:
        importing.discard(batch)
        raise importing.NotPossible(_("Name the columns in the first line, such as: Name, Email.")) from refusal
    importing.go_on(batch.pk)
    return batch


@of_trainer
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, session: Session, batch: int) -> HttpResponse:
    found = get_object_or_404(session.lists, pk=batch)
    if request.method == "POST":
        return act(request, session, found)
    shown, is_under_way = request.GET.get("show", ""), found.state in UNDER_WAY
    is_checked = found.state == ImportState.CHECKED
    names = imports.BEFORE if is_checked else imports.AFTER
    rows = imports.rows(found, shown) if not is_under_way else found.rows.none()
    context = {
        "session": session,
        "event": session.event,
        "batch": found,
        "page_of_list": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
        "counts": [] if is_under_way else imports.counts(found, names),
        "shown": shown if shown in names else "",
        "is_under_way": is_under_way,
        "is_checked": is_checked,
        "places": places(session) if is_checked else [],
        "unclear": {import_checking.NOBODY, import_checking.SEVERAL},
        "may_undo": found.state == ImportState.MADE and importing.undo_until(found) > timezone.now(),
        "undo_until": importing.undo_until(found),
        **PRIVATE,
    }
    answer = render(request, "training/register/list.html", context)
    if is_under_way:
        answer.headers["Refresh"] = REFRESH
    return answer


def places(session: Session) -> list[Booking]:
    booked = Booking.objects.booked().filter(event=session.event_id).select_related("person")
    return list(booked.order_by("person__name", "pk")[:MOST_PLACES])


def act(request: HttpRequest, session: Session, batch: ImportBatch) -> HttpResponse:
    try:
        deed = DEEDS.get(request.POST.get("do", ""))
        said = deed(request, batch) if deed else ""
    except importing.NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        if said:
            messages.success(request, said)
    if not ImportBatch.objects.filter(pk=batch.pk).exists():
        return see("training_session_lists", session.pk)
    return see("training_session_list", session.pk, batch.pk)


def choose(request: HttpRequest, batch: ImportBatch) -> str:
    importing.choose(batch=batch, shown=keys(request, "shown"), ticked=keys(request, "ticked"))
    return _("It is remembered which lines are chosen.")


def say_who(request: HttpRequest, batch: ImportBatch) -> str:
    number, booking = keys(request, "number"), keys(request, "booking")
    if len(number) != 1 or len(booking) != 1:
        raise importing.NotPossible(_("Choose whose place it is."))
    importing.say_who(batch=batch, number=number[0], booking=booking[0])
    return _("It is remembered whose place it is.")


def make(request: HttpRequest, batch: ImportBatch) -> str:
    importing.make(batch)
    importing.go_on(batch.pk)
    return _("The list is noted.")


def undo(request: HttpRequest, batch: ImportBatch) -> str:
    importing.undo(batch)
    importing.go_on(batch.pk)
    return _("The list is taken back.")


def discard(request: HttpRequest, batch: ImportBatch) -> str:
    importing.discard(batch)
    return _("The list is forgotten.")


DEEDS: dict[str, Callable[[HttpRequest, ImportBatch], str]] = {
    "choose": choose,
    "who": say_who,
    "make": make,
    "undo": undo,
    "discard": discard,
}


def keys(request: HttpRequest, name: str) -> list[int]:
    return [
        int(value) for value in request.POST.getlist(name) if value.isascii() and value.isdecimal() and len(value) < 10
    ]
