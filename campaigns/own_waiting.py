"""What waits for those who run petitions."""

from typing import Any

from django.db.models import Count, Max, Q
from django.urls import reverse

from campaigns.enums import PetitionState
from campaigns.models import Petition, PetitionNews, Signature
from campaigns.services import moderating
from pages import waiting
from pages.waiting import Waiting
from people.models import Merge

SHOWN = 5  # of each kind: a longer list is not read
MOST_COUNTED = 1000


def page_of(petition: Petition) -> str:
    return reverse("petitions:page", args=[petition.pk])


def drafts(user: Any) -> list[Waiting]:
    if not user.has_perm("campaigns.change_petition"):
        return []
    found = Petition.objects.filter(state=PetitionState.DRAFT)[:SHOWN]
    return [Waiting(f'The petition "{petition.title}" {state_of(petition)}.', page_of(petition)) for petition in found]


def state_of(petition: Petition) -> str:
    return f"was sent back: {petition.sent_back_because.rstrip('.')}" if petition.sent_back_because else "is a draft"


def in_review(user: Any) -> list[Waiting]:
    """For whoever may approve, but not for whoever handed it in."""
    if not user.has_perm("campaigns.approve_petition"):
        return []
    theirs = Petition.objects.filter(state=PetitionState.IN_REVIEW, approved_at=None)
    found = theirs.filter(~Q(submitted_by=user) | Q(submitted_by=None)).order_by("submitted_at")[:SHOWN]
    return [
        Waiting(f'The petition "{petition.title}" waits for your approval.', page_of(petition)) for petition in found
    ]


def to_open(user: Any) -> list[Waiting]:
    if not user.has_perm("campaigns.change_petition"):
        return []
    found = Petition.objects.filter(state=PetitionState.IN_REVIEW, approved_at__isnull=False)[:SHOWN]
    return [
        Waiting(f'The petition "{petition.title}" is approved and can be opened.', page_of(petition))
        for petition in found
    ]


def comments(user: Any) -> list[Waiting]:
    if not user.has_perm("campaigns.change_signature"):
        return []
    number = len(moderating.waiting().values("pk")[:MOST_COUNTED])
    if not number:
        return []
    more = " or more" if number == MOST_COUNTED else ""
    words = "1 comment waits" if number == 1 else f"{number}{more} comments wait"
    return [Waiting(f"{words} for moderation.", reverse("petition_comments:index"))]


def held(user: Any) -> list[Waiting]:
    if not user.has_perm("campaigns.change_signature"):
        return []
    oldest = Signature.objects.held().order_by("created_at").first()
    if oldest is None:
        return []
    number = len(Signature.objects.held().values("pk")[:MOST_COUNTED])
    more = " or more" if number == MOST_COUNTED else ""
    words = "1 signature is held" if number == 1 else f"{number}{more} signatures are held"
    since = f"{oldest.created_at:%-d %B}"
    return [Waiting(f"{words}, the oldest since {since}.", reverse("signatures:index") + "?state=held")]


def counted_twice(user: Any) -> list[Waiting]:
    """Signatures of whoever was found to have two records after both had been confirmed."""
    if not user.has_perm("campaigns.change_signature"):
        return []
    merged = Merge.objects.filter(undone_at=None).values("kept")
    theirs = Signature.objects.confirmed().filter(person__in=merged).exclude(name="")
    twice = theirs.order_by().values_list("petition__title", "person").annotate(last=Max("pk"), number=Count("pk"))
    return [
        Waiting(f'"{title}" counts one person {number} times, whose records were merged.', signature_page(last))
        for title, _, last, number in twice.filter(number__gt=1).order_by("last")[:SHOWN]
    ]


def signature_page(pk: int) -> str:
    return reverse("signatures:page", args=[pk])


def news(user: Any) -> list[Waiting]:
    """For whoever may send what somebody else wrote."""
    if not user.has_perm("campaigns.approve_petition"):
        return []
    drafts = PetitionNews.objects.drafts().filter(~Q(created_by=user) | Q(created_by=None)).select_related("petition")
    return [
        Waiting(f'"{each.subject}", news of the petition "{each.petition.title}", waits to be sent.', news_page(each))
        for each in drafts.order_by("created_at")[:SHOWN]
    ]


def news_page(news: PetitionNews) -> str:
    return reverse("petitions:news_page", args=[news.petition_id, news.pk])


def register() -> None:
    for question in (in_review, drafts, to_open, comments, held, counted_twice, news):
        waiting.register(question)
