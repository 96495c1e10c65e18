"""What people can write about: the list, the page of an action, how many wrote, and how a letter begins."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib.humanize.templatetags.humanize import intcomma
from django.contrib.sitemaps.views import sitemap as django_sitemap
from django.core.paginator import Paginator
from django.db.models import Case, Value, When
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from campaigns import letter_life, mailout_way_in
from campaigns.letter_forms import StartForm
from campaigns.models import LetterAction
from campaigns.selectors import elections, letter_sheets, letter_totals
from campaigns.services import letter_drafts
from campaigns.sitemap import LettersSitemap
from campaigns.views.count import SHARED
from campaigns.views.petition import FAR_TOO_LONG, TOO_BIG, TOO_MANY, UNPROCESSABLE, see
from groups.models import CommunityGroup
from groups.selectors import directory
from pages import outline
from pages.answers import for_every_reader
from pages.forms import UNREADABLE
from pages.same_origin import same_origin_form
from people import machines
from places.views import shown

ON_A_PAGE = 20
MOST_BEGUN, AN_HOUR = 200, 60 * 60  # from one machine: a hall full of people may write together
FEW = 5  # fewer letters than that are not counted in public


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Open ones first; `page` goes on, whatever it holds."""
    is_open = Case(When(pk__in=LetterAction.objects.open().values("pk"), then=Value(0)), default=Value(1))
    found = LetterAction.objects.shown().annotate(rank=is_open).order_by("rank", "-opened_at", "-pk")
    page = Paginator(found.prefetch_related("offices"), ON_A_PAGE).get_page(request.GET.get("page"))
    totals = letter_totals.of_actions(list(page))
    for action in page:
        action.words = how_many(totals.get(action.pk, 0))  # type: ignore[attr-defined]
        action.recipients = letter_sheets.to_whom(action, action.offices.all())  # type: ignore[attr-defined]
    context = {**shown.head(request), "page_of_list": page}
    return for_every_reader(render(request, "campaigns/letters/list.html", context), shows_counts=True)


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    return page_of(request, get_action(slug))


@require_safe
def show_for(request: HttpRequest, slug: str, group_slug: str) -> HttpResponse:
    """By a group's link: who writes from here counts for the group. One that isn't there leads to the plain page."""
    action, group = get_action(slug), directory.of_link(group_slug)
    return page_of(request, action, group) if group else redirect(action)


def page_of(request: HttpRequest, action: LetterAction, group: CommunityGroup | None = None) -> HttpResponse:
    number = letter_totals.of_action(action)
    offices = [] if action.is_to_mps else list(action.offices.all())
    context = {
        **about(request, action),
        "group": group,
        "offices": offices,
        "points": list(action.points.all()),
        "count": None if number < FEW else number,
        "url_write": mailout_way_in.kept(request, url_write(action, group)),
        "campaign": link_to_campaign(action),
        "weeks": [each.days // 7 for each in letter_life.QUESTIONNAIRES],
        "share_url": f"{settings.SITE_URL}{request.path}",
    }
    return for_every_reader(render(request, "campaigns/letters/action.html", context), shows_counts=True)


def about(request: HttpRequest, action: LetterAction, *below: shown.Crumb) -> dict[str, Any]:
    """What every page about an action takes."""
    return {
        **shown.head(request, {"title": _("Letters"), "url": reverse("letters")}, *below),
        "canonical": f"{settings.SITE_URL}{action.get_absolute_url()}",
        "action": action,
        "election": elections.in_campaign(),
        "dissolved": elections.dissolved(),
    }


def link_to_campaign(action: LetterAction) -> shown.Crumb | None:
    page = outline.current().pages.get(action.campaign_id) if action.campaign_id else None
    return {"title": page.title, "url": outline.current().address(page) or "/"} if page else None


def url_write(action: LetterAction, group: CommunityGroup | None) -> str:
    if group:
        return reverse("letter_write_for", args=[action.slug, group.slug])
    return reverse("letter_write", args=[action.slug])


@require_safe
def count(request: HttpRequest, slug: str) -> HttpResponse:
    """How many letters there are, for whoever shows it elsewhere; under five no number is told."""
    action = get_action(slug)
    number = letter_totals.of_action(action)
    found = {"count": None if number < FEW else number, "text": how_many(number)}
    answer = for_every_reader(JsonResponse(found), shows_counts=True)
    answer.headers["Cache-Control"] = SHARED
    return answer


def how_many(number: int) -> str:
    if number < FEW:
        return _("Under 5 letters so far")
    return ngettext("%(shown)s letter so far", "%(shown)s letters so far", number) % {"shown": intcomma(number)}


@same_origin_form
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, slug: str) -> HttpResponse:
    return write_by(request, get_action(slug), group=None)


@same_origin_form
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def write_for(request: HttpRequest, slug: str, group_slug: str) -> HttpResponse:
    action, group = get_action(slug), directory.of_link(group_slug)
    if group is None and request.method != "POST":
        return redirect("letter_write", slug)
    return write_by(request, action, group=group)


def write_by(request: HttpRequest, action: LetterAction, *, group: CommunityGroup | None) -> HttpResponse:
    if not action.is_open:
        return closed(request, action)
    if request.method != "POST":
        return for_every_reader(show_form(request, action, StartForm(action=action), group=group))
    try:
        form = StartForm(request.POST, action=action)
    except UNREADABLE:
        return show_form(request, action, refused(action, FAR_TOO_LONG), group=group, status=TOO_BIG)
    if not form.is_valid():
        return show_form(request, action, form, group=group, status=UNPROCESSABLE)
    if not machines.may_send(request, form="letter_draft", quota=MOST_BEGUN, seconds=AN_HOUR):
        form.add_error(None, _("Too many letters were begun from your connection. Wait an hour."))
        return show_form(request, action, form, group=group, status=TOO_MANY)
    content = replace(form.content, via=mailout_way_in.read(request) or 0)
    token = letter_drafts.start(action=action, group=group, content=content)
    return see(reverse("letter_draft", args=[token]))


def refused(action: LetterAction, why: str) -> StartForm:
    form = StartForm({}, action=action)
    form.full_clean()
    form.errors.clear()
    form.add_error(None, why)
    return form


def show_form(
    request: HttpRequest, action: LetterAction, form: StartForm, *, group: CommunityGroup | None, status: int = 200
) -> HttpResponse:
    context = {**about(request, action, to_page(action)), "form": form, "group": group, "without_newsletter": True}
    return render(request, "campaigns/letters/start.html", context, status=status)


def to_page(action: LetterAction) -> shown.Crumb:
    return {"title": action.title, "url": action.get_absolute_url()}


def closed(request: HttpRequest, action: LetterAction, *, is_too_late: bool = False) -> HttpResponse:
    context = {"action": action, "is_too_late": is_too_late, "noindex": True}
    return render(request, "campaigns/letters/closed.html", context)


def get_action(slug: str) -> LetterAction:
    return get_object_or_404(LetterAction.objects.shown(), slug=slug)


def get_begun(slug: str) -> LetterAction:
    """Also one that staff read anew: whoever wrote before that may still confirm."""
    return get_object_or_404(LetterAction.objects.exclude(opened_at=None), slug=slug)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    return for_every_reader(django_sitemap(request, {"letters": LettersSitemap}))
