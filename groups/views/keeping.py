"""For those who lead a group: how it fares, agreeing to the agreement, and saying that the group goes on."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from groups.health import renewal_answer_by
from groups.models import Agreement, AgreementAcceptance, CommunityGroup
from groups.selectors import health
from groups.services import agreements, renewals
from groups.views.answers import PRIVATE, see
from groups.views.lead import of_leader, person


@of_leader
@require_safe
def how_it_fares(request: HttpRequest, group: CommunityGroup) -> HttpResponse:
    verdict = health.verdict(group, on=timezone.localdate())
    return render(request, "groups/health.html", {"group": group, "verdict": verdict, **PRIVATE})


@of_leader
@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: HttpRequest, group: CommunityGroup) -> HttpResponse:
    current = Agreement.objects.current()
    if current is None:
        raise Http404
    if request.method == "POST":
        return agree(request, group, current)
    accepted = AgreementAcceptance.objects.filter(group=group, agreement=current).first()
    context = {"group": group, "agreement": current, "accepted": accepted, **PRIVATE}
    return render(request, "groups/agreement.html", context)


def agree(request: HttpRequest, group: CommunityGroup, current: Agreement) -> HttpResponse:
    """To the version that was read: where another came in force meanwhile, that one is shown."""
    if request.POST.get("version") != str(current.version):
        messages.error(request, _("There is a newer version. Please read that one."))
        return see("group_agreement", group.slug)
    agreements.accept(group=group, agreement=current, by=person(request))
    messages.success(request, _("Thank you. Your group agrees to this version."))
    return see("group_health", group.slug)


@of_leader
@require_http_methods(["GET", "HEAD", "POST"])
def renewal(request: HttpRequest, group: CommunityGroup) -> HttpResponse:
    if request.method == "POST":
        try:
            renewals.answer(group=group)
        except renewals.NotAsked:
            messages.info(request, _("There is nothing to answer now."))
        else:
            messages.success(request, _("Thank you. We ask again in a year."))
        return see("group_health", group.slug)
    is_asked = CommunityGroup.objects.filter(renewals.UNANSWERED, pk=group.pk).exists()
    answer_by = renewal_answer_by(group.renewal_asked_on) if is_asked and group.renewal_asked_on else None
    return render(request, "groups/renewal.html", {"group": group, "answer_by": answer_by, **PRIVATE})
