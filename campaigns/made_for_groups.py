"""What campaigns make for a group: the poster and the code of each petition that can be signed, with its own link."""

from django.shortcuts import get_object_or_404

from campaigns import posters
from campaigns.enums import PetitionState
from campaigns.models import Petition
from groups import made
from groups.models import CommunityGroup

PETITIONS, MOST = "petitions", 50


def things(group: CommunityGroup) -> list[made.Thing]:
    found = Petition.objects.published().filter(state=PetitionState.OPEN).order_by("title", "pk")[:MOST]
    return [made.Thing(petition.slug, petition.title) for petition in found]


def poster(group: CommunityGroup, slug: str) -> bytes:
    return posters.poster(get_object_or_404(Petition, slug=slug), group)


def code(group: CommunityGroup, slug: str) -> str:
    return posters.qr(get_object_or_404(Petition, slug=slug), group)


def register() -> None:
    made.register(made.Maker(PETITIONS, "Posters of petitions that can be signed", things, poster=poster, code=code))
