"""The kit for an hour of writing letters, of an action that is open and with a group's own link."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from campaigns import letter_evenings
from campaigns.models import LetterAction
from groups.models import CommunityGroup
from pages.answers import for_every_reader


@require_safe
def pdf(request: HttpRequest, slug: str, group_slug: str) -> HttpResponse:
    """Paper that leads to an action that is over helps nobody."""
    action = get_object_or_404(LetterAction.objects.shown(), slug=slug)
    if not action.is_open:
        raise Http404
    group = get_object_or_404(CommunityGroup.objects.approved(), slug=group_slug)
    name = {"Content-Disposition": f'inline; filename="{action.slug}-{group.slug}.pdf"'}
    made = letter_evenings.kit(action, group)
    return for_every_reader(HttpResponse(made, content_type="application/pdf", headers=name))
