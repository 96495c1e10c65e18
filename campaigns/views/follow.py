"""Following a campaign: a form, then check your inbox; the message leads to one button.

That is the button of all our news, or for somebody who gets it already one of this campaign alone.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.forms import FollowForm
from campaigns.models import CampaignPage
from campaigns.services import following
from pages import outline
from pages.answers import for_every_reader
from pages.forms import UNREADABLE
from pages.same_origin import same_origin_form
from people import machines

SEE_OTHER, NOT_FOUND, TOO_BIG, UNPROCESSABLE, TOO_MANY = 303, 404, 413, 422, 429
FOLLOWS, WITHIN = 10, 3600  # from one machine, in so many seconds


@same_origin_form
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, page_id: int) -> HttpResponse:
    """The answer is the same for whoever is new here, waits, or gets the news already."""
    campaign = get_campaign(page_id)
    if request.method != "POST" or campaign.is_over:
        return for_every_reader(show_form(request, campaign, FollowForm()))
    try:
        form = FollowForm(request.POST)
    except UNREADABLE:
        return refused(
            request, campaign, _("What you sent is far too long or broken, so none of it was kept."), TOO_BIG
        )
    if form.shown is None:
        return show_form(request, campaign, form, status=NOT_FOUND)
    if not form.is_valid():
        return show_form(request, campaign, form, status=UNPROCESSABLE)
    if not machines.may_send(request, form="follow", quota=FOLLOWS, seconds=WITHIN):
        return refused(request, campaign, _("Too many came from your connection. Try again in an hour."), TOO_MANY)
    if not form.is_a_programs:
        following.follow(page=campaign, email=form.cleaned_data["email"], wording=form.shown)
    answer = redirect("campaign_follow_check_inbox", page_id=campaign.pk)
    answer.status_code = SEE_OTHER
    return answer


def show_form(request: HttpRequest, campaign: CampaignPage, form: FollowForm, status: int = 200) -> HttpResponse:
    context = {"campaign": campaign, "form": form, "without_newsletter": True, "noindex": True}
    return render(request, "campaigns/follow/follow.html", context, status=status)


def refused(request: HttpRequest, campaign: CampaignPage, reason: str, status: int) -> HttpResponse:
    form = FollowForm({})
    form.full_clean()
    form.errors.clear()
    form.add_error(None, reason)
    return show_form(request, campaign, form, status=status)


@require_safe
def check_inbox(request: HttpRequest, page_id: int) -> HttpResponse:
    context = {"campaign": get_campaign(page_id), "without_newsletter": True, "noindex": True}
    return for_every_reader(render(request, "campaigns/follow/check_inbox.html", context))


@same_origin_form
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A GET only shows a button, since scanners of mail follow links."""
    asked = following.find(token)
    if asked is None or asked.page_id not in outline.current().pages:
        return show_answer(request, "unknown", status=NOT_FOUND)
    if request.method == "POST":
        return show_answer(request, "confirmed", campaign=asked.page, newly=following.confirm(asked))
    if asked.confirmed_at is not None:
        return show_answer(request, "confirmed", campaign=asked.page, newly=False)
    return show_answer(request, "confirm", campaign=asked.page)


def show_answer(request: HttpRequest, template: str, *, status: int = 200, **context: object) -> HttpResponse:
    frame = {"without_newsletter": True, "noindex": True}
    return render(request, f"campaigns/follow/{template}.html", {**frame, **context}, status=status)


def get_campaign(page_id: int) -> CampaignPage:
    """One that readers may see."""
    if page_id not in outline.current().pages:
        raise Http404
    campaign: CampaignPage = get_object_or_404(CampaignPage, pk=page_id)
    return campaign
