"""What the links in messages about training lead to: stopping reminders, and saying that one was never trained."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from groups.views.answers import PRIVATE, is_readable, see
from groups.views.people import unknown
from pages.same_origin import comes_from_this_site, same_origin_form
from training.models import Logged, ReminderChoice
from training.services import reminder_choices, training_logs

FORBIDDEN = 403


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """A mail program posts here for its user, without cookies, from anywhere (RFC 8058). A GET shows a button."""
    choice = ReminderChoice.objects.select_related("person__merged_into").filter(token=token).first()
    if choice is None:
        return unknown(request)
    if request.method != "POST":
        return render(request, "training/stop_reminders.html", {"choice": choice, **PRIVATE})
    posted = request.POST if is_readable(request) else {}
    if posted.get("List-Unsubscribe") == "One-Click":
        reminder_choices.stop(choice)
        return HttpResponse("Stopped.\n", content_type="text/plain; charset=utf-8")
    if not comes_from_this_site(request):
        return render(request, "403.html", status=FORBIDDEN)
    if "again" in posted:
        reminder_choices.start_again(choice)
    else:
        reminder_choices.stop(choice)
    return see("training_stop_reminders", token)


@same_origin_form
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def not_so(request: HttpRequest, token: str) -> HttpResponse:
    related = ("award__person", "award__course", "log__group")
    logged = Logged.objects.select_related(*related).filter(token=token, award__person__erased_at=None).first()
    if logged is None:
        return unknown(request)
    if request.method == "POST":
        training_logs.deny(logged)
        return see("training_not_so", token)
    return render(request, "training/not_so.html", {"logged": logged, **PRIVATE})
