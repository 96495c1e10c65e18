"""What the link in each message of a group leads to: stopping these messages, and undoing that.

It never expires, and shows nothing about anybody but that their address gets messages of this group.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from groups.models import GroupMessageChoice
from groups.services import message_choices
from groups.views.answers import PRIVATE, is_readable, see
from groups.views.people import unknown
from pages.same_origin import comes_from_this_site

FORBIDDEN = 403


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """A mail program posts here for its user, without cookies, from anywhere (RFC 8058). A GET shows a button."""
    related = ("group", "person__merged_into")
    choice = GroupMessageChoice.objects.select_related(*related).filter(token=token).first()
    if choice is None:
        return unknown(request)
    if request.method != "POST":
        context = {"choice": choice, "group": choice.group, **PRIVATE}
        return render(request, "groups/people/stop_messages.html", context)
    posted = request.POST if is_readable(request) else {}
    if posted.get("List-Unsubscribe") == "One-Click":
        message_choices.stop(choice)
        return HttpResponse("Stopped.\n", content_type="text/plain; charset=utf-8")
    if not comes_from_this_site(request):
        return render(request, "403.html", status=FORBIDDEN)
    if "again" in posted:
        message_choices.start_again(choice)
    else:
        message_choices.stop(choice)
    return see("group_stop_messages", slug, token)
