"""The QR code and the poster of a petition that can be signed, plain or with a group's own link."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from campaigns import posters
from campaigns.enums import PetitionState
from campaigns.models import Petition
from groups.models import CommunityGroup
from pages.answers import for_every_reader


@require_safe
def qr(request: HttpRequest, slug: str, group_slug: str = "") -> HttpResponse:
    drawn = posters.qr(get_petition(slug), get_group(group_slug))
    return for_every_reader(HttpResponse(drawn, content_type="image/svg+xml"))


@require_safe
def poster(request: HttpRequest, slug: str, group_slug: str = "") -> HttpResponse:
    petition = get_petition(slug)
    name = {"Content-Disposition": f'inline; filename="{petition.slug}.pdf"'}
    pdf = posters.poster(petition, get_group(group_slug))
    return for_every_reader(HttpResponse(pdf, content_type="application/pdf", headers=name))


def get_petition(slug: str) -> Petition:
    """One that takes signatures or will again: paper that leads to a closed one helps nobody."""
    takes_them = (PetitionState.OPEN, PetitionState.PAUSED)
    return get_object_or_404(Petition.objects.published(), slug=slug, state__in=takes_them)


def get_group(slug: str) -> CommunityGroup | None:
    return get_object_or_404(CommunityGroup.objects.with_page(), slug=slug) if slug else None
