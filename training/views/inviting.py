"""Whoever teaches a session asks the nearest groups to it; staff read the message and send it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from groups.views.answers import PRIVATE, UNPROCESSABLE, see
from training import families
from training.forms import inviting as choosing
from training.forms.inviting import InviteForm
from training.models import Session
from training.selectors import untrained
from training.services import inviting
from training.views.registers import of_trainer


@of_trainer
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, session: Session) -> HttpResponse:
    is_sent = request.method == "POST"
    family = choosing.wanted(request.POST if is_sent else request.GET, session)
    near = untrained.to_invite(session, family, timezone.localdate())
    form = InviteForm(request.POST if is_sent else None, initial=choosing.initial(family, near))
    form.offer(near)
    if is_sent and form.is_valid():
        return send(request, session, [int(each) for each in form.cleaned_data["groups"]])
    context = {
        "session": session,
        "event": session.event,
        "form": form,
        "near": near,
        "families": [(key, families.LABELS[key]) for key in choosing.taught(session)],
        "family": family,
        **PRIVATE,
    }
    return render(request, "training/invite.html", context, status=UNPROCESSABLE if is_sent else 200)


def send(request: HttpRequest, session: Session, groups: list[int]) -> HttpResponse:
    try:
        made = inviting.invite(session=session, groups=groups, by=request.user)  # type: ignore[arg-type]
    except inviting.NotToCome:
        messages.error(request, _("Nobody can book a place in it any more, so nobody is invited."))
    except inviting.NobodyToInvite:
        messages.error(request, _("Each of these groups was invited to it before."))
    else:
        number = made.invitations.count()
        said = ngettext("%d group is invited", "%d groups are invited", number) % number
        messages.success(
            request, _("{said} as soon as somebody at the charity has read the message.").format(said=said)
        )
    return see("training_session", session.pk)
