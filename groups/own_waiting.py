"""What waits for those who look after groups, and for those who publish what groups agree to."""

from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse

from groups import permissions
from groups.enums import Health, MessageState
from groups.models import Agreement, CommunityGroup, GroupMessage, Invitation
from groups.selectors import applications, messages
from groups.services import doubts
from pages import waiting
from pages.waiting import Waiting

MOST_NAMED = 3


def to_decide(user: Any) -> list[Waiting]:
    found = applications.oldest() if permissions.may_review(user) else None
    if found is None:
        return []
    words = "1 group waits" if found["number"] == 1 else f"{found['number']} groups wait"
    sentence = f"{words} for a decision, the oldest since {found['since']:%-d %B}."
    return [Waiting(sentence, reverse("group_applications:index"))]


def in_trouble(user: Any) -> list[Waiting]:
    """Both numbers in one question."""
    if not permissions.may_see_groups(user):
        return []
    fares = CommunityGroup.objects.approved().aggregate(
        at_risk=Count("pk", filter=Q(health=Health.AT_RISK)), dormant=Count("pk", filter=Q(health=Health.DORMANT))
    )
    found = [(fares["at_risk"], "at risk", Health.AT_RISK), (fares["dormant"], "dormant", Health.DORMANT)]
    every = reverse("community_groups:index")
    return [
        Waiting(f"{groups(number)} {'is' if number == 1 else 'are'} {words}.", f"{every}?health={health}")
        for number, words, health in found
        if number
    ]


def groups(number: int) -> str:
    return "1 group" if number == 1 else f"{number:,} groups"


def reported(user: Any) -> list[Waiting]:
    if not permissions.may_review(user):
        return []
    found = Invitation.objects.filter(reported_at__isnull=False, decision=None)
    about = found.aggregate(number=Count("pk"), since=Min("reported_at"))
    if not about["number"]:
        return []
    words = "1 invitation was" if about["number"] == 1 else f"{about['number']} invitations were"
    sentence = f"{words} reported by whoever got it, the oldest on {about['since']:%-d %B}."
    return [Waiting(sentence, reverse("group_reports:index"))]


def in_doubt(user: Any) -> list[Waiting]:
    """Drafts of events that staff read before anybody else does."""
    if not permissions.may_review(user):
        return []
    about = doubts.waiting().order_by().aggregate(number=Count("pk"), since=Min("doubt_since"))
    if not about["number"]:
        return []
    words = "1 draft of an event is" if about["number"] == 1 else f"{about['number']} drafts of events are"
    sentence = f"{words} in doubt and to be read, the oldest since {about['since']:%-d %B}."
    return [Waiting(sentence, reverse("event_doubts:index"))]


def agreement(user: Any) -> list[Waiting]:
    """For whoever may publish what somebody else wrote."""
    if not permissions.may_publish_agreements(user):
        return []
    theirs = Agreement.objects.filter(published_at=None).filter(~Q(created_by=user) | Q(created_by=None))
    return [
        Waiting(
            f"Version {draft.version} of the agreement of groups waits to be published.",
            reverse("group_agreements:page", args=[draft.pk]),
        )
        for draft in theirs[:1]
    ]


def held_messages(user: Any) -> list[Waiting]:
    """What leaders wrote to the members of their group."""
    queue = messages.held() if permissions.may_write_to_groups(user) else None
    if queue is None or not queue.number:
        return []
    words = "1 message to members waits" if queue.number == 1 else f"{queue.number:,} messages to members wait"
    sentence = f"{words} to be read before it goes out, the oldest since {queue.oldest:%-d %B}."
    return [Waiting(sentence, reverse("messages_to_groups:index"))]


def messages_to_send(user: Any) -> list[Waiting]:
    """What a colleague wrote to groups."""
    if not permissions.may_send_to_groups(user):
        return []
    theirs = GroupMessage.objects.of_charity().filter(state=MessageState.DRAFT)
    found = theirs.filter(~Q(by_user=user) | Q(by_user=None)).order_by("created_at", "pk")[:MOST_NAMED]
    return [
        Waiting(
            f"The message “{draft.subject}” to groups waits to be sent.",
            reverse("messages_to_groups:page", args=[draft.pk]),
        )
        for draft in found
    ]


def register() -> None:
    for question in (to_decide, in_trouble, reported, in_doubt, agreement, held_messages, messages_to_send):
        waiting.register(question)
