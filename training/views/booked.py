"""For those with a place at a session: its files, and saying how it was."""

from contextlib import suppress

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from groups.enums import BookingState
from groups.forms.words import looks_like_a_report
from groups.views.answers import PRIVATE, TOO_BIG, is_readable, refused, see, status_of
from groups.views.bookings import get_booking
from pages.same_origin import same_origin_form
from training.forms.feedback import FeedbackForm
from training.models import FeedbackAsked, Material
from training.services import feedback


@never_cache
@require_safe
def material(request: HttpRequest, token: str, pk: int) -> HttpResponseBase:
    """Never by the address of its document."""
    booking = get_booking(token)
    if booking is None or booking.state != BookingState.BOOKED:
        raise Http404
    found = get_object_or_404(Material.objects.select_related("document"), pk=pk, session__event=booking.event_id)
    if request.method == "HEAD":
        return HttpResponse(content_type="application/octet-stream")  # nothing would close a file that nobody reads
    return FileResponse(found.document.file.open(), as_attachment=True, filename=found.document.filename)


@same_origin_form
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest, token: str) -> HttpResponse:
    """Without a name; a link is used once."""
    known = FeedbackAsked.objects.filter(booking__person__erased_at=None).select_related("session__event")
    asked = known.filter(token=token).first()
    if asked is None:
        return render(request, "training/feedback_unknown.html", PRIVATE, status=404)
    if request.method != "POST" or asked.answered:
        return show(request, asked, FeedbackForm())
    if not is_readable(request):
        return show(request, asked, refused(FeedbackForm({})), status=TOO_BIG)
    form = FeedbackForm(request.POST)
    if (status := status_of(request, form, limit="session_feedback")) != 200:
        return show(request, asked, form, status=status)
    with suppress(feedback.AnsweredBefore):  # pressed twice: the page says thank you once
        feedback.answer(token=token, answers=form.answers, comment=form.cleaned_data["comment"])
    return see("training_feedback", token)


def show(request: HttpRequest, asked: FeedbackAsked, form: FeedbackForm, *, status: int = 200) -> HttpResponse:
    context = {
        "asked": asked,
        "event": asked.session.event,
        "form": form,
        "is_report": form.is_bound and looks_like_a_report(form),
        **PRIVATE,
    }
    return render(request, "training/feedback.html", context, status=status)
