"""For those who lead a group: its home, its people. Another's group is not found."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups import blocks, permissions, reviews
from groups.enums import LEADING
from groups.forms.membership import InviteForm, RemoveForm, hand_over_form
from groups.forms.words import looks_like_a_report
from groups.models import CommunityGroup
from groups.selectors import activities, health, impact, members, needs
from groups.selectors import messages as letters
from groups.services import membership
from groups.views.answers import PRIVATE, UNPROCESSABLE, see
from groups.views.people import say

ON_A_PAGE, NEXT_EVENTS, MOST_WAITING, LATEST, MOST_UNREAD = 50, 5, 50, 3, 5
View = Callable[..., HttpResponse]


def of_leader(view: View) -> View:
    """Gives the view a group that whoever is signed in leads; no other can be reached."""

    @login_required
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, /, slug: str, **arguments: Any) -> HttpResponse:
        return view(request, get_object_or_404(permissions.led_by(request.user), slug=slug), **arguments)

    return guarded


def person(request: HttpRequest) -> Any:
    return request.user.person  # type: ignore[union-attr]


def person_id(request: HttpRequest) -> Any:
    return request.user.person_id  # type: ignore[union-attr]


@of_leader
@require_safe
def home(request: HttpRequest, group: CommunityGroup) -> HttpResponse:
    today = timezone.localdate()
    verdict = health.verdict(group, on=today)
    by_year = impact.by_year(group)
    unread = list(letters.unread(group, person_id(request))[:MOST_UNREAD])
    context = {
        "group": group,
        "needs": needs.of(group, verdict, letters=unread, on=today),
        "unread": unread,
        "offers": members.offers(group),
        "events": group.events.to_come()[:NEXT_EVENTS],
        "figures": reviews.figures(by_year[None]),
        "years": reviews.years(by_year),
        "verdict": verdict,
        "latest": activities.of(group)[:LATEST],
        "blocks": [(block.title, shown) for block in blocks.blocks() if (shown := block.home(group))],
        "number": members.of(group).values("person").distinct().count(),
        "has_second_factor": Authenticator.objects.filter(user=request.user.pk).exists(),
        "others": permissions.led_by(request.user).exclude(pk=group.pk)[:MOST_WAITING],
        **PRIVATE,
    }
    return render(request, "groups/lead/home.html", context)


@of_leader
@require_safe
def people(request: HttpRequest, group: CommunityGroup) -> HttpResponse:
    page = Paginator(members.of(group), ON_A_PAGE).get_page(request.GET.get("page"))
    for held in page:
        held.may_be_removed = permissions.may_remove(request.user, held)  # type: ignore[attr-defined]
    context = {
        "group": group,
        "page_of_list": page,
        "requests": members.requests(group)[:MOST_WAITING],
        "invitations": members.invitations(group)[:MOST_WAITING],
        "offers": members.offers(group),
        "may_hand_over": permissions.may_hand_over(request.user, group),
        **PRIVATE,
    }
    return render(request, "groups/lead/people.html", context)


@of_leader
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, group: CommunityGroup) -> HttpResponse:
    form = InviteForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return show(request, group, "invite", form)
    role = form.cleaned_data["role"]
    if not permissions.may_invite(request.user, group, role):
        form.add_error("role", _("Only a leader can invite somebody who leads"))
        return show(request, group, "invite", form)
    try:
        membership.invite(group=group, email=form.cleaned_data["email"], role=role, by=person(request))
    except membership.Stopped:
        form.add_error(None, _("Somebody did not want an invitation of yours, so you can't send more. Write to us."))
        return show(request, group, "invite", form)
    except membership.TooMany:
        form.add_error(None, _("Your group sent many invitations today. Go on tomorrow."))
        return show(request, group, "invite", form)
    messages.success(request, _("The invitation is on its way."))
    return see("group_people", group.slug)


@of_leader
@require_POST
def withdraw(request: HttpRequest, group: CommunityGroup, pk: int) -> HttpResponse:
    invitation = get_object_or_404(group.invitations, pk=pk)
    done = membership.withdraw_invitation(invitation)
    messages.success(request, _("The invitation is withdrawn.") if done else _("It was answered before."))
    return see("group_people", group.slug)


@of_leader
@require_POST
def decide(request: HttpRequest, group: CommunityGroup, pk: int) -> HttpResponse:
    asked = get_object_or_404(group.join_requests.select_related("person", "group"), pk=pk)
    accepted = "accept" in request.POST
    try:
        done = membership.decide(asked, accepted=accepted, by=person(request))
    except membership.TooYoung:
        messages.error(request, _("Your group is for those of 18 or over."))
        return see("group_people", group.slug)
    said = _("They are a member now.") if accepted else _("They are told that you did not take them in.")
    messages.success(request, said if done else _("It was decided before."))
    return see("group_people", group.slug)


@of_leader
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, group: CommunityGroup, pk: int) -> HttpResponse:
    held = get_object_or_404(members.of(group), pk=pk)
    if not permissions.may_remove(request.user, held):
        raise PermissionDenied
    form = RemoveForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return show(request, group, "remove", form, held=held)
    membership.remove(held, reason=form.cleaned_data["reason"])
    messages.success(request, _("They are taken out, and told why."))
    return see("group_people", group.slug)


@of_leader
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, group: CommunityGroup) -> HttpResponse:
    """Whoever leads gives up leading; what else they do in the group they go on with."""
    if request.method != "POST":
        return show(request, group, "leave", None)
    try:
        for held in members.of(group).filter(person=person(request), role__in=LEADING):
            membership.leave(held)
    except membership.LastLeader:
        return show(request, group, "leave", None, is_last=True, status=UNPROCESSABLE)
    return say(request, "left", group=group)


@of_leader
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, group: CommunityGroup) -> HttpResponse:
    if not permissions.may_hand_over(request.user, group):
        raise PermissionDenied
    form = hand_over_form(group=group, giver=person(request))(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return show(request, group, "hand_over", form)
    try:
        membership.offer_hand_over(group=group, giver=person(request), taker=form.cleaned_data["taker"])
    except membership.MayNotTakeOver:
        form.add_error("taker", _("They can't lead the group"))
        return show(request, group, "hand_over", form)
    messages.success(request, _("We asked them. It is done once they say so too."))
    return see("group_people", group.slug)


@of_leader
@require_POST
def take_back(request: HttpRequest, group: CommunityGroup, pk: int) -> HttpResponse:
    offer = get_object_or_404(group.hand_overs.filter(giver=person(request)), pk=pk)
    done = membership.decline_hand_over(offer)
    messages.success(request, _("The offer is taken back.") if done else _("It was answered before."))
    return see("group_people", group.slug)


def show(
    request: HttpRequest, group: CommunityGroup, what: str, form: Any, *, status: int = 0, **more: Any
) -> HttpResponse:
    is_wrong = form is not None and form.is_bound
    context = {
        "group": group,
        "form": form,
        "is_report": is_wrong and looks_like_a_report(form),
        **more,
        **PRIVATE,
    }
    return render(request, f"groups/lead/{what}.html", context, status=status or (UNPROCESSABLE if is_wrong else 200))
