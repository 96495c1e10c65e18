"""For those who lead a group: what the charity wrote to them, and what they write to its members."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups.enums import MessageState
from groups.forms.message import MessageForm
from groups.forms.words import looks_like_a_report
from groups.models import CommunityGroup, GroupMessage
from groups.selectors import messages as selectors
from groups.services import messages as services
from groups.views.answers import PRIVATE, TOO_BIG, TOO_MANY, UNPROCESSABLE, is_readable, refused, see
from groups.views.lead import of_leader, person

ON_A_PAGE, MOST_OWN = 20, 20
MAY_STOP = (MessageState.HELD, MessageState.SENDING)


@of_leader
@require_safe
def every(request: HttpRequest, group: CommunityGroup) -> HttpResponse:
    found = Paginator(selectors.for_reader(group, person(request).pk), ON_A_PAGE)
    context = {
        "group": group,
        "page_of_list": found.get_page(request.GET.get("page")),
        "own": selectors.of_group(group)[:MOST_OWN],
        "again_at": services.may_write_from(group),
        **PRIVATE,
    }
    return render(request, "groups/lead/messages.html", context)


@of_leader
@require_safe
def one(request: HttpRequest, group: CommunityGroup, pk: int) -> HttpResponse:
    message = get_object_or_404(selectors.for_reader(group, person(request).pk), pk=pk)
    return render(request, "groups/lead/message.html", {"group": group, "message": message, **PRIVATE})


@of_leader
@require_POST
def read(request: HttpRequest, group: CommunityGroup, pk: int) -> HttpResponse:
    services.read(get_object_or_404(selectors.to_leaders_of(group), pk=pk), by=person(request))
    return see("group_messages", group.slug)


@of_leader
@require_safe
def own(request: HttpRequest, group: CommunityGroup, pk: int) -> HttpResponse:
    message = get_object_or_404(selectors.of_group(group), pk=pk)
    context = {"group": group, "message": message, "may_stop": message.state in MAY_STOP, **PRIVATE}
    return render(request, "groups/lead/message_own.html", context)


@of_leader
@require_POST
def stop(request: HttpRequest, group: CommunityGroup, pk: int) -> HttpResponse:
    try:
        services.stop(get_object_or_404(selectors.of_group(group), pk=pk))
    except services.WrongState:
        messages.error(request, _("It is too late: all of it has left."))
    else:
        messages.success(request, _("It is stopped. What had left already can't be called back."))
    return see("group_message_own", group.slug, pk)


@of_leader
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, group: CommunityGroup) -> HttpResponse:
    """Looked at first, and sent from there."""
    if request.method != "POST":
        return show(request, group, MessageForm())
    if not is_readable(request):
        return show(request, group, refused(MessageForm({})), status=TOO_BIG)
    form = MessageForm(request.POST)
    if not form.is_valid():
        return show(request, group, form, status=UNPROCESSABLE)
    if "send" not in request.POST:
        return show(request, group, form, is_looked_at=True)
    return send(request, group, form)


def send(request: HttpRequest, group: CommunityGroup, form: MessageForm) -> HttpResponse:
    words = {name: form.cleaned_data[name] for name in ("subject", "body", "is_doubtful")}
    try:
        made = services.write_to_members(group=group, by=person(request), **words)
    except services.NobodyReads:
        form.add_error(None, _("There is nobody in your group who can be written to yet."))
        return show(request, group, form, status=UNPROCESSABLE)
    except services.TooMany as refusal:
        form.add_error(None, too_many(refusal))
        return show(request, group, form, status=TOO_MANY)
    messages.success(request, said(made))
    return see("group_message_own", group.slug, made.pk)


def too_many(refusal: services.TooMany) -> str:
    moment = date_format(timezone.localtime(refusal.again_at), "j F, H:i")
    return _("A group writes twice a day and eight times in 30 days at most. You can write again on %(moment)s.") % {
        "moment": moment
    }


def said(message: GroupMessage) -> str:
    if message.state == MessageState.HELD:
        return _("We read it before it goes out, and tell you if it does not.")
    return _("It is on its way to the members of your group.")


def show(
    request: HttpRequest, group: CommunityGroup, form: MessageForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "group": group,
        "form": form,
        "is_report": form.is_bound and looks_like_a_report(form),
        "number": selectors.count(selectors.members(group)),
        "young": selectors.young(group),
        "is_read_first": not services.is_trusted(group),
        "again_at": services.may_write_from(group),
        **more,
        **PRIVATE,
    }
    return render(request, "groups/lead/message_new.html", context, status=status)
