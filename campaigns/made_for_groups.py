"""What campaigns make for a group with its own link: posters and codes of petitions, kits and codes of letters."""

from django.shortcuts import get_object_or_404

from campaigns import letter_evenings, posters
from campaigns.enums import PetitionState
from campaigns.models import LetterAction, Petition
from groups import made
from groups.models import CommunityGroup

PETITIONS, LETTERS, MOST = "petitions", "letters", 50


def things(group: CommunityGroup) -> list[made.Thing]:
    found = Petition.objects.published().filter(state=PetitionState.OPEN).order_by("title", "pk")[:MOST]
    return [made.Thing(petition.slug, petition.title) for petition in found]


def poster(group: CommunityGroup, slug: str) -> bytes:
    return posters.poster(get_object_or_404(Petition, slug=slug), group)


def code(group: CommunityGroup, slug: str) -> str:
    return posters.qr(get_object_or_404(Petition, slug=slug), group)


def actions(group: CommunityGroup) -> list[made.Thing]:
    found = LetterAction.objects.open().order_by("title", "pk")[:MOST]
    return [made.Thing(action.slug, action.title) for action in found]


def kit(group: CommunityGroup, slug: str) -> bytes:
    return letter_evenings.kit(get_object_or_404(LetterAction, slug=slug), group)


def code_to_write(group: CommunityGroup, slug: str) -> str:
    return letter_evenings.code(get_object_or_404(LetterAction, slug=slug), group)


def register() -> None:
    made.register(made.Maker(PETITIONS, "Posters of petitions that can be signed", things, poster=poster, code=code))
    title = "Kits for writing letters together"
    made.register(made.Maker(LETTERS, title, actions, poster=kit, code=code_to_write))
