"""Petitions as readers find them."""

from django.db.models import Case, IntegerField, OuterRef, Q, Subquery, Value, When
from django.utils import timezone
from wagtail.models import Page

from campaigns.enums import PetitionState
from campaigns.models import CampaignPage, Petition
from campaigns.models.petition import PetitionQuerySet
from pages import outline

SHOWN_STATES = (
    PetitionState.OPEN,
    PetitionState.PAUSED,
    PetitionState.CLOSED,
    PetitionState.HANDED_IN,
    PetitionState.ANSWERED,
    PetitionState.ARCHIVED,
)


def shown_state(petition: Petition) -> PetitionState:
    """Closed from the end of its last day on, whether or not anything has noted that yet."""
    if petition.state == PetitionState.OPEN and not petition.is_open:
        return PetitionState.CLOSED
    return PetitionState(petition.state)


def within_a_sentence(addressee: str) -> str:
    """As "the Home Secretary" of "The Home Secretary"; names and titles stay as they are."""
    return f"the {addressee[4:]}" if addressee.startswith("The ") else addressee


def in_state(state: PetitionState) -> PetitionQuerySet:
    """Published petitions that readers are told are in this state."""
    petitions = Petition.objects.published()
    if state == PetitionState.OPEN:
        return petitions.open()
    if state == PetitionState.CLOSED:
        return petitions.filter(Q(state=state) | past_its_last_day())
    return petitions.filter(state=state)


def past_its_last_day() -> Q:
    return Q(state=PetitionState.OPEN, closes_on__lt=timezone.localdate())


def open_first(petitions: PetitionQuerySet) -> PetitionQuerySet:
    """Then by how far they have come in their life; the latest of each first."""
    places = [
        When(past_its_last_day(), then=Value(SHOWN_STATES.index(PetitionState.CLOSED))),
        *(When(state=state, then=Value(place)) for place, state in enumerate(SHOWN_STATES)),
    ]
    place = Case(*places, default=Value(len(SHOWN_STATES)), output_field=IntegerField())
    return petitions.order_by(place, "-created_at", "-pk")


def with_campaign(petitions: PetitionQuerySet) -> PetitionQuerySet:
    """With the key of the live page that they belong to, as campaign_of takes it."""
    pages = CampaignPage.objects.live().filter(petition=OuterRef("pk")).order_by("pk")
    return petitions.annotate(campaign_page=Subquery(pages.values("pk")[:1]))


def campaign_of(petition: Petition) -> Page | None:
    """Of one read with_campaign(): its page, where everybody may see it."""
    return outline.current().pages.get(petition.campaign_page)  # type: ignore[attr-defined]
